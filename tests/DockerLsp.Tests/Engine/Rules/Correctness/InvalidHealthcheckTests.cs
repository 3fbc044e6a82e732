namespace DockerLsp.Tests.Engine.Rules.Correctness;

public sealed class InvalidHealthcheckTests
{
    private static Verification Rule => Verify.Only("DLS3026");

    [Theory]
    [InlineData("FROM debian:12\nHEALTHCHECK --interval=[|30|] CMD a")]
    [InlineData("FROM debian:12\nHEALTHCHECK --timeout=[|half|] --retries=3 CMD a")]
    [InlineData("FROM debian:12\nHEALTHCHECK --retries=[|some|] CMD a")]
    [InlineData("FROM debian:12\nHEALTHCHECK CMD [|--interval=5s|] curl a")]
    [InlineData("FROM debian:12\nHEALTHCHECK --start-period=[|1min|] CMD a")]
    [InlineData("FROM debian:12\nONBUILD HEALTHCHECK --interval=[|30|] CMD a")]
    [InlineData("FROM debian:12 AS a\nHEALTHCHECK --interval=[|30|] CMD a\nFROM a")]
    [InlineData("FROM debian:12\nHEALTHCHECK --interval=[|999us|] CMD a")]
    [InlineData("FROM debian:12\nHEALTHCHECK --timeout=[|-5s|] CMD a")]
    [InlineData("FROM debian:12\nHEALTHCHECK --start-interval=[|0.5ms|] CMD a")]
    [InlineData("FROM debian:12\nHEALTHCHECK --start-period=[|99999999h|] CMD a")]
    [InlineData("FROM debian:12\nHEALTHCHECK --interval=[|.s|] CMD a")]
    public void Finds(string file) => Rule.Finds(file);

    [Theory]
    [InlineData("FROM debian:12\nHEALTHCHECK --interval=30s --timeout=1m30s --start-period=0 --retries=3 CMD a")]
    [InlineData("FROM debian:12\nHEALTHCHECK --interval=1.5h --timeout=500ms CMD a")]
    [InlineData("FROM debian:12\nHEALTHCHECK --interval=1ms --timeout=0s --start-interval=.5s --start-period=+1000us CMD a")]
    [InlineData("FROM debian:12\nHEALTHCHECK NONE")]
    [InlineData("FROM debian:12\nHEALTHCHECK CMD curl --retry 3 a")]
    [InlineData("FROM debian:12\nHEALTHCHECK CMD [\"--interval=5s\"]")]
    [InlineData("FROM debian:12\nRUN a --interval=30")]
    [InlineData("FROM debian:12\nCMD --interval=30")]
    public void Finds_nothing(string file) => Rule.FindsNothing(file);

    [Fact]
    public void Says_what_happens() => Rule.Finds("FROM debian:12\nHEALTHCHECK --interval=[|30|] CMD a")
        .Says("The build stops here: `30` has no unit, for instance `30s`");

    [Theory]
    [InlineData("FROM debian:12\nHEALTHCHECK --interval=[|30|] CMD a", "FROM debian:12\nHEALTHCHECK --interval=30s CMD a")]
    public void Offers_a_change(string file, string expected) => Rule.Finds(file).Unsafe("(", expected);
}
