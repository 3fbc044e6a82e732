namespace DockerLsp.Tests.Engine.Rules.Correctness;

public sealed class BraceWordInPosixShellTests
{
    private static Verification Rule => Verify.Only("DLS3001");

    [Fact]
    public void Dash_of_Debian() => Rule
        .Finds("""
            FROM debian:12
            RUN rm -rf [|/var/{cache,log}/*|]
            """)
        .Says("dash, which runs this step, does not expand braces: `rm` gets the one word `/var/{cache,log}/*`")
        .Offers("Write the words out (the step then does more)")
        .Unsafe("the step then does more", """
            FROM debian:12
            RUN rm -rf /var/cache/* /var/log/*
            """);

    [Fact]
    public void Ash_of_Alpine() => Rule
        .Finds("""
            FROM alpine:3.20
            RUN mkdir -p [|/srv/{a,b}|]
            """)
        .Says("BusyBox ash, which runs this step, does not expand braces: `mkdir` gets the one word `/srv/{a,b}`")
        .Unsafe("the step then does more", """
            FROM alpine:3.20
            RUN mkdir -p /srv/a /srv/b
            """);

    [Fact]
    public void Behind_sudo_and_in_a_branch() => Rule
        .Finds("""
            FROM ubuntu:24.04
            RUN if [ -d /src ]; then sudo cp [|/src/{x,y}.conf|] /etc; fi
            """)
        .Unsafe("the step then does more", """
            FROM ubuntu:24.04
            RUN if [ -d /src ]; then sudo cp /src/x.conf /src/y.conf /etc; fi
            """);

    [Fact]
    public void A_heredoc() => Rule
        .Finds("""
            FROM debian:12
            RUN <<EOF
            touch [|/tmp/{a,b}|]
            EOF
            """)
        .Unsafe("the step then does more", """
            FROM debian:12
            RUN <<EOF
            touch /tmp/a /tmp/b
            EOF
            """);

    [Fact]
    public void SHELL_says_sh() => Rule
        .Finds("""
            FROM debian:12
            SHELL ["/bin/sh", "-ec"]
            RUN touch [|/tmp/{a,b}|]
            """)
        .Refused();

    [Fact]
    public void A_trigger() => Rule
        .Finds("""
            FROM debian:12
            ONBUILD RUN touch [|/tmp/{a,b}|]
            """)
        .Refused();

    [Fact]
    public void Bash_of_SHELL_expands() => Rule
        .FindsNothing("""
            FROM debian:12
            SHELL ["/bin/bash", "-c"]
            RUN rm -rf /var/{cache,log}/*
            """);

    [Fact]
    public void Bash_of_Fedora_expands() => Rule
        .FindsNothing("""
            FROM fedora:41
            RUN mkdir -p /srv/{a,b}
            """);

    [Fact]
    public void An_image_whose_shell_nobody_knows() => Rule
        .FindsNothing("""
            FROM registry.example.com/base:1
            RUN mkdir -p /srv/{a,b}
            """);

    [Theory]
    [InlineData("RUN echo '{a,b}'")]
    [InlineData("RUN echo \"{a,b}\"")]
    [InlineData("RUN echo ${HOME}")]
    [InlineData("RUN find . -name x -exec rm {} +")]
    [InlineData("RUN echo {a}")]
    [InlineData("RUN { echo a; echo b; }")]
    [InlineData("RUN curl https://example.com/{a,b}")]
    [InlineData("RUN awk -F'[|]' '{print $1,$2}' /etc/passwd")]
    [InlineData("RUN bash -c 'mkdir -p /srv/{a,b}'")]
    [InlineData("RUN echo \\{a,b\\}")]
    [InlineData("RUN [\"mkdir\", \"{a,b}\"]")]
    public void No_brace_word(string step) => Rule.FindsNothing($"FROM debian:12\n{step}");
}
