using DockerLsp.Engine;
using DockerLsp.Engine.Configuration;
using DockerLsp.Engine.Text;

namespace DockerLsp.Tests.Engine.Rules.Correctness;

public sealed class SyntaxErrorTests
{
    private static Verification Rule => Verify.Only("DLS3000");

    [Theory]
    [InlineData("FROM debian:12\n[|RUNN|] make")]
    [InlineData("FROM debian:12\nRUN apt-get update\n  [|&&|] apt-get install -y curl")]
    [InlineData("FROM debian:12\n[|COPY|]")]
    [InlineData("FROM debian:12\nCOPY [|app|]")]
    [InlineData("FROM debian:12\nCOPY [|--form=a|] b c")]
    [InlineData("FROM debian:12\nEXPOSE 80\n[|EXPOSE|]")]
    [InlineData("FROM debian:12\nENV [|A|]")]
    [InlineData("FROM debian:12\nSHELL [|/bin/bash -c|]")]
    [InlineData("FROM debian:12\nHEALTHCHECK [|curl|] localhost")]
    [InlineData("FROM debian:12 [|# the base|]")]
    [InlineData("FROM debian:12 AS [|1st|]")]
    [InlineData("FROM debian:12 AS a\n[|RUNN|] b\nFROM a\n[|COPPY|] b c")]
    [InlineData("FROM debian:12\nONBUILD COPY [|app|]")]
    [InlineData("FROM debian:12\nONBUILD [|RUNN|] make")]
    [InlineData("FROM debian:12\nSTOPSIGNAL [|SIGTREM|]")]
    [InlineData("FROM debian:12\nSTOPSIGNAL [|\"quit please\"|]")]
    [InlineData("FROM debian:12\nSTOPSIGNAL [|0|]")]
    [InlineData("# escape=[|x|]\nFROM debian:12\nRUN make")]
    [InlineData("[|FORM|] debian:12\nRUN make")]
    [InlineData("FROM [|Ubuntu:22.04|]")]
    [InlineData("FROM [|ghcr.io/Acme/app:1|] AS a\nFROM a\nFROM [|debian:|]\nFROM [|debian:-1|]\nFROM [|a//b|]\nFROM [|https://a|]\nFROM [|debian@sha256:1|]")]
    [InlineData("FROM [|Build|]\nFROM debian:12 AS build")]
    [InlineData("FROM debian:12\nRUN [|--mount=|] a\nRUN [|--network=|] a")]
    [InlineData("FROM debian:12\nEXPOSE [|http|]")]
    [InlineData("FROM debian:12\nEXPOSE 80 [|90,|] [|1e3|] [|80/http|] [|90-80|] [|-80|] [|80-|]")]
    [InlineData("FROM debian:12\nEXPOSE [|[\"80\",|] [|\"90\"]|]")]
    [InlineData("FROM debian:12\nONBUILD EXPOSE [|web|]")]
    [InlineData("FROM debian:12\nENV A=[|\"|]b c=d")]
    [InlineData("FROM debian:12\nENV A it[|'|]s")]
    [InlineData("FROM debian:12\nLABEL a=\"b\" c=it[|'|]s")]
    [InlineData("FROM debian:12\nCOPY [|\"|]a b[|\"|] /c")]
    [InlineData("FROM debian:12\nCOPY [\"it[|'|]s\", \"/c\"]")]
    [InlineData("FROM debian:12\nARG A=1.2\nENV B=[|${A^^}|] \\\n  C=x[|${A:0:3}|] D=\"[|${A:=1}|]\" E=[|${A/x}|]")]
    [InlineData("FROM debian:12\nWORKDIR /[|${A|]")]
    [InlineData("FROM debian:12\nCOPY <<EOF /x\nit's\n[|${A[@]}|]\nEOF")]
    [InlineData("FROM debian:12\nCOPY <<\"E1\" <<-E2 /x/\n${A^^}\nE1\n\t# ok\n\techo '[|${A:1}|]'\n\tE2")]
    [InlineData("FROM debian:12\nUSER [|${}|]")]
    [InlineData("FROM debian:12\nVOLUME /a [|${#A}|]")]
    [InlineData("FROM debian:12\nADD --chown=[|${A@Q}|] a /b")]
    [InlineData("ARG A=1\nFROM debian:[|${A,,}|] AS a\nFROM a")]
    [InlineData("ARG A=[|\"|]1\nFROM debian:$A")]
    [InlineData("# escape=`\nFROM debian:12\nENV A=\\[|\"|]")]
    public void Finds(string file) => Rule.Finds(file);

    [Theory]
    [InlineData("FROM debian:12\nRUN <<EOF\nRUNN make\nCOPY\nEOF")]
    [InlineData("FROM debian:12\nRUN\nCMD")]
    [InlineData("FROM debian:12\nENV A b c\nLABEL d=\nARG e f")]
    [InlineData("FROM debian:12 AS a\nFROM a AS b-c.d_1")]
    [InlineData("# escape=`\nFROM debian:12\nRUN make `\n  all")]
    [InlineData("FROM debian:12\nONBUILD ONBUILD RUN make")]
    [InlineData("FROM debian:12\nSTOPSIGNAL sigquit\nSTOPSIGNAL WINCH\nSTOPSIGNAL 37\nSTOPSIGNAL SIGRTMIN+3\nARG S\nSTOPSIGNAL $S\nSTOPSIGNAL \"SIGINT\"")]
    [InlineData("RUN make\nFROM debian:12")]
    [InlineData("FROM debian:12\nRUN make \\\n# COPY\n  all")]
    [InlineData("FROM debian:12\nARG P\nEXPOSE 80 80/tcp 443/UDP 8000-8010/sctp 80/ \"80\" '80' $P ${P}/tcp 80-$P 0 00080 1-1")]
    [InlineData("FROM debian:12 AS build\nFROM Build\nFROM scratch\nFROM LOCALHOST:5000/a__b/c-d.e:1_2.3\nFROM Host.Example/a:V1\nFROM \"debian:12\"\nFROM debian:12@sha256:0123456789012345678901234567890123456789012345678901234567890123")]
    [InlineData("ARG IMAGE=Debian\nFROM $IMAGE")]
    [InlineData("FROM debian:12\nEXPOSE 127.0.0.1:80:80 70000")]
    [InlineData("FROM debian:12\nENV A=\"it's\" B='say \"x\"' C=it\\'s D=\"a\\\"b\" E=$ F=$$ G=\"$\" H=a\\")]
    [InlineData("FROM debian:12\nENV A=1\nENV B=${A:-x} C=${A:+\"x y\"} D=${A-} E=${A+x} F=${A:?why} G=${A#v} H=${A##*/} I=${A%.*} J=${A%%.*} K=${A/a/b} L=${A//a/b} M=${A:-${B:-c}} N=\\${A^^} O='${A^^}' P=${A:-'}'} Q=\"${A:-\"x\"}\"")]
    [InlineData("FROM debian:12\nRUN echo ${A^^} it\\'s\nCMD echo ${A:0:3}\nENTRYPOINT [\"it's\"]\nHEALTHCHECK CMD echo ${A,,}\nMAINTAINER it's me")]
    [InlineData("FROM debian:12\nCOPY <<'EOF' /x\n${A^^} ${#B}\nEOF")]
    [InlineData("FROM debian:12\nADD <<EOF <<-E /x/\nit's $(a) \\${A^^} ${1:-x} \"\nEOF\n\t$a ${A%'}\n\tE")]
    [InlineData("FROM debian:12\nRUN <<EOF\necho ${A^^} it's\nEOF")]
    [InlineData("# escape=`\nFROM debian:12\nENV A=`\" B=C:\\ C=\"`\"\"")]
    [InlineData("FROM debian:12\nLABEL a=\"b \\\n  it's\"")]
    public void Finds_nothing(string file) => Rule.FindsNothing(file);

    [Fact]
    public void A_heredoc_without_an_end() => Assert.Single(Invariants.Analyze("FROM debian:12\nRUN <<EOF\nmake", new() { Select = ["DLS3000"] }).Findings);

    [Fact]
    public void Says_which_word_was_meant() => Rule
        .Finds("FROM debian:12\n[|WORKDRI|] /app\nSTOPSIGNAL [|SIGTREM|]\nCOPY [|--form=builder|] a b")
        .Says("`WORKDRI` is not an instruction; did you mean `WORKDIR`?", "`SIGTREM` is no signal, and the build stops here; did you mean `SIGTERM`?", "COPY has no flag `--form`; did you mean `--from`?");

    [Theory]
    [InlineData("FROM debian:12\nRUN make\n  [|&&|] make install\n  && make clean\n  && rm -rf /src\nWORKDIR /app", "`&&` is not an instruction, nor is what begins the 2 lines behind it; if they continue the line above, end it, and each of them but the last, with the escape character")]
    [InlineData("FROM debian:12\nRUN apt-get install -y\n\n  [|git|] \\\n    make\n# why\n  zlib1g", "`git` is not an instruction, nor is what begins the line behind it; if they continue the line above, end it, and each of them but the last, with the escape character")]
    [InlineData("FROM debian:12\n[|{%|] if a %}", "`{%` is a template's and no instruction: what is made of the template is the Dockerfile")]
    [InlineData("FROM debian:12\nRUN a\n  [|&&|] b", "`&&` is not an instruction; if it continues the line above, end that line with the escape character")]
    public void Lines_that_have_lost_their_continuation_are_one(string file, string message) => Rule.Finds(file).Says(message);

    [Fact]
    public void An_instruction_that_triggers_none_is_not_such_a_line() => Rule
        .Finds("FROM debian:12\nONBUILD [|#|] why\n[|&&|] b\n")
        .Says(
            "`#` is not an instruction; if it continues the line above, end that line with the escape character",
            "`&&` is not an instruction; if it continues the line above, end that line with the escape character");

    [Fact]
    public void Another_cause_stands_for_itself() => Rule
        .Finds("FROM debian:12\nRUN a\n  [|&&|] b\n[|WORKDRI|] /x\n  [|&&|] c\nUSER app\n  [|&&|] d\n")
        .Says(
            "`&&` is not an instruction; if it continues the line above, end that line with the escape character",
            "`WORKDRI` is not an instruction; did you mean `WORKDIR`?",
            "`&&` is not an instruction; if it continues the line above, end that line with the escape character",
            "`&&` is not an instruction; if it continues the line above, end that line with the escape character");

    [Fact]
    public void Very_many_lines_are_not_counted() => Rule
        .Finds("FROM debian:12\nRUN a\n[|&&|] b\n" + string.Concat(Enumerable.Repeat("&& c\n", 300)))
        .Says("`&&` is not an instruction, nor is what begins 99 or more lines behind it; if they continue the line above, end it, and each of them but the last, with the escape character");

    [Fact]
    public void The_first_one_is_the_first_one_after_edits()
    {
        var text = "FROM debian:12\nRUN a\n&& b\n&& c\n&& d\nUSER x\n&& e\n";
        var options = new AnalysisOptions { Select = ["DLS3000"] };
        var analysis = DockerfileAnalysis.Create(SourceText.From(text), options);
        foreach (var (old, replacement) in ((string, string)[])[("&& c\n", "USER y\n"), ("USER y\n", ""), ("USER x\n", ""), ("&& b\n", ""), ("&& e", "&& e\n&& f"), ("RUN a\n", "&& a\n"), ("&& d\n", "RUN d\n")])
        {
            var at = analysis.Text.ToString().IndexOf(old, StringComparison.Ordinal);
            analysis = analysis.WithChanges([new TextChange(new TextSpan(at, old.Length), replacement)]);
            Assert.Equal(
                DockerfileAnalysis.Create(analysis.Text, options).Findings.Select(f => (f.Span, f.Message)),
                analysis.Findings.Select(f => (f.Span, f.Message)));
        }
    }

    [Fact]
    public void A_stage_that_comes_and_goes_is_seen()
    {
        var options = new AnalysisOptions { Select = ["DLS3000"] };
        var analysis = DockerfileAnalysis.Create(SourceText.From("FROM a:1 AS bui\nFROM Build\n"), options);
        Assert.Single(analysis.Findings);
        analysis = analysis.WithChanges([new TextChange(new TextSpan(15, 0), "ld")]);
        Assert.Empty(analysis.Findings);
        analysis = analysis.WithChanges([new TextChange(new TextSpan(0, 18), "")]);
        Assert.Single(analysis.Findings);
    }
}
