namespace DockerLsp.Tests.Engine.Rules.Security;

public sealed class InsecureStepTests
{
    private static Verification Rule => Verify.Only("DLS4007");

    [Theory]
    [InlineData("FROM debian:12\nRUN [|--security=insecure|] make")]
    [InlineData("FROM debian:12\nRUN [|--security=insecure|] --network=none make")]
    [InlineData("FROM debian:12\nRUN [|--security=insecure|] [\"make\"]")]
    [InlineData("FROM debian:12\nRUN [|--security=insecure|] <<EOF\nmake\nEOF")]
    [InlineData("FROM debian:12\nONBUILD RUN [|--security=insecure|] make")]
    [InlineData("FROM debian:12 AS a\nRUN [|--security=insecure|] make\nFROM a\nRUN make")]
    public void Finds(string file) => Rule.Finds(file);

    [Theory]
    [InlineData("FROM debian:12\nRUN --security=sandbox make")]
    [InlineData("FROM debian:12\nRUN make --security=insecure")]
    [InlineData("FROM debian:12\nRUN echo insecure")]
    [InlineData("FROM debian:12\nCMD [\"--security=insecure\"]")]
    [InlineData("FROM debian:12\nRUN [\"a\", \"--security=insecure\"]")]
    [InlineData("FROM debian:12\nRUN make")]
    public void Finds_nothing(string file) => Rule.FindsNothing(file);

    [Theory]
    [InlineData("FROM debian:12\nRUN [|--security=insecure|] --network=none make", "FROM debian:12\nRUN --network=none make")]
    public void Offers_a_change(string file, string expected) => Rule.Finds(file).Unsafe("(", expected);
}
