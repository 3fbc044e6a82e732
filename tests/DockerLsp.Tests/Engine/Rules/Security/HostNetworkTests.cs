namespace DockerLsp.Tests.Engine.Rules.Security;

public sealed class HostNetworkTests
{
    private static Verification Rule => Verify.Only("DLS4006");

    [Theory]
    [InlineData("FROM debian:12\nRUN [|--network=host|] make")]
    [InlineData("FROM debian:12\nRUN --mount=type=cache,target=/c [|--network=host|] make")]
    [InlineData("FROM debian:12\nRUN [|--network=host|] [\"make\"]")]
    [InlineData("FROM debian:12\nRUN [|--network=host|] <<EOF\nmake\nEOF")]
    [InlineData("FROM debian:12\nONBUILD RUN [|--network=host|] make")]
    [InlineData("FROM debian:12 AS a\nRUN [|--network=host|] make\nFROM a\nRUN [|--network=host|] make")]
    public void Finds(string file) => Rule.Finds(file);

    [Theory]
    [InlineData("FROM debian:12\nRUN --network=none make")]
    [InlineData("FROM debian:12\nRUN --network=default make")]
    [InlineData("FROM debian:12\nRUN make --network=host")]
    [InlineData("FROM debian:12\nRUN docker run --network=host a")]
    [InlineData("FROM debian:12\nCMD [\"--network=host\"]")]
    [InlineData("FROM debian:12\n# --network=host\nRUN make")]
    public void Finds_nothing(string file) => Rule.FindsNothing(file);

    [Theory]
    [InlineData("FROM debian:12\nRUN [|--network=host|] make", "FROM debian:12\nRUN make")]
    [InlineData("FROM debian:12\nRUN [|--network=host|]   <<EOF\nmake\nEOF", "FROM debian:12\nRUN <<EOF\nmake\nEOF")]
    public void Offers_a_change(string file, string expected) => Rule.Finds(file).Unsafe("(", expected);
}
