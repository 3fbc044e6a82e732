namespace DockerLsp.Tests.Engine.Rules.Security;

public sealed class ClearTextDownloadTests
{
    private static Verification Rule => Verify.Only("DLS4015");

    [Theory]
    [InlineData("FROM debian:12\nRUN curl -O [|http://|]example.com/a")]
    [InlineData("FROM debian:12\nRUN wget -q \"[|http://|]example.com/$V\"")]
    [InlineData("FROM debian:12\nRUN curl [|HTTP://|]example.com/a | sh")]
    [InlineData("FROM debian:12\nADD [|http://|]example.com/a /")]
    [InlineData("FROM debian:12\nADD [\"[|http://|]example.com/a\", \"/\"]")]
    [InlineData("FROM debian:12\nONBUILD RUN curl [|http://|]example.com/a")]
    [InlineData("FROM debian:12\nRUN <<EOF\nwget [|http://|]example.com/a\nEOF")]
    [InlineData("FROM debian:12 AS a\nRUN curl [|http://|]example.com/a\nFROM a\nADD [|http://|]example.com/b /")]
    public void Finds(string file) => Rule.Finds(file);

    [Theory]
    [InlineData("FROM debian:12\nRUN curl https://example.com/a")]
    [InlineData("FROM debian:12\nRUN curl http://localhost:80/")]
    [InlineData("FROM debian:12\nRUN curl http://proxy/a")]
    [InlineData("FROM debian:12\nRUN curl http://10.0.0.1/a")]
    [InlineData("FROM debian:12\nRUN curl http://$HOST/a")]
    [InlineData("FROM debian:12\nRUN curl -O http://example.com/a && echo '1  a' | sha256sum -c")]
    [InlineData("FROM debian:12\nRUN echo http://example.com")]
    [InlineData("FROM debian:12\nRUN echo 'deb http://deb.debian.org/debian trixie main' > /etc/apt/sources.list")]
    [InlineData("FROM debian:12\nADD --checksum=sha256:01 http://example.com/a /")]
    [InlineData("FROM debian:12\nRUN curl http://nexus.internal/a")]
    public void Finds_nothing(string file) => Rule.FindsNothing(file);

    [Theory]
    [InlineData("FROM debian:12\nRUN curl -O [|http://|]example.com/a", "FROM debian:12\nRUN curl -O https://example.com/a")]
    [InlineData("FROM debian:12\nADD [|http://|]example.com/a /", "FROM debian:12\nADD https://example.com/a /")]
    public void Offers_a_change(string file, string expected) => Rule.Finds(file).Unsafe("(", expected);

    [Theory]
    [InlineData("nz2.archive.ubuntu.com/ubuntu/pool/main/o/openssl/libssl1.1_1.1.1f-1ubuntu2_amd64.deb")]
    [InlineData("security.ubuntu.com/ubuntu/a.deb")]
    public void A_server_without_https(string url) => Rule.Finds($"FROM debian:12\nRUN wget [|http://|]{url}").Offers();
}
