namespace DockerLsp.Tests.Engine.Rules.Correctness;

public sealed class BashInPosixShellTests
{
    private static Verification Rule => Verify.Only("DLS3003");

    [Theory]
    [InlineData("[|[[ \"$A\" == b ]]|] && touch /x", "[ \"$A\" = b ] && touch /x")]
    [InlineData("if [|[[ -z \"$A\" ]]|]; then touch /x; fi", "if [ -z \"$A\" ]; then touch /x; fi")]
    [InlineData("if [ \"$A\" [|==|] b ]; then touch /x; fi", "if [ \"$A\" = b ]; then touch /x; fi")]
    [InlineData("test \"$A\" [|==|] b || exit 1", "test \"$A\" = b || exit 1")]
    [InlineData("[|source|] /etc/profile && make", ". /etc/profile && make")]
    [InlineData("[|source|] env.sh && make", ". ./env.sh && make")]
    [InlineData("make [|&>|] /tmp/log", "make > /tmp/log 2>&1")]
    [InlineData("make [|&>>|]/tmp/log", "make >>/tmp/log 2>&1")]
    [InlineData("make [|>&|] /tmp/log", "make > /tmp/log 2>&1")]
    [InlineData("[|function|] build { make; }; build", "build() { make; }; build")]
    [InlineData("[|function|] build() { make; }; build", "build() { make; }; build")]
    public void Written_as_dash_reads_it(string step, string expected) => Rule
        .Finds($"FROM debian:12\nRUN {step}")
        .Unsafe("it then does more", $"FROM debian:12\nRUN {expected}");

    [Theory]
    [InlineData("if [|[[ $A == b* ]]|]; then touch /x; fi")]
    [InlineData("if [|[[ -n \"$A\" && -n \"$B\" ]]|]; then touch /x; fi")]
    [InlineData("cat [|<<<|] hello")]
    [InlineData("[|names=(a b)|]; echo")]
    [InlineData("A=b; [|A+=c|]; echo \"$A\"")]
    [InlineData("diff [|<(sort a)|] b")]
    [InlineData("echo [|${A//x/y}|]")]
    [InlineData("echo [|${A^^}|]")]
    [InlineData("echo [|$'a\\tb'|]")]
    [InlineData("[|for|] ((i=0; i<3; i++)); do echo; done")]
    [InlineData("[|pushd|] /src; make")]
    [InlineData("[|declare|] -A map")]
    [InlineData("set -o [|pipefail|]; curl https://example.com | sh")]
    public void Without_a_short_equal(string step) => Rule
        .Finds($"FROM debian:12\nRUN {step}")
        .Refused();

    [Fact]
    public void A_heredoc() => Rule
        .Finds("""
            FROM ubuntu:24.04
            RUN <<EOF
            set -e
            if [ "$A" [|==|] b ]; then
                [|source|] /env
            fi
            EOF
            """)
        .Says(
            "dash, which runs this step, compares with `=` only: `==` is an error, which a condition takes for false",
            "dash, which runs this step, has no `source`: the command is not found, and the file is not read; `.` reads it")
        .Refused();

    [Theory]
    [InlineData("cat [|<<<|] hello")]
    [InlineData("[|names=(a b)|]; echo")]
    [InlineData("echo [|${A^^}|]")]
    [InlineData("[|shopt|] -s nullglob")]
    public void BusyBox_ash(string step) => Rule
        .Finds($"FROM alpine:3.20\nRUN {step}")
        .Refused();

    [Theory]
    [InlineData("FROM alpine:3.20\nRUN if [[ $A == b ]]; then source /env; fi")]
    [InlineData("FROM alpine:3.20\nRUN set -o pipefail && a | b")]
    [InlineData("FROM alpine:3.20\nRUN make &> /log && echo ${A//x/y} && function f() { :; }")]
    [InlineData("FROM fedora:41\nRUN if [[ $A == b ]]; then source /env; fi")]
    [InlineData("FROM debian:12\nSHELL [\"/bin/bash\", \"-c\"]\nRUN [[ $A == b ]] && source /env")]
    [InlineData("FROM registry.example.com/base:1\nRUN source /env")]
    [InlineData("FROM debian:12\nRUN bash -c '[[ a == a ]] && source /env'")]
    [InlineData("FROM debian:12\nRUN bash <<EOF\n[[ a == a ]]\nsource /env\nEOF")]
    [InlineData("FROM debian:12\nRUN echo '[[ a == a ]]' > /x && echo \"source /env\" >> /y")]
    [InlineData("FROM debian:12\nRUN if [ \"$A\" = b ]; then . /env; fi")]
    [InlineData("FROM debian:12\nRUN make > /log 2>&1 && echo ${A:-x} ${A%/*} ${#A}")]
    [InlineData("FROM debian:12\nRUN grep '==' /x; awk '$1==2' /y")]
    [InlineData("FROM debian:12\nRUN pushd() { cd \"$1\"; }; pushd /tmp")]
    [InlineData("FROM debian\nRUN set -o pipefail; a | b")]
    [InlineData("FROM debian:12\nRUN echo $((1 + 2))")]
    public void Known_to_the_shell(string text) => Rule.FindsNothing(text);
}
