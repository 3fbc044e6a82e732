namespace DockerLsp.Tests.Engine.Rules.Instructions;

public sealed class RepeatedCmdTests
{
    private static Verification Rule => Verify.Only("DL4003");

    [Theory]
    [InlineData("FROM debian:12\nCMD [\"a\"]\n[|CMD|] b")]
    [InlineData("FROM debian:12\nCMD [\"a\"]\nRUN true\n[|CMD|] b")]
    [InlineData("FROM debian:12\nCMD [\"a\"]\n[|CMD|] b\n[|CMD|] b")]
    [InlineData("FROM debian:12 AS x\nCMD [\"a\"]\n[|CMD|] b\nFROM x")]
    [InlineData("FROM debian:12\nONBUILD CMD [\"a\"]\nONBUILD [|CMD|] b")]
    [InlineData("FROM debian:12\ncmd [\"a\"]\n[|cmd|] b")]
    [InlineData("FROM debian:12 AS x\nCMD [\"a\"]\nFROM debian:12\nCMD [\"a\"]\n[|CMD|] b")]
    public void Is_there_twice(string dockerfile) => Rule.Finds(dockerfile);

    [Theory]
    [InlineData("FROM debian:12\nCMD [\"a\"]")]
    [InlineData("FROM debian:12\nCMD b")]
    [InlineData("FROM debian:12 AS x\nCMD [\"a\"]\nFROM x\nCMD b")]
    [InlineData("FROM debian:12\nCMD [\"a\"]\nFROM debian:12\nCMD b")]
    [InlineData("FROM debian:12\nCMD [\"a\"]\nONBUILD CMD b")]
    [InlineData("FROM debian:12\n# CMD [\"a\"]\nCMD [\"a\"]")]
    [InlineData("FROM debian:12\nRUN <<EOF\nCMD [\"a\"]\nCMD [\"a\"]\nEOF")]
    public void Is_there_once(string dockerfile) => Rule.FindsNothing(dockerfile);

    [Fact]
    public void Is_deleted() => Rule.Finds("FROM debian:12\n# why\nCMD [\"a\"]\nRUN true\n[|CMD|] b")
        .Fixed("FROM debian:12\n# why\nRUN true\nCMD b");

    [Fact]
    public void Takes_its_ignore_comment_along() => Rule.Finds("FROM debian:12\n# hadolint ignore=DL3025\nCMD [\"a\"]\n[|CMD|] b")
        .Fixed("FROM debian:12\nCMD b");

    [Fact]
    public void All_but_the_last_go() => Rule.Finds("FROM debian:12\nCMD [\"a\"]\n[|CMD|] b\n[|CMD|] b\nUSER 1")
        .Fixed("FROM debian:12\nCMD b\nUSER 1");
}
