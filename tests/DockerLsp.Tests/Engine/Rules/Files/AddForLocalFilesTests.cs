namespace DockerLsp.Tests.Engine.Rules.Files;

public sealed class AddForLocalFilesTests
{
    private static Verification Rule => Verify.Only("DL3020");

    [Theory]
    [InlineData("FROM debian:12\n[|ADD|] a.txt /x/")]
    [InlineData("FROM debian:12\n[|ADD|] src /src/")]
    [InlineData("FROM debian:12\n[|ADD|] . /app")]
    [InlineData("FROM debian:12\n[|ADD|] [\"a b.txt\", \"/x/\"]")]
    [InlineData("FROM debian:12\n[|ADD|] --chown=1 a.sh /x/")]
    [InlineData("FROM debian:12\nONBUILD [|ADD|] . /app")]
    [InlineData("FROM debian:12\n[|ADD|] a.txt b.tar.gz /x/")]
    [InlineData("FROM debian:12\n[|ADD|] *.txt /x/")]
    [InlineData("FROM debian:12\n[|ADD|] \"a.txt\" \"/x/\"")]
    [InlineData("FROM debian:12\n[|add|] a.txt /x/")]
    [InlineData("FROM debian:12\n[|ADD|] <<EOF /x\nhello\nEOF")]
    [InlineData("FROM debian:12\n[|ADD|] package$X.json /x/")]
    [InlineData("FROM debian:12 AS a\n[|ADD|] a.txt /\nFROM debian:12\n[|ADD|] a.txt /")]
    public void Is_plain(string dockerfile) => Rule.Finds(dockerfile);

    [Theory]
    [InlineData("FROM debian:12\nADD a.tar /x/")]
    [InlineData("FROM debian:12\nADD a.tar.gz /x/")]
    [InlineData("FROM debian:12\nADD a.tgz b.tar.xz /x/")]
    [InlineData("FROM debian:12\nADD a.tar.bz2 /x/")]
    [InlineData("FROM debian:12\nADD a.Z /x/")]
    [InlineData("FROM debian:12\nADD a.txz /x/")]
    [InlineData("FROM debian:12\nADD a.lzma /x/")]
    [InlineData("FROM debian:12\nADD \"a.tar.xz\" \"/x/\"")]
    [InlineData("FROM debian:12\nADD https://example.com/a.txt /x/")]
    [InlineData("FROM debian:12\nADD http://example.com/a /x/")]
    [InlineData("FROM debian:12\nADD git@example.com:a/b.git /x")]
    [InlineData("FROM debian:12\nADD https://github.com/a/b.git#v1 /x")]
    [InlineData("FROM debian:12\nADD $URL /x/")]
    [InlineData("FROM debian:12\nCOPY a.txt /x/")]
    [InlineData("FROM debian:12\nADD a.txt")]
    public void Needs_ADD(string dockerfile) => Rule.FindsNothing(dockerfile);

    [Fact]
    public void Becomes_COPY() => Rule.Finds("FROM debian:12\n[|ADD|] --chown=1:1 a.json src/ /x/")
        .Fixed("FROM debian:12\nCOPY --chown=1:1 a.json src/ /x/");

    [Fact]
    public void Keeps_its_case() => Rule.Finds("FROM debian:12\n[|add|] a.json /x/")
        .Fixed("FROM debian:12\ncopy a.json /x/");

    [Fact]
    public void May_be_an_archive() => Rule.Finds("FROM debian:12\n[|ADD|] data /x/")
        .Unsafe("stays packed", "FROM debian:12\nCOPY data /x/");

    [Fact]
    public void Is_mixed() => Rule.Finds("FROM debian:12\n[|ADD|] a.txt b.tar /x/")
        .Refused();
}
