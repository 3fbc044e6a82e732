namespace DockerLsp.Tests.Engine.Rules.Correctness;

public sealed class MisplacedDirectiveTests
{
    private static Verification Rule => Verify.Only("DLS3025");

    [Theory]
    [InlineData("# about\n[|# syntax=docker/dockerfile:1|]\nFROM a:1")]
    [InlineData("\n[|# syntax=docker/dockerfile:1|]\nFROM a:1")]
    [InlineData("FROM a:1\n[|# syntax = docker/dockerfile:1.7|]\nRUN a")]
    [InlineData("# about\n[|# escape=`|]\nFROM a:1")]
    [InlineData("# syntax=docker/dockerfile:1\n\n[|#syntax=docker/dockerfile:2|]\nFROM a:1")]
    [InlineData("# about\n[|# Syntax=docker/dockerfile:1|]\nFROM a:1 AS a\nFROM a")]
    public void Finds(string file) => Rule.Finds(file);

    [Theory]
    [InlineData("# syntax=docker/dockerfile:1\nFROM a:1")]
    [InlineData("# escape=`\n# syntax=docker/dockerfile:1\nFROM a:1")]
    [InlineData("# about\n# check=skip=all\nFROM a:1")]
    [InlineData("# about\n# syntax=highlight\nFROM a:1")]
    [InlineData("# about\n# the syntax=docker/dockerfile:1 is old\nFROM a:1")]
    [InlineData("FROM a:1\nRUN <<EOF\n# syntax=docker/dockerfile:1\nEOF")]
    public void Finds_nothing(string file) => Rule.FindsNothing(file);

    [Theory]
    [InlineData("# about\n[|# syntax=docker/dockerfile:1|]\nFROM a:1", "# syntax=docker/dockerfile:1\n# about\nFROM a:1")]
    public void Offers_a_change(string file, string expected) => Rule.Finds(file).Unsafe("(", expected);
}
