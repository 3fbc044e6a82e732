namespace DockerLsp.Tests.Engine.Rules.Security;

public sealed class ReadableSecretTests
{
    private static Verification Rule => Verify.Only("DLS4008");

    [Theory]
    [InlineData("FROM debian:12\nRUN --mount=type=secret,id=a,mode=[|0444|] make")]
    [InlineData("FROM debian:12\nRUN --mount=type=secret,mode=[|444|],id=a make")]
    [InlineData("FROM debian:12\nRUN --mount=type=ssh,mode=[|0666|] make")]
    [InlineData("FROM debian:12\nRUN --mount=type=secret,id=a,mode=[|0644|] --mount=type=secret,id=b,mode=[|0777|] make")]
    [InlineData("FROM debian:12\nRUN --mount=type=secret,id=a,mode=[|0444|] <<EOF\nmake\nEOF")]
    [InlineData("FROM debian:12\nONBUILD RUN --mount=type=secret,id=a,mode=[|0444|] make")]
    [InlineData("FROM debian:12 AS a\nRUN --mount=type=secret,id=a,mode=[|0444|] make\nFROM a")]
    public void Finds(string file) => Rule.Finds(file);

    [Theory]
    [InlineData("FROM debian:12\nRUN --mount=type=secret,id=a make")]
    [InlineData("FROM debian:12\nRUN --mount=type=secret,id=a,mode=0400 make")]
    [InlineData("FROM debian:12\nRUN --mount=type=secret,id=a,mode=0440 make")]
    [InlineData("FROM debian:12\nRUN --mount=type=cache,target=/c,mode=0777 make")]
    [InlineData("FROM debian:12\nRUN --mount=type=secret,id=a,mode=$MODE make")]
    [InlineData("FROM debian:12\nRUN make mode=0444")]
    public void Finds_nothing(string file) => Rule.FindsNothing(file);

    [Theory]
    [InlineData("FROM debian:12\nRUN --mount=type=secret,id=a,mode=[|0444|],uid=5 make", "FROM debian:12\nRUN --mount=type=secret,id=a,mode=0400,uid=5 make")]
    public void Offers_a_change(string file, string expected) => Rule.Finds(file).Unsafe("(", expected);
}
