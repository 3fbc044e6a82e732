namespace DockerLsp.Tests.Engine.Rules.Images;

public sealed class DuplicateStageNameTests
{
    private static Verification Rule => Verify.Only("DL3024");

    [Theory]
    [InlineData("FROM debian:12 AS a\nFROM node:22 AS [|a|]")]
    [InlineData("FROM debian:12 AS a\nFROM node:22 AS [|A|]")]
    [InlineData("FROM debian:12 AS a\nFROM node:22 AS b\nFROM node:22 AS [|a|]")]
    [InlineData("FROM debian:12 AS a\nFROM a AS [|a|]")]
    [InlineData("FROM debian:12 AS a\nFROM x:1 AS [|a|]\nFROM y:1 AS [|a|]")]
    [InlineData("FROM debian:12 as a\nRUN true\nFROM debian:12 as [|a|]")]
    public void Is_there_twice(string dockerfile) => Rule.Finds(dockerfile);

    [Theory]
    [InlineData("FROM debian:12 AS a\nFROM debian:12 AS b")]
    [InlineData("FROM debian:12\nFROM debian:12")]
    [InlineData("FROM debian:12 AS a\nFROM a")]
    [InlineData("FROM debian:12 AS a")]
    [InlineData("FROM debian:12 AS a\nFROM debian:12 AS aa")]
    [InlineData("FROM a:1 AS b\nFROM b AS a")]
    [InlineData("FROM debian:12 AS a\n# FROM debian:12 AS a")]
    public void Is_there_once(string dockerfile) => Rule.FindsNothing(dockerfile);
}
