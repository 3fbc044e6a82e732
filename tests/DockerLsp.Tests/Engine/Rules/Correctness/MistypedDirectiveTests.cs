namespace DockerLsp.Tests.Engine.Rules.Correctness;

public sealed class MistypedDirectiveTests
{
    private static Verification Rule => Verify.Only("DLS3024");

    [Theory]
    [InlineData("# [|syntx|]=docker/dockerfile:1\nFROM a:1")]
    [InlineData("# [|sintax|] = docker/dockerfile:1.7\nFROM a:1")]
    [InlineData("#[|Sytnax|]=docker/dockerfile:1\nFROM a:1")]
    [InlineData("# [|escpe|]=`\nFROM a:1")]
    [InlineData("# [|chek|]=skip=all\nFROM a:1")]
    [InlineData("# syntax=docker/dockerfile:1\n# [|chck|]=error=true\nFROM a:1")]
    public void Finds(string file) => Rule.Finds(file);

    [Theory]
    [InlineData("# syntax=docker/dockerfile:1\nFROM a:1")]
    [InlineData("# check=skip=all\nFROM a:1")]
    [InlineData("# version=1\nFROM a:1")]
    [InlineData("# image=docker/app:1\nFROM a:1")]
    [InlineData("# about\n# syntx=docker/dockerfile:1\nFROM a:1")]
    [InlineData("FROM a:1\n# syntx=docker/dockerfile:1\nRUN a")]
    [InlineData("# syntx\nFROM a:1")]
    public void Finds_nothing(string file) => Rule.FindsNothing(file);

    [Theory]
    [InlineData("# [|syntx|]=docker/dockerfile:1\nFROM a:1", "# syntax=docker/dockerfile:1\nFROM a:1")]
    public void Offers_a_change(string file, string expected) => Rule.Finds(file).Unsafe("(", expected);
}
