using DockerLsp.Engine;
using DockerLsp.Engine.Diagnostics;
using DockerLsp.Engine.Features;
using DockerLsp.Tests.Engine.Syntax;
using DockerLsp.Tests.Engine.Text;

namespace DockerLsp.Tests.Engine.Features;

public class RewriteTests
{
    [Theory]
    [InlineData("Merge 2 RUN steps into one, the first in a subshell", "FROM a\nRUN ¦cd /x && y\nRUN z || y;\n", "FROM a\nRUN ( cd /x && y ) \\\n    && { z || y; }\n")]
    [InlineData("Merge 2 RUN steps into one, the first in a subshell", "FROM debian:12\nRUN set -ex; ¦cd /a; make\nRUN set -ex; ls; pwd\n", "FROM debian:12\nRUN set -ex; ( cd /a; make ); \\\n    ls; pwd\n")]
    [InlineData("Merge 2 RUN steps into one, the first in a subshell", "FROM debian:12\nRUN set -o errexit; ¦cd /a && make;\nRUN set -o errexit; ls || pwd\n", "FROM debian:12\nRUN set -o errexit; ( cd /a && make ); \\\n    ls || pwd\n")]
    [InlineData("Merge 2 RUN steps into one, the first in a subshell", "FROM debian:12\nRUN set -e; ¦if test -e /a; then exit 0; fi; make\nRUN set -e; ls; pwd\n", "FROM debian:12\nRUN set -e; ( if test -e /a; then exit 0; fi; make ); \\\n    ls; pwd\n")]
    [InlineData("Merge 2 RUN steps into one, the first in a subshell", "FROM debian:12\nRUN set -e; ¦make; if true; then ls && pwd; fi\nRUN set -e; ls || pwd\n", "FROM debian:12\nRUN set -e; ( make; if true; then ls && pwd; fi ); \\\n    ls || pwd\n")]
    [InlineData("Split", "FROM a\nRUN¦ x && y \\\n    && z\n", "FROM a\nRUN x\nRUN y\nRUN z\n")]
    [InlineData("Split", "FROM a\nRUN --network=none x¦ && \\\n  # about y\n  y a \\\n    b\n", "FROM a\nRUN --network=none x\n# about y\nRUN --network=none y a \\\n    b\n")]
    [InlineData("Split", "FROM a\n# hadolint ignore=DL3008\nRUN x¦ && y\n", "FROM a\n# hadolint ignore=DL3008\nRUN x\n# hadolint ignore=DL3008\nRUN y\n")]
    [InlineData("Write this chain", "FROM a\nRUN x¦ && y 'b' | z\n", "FROM a\nRUN <<EOF\nset -e\nx\ny 'b' | z\nEOF\n")]
    [InlineData("Write this chain", "FROM a\nRUN --network=none x a \\\n      b && \\\n  # about y\n  y¦\n", "FROM a\nRUN --network=none <<EOF\nset -e\nx a \\\n      b\n# about y\ny\nEOF\n")]
    [InlineData("Write this chain", "FROM a\nRUN x¦ 'a\\\nb' && y\n", "FROM a\nRUN <<EOF\nset -e\nx 'ab'\ny\nEOF\n")]
    [InlineData("Write this chain", "# escape=`\nFROM a\nRUN x¦ a `\n  b && y\n", "# escape=`\nFROM a\nRUN <<EOF\nset -e\nx a   b\ny\nEOF\n")]
    [InlineData("Write this chain", "FROM a\nRUN x¦ EOF && y\nUSER b\n", "FROM a\nRUN <<EOF\nset -e\nx EOF\ny\nEOF\nUSER b\n")]
    [InlineData("Write this heredoc", "FROM a\nRUN <<EOF¦\nset -e\nx\n# about y\ny | z\nEOF\nUSER b\n", "FROM a\nRUN x \\\n    # about y\n    && y | z\nUSER b\n")]
    [InlineData("Write this heredoc", "FROM a\nRUN <<EOF¦\nx && y\nEOF\n", "FROM a\nRUN x && y\n")]
    [InlineData("Write in exec", "FROM a\nCMD ¦node 'a b' \"c\\\"d\"\n", "FROM a\nCMD [\"node\", \"a b\", \"c\\\"d\"]\n")]
    [InlineData("Write in shell", "FROM a\nCMD¦ [\"node\", \"a b\", \"$x\"]\n", "FROM a\nCMD node 'a b' '$x'\n")]
    public void A_rewrite_keeps_what_runs(string title, string marked, string expected)
    {
        var text = FeatureText.Parse(marked);
        var offers = RefactoringProvider.GetRefactorings(text.Analysis, new(text.Position, 0));
        var fix = Assert.Single(offers, o => o.Title.StartsWith(title, StringComparison.Ordinal)).Fix;
        Assert.NotNull(fix);
        Assert.Equal(expected, text.Analysis.Text.WithChanges(fix.Edits).ToString());
    }

    [Theory]
    [InlineData("set -e; ¦cd /a; make", "set -ex; ls; pwd")]
    [InlineData("set -e; ¦cd /a; make", "set -e && ls; pwd")]
    [InlineData("set -e; ¦cd /a; make", "ls; pwd")]
    [InlineData("set -e; ¦trap 'ls' EXIT; make", "set -e; ls; pwd")]
    [InlineData("set -e; ¦cd /a; make &", "set -e; ls; pwd")]
    public void No_subshell_keeps_errexit_where_the_steps_begin_otherwise(string first, string second)
    {
        var text = FeatureText.Parse($"FROM debian:12\nRUN {first}\nRUN {second}\n");
        Assert.NotNull(Assert.Single(RefactoringProvider.GetRefactorings(text.Analysis, new(text.Position, 0)), o => o.Title.StartsWith("Merge", StringComparison.Ordinal)).DisabledReason);
    }

    [Theory]
    [InlineData("Split", "FROM a\nRUN ¦cd x && y\n", "cd x")]
    [InlineData("Split", "FROM a\nRUN ¦export X=1 && y $X\n", "export X=1")]
    [InlineData("Split", "FROM a\nRUN ¦x a \\\n # c\n b && y\n", "line 3")]
    [InlineData("Split", "FROM a\nRUN --mount=type=tmpfs,target=/t ¦x && y\n", "gone")]
    [InlineData("Write this chain", "FROM a\nRUN ¦. ./x && y\n", "set -e")]
    [InlineData("Write this chain", "FROM a\nRUN ¦x $(a; b) && y\n", "early")]
    [InlineData("Write this chain", "FROM a\r\nRUN ¦x && y\r\n", "carriage")]
    [InlineData("Write this heredoc", "FROM a\nRUN <<EOF¦\nx\ny\nEOF\n", "without `set -e`")]
    [InlineData("Write this heredoc", "FROM a\nRUN <<EOF¦\nset -e\nx && y\nz\nEOF\n", "overlooks")]
    [InlineData("Write this heredoc", "FROM a\nRUN <<EOF¦\nset -e\nx || true\nEOF\n", "overlooks")]
    [InlineData("Write this heredoc", "FROM a\nRUN <<EOF¦\nset -e\nif x; then y; fi\nEOF\n", "overlooks")]
    [InlineData("Write this heredoc", "FROM a\nRUN <<EOF¦\nset -e\nx 'a\nb'\nEOF\n", "several lines")]
    [InlineData("Write this heredoc", "FROM a\nRUN <<EOF¦\nset -e\nx # c\nEOF\n", "comment in line 4")]
    [InlineData("Write this heredoc", "FROM a\nRUN <<EOF¦\nset -e\nx $((1<<2))\nEOF\n", "read")]
    [InlineData("Write in exec", "FROM a\nCMD ¦node $X\n", "$X")]
    [InlineData("Write in exec", "FROM a\nCMD ¦node *.js\n", "*.js")]
    [InlineData("Write in exec", "FROM a\nCMD ¦node >x\n", "redirections")]
    [InlineData("Write in exec", "FROM a\nCMD ¦echo x\n", "echo")]
    [InlineData("Write in exec", "FROM a\nSHELL [\"/bin/bash\", \"-lc\"]\nCMD ¦node x\n", "SHELL")]
    [InlineData("Write in shell", "FROM a\nENTRYPOINT ¦[\"node\"]\n", "ENTRYPOINT")]
    public void What_would_change_the_build_is_refused_with_its_reason(string title, string marked, string reason)
    {
        // The marker's reader takes line feeds for line breaks.
        var crlf = marked.Contains('\r', StringComparison.Ordinal);
        var text = FeatureText.Parse(marked.Replace("\r", "", StringComparison.Ordinal));
        var analysis = crlf ? FeatureText.Analyze(text.Analysis.Text.ToString().ReplaceLineEndings("\r\n")) : text.Analysis;
        var offer = Assert.Single(RefactoringProvider.GetRefactorings(analysis, new(text.Position, 0)), o => o.Title.StartsWith(title, StringComparison.Ordinal));
        Assert.Null(offer.Fix);
        Assert.Contains(reason, offer.DisabledReason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("FROM a\nRUN ¦x || y\n")]
    [InlineData("FROM a\nRUN ¦x; y\n")]
    [InlineData("FROM a\nRUN ¦if x; then y; fi && z\n")]
    [InlineData("FROM a\nRUN ¦! x && y\n")]
    [InlineData("FROM a\nONBUILD RUN ¦x && y\n")]
    [InlineData("FROM a\nSHELL [\"pwsh\"]\nRUN ¦x && y\n")]
    [InlineData("FROM a\nRUN ¦x && 'y\n")]
    [InlineData("¦FROM a\n")]
    public void What_is_no_chain_is_left_alone(string marked)
    {
        var text = FeatureText.Parse(marked);
        Assert.Empty(RefactoringProvider.GetRefactorings(text.Analysis, new(text.Position, 0)));
    }

    [Fact]
    public void A_heredoc_made_of_a_chain_becomes_the_chain_again()
    {
        const string Chain = "FROM a\nRUN x a \\\n    && y \"b  c\" | z \\\n    && w\n";
        var there = Rewrite(FeatureText.Analyze(Chain), "Write this chain");
        Assert.Equal(Chain, Rewrite(FeatureText.Analyze(there), "Write this heredoc"));
    }

    [Theory]
    [InlineData("FROM a\n[|RUN|] x\n", "FROM a\n# dockerlsp ignore=DL9\nRUN x\n", "# dockerlsp ignore-file=DL9\nFROM a\nRUN x\n")]
    [InlineData("# syntax=x\nFROM a\n  RUN a && \\\n  [|x|]\n", "# syntax=x\nFROM a\n  # dockerlsp ignore=DL9\n  RUN a && \\\n  x\n", "# syntax=x\n# dockerlsp ignore-file=DL9\nFROM a\n  RUN a && \\\n  x\n")]
    [InlineData("FROM a\nRUN <<E\n[|x|]\nE\n", "FROM a\n# dockerlsp ignore=DL9\nRUN <<E\nx\nE\n", "# dockerlsp ignore-file=DL9\nFROM a\nRUN <<E\nx\nE\n")]
    [InlineData("FROM a\n# dockerlsp ignore=DL1, DL2 because\n[|RUN|] x\n", "FROM a\n# dockerlsp ignore=DL1, DL2,DL9 because\nRUN x\n", "# dockerlsp ignore-file=DL9\nFROM a\n# dockerlsp ignore=DL1, DL2 because\nRUN x\n")]
    [InlineData("# dockerlsp ignore-file=DL1\n[|FROM|] a\n", "# dockerlsp ignore-file=DL1\n# dockerlsp ignore=DL9\nFROM a\n", "# dockerlsp ignore-file=DL1,DL9\nFROM a\n")]
    [InlineData("#!/x\n[|FROM|] a\n", "#!/x\n# dockerlsp ignore=DL9\nFROM a\n", "#!/x\n# dockerlsp ignore-file=DL9\nFROM a\n")]
    [InlineData("[|FROM|] a", "# dockerlsp ignore=DL9\nFROM a", "# dockerlsp ignore-file=DL9\nFROM a")]
    public void A_rule_is_switched_off_for_an_instruction_or_the_file(string marked, string forInstruction, string forFile)
    {
        var text = FeatureText.Parse(marked);
        var finding = new Finding(new RuleDescriptor("DL9", "X", "X", "X", Severity.Info), text.Marks[0], "x");
        Assert.Equal([forInstruction, forFile], SuppressionProvider.GetSuppressions(text.Analysis, finding).Select(s => text.Analysis.Text.WithChanges([s.Edit]).ToString()));
    }

    [Fact]
    public void Either_comment_silences_any_finding() =>
        DockerfileGenerators.Dockerfile.Check(
            text =>
            {
                var analysis = FeatureText.Analyze(text);
                foreach (var finding in analysis.Findings.Take(3))
                {
                    foreach (var suppression in SuppressionProvider.GetSuppressions(analysis, finding))
                    {
                        var after = FeatureText.Analyze(analysis.Text.WithChanges([suppression.Edit]).ToString());
                        Assert.Equal(analysis.Findings.Any(f => f.Rule == finding.Rule && f.Span == finding.Span), after.Findings.Count(f => f.Rule == finding.Rule) < analysis.Findings.Count(f => f.Rule == finding.Rule));
                        Assert.Equal(analysis.Tree.InstructionCount, after.Tree.InstructionCount);
                    }
                }
            },
            iterations: 150);

    [Fact]
    public void No_text_makes_a_rewrite_throw_or_leave_a_file_that_does_not_parse() =>
        DockerfileGenerators.Dockerfile.Check(
            text =>
            {
                var analysis = FeatureText.Analyze(text);
                foreach (var facts in analysis.Model.Instructions)
                {
                    foreach (var offer in RefactoringProvider.GetRefactorings(analysis, new(facts.Syntax.Span.Start, 0)))
                    {
                        Assert.NotEqual(offer.Fix is null, offer.DisabledReason is null);
                        var after = analysis.Text.WithChanges(offer.Fix?.Edits ?? []).ToString();
                        Assert.Equal(analysis.Tree.Diagnostics.Count(), FeatureText.Analyze(after).Tree.Diagnostics.Count());
                    }
                }
            },
            iterations: 150);

    private static string Rewrite(DockerfileAnalysis analysis, string title)
    {
        var offer = Assert.Single(RefactoringProvider.GetRefactorings(analysis, new(analysis.Text.ToString().IndexOf("RUN", StringComparison.Ordinal), 0)), o => o.Title.StartsWith(title, StringComparison.Ordinal));
        Assert.NotNull(offer.Fix);
        return analysis.Text.WithChanges(offer.Fix.Edits).ToString();
    }
}
