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
}
