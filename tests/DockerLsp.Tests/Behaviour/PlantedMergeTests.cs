namespace DockerLsp.Tests.Behaviour;

/// <summary>Merges that are known to be wrong: the harness is worth nothing unless it sees each of them.</summary>
public sealed class PlantedMergeTests
{
    private const string Debian = "FROM debian:bookworm\n";
    private const string Alpine = "FROM alpine:3.20\n";
    private const string Fedora = "FROM fedora:41\n";

    public static TheoryData<string, string, string> WrongMerges { get; } = new()
    {
        { "cd leaks", Debian + "RUN cd /opt && make\nRUN make install\n", Debian + "RUN cd /opt && make && make install\n" },
        { "cd leaks into a redirection", Debian + "RUN cd /opt\nRUN echo x > q\n", Debian + "RUN cd /opt && echo x > q\n" },
        { "; in the second part", Debian + "RUN a\nRUN b; c\n", Debian + "RUN a && b; c\n" },
        { "line break in the second part", Debian + "RUN a\nRUN <<EOF\nb\nc\nEOF\n", Debian + "RUN <<EOF\na && b\nc\nEOF\n" },
        { "|| in the second part", Debian + "RUN a\nRUN b || c\n", Debian + "RUN a && b || c\n" },
        { "|| true in the second part", Alpine + "RUN a\nRUN b || true\n", Alpine + "RUN a && b || true\n" },
        { "exit 0", Debian + "RUN test -n \"$HOME\" && exit 0; a\nRUN b\n", Debian + "RUN test -n \"$HOME\" && exit 0; a && b\n" },
        { "return", Alpine + "RUN return 0\nRUN b\n", Alpine + "RUN return 0 && b\n" },
        { "exec", Debian + "RUN exec a\nRUN b\n", Debian + "RUN exec a && b\n" },
        { "errexit lost in a group", Debian + "RUN set -e; a; b\nRUN c\n", Debian + "RUN { set -e; a; b; } && c\n" },
        { "errexit lost in a subshell", Alpine + "RUN set -e; a; b\nRUN c\n", Alpine + "RUN ( set -e; a; b ) && c\n" },
        { "errexit of SHELL lost in a group", Fedora + "SHELL [\"/bin/bash\", \"-ec\"]\nRUN a; b\nRUN c\n", Fedora + "SHELL [\"/bin/bash\", \"-ec\"]\nRUN { a; b; } && c\n" },
        { "errexit does not see the first failure", Debian + "RUN set -e; a; b\nRUN set -e; c; d\n", Debian + "RUN set -e; a; b && set -e; c; d\n" },
        { "errexit gained", Debian + "RUN set -e; a\nRUN b; c\n", Debian + "RUN set -e; a; b; c\n" },
        { "errexit overlooks a chain in a group", Debian + "RUN set -e; { a && b; }\nRUN set -e; c\n", Debian + "RUN set -e; { a && b; }; c\n" },
        { "trailing &", Debian + "RUN a &\nRUN b\n", Debian + "RUN { a & } && b\n" },
        { "trailing & of the second part", Debian + "RUN a\nRUN b &\n", Debian + "RUN a && b &\n" },
        { "& makes a syntax error", Debian + "RUN a &\nRUN b\n", Debian + "RUN a & && b\n" },
        { "heredoc swallows the joiner", Debian + "RUN cat <<EOF\nx\nEOF\nRUN b\n", Debian + "RUN <<S\ncat <<EOF\nx\nEOF && b\nS\n" },
        { "comment swallows the joiner", Debian + "RUN a # note\nRUN b\n", Debian + "RUN a # note && b\n" },
        { "a dropped backslash", Debian + "RUN a \\\n  b\nRUN c\n", Debian + "RUN a && c\n" },
        { "function leaks", Debian + "RUN b() { a; }; b\nRUN b\n", Debian + "RUN b() { a; }; b && b\n" },
        { "alias leaks", Debian + "RUN alias b=a\nRUN b\n", Debian + "RUN <<EOF\nalias b=a\nb\nEOF\n" },
        { "hash table", Debian + "RUN pip install -U pip\nRUN pip install x\n", Debian + "RUN pip install -U pip && pip install x\n" },
        { "hash table of BusyBox", Alpine + "RUN tool a && ln -s /opt/tool /usr/local/bin/tool\nRUN tool b\n", Alpine + "RUN tool a && ln -s /opt/tool /usr/local/bin/tool && tool b\n" },
        { "hash table of bash", Fedora + "RUN npm install -g npm@11\nRUN npm ci\n", Fedora + "RUN npm install -g npm@11 && npm ci\n" },
        { "set -u", Debian + "RUN set -u\nRUN a $nope\n", Debian + "RUN set -u && a $nope\n" },
        { "set -f", Alpine + "RUN set -f\nRUN a /et?\n", Alpine + "RUN set -f && a /et?\n" },
        { "pipefail leaks", Fedora + "RUN set -o pipefail\nRUN a | b\n", Fedora + "RUN set -o pipefail && a | b\n" },
        { "umask", Debian + "RUN umask 077\nRUN a\n", Debian + "RUN umask 077 && a\n" },
        { "umask and a redirection", Debian + "RUN umask 077\nRUN : > /opt/x\n", Debian + "RUN umask 077 && : > /opt/x\n" },
        { "ulimit", Debian + "RUN ulimit -n 64\nRUN a\n", Debian + "RUN ulimit -n 64 && a\n" },
        { "trap runs later", Debian + "RUN trap 'a' EXIT\nRUN b\n", Debian + "RUN trap 'a' EXIT && b\n" },
        { "ignored signal", Debian + "RUN trap '' TERM\nRUN b\n", Debian + "RUN trap '' TERM && b\n" },
        { "exported variable leaks", Debian + "RUN export X=1\nRUN a\n", Debian + "RUN export X=1 && a\n" },
        { "variable leaks", Debian + "RUN x=1\nRUN a \"$x\"\n", Debian + "RUN x=1 && a \"$x\"\n" },
        { "assignment before a special built-in leaks", Debian + "RUN x=1 :\nRUN a \"$x\"\n", Debian + "RUN x=1 : && a \"$x\"\n" },
        { "PATH leaks", Debian + "RUN PATH=/opt\nRUN a\n", Debian + "RUN PATH=/opt && a\n" },
        { "unset leaks", Debian + "ENV X=1\nRUN unset X\nRUN a\n", Debian + "ENV X=1\nRUN unset X && a\n" },
        { "exec redirects the rest", Debian + "RUN exec >/opt/log\nRUN echo hello\n", Debian + "RUN exec >/opt/log && echo hello\n" },
        { "exec opens a file", Debian + "RUN exec 3>/opt/log\nRUN a\n", Debian + "RUN exec 3>/opt/log && a\n" },
        { "readonly leaks", Debian + "RUN readonly X=1\nRUN X=2 && a\n", Debian + "RUN readonly X=1 && X=2 && a\n" },
        { "positional parameters leak", Debian + "RUN set -- x\nRUN a \"$1\"\n", Debian + "RUN set -- x && a \"$1\"\n" },
        { "a variable of the loop leaks", Debian + "RUN for f in 1 2; do a $f; done\nRUN b \"$f\"\n", Debian + "RUN for f in 1 2; do a $f; done && b \"$f\"\n" },
        { "the network is lost", Debian + "RUN --network=none a\nRUN b\n", Debian + "RUN --network=none a && b\n" },
        { "a secret is seen", Debian + "RUN a\nRUN --mount=type=secret,id=s b\n", Debian + "RUN --mount=type=secret,id=s a && b\n" },
        { "USER between", Debian + "RUN a\nUSER app\nRUN b\n", Debian + "USER app\nRUN a && b\n" },
        { "WORKDIR between", Debian + "RUN a\nWORKDIR /srv/app\nRUN b\n", Debian + "RUN a && b\nWORKDIR /srv/app\n" },
        { "ENV between", Debian + "RUN a\nENV X=1\nRUN b\n", Debian + "ENV X=1\nRUN a && b\n" },
        { "ARG between", Debian + "RUN a\nARG X=1\nRUN b\n", Debian + "ARG X=1\nRUN a && b\n" },
        { "COPY between", Debian + "RUN a\nCOPY . /app\nRUN b\n", Debian + "COPY . /app\nRUN a && b\n" },
        { "SHELL between", Debian + "RUN a\nSHELL [\"/bin/bash\", \"-o\", \"pipefail\", \"-c\"]\nRUN b | c\n", Debian + "RUN a && b | c\nSHELL [\"/bin/bash\", \"-o\", \"pipefail\", \"-c\"]\n" },
        { "a command is lost", Debian + "RUN a && b && c\n", Debian + "RUN a && c\n" },
        { "the order is another", Debian + "RUN a\nRUN b\n", Debian + "RUN b && a\n" },
        { "words are split again", Debian + "RUN a 'x y'\n", Debian + "RUN a x y\n" },
        { "the input is another", Debian + "RUN echo x | a\n", Debian + "RUN echo y | a\n" },
        { "the heredoc is another", Debian + "RUN a <<EOF\n$HOME\nEOF\n", Debian + "RUN a <<'EOF'\n$HOME\nEOF\n" },
        { "a failed refresh is overlooked", Debian + "RUN apt-get update\nRUN apt-get install -y x\n", Debian + "RUN apt-get update; apt-get install -y x\n" },
        { "the refresh is lost", Debian + "RUN apt-get update\nRUN apt-get install -y x\n", Debian + "RUN apt-get install -y x\n" },
        { "the index is deleted too early", Debian + "RUN apt-get update && apt-get install -y x\nRUN apt-get install -y y\n", Debian + "RUN apt-get update && apt-get install -y x && rm -rf /var/lib/apt/lists/*\nRUN apt-get install -y y\n" },
        { "rm deletes less", Debian + "RUN apt-get update && rm -rf /opt/x /var/lib/apt/lists/*\n", Debian + "RUN apt-get update && rm -rf /var/lib/apt/lists/*\n" },
        { "cleanup rescues a failed install", Debian + "RUN apt-get update && apt-get install -y x\n", Debian + "RUN apt-get update && apt-get install -y x; rm -rf /var/lib/apt/lists/*\n" },
        { "a stage inherits the leak", "FROM debian:12 AS b\nRUN cd /opt\nFROM b\nRUN a\n", "FROM debian:12 AS b\nFROM b\nRUN cd /opt && a\n" },
        { "in another stage only", "FROM debian:12 AS b\nRUN a\nRUN c; d\nFROM alpine\nRUN e\n", "FROM debian:12 AS b\nRUN a && c; d\nFROM alpine\nRUN e\n" },
        { "only a pair of failures shows it", Debian + "RUN a || b\nRUN c\n", Debian + "RUN a || b; c\n" },
    };

    public static TheoryData<string, string, string> RightMerges { get; } = new()
    {
        { "plain", Debian + "RUN a\nRUN b\n", Debian + "RUN a && b\n" },
        { "|| in the first part", Debian + "RUN a || b\nRUN c\n", Debian + "RUN a || b && c\n" },
        { "; in the first part", Alpine + "RUN a; b\nRUN c\n", Alpine + "RUN a; b && c\n" },
        { "a group", Fedora + "RUN a\nRUN b; c || d\n", Fedora + "RUN a && { b; c || d; }\n" },
        { "the same set", Debian + "RUN set -ex; a; b\nRUN set -ex; c; d\n", Debian + "RUN set -ex; a; b; c; d\n" },
        { "a subshell keeps the directory", Debian + "RUN cd /opt && make\nRUN make install\n", Debian + "RUN ( cd /opt && make ) && make install\n" },
        { "a subshell keeps exit, umask and functions", Alpine + "RUN b() { a; }; umask 077; a && exit 0; c\nRUN b; echo x > /opt/x\n", Alpine + "RUN ( b() { a; }; umask 077; a && exit 0; c ) && { b; echo x > /opt/x; }\n" },
        { "a subshell keeps where it found a program", Debian + "RUN pip install -U pip\nRUN pip install x\n", Debian + "RUN ( pip install -U pip ) && pip install x\n" },
        { "a pipe", Debian + "RUN a | b\nRUN c | d\n", Debian + "RUN a | b && c | d\n" },
        { "a refresh moves", Debian + "RUN apt-get update\nCOPY a /\nRUN apt-get install -y x\n", Debian + "COPY a /\nRUN apt-get update && apt-get install -y x && rm -rf /var/lib/apt/lists/*\n" },
        { "a cache that is not written", Alpine + "RUN apk add --no-cache x\n", Alpine + "RUN apk add x\n" },
        { "sudo", Debian + "RUN sudo apt-get update\nRUN sudo apt-get install -y x\n", Debian + "RUN sudo apt-get update && sudo apt-get install -y x && sudo rm -rf /var/lib/apt/lists/*\n" },
        { "a job within one step", Debian + "RUN a & b; wait\nRUN c\n", Debian + "RUN a & b; wait\nRUN c && apt-get clean\n" },
    };

    [BehaviourTheory]
    [MemberData(nameof(WrongMerges))]
    public void Sees_a_wrong_merge(string name, string original, string wrong)
    {
        var verdict = new BehaviourJudge(Effort.Ordinary).Judge(original, wrong);
        Assert.True(verdict.Kind == VerdictKind.Different, $"{name}: {verdict}");
    }

    [BehaviourTheory]
    [MemberData(nameof(RightMerges))]
    public void Lets_a_right_merge_pass(string name, string original, string right)
    {
        var verdict = new BehaviourJudge(Effort.Ordinary).Judge(original, right);
        Assert.True(verdict.Kind == VerdictKind.Same, $"{name}: {verdict}");
        Assert.Equal("", verdict.Partial);
    }
}
