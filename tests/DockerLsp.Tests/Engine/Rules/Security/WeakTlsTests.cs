namespace DockerLsp.Tests.Engine.Rules.Security;

public sealed class WeakTlsTests
{
    private static Verification Rule => Verify.Only("DLS4013");

    [Theory]
    [InlineData("FROM debian:12\nRUN curl [|--tlsv1.0|] https://example.com")]
    [InlineData("FROM debian:12\nRUN curl [|--tlsv1|] -f https://example.com")]
    [InlineData("FROM debian:12\nRUN curl [|--sslv3|] https://example.com")]
    [InlineData("FROM debian:12\nRUN curl [|--tls-max|] 1.1 https://example.com")]
    [InlineData("FROM debian:12\nRUN wget [|--secure-protocol=TLSv1|] -q https://example.com")]
    [InlineData("FROM debian:12\nRUN openssl s_client [|-tls1|] -connect a:1")]
    [InlineData("FROM debian:12\nONBUILD RUN curl [|--tlsv1.1|] https://example.com")]
    [InlineData("FROM debian:12\nRUN <<EOF\ncurl [|--tlsv1.1|] https://example.com\nEOF")]
    [InlineData("FROM debian:12 AS a\nRUN curl [|--tlsv1|] https://example.com\nFROM a")]
    public void Finds(string file) => Rule.Finds(file);

    [Theory]
    [InlineData("FROM debian:12\nRUN curl --tlsv1.2 https://example.com")]
    [InlineData("FROM debian:12\nRUN curl --tlsv1.3 https://example.com")]
    [InlineData("FROM debian:12\nRUN curl --tls-max 1.3 https://example.com")]
    [InlineData("FROM debian:12\nRUN wget --secure-protocol=TLSv1_2 https://example.com")]
    [InlineData("FROM debian:12\nRUN openssl s_client -tls1_2")]
    [InlineData("FROM debian:12\nRUN echo --tlsv1")]
    public void Finds_nothing(string file) => Rule.FindsNothing(file);

    [Theory]
    [InlineData("FROM debian:12\nRUN curl [|--tlsv1|] -f https://example.com", "FROM debian:12\nRUN curl --tlsv1.2 -f https://example.com")]
    [InlineData("FROM debian:12\nRUN wget -q [|--secure-protocol=TLSv1|] https://example.com", "FROM debian:12\nRUN wget -q --secure-protocol=TLSv1_2 https://example.com")]
    public void Offers_a_change(string file, string expected) => Rule.Finds(file).Unsafe("(", expected);
}
