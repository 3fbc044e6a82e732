namespace DockerLsp.Tests.Engine.Rules.Instructions;

public sealed class RelativeWorkdirTests
{
    private static Verification Rule => Verify.Only("DL3000");

    [Theory]
    [InlineData("FROM debian:12\nWORKDIR [|app|]")]
    [InlineData("FROM debian:12\nWORKDIR [|./app|]")]
    [InlineData("FROM debian:12\nWORKDIR [|\"app\"|]")]
    [InlineData("FROM debian:12\nWORKDIR [|../x|]")]
    [InlineData("FROM debian:12\nWORKDIR [|.|]")]
    [InlineData("FROM debian:12\nONBUILD WORKDIR [|app|]")]
    [InlineData("FROM debian:12\nWORKDIR [|app$X|]")]
    [InlineData("FROM debian:12 AS a\nWORKDIR /x\nFROM a\nWORKDIR [|y|]")]
    [InlineData("FROM debian:12\nWORKDIR /x\nWORKDIR [|y|]")]
    public void Is_relative(string dockerfile) => Rule.Finds(dockerfile);

    [Theory]
    [InlineData("FROM debian:12\nWORKDIR /app")]
    [InlineData("FROM debian:12\nWORKDIR \"/app\"")]
    [InlineData("FROM debian:12\nWORKDIR '/app'")]
    [InlineData("FROM debian:12\nWORKDIR $HOME")]
    [InlineData("FROM debian:12\nWORKDIR ${HOME}/app")]
    [InlineData("FROM debian:12\nWORKDIR \"$APP\"")]
    [InlineData("FROM debian:12\nWORKDIR C:\\\\app")]
    [InlineData("FROM debian:12\nWORKDIR \"D:/app\"")]
    [InlineData("FROM debian:12\nWORKDIR c:/app")]
    [InlineData("# escape=`\nFROM mcr.microsoft.com/windows/nanoserver:ltsc2022\nWORKDIR \\app")]
    [InlineData("FROM debian:12\nONBUILD WORKDIR /app")]
    [InlineData("FROM debian:12\nRUN cd app")]
    public void Is_absolute(string dockerfile) => Rule.FindsNothing(dockerfile);

    [Fact]
    public void Is_known_behind_scratch() => Rule.Finds("FROM scratch\nWORKDIR /a/b\nWORKDIR [|../c|]")
        .Fixed("FROM scratch\nWORKDIR /a/b\nWORKDIR /a/c");

    [Fact]
    public void Is_known_behind_an_absolute_one() => Rule.Finds("FROM debian:12\nWORKDIR /a\nWORKDIR [|b|]")
        .Fixed("FROM debian:12\nWORKDIR /a\nWORKDIR /a/b");

    [Fact]
    public void Is_unknown_behind_a_variable() => Rule.Finds("FROM debian:12\nWORKDIR $A\nWORKDIR [|b|]")
        .Refused();

    [Fact]
    public void Is_unknown_in_a_trigger() => Rule.Finds("FROM scratch\nWORKDIR /a\nONBUILD WORKDIR [|b|]")
        .Refused();
}
