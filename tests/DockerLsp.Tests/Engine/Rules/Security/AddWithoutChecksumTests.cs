namespace DockerLsp.Tests.Engine.Rules.Security;

public sealed class AddWithoutChecksumTests
{
    private static Verification Rule => Verify.Only("DLS4004");

    [Theory]
    [InlineData("FROM debian:12\nADD [|https://example.com/a.tgz|] /")]
    [InlineData("FROM debian:12\nADD --chown=1:1 [|http://example.com/a|] /a")]
    [InlineData("FROM debian:12\nADD a [|https://example.com/b|] /c/")]
    [InlineData("FROM debian:12\nADD [[|\"https://example.com/a b\"|], \"/a\"]")]
    [InlineData("FROM debian:12\nADD [|https://example.com/$V.tgz|] /")]
    [InlineData("FROM debian:12\nADD [|https://github.com/a/b/archive/main.tar.gz|] /")]
    [InlineData("FROM debian:12\nONBUILD ADD [|https://example.com/a|] /")]
    [InlineData("FROM debian:12 AS a\nADD [|https://example.com/a|] /\nFROM a\nADD [|https://example.com/b|] /")]
    public void Finds(string file) => Rule.Finds(file);

    [Theory]
    [InlineData("FROM debian:12\nADD --checksum=sha256:0123 https://example.com/a /")]
    [InlineData("FROM debian:12\nADD https://github.com/a/b.git#v1 /b")]
    [InlineData("FROM debian:12\nADD https://example.com/a.git /b")]
    [InlineData("FROM debian:12\nADD https://api.github.com/repos/a/b/git/refs/heads/main /version.json")]
    [InlineData("FROM debian:12\nADD a.tgz /")]
    [InlineData("FROM debian:12\nCOPY a /")]
    [InlineData("FROM debian:12\nADD <<EOF /a\nhttps://example.com\nEOF")]
    [InlineData("FROM debian:12\nRUN curl https://example.com/a")]
    public void Finds_nothing(string file) => Rule.FindsNothing(file);

    [Fact]
    public void Says_what_happens() => Rule.Finds("FROM debian:12\nADD [|https://example.com/a.tgz|] /")
        .Says("Takes whatever the server sends on the day of the build; with `--checksum=sha256:…` another file stops the build");
}
