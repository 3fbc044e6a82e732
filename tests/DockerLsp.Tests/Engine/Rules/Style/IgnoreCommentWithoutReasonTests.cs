namespace DockerLsp.Tests.Engine.Rules.Style;

public sealed class IgnoreCommentWithoutReasonTests
{
    private static Verification Rule => Verify.Only("DLS5103");

    [Fact]
    public void Wants_a_reason() => Rule
        .Finds("""
            [|# hadolint global ignore=DL3059|]
            FROM debian:12
            [|# dockerlsp ignore=DL3008,DL3009|]
            RUN apt-get install x
            # dockerlsp ignore=DL3008 there is one version
            RUN apt-get install x
            """)
        .Says(
            "Silences `DL3059` for no given reason; it goes behind the names: `ignore=DL3059 why`",
            "Silences `DL3008`, `DL3009` for no given reason; it goes behind the names: `ignore=DL3008 why`");

    [Theory]
    [InlineData("# hadolint ignore=DL3008; why")]
    [InlineData("# dockerlsp ignore=")]
    [InlineData("# check=skip=all")]
    [InlineData("# a comment")]
    public void Near_misses(string comment) => Rule.FindsNothing($"FROM debian:12\n{comment}\nRUN a");

    [Fact]
    public void Is_off_by_default() => Verify.FindsNothing("""
        FROM debian:12
        # dockerlsp ignore=DL4000
        MAINTAINER x
        """);
}
