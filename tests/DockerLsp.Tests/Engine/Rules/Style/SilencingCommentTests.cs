namespace DockerLsp.Tests.Engine.Rules.Style;

public sealed class SilencingCommentTests
{
    private static Verification Rule => Verify.Only("DL1001");

    [Theory]
    [InlineData("[|# hadolint ignore=DL3000|]\nFROM debian:12")]
    [InlineData("FROM debian:12\n[|# hadolint ignore=DL3000|]\nWORKDIR x")]
    [InlineData("FROM debian:12\n[|#hadolint ignore=DL3000,DL3001|]\nRUN a")]
    [InlineData("FROM debian:12\n[|# hadolint   ignore = DL3000|]\nRUN a")]
    [InlineData("[|# hadolint global ignore=DL3000|]\nFROM debian:12")]
    [InlineData("FROM debian:12\n[|# dockerlsp ignore=DL3000 because|]\nRUN a")]
    [InlineData("[|# dockerlsp ignore-file=DL3000|]\nFROM debian:12")]
    [InlineData("FROM debian:12\n# x\n[|# hadolint ignore=DL3000|]\nRUN a")]
    [InlineData("FROM debian:12\n[|# hadolint ignore=DL3000|]\nONBUILD RUN a")]
    public void Silences(string dockerfile) => Rule.Finds(dockerfile);

    [Theory]
    [InlineData("FROM debian:12\n# hadolint is fine\nRUN a")]
    [InlineData("FROM debian:12\n# ignore=DL3000\nRUN a")]
    [InlineData("# check=skip=all\nFROM debian:12")]
    [InlineData("FROM debian:12\n# shellcheck disable=SC1000\nRUN a")]
    [InlineData("FROM debian:12\nRUN echo \"# hadolint ignore=DL3000\"")]
    [InlineData("FROM debian:12\nRUN <<EOF\n# hadolint ignore=DL3000\nEOF")]
    [InlineData("FROM debian:12\n# hadolint shell=bash\nRUN a")]
    public void Does_not(string dockerfile) => Rule.FindsNothing(dockerfile);

    [Fact]
    public void Is_off_by_default() => Verify.FindsNothing("FROM debian:12\n# hadolint ignore=DL3000\nWORKDIR x");
}
