namespace DockerLsp.Tests.Engine.Rules.Style;

public sealed class LongRunLineTests
{
    private static Verification Rule => Verify.Only("DLS5002");

    [Theory]
    [InlineData("FROM debian:12\n[|RUN|] mkdir -p /srv/app/dddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddd && make && make install")]
    [InlineData("FROM debian:12\n[|RUN|] --network=none mkdir -p /srv/app/dddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddd&&make&&make install; true")]
    [InlineData("FROM debian:12\nONBUILD [|RUN|] mkdir -p /srv/app/dddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddd && make && make install")]
    [InlineData("# escape=`\nFROM debian:12\n[|RUN|] mkdir -p /srv/app/dddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddd && make && make install")]
    [InlineData("FROM debian:12 AS a\n[|RUN|] mkdir -p /srv/app/dddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddd && make && make install\nFROM a\n[|RUN|] mkdir -p /srv/app/dddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddd && a && b")]
    public void Finds(string file) => Rule.Finds(file);

    [Theory]
    [InlineData("FROM debian:12\nRUN mkdir /a && make && make install")]
    [InlineData("FROM debian:12\nRUN mkdir -p /srv/app/dddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddd && make")]
    [InlineData("FROM debian:12\nRUN mkdir -p /srv/app/dddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddd && \\\n    make && make install")]
    [InlineData("FROM debian:12\nRUN <<EOF\nmkdir -p /srv/app/dddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddd && make && make install\nEOF")]
    [InlineData("FROM debian:12\nRUN (mkdir -p /srv/app/dddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddd && make && make install)")]
    [InlineData("FROM debian:12\nRUN echo 'mkdir -p /srv/app/dddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddd && make && make install'")]
    [InlineData("FROM debian:12\nRUN mkdir -p /srv/app/dddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddd && make && make install # done")]
    [InlineData("FROM debian:12\nCMD mkdir -p /srv/app/dddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddd && make && make install")]
    public void Finds_nothing(string file) => Rule.FindsNothing(file);

    [Theory]
    [InlineData("FROM debian:12\n[|RUN|] mkdir -p /srv/app/dddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddd && make&&make install", "FROM debian:12\nRUN mkdir -p /srv/app/dddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddd \\\n    && make \\\n    &&make install")]
    [InlineData("# escape=`\nFROM debian:12\n[|RUN|] mkdir -p /srv/app/dddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddd && make   && echo 'a && b'", "# escape=`\nFROM debian:12\nRUN mkdir -p /srv/app/dddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddd `\n    && make `\n    && echo 'a && b'")]
    public void Fixes(string file, string expected) => Rule.Finds(file).Fixed(expected);
}
