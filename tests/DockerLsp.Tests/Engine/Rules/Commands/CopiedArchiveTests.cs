namespace DockerLsp.Tests.Engine.Rules.Commands;

public sealed class CopiedArchiveTests
{
    private static Verification Rule => Verify.Only("DL3010");

    [Fact]
    public void Into_a_folder() => Rule.Finds("FROM debian:12\nCOPY [|app.tar.gz|] /tmp/\nRUN tar -xzf /tmp/app.tar.gz -C /opt")
        .Says("Stays packed in this layer beside what line 3 unpacks; ADD unpacks it at once")
        .Refused();

    [Fact]
    public void Under_another_name() => Rule.Finds("FROM debian:12\nCOPY [|build/app.tgz|] /tmp/release.tgz\nRUN ls\nRUN cd /tmp && tar xf release.tgz");

    [Fact]
    public void One_of_several() => Rule.Finds("FROM debian:12\nCOPY README.md [|app.tar|] lib.tar.xz /tmp/\nRUN tar --extract --file=/tmp/app.tar");

    [Theory]
    [InlineData("tar xf /tmp/app.tar.gz")]
    [InlineData("tar -C / -xzvf app.tar.gz")]
    [InlineData("tar --extract -f app.tar.gz")]
    [InlineData("gunzip app.tar.gz")]
    [InlineData("zcat app.tar.gz")]
    [InlineData("bsdtar -xf app.tar.gz")]
    [InlineData("mkdir /a && tar zxf app.tar.gz")]
    public void Is_unpacked(string command) => Rule.Finds($"FROM debian:12\nCOPY [|app.tar.gz|] /tmp/\nRUN {command}");

    [Fact]
    public void In_a_heredoc() => Rule.Finds("FROM debian:12\nCOPY [|app.tar|] /tmp/\nRUN <<EOF\ntar xf /tmp/app.tar\nEOF");

    [Fact]
    public void In_triggers() => Rule.Finds("FROM debian:12\nONBUILD COPY [|app.tar|] /tmp/\nONBUILD RUN tar xf /tmp/app.tar");

    [Theory]
    [InlineData("tar cf app.tar.gz /src")]
    [InlineData("tar tf app.tar.gz")]
    [InlineData("tar xf other.tar.gz")]
    [InlineData("ls /tmp/app.tar.gz")]
    [InlineData("true")]
    public void Is_not_unpacked(string command) => Rule.FindsNothing($"FROM debian:12\nCOPY app.tar.gz /tmp/\nRUN {command}");

    [Fact]
    public void In_another_stage() => Rule.FindsNothing("FROM debian:12 AS a\nCOPY app.tar /tmp/\nFROM debian:12\nRUN tar xf /tmp/app.tar");

    [Fact]
    public void From_another_stage() => Rule.FindsNothing("FROM debian:12 AS a\nFROM debian:12\nCOPY --from=a /app.tar /tmp/\nRUN tar xf /tmp/app.tar");

    [Fact]
    public void Added() => Rule.FindsNothing("FROM debian:12\nADD app.tar /tmp/\nRUN tar xf /tmp/app.tar");

    [Fact]
    public void A_zip_file_is_nothing_that_ADD_unpacks() => Rule.FindsNothing("FROM debian:12\nCOPY app.zip data.gz /tmp/\nRUN unzip /tmp/app.zip && gunzip /tmp/data.gz");

    [Fact]
    public void Unpacked_before() => Rule.FindsNothing("FROM debian:12\nRUN tar xf /tmp/app.tar\nCOPY app.tar /tmp/");
}
