namespace DockerLsp.Tests.Engine.Rules.Instructions;

public sealed class RepeatedEntrypointTests
{
    private static Verification Rule => Verify.Only("DL4004");

    [Theory]
    [InlineData("FROM debian:12\nENTRYPOINT [\"a\"]\n[|ENTRYPOINT|] b")]
    [InlineData("FROM debian:12\nENTRYPOINT [\"a\"]\nRUN true\n[|ENTRYPOINT|] b")]
    [InlineData("FROM debian:12\nENTRYPOINT [\"a\"]\n[|ENTRYPOINT|] b\n[|ENTRYPOINT|] b")]
    [InlineData("FROM debian:12 AS x\nENTRYPOINT [\"a\"]\n[|ENTRYPOINT|] b\nFROM x")]
    [InlineData("FROM debian:12\nONBUILD ENTRYPOINT [\"a\"]\nONBUILD [|ENTRYPOINT|] b")]
    [InlineData("FROM debian:12\nentrypoint [\"a\"]\n[|entrypoint|] b")]
    [InlineData("FROM debian:12 AS x\nENTRYPOINT [\"a\"]\nFROM debian:12\nENTRYPOINT [\"a\"]\n[|ENTRYPOINT|] b")]
    public void Is_there_twice(string dockerfile) => Rule.Finds(dockerfile);

    [Theory]
    [InlineData("FROM debian:12\nENTRYPOINT [\"a\"]")]
    [InlineData("FROM debian:12\nENTRYPOINT b")]
    [InlineData("FROM debian:12 AS x\nENTRYPOINT [\"a\"]\nFROM x\nENTRYPOINT b")]
    [InlineData("FROM debian:12\nENTRYPOINT [\"a\"]\nFROM debian:12\nENTRYPOINT b")]
    [InlineData("FROM debian:12\nENTRYPOINT [\"a\"]\nONBUILD ENTRYPOINT b")]
    [InlineData("FROM debian:12\n# ENTRYPOINT [\"a\"]\nENTRYPOINT [\"a\"]")]
    [InlineData("FROM debian:12\nRUN <<EOF\nENTRYPOINT [\"a\"]\nENTRYPOINT [\"a\"]\nEOF")]
    public void Is_there_once(string dockerfile) => Rule.FindsNothing(dockerfile);

    [Fact]
    public void Is_deleted() => Rule.Finds("FROM debian:12\n# why\nENTRYPOINT [\"a\"]\nRUN true\n[|ENTRYPOINT|] b")
        .Fixed("FROM debian:12\n# why\nRUN true\nENTRYPOINT b");

    [Fact]
    public void Takes_its_ignore_comment_along() => Rule.Finds("FROM debian:12\n# hadolint ignore=DL3025\nENTRYPOINT [\"a\"]\n[|ENTRYPOINT|] b")
        .Fixed("FROM debian:12\nENTRYPOINT b");

    [Fact]
    public void All_but_the_last_go() => Rule.Finds("FROM debian:12\nENTRYPOINT [\"a\"]\n[|ENTRYPOINT|] b\n[|ENTRYPOINT|] b\nUSER 1")
        .Fixed("FROM debian:12\nENTRYPOINT b\nUSER 1");
}
