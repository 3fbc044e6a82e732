using DockerLsp.Engine.ScriptChecks;

namespace DockerLsp.Tests.Engine.ScriptChecks;

public sealed class CheckedScriptTests
{
    [Theory]
    [InlineData("FROM debian:12\nRUN echo $A", "echo $A")]
    [InlineData("FROM debian:12\nRUN --network=none echo $A && \\\n    # why\n    echo $B", "echo $A &&     echo $B")]
    [InlineData("FROM debian:12\nRUN <<EOF\necho $A\nEOF", "echo $A\n")]
    [InlineData("FROM debian:12\nRUN cat <<EOF > /f\n$A\nEOF", "cat <<EOF > /f\n$A\nEOF")]
    [InlineData("FROM debian:12\nONBUILD RUN echo $A", "echo $A")]
    [InlineData("FROM debian:12\nCMD echo $A", "echo $A")]
    [InlineData("FROM debian:12\nENTRYPOINT exec app $A", "exec app $A")]
    [InlineData("FROM debian:12\nHEALTHCHECK --interval=5s CMD curl $A || exit 1", "curl $A || exit 1")]
    public void The_script_is_what_the_shell_gets(string file, string script) => Assert.Equal([script], Remarks.Scripts(file));

    [Theory]
    [InlineData("FROM debian:12\nARG A\nENV B=x C=y\nRUN echo $A ${B}", "export A=1\nexport B=1\necho $A ${B}")]
    [InlineData("FROM debian:12 AS a\nENV A=1\nARG B\nFROM a\nRUN echo $A $B", "export A=1\nexport B=1\necho $A $B")]
    [InlineData("FROM debian:12\nRUN curl -x $http_proxy x", "export http_proxy=1\ncurl -x $http_proxy x")]
    [InlineData("ARG A\nFROM debian:12\nRUN echo $A", "echo $A")]
    [InlineData("FROM debian:12\nSHELL [\"/bin/bash\", \"-eo\", \"pipefail\", \"-c\"]\nRUN echo $A", "set -e\nset -o pipefail\necho $A")]
    public void What_the_build_has_set_is_declared(string file, string script) => Assert.Equal([script], Remarks.Scripts(file));

    [Theory]
    [InlineData("FROM debian:12", ScriptLanguage.Dash)]
    [InlineData("FROM alpine:3.20", ScriptLanguage.BusyBox)]
    [InlineData("FROM fedora:40", ScriptLanguage.Bash)]
    [InlineData("FROM example.com/image", ScriptLanguage.Sh)]
    [InlineData("FROM debian:12\nSHELL [\"/bin/bash\", \"-c\"]", ScriptLanguage.Bash)]
    [InlineData("FROM debian:12\nSHELL [\"/bin/ash\", \"-c\"]", ScriptLanguage.BusyBox)]
    public void The_language_is_that_of_the_shell(string head, ScriptLanguage language) =>
        Assert.Equal(language, Assert.Single(Remarks.Analyze($"{head}\nRUN echo $A").Scripts).Request.Language);

    [Theory]
    [InlineData("#!/bin/bash", ScriptLanguage.Bash)]
    [InlineData("#!/usr/bin/env bash", ScriptLanguage.Bash)]
    [InlineData("#!/bin/sh -e", ScriptLanguage.Sh)]
    public void A_heredoc_may_name_its_shell(string first, ScriptLanguage language)
    {
        var script = Assert.Single(Remarks.Analyze($"FROM debian:12\nRUN <<EOF\n{first}\necho $A\nEOF\n").Scripts);
        Assert.Equal(language, script.Request.Language);
        Assert.Equal(first.EndsWith("-e", StringComparison.Ordinal), script.Request.Text.StartsWith("set -e\n", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("FROM debian:12\nRUN [\"echo\", \"$A\"]")]
    [InlineData("FROM debian:12\nRUN <<EOF\n#!/usr/bin/env python3\nprint(1)\nEOF")]
    [InlineData("FROM debian:12\nSHELL [\"pwsh\", \"-c\"]\nRUN echo $A")]
    [InlineData("FROM debian:12\nSHELL [\"/bin/zsh\", \"-c\"]\nRUN echo $A")]
    [InlineData("FROM mcr.microsoft.com/windows/nanoserver:ltsc2022\nRUN echo %A%")]
    [InlineData("FROM debian:12\nHEALTHCHECK NONE")]
    [InlineData("RUN")]
    public void What_is_no_shell_script_is_left_alone(string file) => Assert.Empty(Remarks.Scripts(file));

    [Theory]
    [InlineData("apt-get update && apt-get install -y curl", true)]
    [InlineData("npm ci", true)]
    [InlineData("npm ci; npm run build", true)]
    [InlineData("npm ci || true", false)]
    [InlineData("npm ci &", false)]
    [InlineData("npm ci | cat", false)]
    [InlineData("npm ci > log", false)]
    [InlineData("npm run $A", false)]
    [InlineData("npm run \"$A\"", false)]
    [InlineData("npm run *", false)]
    [InlineData("A=1 npm ci", false)]
    [InlineData("npm ci done", false)]
    [InlineData("cd app", false)]
    [InlineData("rm -rf /var", false)]
    public void Scripts_that_hold_nothing_to_check_spare_a_process(string script, bool isPlain) =>
        Assert.Equal(isPlain, Remarks.Scripts($"FROM debian:12\nRUN {script}").Length == 0);

    [Fact]
    public void Only_a_RUN_of_this_build_knows_all_variables()
    {
        var scripts = Remarks.Analyze("FROM debian:12\nRUN echo $a\nONBUILD RUN echo $a\nCMD echo $a").Scripts;
        Assert.Equal([true, false, false], scripts.Select(s => s.Request.KnowsEnvironment));
        Assert.DoesNotContain(2154, scripts[0].Request.IgnoredCodes);
        Assert.Contains(2154, scripts[1].Request.IgnoredCodes);
    }
}
