namespace DockerLsp.Tests.Engine.Rules.Correctness;

public sealed class UngracefulStopTests
{
    private static Verification Rule => Verify.Only("DLS3027");

    [Theory]
    [InlineData("FROM debian:12\nSTOPSIGNAL [|SIGKILL|]")]
    [InlineData("FROM debian:12\nSTOPSIGNAL [|9|]")]
    [InlineData("FROM debian:12\nSTOPSIGNAL [|KILL|]")]
    [InlineData("FROM debian:12\nSTOPSIGNAL [|SIGSTOP|]")]
    [InlineData("FROM debian:12\nONBUILD STOPSIGNAL [|SIGKILL|]")]
    [InlineData("FROM debian:12\nstopsignal [|\"sigkill\"|]")]
    [InlineData("FROM debian:12 AS a\nSTOPSIGNAL [|SIGKILL|]\nFROM a")]
    public void Finds(string file) => Rule.Finds(file);

    [Theory]
    [InlineData("FROM debian:12\nSTOPSIGNAL SIGTERM")]
    [InlineData("FROM debian:12\nSTOPSIGNAL 15")]
    [InlineData("FROM debian:12\nSTOPSIGNAL SIGQUIT")]
    [InlineData("FROM debian:12\nSTOPSIGNAL $SIGNAL")]
    [InlineData("FROM debian:12\nRUN kill -9 1")]
    [InlineData("FROM debian:12\nSTOPSIGNAL SIGRTMIN+3")]
    public void Finds_nothing(string file) => Rule.FindsNothing(file);

    [Theory]
    [InlineData("FROM debian:12\nSTOPSIGNAL [|9|]", "FROM debian:12\nSTOPSIGNAL SIGTERM")]
    public void Offers_a_change(string file, string expected) => Rule.Finds(file).Unsafe("(", expected);
}
