namespace DockerLsp.Tests.Engine.Rules.Style;

public sealed class BlanksBehindContinuationTests
{
    private static Verification Rule => Verify.Only("DLS5003");

    [Theory]
    [InlineData("FROM debian:12\nRUN a \\[| |]\n  b")]
    [InlineData("FROM debian:12\nRUN a \\[|\t |]\n  b \\[|  |]\n  c")]
    [InlineData("FROM debian:12\nENV A=1 \\[| |]\n  B=2")]
    [InlineData("# escape=`\nFROM debian:12\nRUN a `[| |]\n  b")]
    [InlineData("FROM debian:12\nONBUILD RUN a \\[| |]\n  b")]
    [InlineData("FROM debian:12\nRUN a \\[| |]\n  # why\n  b")]
    [InlineData("FROM debian:12 AS a\nRUN a \\[| |]\n  b\nFROM a")]
    public void Finds(string file) => Rule.Finds(file);

    [Theory]
    [InlineData("FROM debian:12\nRUN a \\\n  b")]
    [InlineData("FROM debian:12\nRUN a ")]
    [InlineData("FROM debian:12\nRUN <<EOF\na \\ \nb\nEOF")]
    [InlineData("FROM debian:12\nRUN a\\ b")]
    [InlineData("FROM debian:12\nRUN echo ' \\\n  b'")]
    [InlineData("# about \\ \nFROM debian:12\nRUN a")]
    public void Finds_nothing(string file) => Rule.FindsNothing(file);

    [Theory]
    [InlineData("FROM debian:12\nRUN a \\[|\t |]\n  b \\[|  |]\n  c", "FROM debian:12\nRUN a \\\n  b \\\n  c")]
    public void Fixes(string file, string expected) => Rule.Finds(file).Fixed(expected);
}
