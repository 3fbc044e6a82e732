namespace DockerLsp.Tests.Engine.Rules.Scripts;

public sealed class ErrorsNotRedirectedTests
{
    private static Verification Rule => Verify.Only("SC2069");

    [Theory]
    [InlineData("FROM debian:12\nRUN make [|2>&1|] >/dev/null")]
    [InlineData("FROM debian:12\nRUN a && make [|2>&1|] >> log")]
    [InlineData("FROM debian:12\nRUN make [|2>&1|] 1>log")]
    [InlineData("FROM debian:12\nRUN <<EOF\nmake [|2>&1|] >log\nEOF")]
    [InlineData("FROM debian:12\nONBUILD RUN make [|2>&1|] >log")]
    [InlineData("FROM debian:12 AS a\nRUN make [|2>&1|] >log\nFROM a")]
    public void Finds(string file) => Rule.Finds(file);

    [Theory]
    [InlineData("FROM debian:12\nRUN make >log 2>&1")]
    [InlineData("FROM debian:12\nRUN make 2>&1 >/dev/null | grep x")]
    [InlineData("FROM debian:12\nRUN make 2>&1")]
    [InlineData("FROM debian:12\nRUN make 2>log >&2")]
    [InlineData("FROM debian:12\nRUN A=$(make 2>&1 >/dev/null)")]
    [InlineData("FROM debian:12\nRUN echo '2>&1 >log'")]
    public void Finds_nothing(string file) => Rule.FindsNothing(file);

    [Theory]
    [InlineData("FROM debian:12\nRUN make [|2>&1|] \\\n  >log", "FROM debian:12\nRUN make >log \\\n  2>&1")]
    public void Offers_a_change(string file, string expected) => Rule.Finds(file).Unsafe("(", expected);
}
