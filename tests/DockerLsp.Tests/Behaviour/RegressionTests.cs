namespace DockerLsp.Tests.Behaviour;

/// <summary>Dockerfiles, mostly cut down from generated ones, of which a safe fix once changed the build.</summary>
public sealed class RegressionTests
{
    public static TheoryData<string, string> Dockerfiles { get; } = new()
    {
        {
            "set -e in the background sets nothing here, so that the cleanup may not hide a failed install",
            """
            FROM node:22-bookworm-slim
            RUN set -eu & \
              chmod +x /opt/f; \
              apt-get install -y tzdata > /opt/log 2>&1
            """
        },
        { "set -e behind set -x", "FROM debian:12\nRUN set -x && set -e; tool a; apt-get install -y curl; tool b" },
        {
            "a package from a file may need others from the index",
            """
            FROM debian:12
            RUN apt-get update && apt-get install -y curl
            RUN curl -o x.deb https://example.com/x.deb && apt-get install -y ./x.deb
            """
        },
        {
            "without a network a refresh leaves the old index",
            """
            FROM python:3.12
            RUN apt-get update && apt-get -y install gcc
            RUN --network=none apt-get -qq update && apt-get upgrade -y
            """
        },
        {
            "a refresh that has to fail",
            """
            FROM opensuse/leap:15.6
            RUN ! zypper refresh
            RUN zypper install -y git
            """
        },
        {
            "exit in a step that otherwise only refreshes",
            """
            FROM debian:12
            RUN apt-get update; exit 1
            RUN apt-get install -y git
            """
        },
        { "what apt prints", "FROM debian:12\nRUN apt-get update && apt install -y vim > /opt/log 2>&1 && rm -rf /var/lib/apt/lists/*" },
        {
            "the index of an image that nobody knows is read by the next step too",
            """
            FROM acme/base:1
            RUN apt-get install -y jq
            RUN while read l; do apt-get install -y tzdata; done < /etc/f; apt-get -y install gcc
            """
        },
        {
            "|| overlooks a failed refresh",
            """
            FROM python:3.12
            RUN apt-get -qq update
            RUN set -eux && apt-get install -y $PACKAGES || true
            """
        },
        {
            "each branch that installs refreshes, and all are cleaned up",
            """
            FROM debian:12
            RUN apt-get update && apt-get install -y curl
            RUN set -e; if [ -n "$HOME" ]; then apt-get install -y a; fi; if [ -n "$B" ]; then tool; apt-get install -y b; fi
            """
        },
        {
            "errexit and a chain of commands that ends in a compound one",
            """
            FROM debian:12
            RUN set -xe; if [ -n "$HOME" ]; then tool a && apt-get update && apt-get install -y b && if tool c; then tool d; else tool e; fi && tool f; fi
            """
        },
        {
            "equal jobs in the background",
            """
            FROM alpine:3.20
            RUN apk add --virtual .deps gcc & xargs tool
            RUN apk add --virtual .deps gcc & apk add --virtual .deps gcc & wait
            """
        },
        { "a trigger", "FROM debian:12\nONBUILD RUN apt install vim && useradd -u 1234567 x" },
        { "of two CMD the last counts", "FROM debian:12\nCMD [\"a\"]\nEXPOSE 80\nCMD [\"b\"]" },
        {
            "a refresh that nothing reads stops the build all the same",
            """
            FROM debian:12
            RUN apt-get update
            RUN rm -rf /var/lib/apt/lists/* /tmp/x
            RUN apt-get install -y git
            """
        },
        {
            "what a step leaves in its shell ends with a subshell",
            """
            FROM debian:12
            RUN apt-get update && cd /opt && tool a && umask 077
            RUN apt-get install -y git || tool b; echo x > /opt/x
            RUN cd /opt && curl -o /tmp/x.zip https://example.com/x.zip
            RUN unzip /tmp/x.zip && rm -f /tmp/x.zip
            """
        },
        {
            "a cleanup that calls the manager goes into the branch that has it",
            """
            FROM debian:12
            RUN if [ -n "$HOME" ]; then umask 022 && npm ci; fi && tool a
            RUN case "$HOME" in /root) npm ci && tool b ;; *) tool c; esac; tool d
            """
        },
        {
            "the exec form reads an index too",
            """
            FROM debian:12
            RUN apt-get update && apt-get install -y curl
            RUN ["apt-get", "install", "-y", "git"]
            """
        },
        { "number 172: the carriage returns of a heredoc hide a later install", "FROM debian:12\r\nRUN apt-get update && apt-get install -y gcc\r\nRUN <<EOF\r\ntool a && apt-get install -y jq\r\nEOF\r" },
        {
            "number 271: the refresh leaves a log",
            """
            FROM opensuse/leap:15.6
            RUN zypper refresh > /opt/log 2>&1
            RUN zypper install -y git
            """
        },
        { "ADD and COPY", "FROM scratch\nADD a b c\nCOPY x /opt" },
        {
            "numbers 10356 and 12268: a step that empties /tmp too",
            """
            FROM alpine:3.20
            RUN apk add gcc
            RUN set -eu; rm -rf /tmp/*; rm -rf /var/cache/apk/*
            """
        },
        {
            "number 10367: a loop that may not run refreshes for no one behind it",
            """
            FROM acme/base:1
            RUN apt-get update && make
            RUN while read l; do apt-get install -y $PACKAGES; done < /etc/f; export PATH=/opt/bin:$PATH; npm install -g npm@11
            RUN apt-get upgrade -y
            """
        },
        {
            "number 10565: one way to the install refreshes, the other reads an earlier layer",
            """
            FROM acme/base:1
            RUN apt-get update && apt install -y vim
            RUN set -o errexit; apt-get install -y git make
            RUN set -eux || if apt update; then apt-get install -y curl; fi > /dev/null && apt install -y vim
            """
        },
        {
            "numbers 11301 and 11688: without the last command of a chain errexit would see the one before",
            """
            FROM alpine:3.20
            SHELL ["/bin/sh", "-ec"]
            RUN curl -fsSL https://example.com/x -o /opt/x && { apk add git && apk update -q; }; apk add gcc
            RUN apk -U add jq && apk add git && rm -rf /var/cache/apk/*; apk add make
            """
        },
        {
            "numbers 11639 and 12210: the last command of a subshell whose failures are not asked for",
            """
            FROM alpine:3.20
            SHELL ["/bin/sh", "-ec"]
            RUN ( apk add make; rm -rf /var/cache/apk/* ) && apk -U add jq
            """
        },
        {
            "number 12000: the job before the refresh would become the end of the step",
            """
            FROM fedora:41
            RUN <<EOF
            set -eux
            dnf makecache
            dnf install -y git &
              dnf makecache
            EOF
            """
        },
        {
            "number 12074: what stands behind return does not run",
            """
            FROM acme/base:1
            RUN apt-get update && rm -rf /var/lib/apt/lists/*
            RUN <<EOF
            apt-get -qq update &&
              return 0 && xargs tool &&
              rm -rf /var/lib/apt/lists/* /tmp/x
            EOF
            RUN apt-get install -y git make
            RUN <<EOF
            sudo apt-get install -y jq
            EOF
            """
        },
        {
            "number 13524: a refresh would read what the pipe brings",
            """
            FROM debian:12
            RUN sudo apt-get update; add-apt-repository ppa:x/y; apt install -y vim
            RUN yes | { apt-get -y install gcc && tool; }
            """
        },
        {
            "number 60157: a refresh that goes would leave what the pipe brings to another",
            "FROM alpine:3.20\nRUN apk add --no-cache py3-pip\nRUN yes | { apk update && pip3 install -r requirements.txt; }"
        },
        {
            "number 63715: two cleanups in one step, the one exact only where nothing follows",
            "FROM fedora:41\nRUN set -o errexit; pip3 install -r requirements.txt; dnf -y install make; case \"$A\" in 1) dnf upgrade -y ;; *) npm install -g npm@11 ;; esac"
        },
        {
            "number 70248: the last of three commands runs without the alternative in the middle",
            "FROM debian:12\nRUN apt-get update; apt-get install -y git make\nRUN set -x || apt-get upgrade -y && tool && apt-get install -y jq"
        },
        {
            "so does one in a loop that reads a file",
            "FROM alpine:3.20\nRUN while read l; do apk update && apk add jq && tool; done < /etc/f"
        },
        {
            "number 15040: what the shell complains of goes into a file",
            "FROM debian:12\nRUN --network=none set -e; if [ \"$A\" = 1 ]; then tool; else apt install -y vim; fi > /opt/log 2>&1"
        },
        {
            "a refresh would print into the file of what stands around it",
            "FROM debian:12\nRUN if [ \"$A\" = 1 ]; then tool; else apt-get install -y vim; fi > /opt/log 2>&1"
        },
        {
            "number 15373: a step that may refresh leaves what an earlier one left",
            """
            FROM acme/base:1
            RUN apt-get -qq update && apt-get install -y curl
            RUN while read l; do sudo apt-get update; done < /etc/f
            RUN apt-get install -y ./x.deb && apt-get install -y git make
            """
        },
        {
            "number 18287: bash as /bin/sh exports what stands before a special builtin",
            """
            FROM acme/base:1
            RUN apt-get update; x=2 :; apt-get install -y git
            RUN apt-get install -y jq && apt-get clean
            """
        },
        {
            "number 22477: a package from a file needs the index, in a pipeline too",
            """
            FROM debian:12
            RUN <<EOF
            apt update
            pip install flask
            apt-get install -y ./x.deb | cat
            EOF
            """
        },
        {
            "numbers 27242 and 28496: a step that is not followed may refresh",
            "FROM debian:12\r\nRUN <<EOF\r\napt-get update && export A=2\r\nEOF\r\nRUN apt-get install -y curl\r\nRUN apt-get install -y jq | cat\r"
        },
        {
            "number 30354: a package from a file in another branch than the one that refreshes",
            """
            FROM python:3.12
            RUN apt-get update && apt-get upgrade -y
            RUN case "$A" in 1) apt-get install -y tzdata ;; *) apt-get install -y ./x.deb ;; esac && apt-get upgrade -y
            """
        },
        {
            "number 13693: errexit overlooks the first refresh",
            """
            FROM ubuntu:24.04
            RUN set -ex; apt-get update -y && apt-get install -y git make; apt-get update -y; apt-get upgrade -y; rm -rf /var/lib/apt/lists/*
            """
        },
        {
            "number 40960: exit without a status takes that of the command before",
            """
            FROM opensuse/leap:15.6
            RUN <<EOF
            zypper install -y git
            zypper --non-interactive in curl
            exit
            EOF
            RUN zypper install -y jq; zypper --non-interactive in vim; f() { zypper refresh; return; }; f
            """
        },
        {
            "number 41405: a shell ends at an option that it does not have",
            """
            FROM debian:12
            RUN test -e /opt/f || apt-get update
            RUN set -o pipefail && apt-get clean && rm -rf /var/lib/apt/lists/*
            """
        },
        {
            "the same of a refresh",
            """
            FROM debian:12
            RUN set -o pipefail; apt-get update
            RUN apt-get install -y curl
            """
        },
        {
            "number 41505: what a cleanup prints, within a redirection",
            """
            FROM opensuse/leap:15.6
            SHELL ["/bin/bash", "-o", "pipefail", "-c"]
            RUN set -o errexit; ( zypper install -y git ) > /opt/log 2>&1
            RUN set -e; { zypper install -y jq; tool a; } | tee /opt/log2
            RUN if [ -e /opt ]; then zypper install -y vim && tool b && tool c; fi > /opt/log3
            RUN if [ -e /opt ]; then zypper install -y vim; fi | cat > /opt/log3
            """
        },
        {
            "number 43077, where the harness had no recorder for a command that only a failure reaches",
            """
            FROM debian:12
            SHELL ["/bin/bash", "-eo", "pipefail", "-c"]
            RUN apt-get update; apt-get upgrade -y || x=$(apt install -y vim > /dev/null); apt-get install -y git
            """
        },
        {
            "errexit stays in a subshell that is a statement",
            """
            FROM debian:12
            RUN set -eux; cd /tmp; apt-get update; tool a || tool b; apt-get install -y curl; if tool c; then tool d && tool e; fi
            RUN set -eux; apt-get install -y git; tool f || tool g; [ -e /opt/f ] && tool h
            """
        },
        {
            "exit in a subshell that is a statement",
            """
            FROM alpine:3.22
            RUN set -e; cd /opt; tool a; apk update; apk add curl; if tool b; then exit 0; fi; tool c; exit 3
            RUN set -e; apk add git; tool d
            """
        },
        {
            "number 210589: a refresh behind a subshell that ends with a failure",
            """
            FROM ubuntu:24.04
            RUN apt-get install -y curl; ( exit 1; true ); apt-get update
            RUN apt-get install -y git
            """
        },
        {
            "the same of a pipe, a background process and a substitution",
            """
            FROM ubuntu:24.04
            RUN apt-get install -y curl; true | { exit 1; }; apt-get update
            RUN apt-get install -y git; { apt-get update; exit 1; } & wait
            RUN apt-get install -y vim; x=$(apt-get update; exit 0)
            RUN apt-get install -y jq
            """
        },
    };

    [BehaviourTheory]
    [MemberData(nameof(Dockerfiles))]
    public void Safe_fixes_leave_the_build_alone(string what, string text)
    {
        Assert.NotEmpty(what);
        var source = (text.EndsWith('\r') ? text : text.ReplaceLineEndings("\n")) + "\n";
        Assert.All(FixJudge.Judge(source, Effort.Thorough), one =>
            Assert.True(one.Verdict.Kind != VerdictKind.Different, FixJudge.Describe(source, one)));
    }
}
