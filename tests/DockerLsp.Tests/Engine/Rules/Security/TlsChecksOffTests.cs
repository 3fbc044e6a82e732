namespace DockerLsp.Tests.Engine.Rules.Security;

public sealed class TlsChecksOffTests
{
    private static Verification Rule => Verify.Only("DLS4001");

    [Theory]
    [InlineData("FROM debian:12\nRUN curl [|-k|] https://example.com")]
    [InlineData("FROM debian:12\nRUN curl [|-fsSLk|] https://example.com")]
    [InlineData("FROM debian:12\nRUN curl -fo x [|--insecure|] https://example.com")]
    [InlineData("FROM debian:12\nRUN wget [|--no-check-certificate|] -q https://example.com")]
    [InlineData("FROM debian:12\nRUN pip install [|--trusted-host|] pypi.org requests==2")]
    [InlineData("FROM debian:12\nRUN git -c [|http.sslVerify=false|] clone https://example.com/a.git")]
    [InlineData("FROM debian:12\nRUN git config --global [|http.sslVerify|] false")]
    [InlineData("FROM debian:12\nRUN npm config set [|strict-ssl|] false")]
    [InlineData("FROM debian:12\nRUN yum install -y [|--setopt=sslverify=false|] a")]
    [InlineData("FROM debian:12\nRUN [|GIT_SSL_NO_VERIFY=1|] git clone https://example.com/a.git")]
    [InlineData("FROM debian:12\nRUN export [|NODE_TLS_REJECT_UNAUTHORIZED=0|] && npm ci")]
    [InlineData("FROM debian:12\nENV [|NODE_TLS_REJECT_UNAUTHORIZED=0|] A=1")]
    [InlineData("FROM debian:12\nARG [|PYTHONHTTPSVERIFY=\"0\"|]")]
    [InlineData("FROM debian:12\nONBUILD RUN curl [|-k|] https://example.com")]
    [InlineData("FROM debian:12\nRUN <<EOF\ncurl [|-k|] https://example.com\nEOF")]
    [InlineData("FROM debian:12 AS a\nRUN curl [|-k|] https://example.com\nFROM a\nRUN wget [|--no-check-certificate|] https://example.com")]
    public void Finds(string file) => Rule.Finds(file);

    [Theory]
    [InlineData("FROM debian:12\nRUN curl -fsSL https://example.com")]
    [InlineData("FROM debian:12\nRUN curl -H k https://example.com")]
    [InlineData("FROM debian:12\nRUN curl -Hk https://example.com")]
    [InlineData("FROM debian:12\nRUN curl -o k -k https://localhost:8443/health")]
    [InlineData("FROM debian:12\nRUN echo curl -k https://example.com")]
    [InlineData("FROM debian:12\nRUN wget -q https://example.com")]
    [InlineData("FROM debian:12\nENV NODE_TLS_REJECT_UNAUTHORIZED=1")]
    [InlineData("FROM debian:12\nENV GIT_SSL_NO_VERIFY=false")]
    [InlineData("FROM debian:12\nRUN git config --global http.sslVerify true")]
    [InlineData("FROM debian:12\nRUN npm config set strict-ssl true")]
    [InlineData("FROM debian:12\nRUN curl $OPTIONS https://example.com")]
    public void Finds_nothing(string file) => Rule.FindsNothing(file);

    [Fact]
    public void Says_what_happens() => Rule.Finds("FROM debian:12\nRUN curl [|-k|] https://example.com")
        .Says("Accepts any certificate, so that anyone on the way can answer for the server");

    [Theory]
    [InlineData("FROM debian:12\nRUN curl -L [|-k|] https://example.com", "FROM debian:12\nRUN curl -L https://example.com")]
    [InlineData("FROM debian:12\nRUN curl [|-fsSLk|] https://example.com", "FROM debian:12\nRUN curl -fsSL https://example.com")]
    [InlineData("FROM debian:12\nRUN true && \\\n    wget -q \\\n      [|--no-check-certificate|] \\\n      https://example.com", "FROM debian:12\nRUN true && \\\n    wget -q \\\n      https://example.com")]
    public void Offers_a_change(string file, string expected) => Rule.Finds(file).Unsafe("(", expected);

    [Fact]
    public void FTP_shows_no_certificate() => Rule
        .FindsNothing("""
            FROM debian:12
            RUN wget -q --no-check-certificate ftp://ftp.example.com/data.gz
            """);

    [Fact]
    public void Another_address_beside_FTP() => Rule
        .Finds("""
            FROM debian:12
            RUN wget -q [|--no-check-certificate|] ftp://ftp.example.com/data.gz https://example.com/other.gz
            """);
}
