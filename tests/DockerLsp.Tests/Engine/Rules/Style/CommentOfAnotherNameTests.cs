namespace DockerLsp.Tests.Engine.Rules.Style;

public sealed class CommentOfAnotherNameTests
{
    private static Verification Rule => Verify.Only("InvalidDefinitionDescription");

    [Theory]
    [InlineData("[|# a comment|]\nARG V=1\nFROM debian:12")]
    [InlineData("FROM debian:12\n[|# a comment|]\nARG V=1")]
    [InlineData("[|# a comment|]\nFROM debian:12 AS base")]
    [InlineData("# base is it\n[|# a comment|]\nFROM debian:12 AS base")]
    [InlineData("FROM debian:12\n[|# versions|]\nARG A B")]
    [InlineData("FROM a:1 AS a\n[|#no|]\nFROM b:1 AS b")]
    public void Describes_something_else(string dockerfile) => Rule.Finds(dockerfile);

    [Theory]
    [InlineData("# V is the version\nARG V=1\nFROM debian:12")]
    [InlineData("# base is it\nFROM debian:12 AS base")]
    [InlineData("# a comment\n\nARG V\nFROM debian:12")]
    [InlineData("# a comment\nFROM debian:12")]
    [InlineData("FROM debian:12\n# hadolint ignore=DL3064\nARG V")]
    [InlineData("FROM debian:12\n# B or so\nARG A B")]
    [InlineData("FROM debian:12\n# a comment\nRUN true")]
    [InlineData("FROM debian:12\n# a comment\nENV V=1")]
    [InlineData("# syntax=docker/dockerfile:1\nFROM debian:12 AS base")]
    public void Describes_it_or_nothing(string dockerfile) => Rule.FindsNothing(dockerfile);

    [Fact]
    public void Gets_an_empty_line() => Rule.Finds("FROM debian:12\n[|# a comment|]\nARG V=1")
        .Fixed("FROM debian:12\n# a comment\n\nARG V=1");

    [Fact]
    public void Is_off_by_default() => Verify.FindsNothing("# a comment\nARG V=12\nFROM debian:$V");

    [Theory]
    [InlineData("all")]
    [InlineData("InvalidDefinitionDescription")]
    [InlineData("Other,InvalidDefinitionDescription;error=false")]
    public void The_check_directive_switches_it_on(string value) =>
        Verify.Finds($"# check=experimental={value}\n{{|InvalidDefinitionDescription:# a comment|}}\nARG V=12\nFROM debian:$V");
}
