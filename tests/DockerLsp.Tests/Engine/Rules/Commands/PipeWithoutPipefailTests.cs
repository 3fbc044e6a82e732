namespace DockerLsp.Tests.Engine.Rules.Commands;

public sealed class PipeWithoutPipefailTests
{
    private static Verification Rule => Verify.Only("DL4006");

    [Fact]
    public void On_Debian() => Rule.Finds("FROM debian:12\n# Counts.\nRUN wget -qO- https://example.com [|||] wc -l > /number\nRUN curl -f x [|||] tar x")
        .Unsafe("for later steps too", "FROM debian:12\nSHELL [\"/bin/bash\", \"-o\", \"pipefail\", \"-c\"]\n# Counts.\nRUN wget -qO- https://example.com | wc -l > /number\nRUN curl -f x | tar x");

    [Fact]
    public void On_Alpine() => Rule.Finds("FROM alpine:3.20\nRUN cat a [|||] sort")
        .Says("A failure before `|` does not count: the step goes by the status of the last program alone; `SHELL` with pipefail counts it")
        .Unsafe("ash with pipefail", "FROM alpine:3.20\nSHELL [\"/bin/ash\", \"-o\", \"pipefail\", \"-c\"]\nRUN cat a | sort");

    [Fact]
    public void An_ignore_comment_stays_with_its_step()
    {
        const string text = "FROM debian:12\n\n# hadolint ignore=DL3008\n\n# Counts.\nRUN cat a | sort && apt-get install -y --no-install-recommends curl\n";
        var result = DockerLsp.Engine.DockerfileAnalysis.FixAll(DockerLsp.Engine.Text.SourceText.From(text), DockerLsp.Engine.Configuration.AnalysisOptions.Default with { Select = ["DL4006", "DL3008", "DLS5101"] }, includeUnsafe: true);
        Assert.Equal(text.Replace("\n\n# hadolint", "\n\nSHELL [\"/bin/bash\", \"-o\", \"pipefail\", \"-c\"]\n# hadolint", StringComparison.Ordinal), result.Text.ToString());
        Assert.Empty(result.Remaining);
    }

    [Fact]
    public void On_an_unknown_image() => Rule.Finds("FROM example.com/image\nRUN cat a [|||] sort").Refused();

    [Fact]
    public void SHELL_without_pipefail() => Rule.Finds("FROM debian:12\nSHELL [\"/bin/bash\", \"-c\"]\nRUN cat a [|||] sort\nRUN cat b [|||] sort")
        .Unsafe("Add pipefail to SHELL", "FROM debian:12\nSHELL [\"/bin/bash\", \"-o\", \"pipefail\", \"-c\"]\nRUN cat a | sort\nRUN cat b | sort");

    [Fact]
    public void A_shell_that_may_not_know_it() => Rule.Finds("FROM debian:12\nSHELL [\"/bin/sh\", \"-o\", \"pipefail\", \"-c\"]\nRUN cat a [|||] sort").Refused();

    [Fact]
    public void One_SHELL_for_a_stage_and_its_heirs() => Rule.Finds("FROM debian:12 AS a\nRUN cat a [|||] sort\nFROM a\nRUN cat b [|||] sort")
        .Unsafe("for later steps too", "FROM debian:12 AS a\nSHELL [\"/bin/bash\", \"-o\", \"pipefail\", \"-c\"]\nRUN cat a | sort\nFROM a\nRUN cat b | sort");

    [Fact]
    public void Another_stage_has_its_own_shell() => Rule.Finds("FROM debian:12\nSHELL [\"/bin/bash\", \"-o\", \"pipefail\", \"-c\"]\nRUN cat a | sort\nFROM debian:12\nRUN cat b [|||] sort");

    [Fact]
    public void In_a_heredoc() => Rule.Finds("FROM debian:12\nRUN <<EOF\ncat a [|||] sort\ncat b | sort\nEOF");

    [Fact]
    public void In_a_heredoc_that_a_command_reads() => Rule.FindsNothing("FROM debian:12\nRUN <<EOF\ncat <<END > /f\n$(cat a | sort)\nEND\nEOF");

    [Fact]
    public void As_a_here_string() => Rule.FindsNothing("FROM fedora:40\nRUN tool <<< \"$(cat a | sort)\" && diff <(cat a | sort) b");

    [Fact]
    public void In_a_trigger() => Rule.Finds("FROM debian:12\nONBUILD RUN cat a [|||] sort");

    [Theory]
    [InlineData("echo a && cat b [|||] sort")]
    [InlineData("V=\"$(cat a [|||] head -n 1)\"")]
    [InlineData("echo a | cat b [|||] sort")]
    [InlineData("(cat a [|||] sort)")]
    [InlineData("x=$(curl -f x [|||] sed s/a/b/) && make")]
    [InlineData("$(cat a [|||] head -n 1)")]
    [InlineData("x=${y:-1}; y=$(curl -f x [|||] sed s/a/b/)")]
    [InlineData("y=$(curl -f x [|||] sed s/a/b/); x=${y:+1}")]
    [InlineData("y=$(curl -f x [|||] sed s/a/b/); x=${yy:-1}")]
    [InlineData("echo $(cat a [|||] sort; true)")]
    [InlineData("echo $(cat a [|||] sort && true)")]
    [InlineData("echo $(if cat a [|||] sort; then b; fi)")]
    [InlineData("if cat a [|||] sort; then b; fi")]
    [InlineData("{ cat a [|||] sort; } > b")]
    [InlineData("f() { cat a [|||] sort; }; f")]
    [InlineData("curl -f x [|||] tar -xz -C \"$(cat a | sort)\"")]
    [InlineData("{ echo a; cat b; } [|||] sort")]
    [InlineData("sed -f a.sed [|||] sort")]
    [InlineData("A=$(dpkg -l a [|||] awk '{ print $2 }')")]
    [InlineData("echo a | sort - b [|||] uniq")]
    [InlineData("curl -f x [|||] sha256sum -c")]
    [InlineData("grep a b [|||] sha256sum > c")]
    [InlineData("php -m [|||] grep a > b")]
    [InlineData("V=$(php -v [|||] grep a)")]
    [InlineData("php -m [|||] grep -v a")]
    [InlineData("php -m [|||] grep -r a")]
    [InlineData("php -m [|||] grep a b")]
    [InlineData("php -m [|||] grep a | tee b")]
    [InlineData("{ php -m [|||] grep a; } > b")]
    [InlineData("cat a [|||] sort; set -o pipefail")]
    public void Hides_a_failure(string command) => Rule.Finds($"FROM debian:12\nRUN {command}");

    [Theory]
    [InlineData("cat a || true")]
    [InlineData("echo a | sort")]
    [InlineData("printf \"%s\" a | tee b")]
    [InlineData("yes | ./install.sh")]
    [InlineData("sort < a > b")]
    [InlineData("echo \"a | b\"")]
    [InlineData("echo \"$(cat a)\" | sort")]
    [InlineData("make -j $(cat a | head -n 1)")]
    [InlineData("[ \"$(cat a | wc -l)\" = 3 ]")]
    [InlineData("if [ -n \"$(cat a | sort)\" ]; then b; fi")]
    [InlineData("for f in $(cat a | sort); do b; done")]
    [InlineData("case \"$(cat a | sort)\" in b) c ;; esac")]
    [InlineData("V=$(cat a | sort) make")]
    [InlineData("export V=\"$(cat a | sort)\"")]
    [InlineData("make \"V=${V:-$(cat a | sort)}\"")]
    [InlineData("make $(( $(cat a | wc -l) + 1 ))")]
    [InlineData("make $({ cat a | sort; })")]
    [InlineData("make > \"$(cat a | sort)\"")]
    [InlineData("y=$(curl -f x | sed s/a/b/); y=${y:-1.0}")]
    [InlineData("if a; then y=$(curl -f x | sed s/a/b/); else y=2; fi && make \"Y=${y:-1.0}\"")]
    [InlineData("{ echo a; printf b; } | tee c")]
    [InlineData("V=$(uname -m | sed -e s/x86_64/amd64/ | tr a b)")]
    [InlineData("V=$(echo \"$W\" | cut -d . -f 1,2 | tr . -)")]
    [InlineData("A=\"$(dpkg --print-architecture | awk -F- '{ print $NF }')\"")]
    [InlineData("A=$(lsb_release -is | tr '[:upper:]' '[:lower:]')")]
    [InlineData("echo \"abc  file\" | sha256sum -c")]
    [InlineData("grep ' file$' SHASUMS256.txt | sha256sum -c -")]
    [InlineData("cat a.sig | gpg --verify - a")]
    [InlineData("php -m | grep -q a")]
    [InlineData("php -v | head -n 1 | grep -qE '^PHP 8' > /dev/null 2>&1")]
    [InlineData("if openssl version | grep -e a -e b; then c; fi")]
    [InlineData("set -o pipefail && cat a | sort")]
    [InlineData("set -euo pipefail; cat a | sort")]
    public void Hides_none(string command) => Rule.FindsNothing($"FROM debian:12\nRUN {command}");

    [Theory]
    [InlineData("[\"/bin/bash\", \"-o\", \"pipefail\", \"-c\"]")]
    [InlineData("[\"/bin/bash\", \"-eo\", \"pipefail\", \"-c\"]")]
    [InlineData("[\"/bin/ash\", \"-o\", \"pipefail\", \"-c\"]")]
    [InlineData("[\"/bin/zsh\", \"-o\", \"pipefail\", \"-c\"]")]
    [InlineData("[\"pwsh\", \"-Command\"]")]
    [InlineData("[\"cmd\", \"/S\", \"/C\"]")]
    public void Is_seen_by_the_shell(string command) => Rule.FindsNothing($"FROM debian:12\nSHELL {command}\nRUN cat a | sort");
}
