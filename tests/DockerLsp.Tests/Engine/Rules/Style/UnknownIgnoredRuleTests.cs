namespace DockerLsp.Tests.Engine.Rules.Style;

public sealed class UnknownIgnoredRuleTests
{
    private static Verification Rule => Verify.Only("DLS5102");

    [Fact]
    public void Names_the_nearest() => Rule
        .Finds("""
            FROM debian:12
            # hadolint ignore=[|DL3O02|],DL3008
            USER root
            """)
        .Says("Silences nothing: no rule is called `DL3O02`; did you mean `DL3002`?")
        .Unsafe("Name DL3002 instead", """
            FROM debian:12
            # hadolint ignore=DL3002,DL3008
            USER root
            """);

    [Fact]
    public void In_our_own_comments_every_unknown_name_is_told() => Rule
        .Finds("""
            # dockerlsp ignore-file=[|everything|]
            FROM debian:12
            """)
        .Says("Silences nothing: no rule is called `everything`");

    [Theory]
    [InlineData("# hadolint ignore=everything")]
    [InlineData("# hadolint ignore=DL3999,SC1234")]
    [InlineData("# dockerlsp ignore=SC2086,InvalidBaseImagePlatform,dl3008")]
    [InlineData("# check=skip=Nothing")]
    [InlineData("# ignore=whatever")]
    public void Near_misses(string comment) => Rule.FindsNothing($"FROM debian:12\n{comment}\nRUN a");
}
