namespace DockerLsp.Tests.Engine.Rules.Packages;

public sealed class UnpinnedAptPackageTests
{
    private static Verification Rule => Verify.Only("DL3008");

    [Fact]
    public void One_package() => Rule
        .Finds("FROM debian:12\nRUN apt-get update && apt-get install -y [|curl|]")
        .Says("Installs whichever version of `curl` the mirror has when this step runs; `curl=VERSION` asks for one")
        .Refused();

    [Fact]
    public void The_first_of_several() => Rule
        .Finds("""
            FROM debian:12
            RUN apt-get install -y --no-install-recommends \
                git=1:2.39.* \
                [|curl|] \
                make \
                gcc
            """)
        .Says("Installs whichever version of `curl` and of 2 other packages the mirror has when this step runs; `curl=VERSION` asks for one");

    [Fact]
    public void Each_install_by_itself() => Rule
        .Finds("FROM debian:12\nRUN apt-get install -y [|curl|] && apt-get install -y [|git|] make");

    [Fact]
    public void In_a_heredoc() => Rule
        .Finds("""
            FROM debian:12
            RUN <<EOF
            apt-get update
            apt-get install -y [|curl|]
            EOF
            """);

    [Fact]
    public void In_a_trigger() => Rule
        .Finds("FROM debian:12\nONBUILD RUN apt-get install -y [|curl|]");

    [Fact]
    public void In_two_stages() => Rule
        .Finds("FROM debian:12 AS build\nRUN apt-get install -y [|gcc|]\nFROM debian:12\nRUN apt-get install -y [|curl|]");

    [Fact]
    public void Without_a_stage() => Rule
        .Finds("RUN apt-get install -y [|curl|]");

    [Fact]
    public void Variables_that_are_known() => Rule
        .Finds("""
            FROM debian:12
            ARG TOOLS="curl=7.88.1 make"
            ENV PYTHON=3.11
            RUN apt-get install -y [|$TOOLS|]
            RUN apt-get install -y [|python${PYTHON}|]
            """)
        .Says(
            "Installs whichever version of `make` the mirror has when this step runs; `make=VERSION` asks for one",
            "Installs whichever version of `python3.11` the mirror has when this step runs; `python3.11=VERSION` asks for one");

    [Fact]
    public void The_target_release_is_no_package() => Rule
        .Finds("FROM debian:12\nRUN apt-get install -y -t bookworm-backports [|git|]");

    [Theory]
    [InlineData("apt-get install -y curl=7.88.1-10")]
    [InlineData("apt-get install -y curl=${CURL_VERSION}")]
    [InlineData("apt-get install -y curl/bookworm-backports")]
    [InlineData("apt-get install -y ./tool.deb /tmp/*.deb")]
    [InlineData("apt-get install -f")]
    [InlineData("apt-get install -yt bookworm-backports curl=7.88.1-10")]
    [InlineData("apt-get install -yqqo Dpkg::Use-Pty=0 curl=7.88.1-10")]
    [InlineData("apt-get install -ytbookworm-backports curl=7.88.1-10")]
    [InlineData("apt-get remove -y curl")]
    [InlineData("apt-get install -y $PACKAGES")]
    [InlineData("apt-get install -y $(cat packages.txt)")]
    [InlineData("apt-get $ACTION curl")]
    [InlineData("xargs apt-get install -y < packages.txt")]
    [InlineData("echo apt-get install curl")]
    [InlineData("install() { apt-get install -y \"$@\"; }; install curl=1")]
    [InlineData("apt-get -y update --install curl")]
    public void Asks_for_a_version_or_installs_nothing(string command) => Rule.FindsNothing($"FROM debian:12\nRUN {command}");
}
