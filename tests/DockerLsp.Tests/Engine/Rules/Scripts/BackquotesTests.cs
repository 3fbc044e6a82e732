namespace DockerLsp.Tests.Engine.Rules.Scripts;

public sealed class BackquotesTests
{
    private static Verification Rule => Verify.Only("SC2006");

    [Theory]
    [InlineData("FROM debian:12\nRUN echo [|`date`|]")]
    [InlineData("FROM debian:12\nRUN A=[|`a`|] b")]
    [InlineData("FROM debian:12\nRUN echo \"x [|`a b`|]\" [|`c`|]")]
    [InlineData("FROM debian:12\nRUN echo [|`echo \\`a\\``|]")]
    [InlineData("FROM debian:12\nRUN <<EOF\necho [|`a`|]\nEOF")]
    [InlineData("FROM debian:12\nONBUILD RUN echo [|`a`|]")]
    [InlineData("FROM debian:12 AS a\nRUN echo [|`a`|]\nFROM a")]
    public void Finds(string file) => Rule.Finds(file);

    [Theory]
    [InlineData("FROM debian:12\nRUN echo $(date)")]
    [InlineData("FROM debian:12\nRUN echo '`a`'")]
    [InlineData("FROM debian:12\nRUN echo \\`a")]
    [InlineData("FROM debian:12\nRUN echo a")]
    [InlineData("FROM debian:12\nCMD [\"`a`\"]")]
    [InlineData("FROM debian:12\nENV A=`a`")]
    public void Finds_nothing(string file) => Rule.FindsNothing(file);

    [Theory]
    [InlineData("FROM debian:12\nRUN echo [|`date`|] && b", "FROM debian:12\nRUN echo $(date) && b")]
    [InlineData("FROM debian:12\nRUN echo \"x [|`a | b`|]\"", "FROM debian:12\nRUN echo \"x $(a | b)\"")]
    [InlineData("FROM debian:12\nRUN make -j[|`nproc`|]", "FROM debian:12\nRUN make -j$(nproc)")]
    public void Fixes(string file, string expected) => Rule.Finds(file).Fixed(expected);
}
