namespace DockerLsp.Tests.Engine.Rules.Instructions;

public sealed class RepeatedHealthcheckTests
{
    private static Verification Rule => Verify.Only("DL3012");

    [Theory]
    [InlineData("FROM debian:12\nHEALTHCHECK CMD [\"a\"]\n[|HEALTHCHECK|] NONE")]
    [InlineData("FROM debian:12\nHEALTHCHECK CMD [\"a\"]\nRUN true\n[|HEALTHCHECK|] NONE")]
    [InlineData("FROM debian:12\nHEALTHCHECK CMD [\"a\"]\n[|HEALTHCHECK|] NONE\n[|HEALTHCHECK|] NONE")]
    [InlineData("FROM debian:12 AS x\nHEALTHCHECK CMD [\"a\"]\n[|HEALTHCHECK|] NONE\nFROM x")]
    [InlineData("FROM debian:12\nONBUILD HEALTHCHECK CMD [\"a\"]\nONBUILD [|HEALTHCHECK|] NONE")]
    [InlineData("FROM debian:12\nhealthcheck CMD [\"a\"]\n[|healthcheck|] NONE")]
    [InlineData("FROM debian:12 AS x\nHEALTHCHECK CMD [\"a\"]\nFROM debian:12\nHEALTHCHECK CMD [\"a\"]\n[|HEALTHCHECK|] NONE")]
    public void Is_there_twice(string dockerfile) => Rule.Finds(dockerfile);

    [Theory]
    [InlineData("FROM debian:12\nHEALTHCHECK CMD [\"a\"]")]
    [InlineData("FROM debian:12\nHEALTHCHECK NONE")]
    [InlineData("FROM debian:12 AS x\nHEALTHCHECK CMD [\"a\"]\nFROM x\nHEALTHCHECK NONE")]
    [InlineData("FROM debian:12\nHEALTHCHECK CMD [\"a\"]\nFROM debian:12\nHEALTHCHECK NONE")]
    [InlineData("FROM debian:12\nHEALTHCHECK CMD [\"a\"]\nONBUILD HEALTHCHECK NONE")]
    [InlineData("FROM debian:12\n# HEALTHCHECK CMD [\"a\"]\nHEALTHCHECK CMD [\"a\"]")]
    [InlineData("FROM debian:12\nRUN <<EOF\nHEALTHCHECK CMD [\"a\"]\nHEALTHCHECK CMD [\"a\"]\nEOF")]
    public void Is_there_once(string dockerfile) => Rule.FindsNothing(dockerfile);

    [Fact]
    public void Is_deleted() => Rule.Finds("FROM debian:12\n# why\nHEALTHCHECK CMD [\"a\"]\nRUN true\n[|HEALTHCHECK|] NONE")
        .Fixed("FROM debian:12\n# why\nRUN true\nHEALTHCHECK NONE");

    [Fact]
    public void Takes_its_ignore_comment_along() => Rule.Finds("FROM debian:12\n# hadolint ignore=DL3025\nHEALTHCHECK CMD [\"a\"]\n[|HEALTHCHECK|] NONE")
        .Fixed("FROM debian:12\nHEALTHCHECK NONE");

    [Fact]
    public void All_but_the_last_go() => Rule.Finds("FROM debian:12\nHEALTHCHECK CMD [\"a\"]\n[|HEALTHCHECK|] NONE\n[|HEALTHCHECK|] NONE\nUSER 1")
        .Fixed("FROM debian:12\nHEALTHCHECK NONE\nUSER 1");
}
