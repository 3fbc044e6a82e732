namespace DockerLsp.Tests.Engine.Rules.Correctness;

public sealed class UnnoticedFailureInHeredocTests
{
    private static Verification Rule => Verify.Only("DLS3002");

    [Fact]
    public void No_set_e() => Rule
        .Finds("""
            FROM debian:12
            RUN <<EOF
            # tools
            export DEBIAN_FRONTEND=noninteractive
            [|apt-get update|]
            apt-get install -y git
            EOF
            """)
        .Says("A failure here goes unnoticed: the shell runs the next line, and only the last command's status counts; `set -e` ends the step at once")
        .Unsafe("passing builds may then fail", """
            FROM debian:12
            RUN <<EOF
            # tools
            set -e
            export DEBIAN_FRONTEND=noninteractive
            apt-get update
            apt-get install -y git
            EOF
            """);

    [Fact]
    public void Tabs_that_are_taken_away() => Rule
        .Finds("FROM debian:12\nRUN <<-EOF\n\t[|make|]\n\tmake install\nEOF")
        .Unsafe("passing builds may then fail", "FROM debian:12\nRUN <<-EOF\n\tset -e\n\tmake\n\tmake install\nEOF");

    [Fact]
    public void Inside_a_branch_and_a_loop() => Rule
        .Finds("""
            FROM debian:12
            RUN <<EOF
            set -x
            for f in /src/*; do
                if [ -d "$f" ]; then [|make -C "$f"|]; fi
            done
            echo done
            EOF
            """)
        .Refused();

    [Fact]
    public void A_trigger_and_another_shell() => Rule
        .Finds("""
            FROM debian:12
            SHELL ["/bin/bash", "-o", "pipefail", "-c"]
            ONBUILD RUN <<EOF
            [|make|]
            make install
            EOF
            """)
        .Refused();

    [Theory]
    [InlineData("RUN <<EOF\nset -e\nmake\nmake install\nEOF")]
    [InlineData("RUN <<EOF\nset -euxo pipefail\nmake\nmake install\nEOF")]
    [InlineData("RUN <<EOF\nset -o errexit\nmake\nmake install\nEOF")]
    [InlineData("SHELL [\"/bin/bash\", \"-ec\"]\nRUN <<EOF\nmake\nmake install\nEOF")]
    [InlineData("RUN <<EOF\nmake\nEOF")]
    [InlineData("RUN <<EOF\nmake &&\nmake install\nEOF")]
    [InlineData("RUN <<EOF\nmake || exit 1\nmake install || true\nmake clean\nEOF")]
    [InlineData("RUN <<EOF\necho a\nexport B=c\nmake\nEOF")]
    [InlineData("RUN <<EOF\nif [ -f a ]; then echo b; fi\nmake\nEOF")]
    [InlineData("RUN <<EOF\nmake & \nwait\nEOF")]
    [InlineData("RUN <<EOF\nbuild() { make; }\nbuild\nEOF")]
    [InlineData("RUN <<EOF\n#!/usr/bin/env python3\nprint(1)\nprint(2)\nEOF")]
    [InlineData("RUN python3 <<EOF\nprint(1)\nprint(2)\nEOF")]
    [InlineData("COPY <<EOF /etc/motd\nhello\nworld\nEOF")]
    [InlineData("RUN make; make install")]
    public void Noticed(string step) => Rule.FindsNothing($"FROM debian:12\n{step}");
}
