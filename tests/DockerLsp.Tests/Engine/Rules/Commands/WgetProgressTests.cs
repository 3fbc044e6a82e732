namespace DockerLsp.Tests.Engine.Rules.Commands;

public sealed class WgetProgressTests
{
    private static Verification Rule => Verify.Only("DL3047");

    [Fact]
    public void On_Debian() => Rule.Finds("FROM debian:12\nRUN [|wget|] https://example.com/a.tar.gz")
        .Says("Writes a line to the build log for every 50 KB that it downloads; `--progress=dot:giga` writes one for every 32 MB")
        .Offers("Log one dot per megabyte")
        .Fixed("FROM debian:12\nRUN wget --progress=dot:giga https://example.com/a.tar.gz");

    [Fact]
    public void On_Alpine() => Rule.Finds("FROM alpine:3.20\nRUN [|wget|] -O a https://example.com/a")
        .Says("Writes its progress to the build log; `-q` keeps it out")
        .Unsafe("may hide why one fails", "FROM alpine:3.20\nRUN wget -q -O a https://example.com/a");

    [Fact]
    public void On_an_unknown_image() => Rule.Finds("FROM example.com/image\nRUN [|wget|] https://example.com/a")
        .Unsafe("not with BusyBox", "FROM example.com/image\nRUN wget --progress=dot:giga https://example.com/a");

    [Theory]
    [InlineData("[|wget|] -O a.tgz https://example.com/a")]
    [InlineData("[|wget|] -nc https://example.com/a")]
    [InlineData("[|wget|] -Oq https://example.com/a")]
    [InlineData("[|wget|] -O - https://example.com/a > /a")]
    [InlineData("[|wget|] -O - https://example.com/a 2>&1 | tee /log")]
    [InlineData("[|wget|] $URL")]
    [InlineData("[|wget|] \"$URL\" && [|wget|] https://example.com/b")]
    [InlineData("curl -f x || [|wget|] -P /tmp https://example.com/a")]
    public void Logs_its_progress(string command) => Rule.Finds($"FROM debian:12\nRUN {command}");

    [Fact]
    public void In_a_heredoc() => Rule.Finds("FROM debian:12\nRUN <<EOF\n[|wget|] https://example.com/a\nEOF").Fixed("FROM debian:12\nRUN <<EOF\nwget --progress=dot:giga https://example.com/a\nEOF");

    [Fact]
    public void In_a_trigger() => Rule.Finds("FROM debian:12\nONBUILD RUN [|wget|] https://example.com/a").Fixed("FROM debian:12\nONBUILD RUN wget --progress=dot:giga https://example.com/a");

    [Fact]
    public void In_two_stages() => Rule.Finds("FROM debian:12 AS a\nRUN [|wget|] https://example.com/a\nFROM a\nRUN [|wget|] https://example.com/b");

    [Theory]
    [InlineData("wget -q https://example.com/a")]
    [InlineData("wget -qO- https://example.com/a")]
    [InlineData("wget -nv https://example.com/a")]
    [InlineData("wget --quiet https://example.com/a")]
    [InlineData("wget --no-verbose https://example.com/a")]
    [InlineData("wget --progress=bar:force https://example.com/a")]
    [InlineData("wget -o log https://example.com/a")]
    [InlineData("wget -a log https://example.com/a")]
    [InlineData("wget --output-file=log https://example.com/a")]
    [InlineData("wget --append-output log https://example.com/a")]
    [InlineData("wget --spider https://example.com/a")]
    [InlineData("wget --version")]
    [InlineData("wget -nvO a https://example.com/a")]
    [InlineData("wget $WGET_OPTS https://example.com/a")]
    [InlineData("wget -O - https://example.com/a 2>/dev/null | tar x")]
    [InlineData("wget https://example.com/a > /log 2>&1")]
    [InlineData("wget https://example.com/a 2>> /log")]
    [InlineData("apt-get install -y wget")]
    [InlineData("curl https://example.com/a")]
    public void Is_quiet(string command) => Rule.FindsNothing($"FROM debian:12\nRUN {command}");
}
