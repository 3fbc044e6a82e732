using CsCheck;
using DockerLsp.Engine.Features;
using DockerLsp.Engine.Semantics;
using DockerLsp.Engine.Shell;
using DockerLsp.Engine.Syntax;
using DockerLsp.Engine.Text;
using DockerLsp.Tests.Engine.Syntax;
using DockerLsp.Tests.Engine.Text;

namespace DockerLsp.Tests.Engine.Features;

public class FormattingTests
{
    [Theory]
    [InlineData("from a\nFROM b\nRUN c\n", "FROM a\nFROM b\nRUN c\n")]
    [InlineData("from a as b\nfrom c\nRUN c\n", "from a as b\nfrom c\nrun c\n")]
    [InlineData("FROM  a   as\tb  \n", "FROM a AS b\n")]
    [InlineData("FROM a\n  RUN  x   y\n", "FROM a\nRUN x   y\n")]
    [InlineData("FROM a\nCOPY  --from=x   --link  a  b\n", "FROM a\nCOPY --from=x --link a b\n")]
    [InlineData("FROM a\n\n\n\n\nRUN x\n", "FROM a\n\n\nRUN x\n")]
    [InlineData("FROM a\n   # c  \n\t\nRUN x\n", "FROM a\n# c\n\nRUN x\n")]
    [InlineData("  # syntax=x\nFROM a\n", "  # syntax=x\nFROM a\n")]
    [InlineData("FROM a\nRUN x \\\n&& y \\\n  && z\n", "FROM a\nRUN x \\\n    && y \\\n      && z\n")]
    [InlineData("FROM a\nRUN x \\\n  && y \\  \n  && z\n", "FROM a\nRUN x \\\n    && y \\\n    && z\n")]
    [InlineData("FROM a\nRUN x && \\\n\ty && \\\n\t\tz\n", "FROM a\nRUN x && \\\n    y && \\\n        z\n")]
    [InlineData("FROM a\nRUN ab\\\ncd\n", "FROM a\nRUN ab\\\ncd\n")]
    [InlineData("FROM a\nRUN echo \"x \\\n  y\" \\\n  z\n", "FROM a\nRUN echo \"x \\\n  y\" \\\n    z\n")]
    [InlineData("FROM a\nRUN x \\\n  # c\n  y\n", "FROM a\nRUN x \\\n    # c\n    y\n")]
    [InlineData("FROM a\nRUN <<EOF  \n  x  \nEOF\n", "FROM a\nRUN <<EOF\n  x  \nEOF\n")]
    [InlineData("FROM a\nENV  A=1   B=\"x  y\" \\\n  C=3\n", "FROM a\nENV A=1 B=\"x  y\" \\\n    C=3\n")]
    [InlineData("FROM a\nENV  A  x  y\n", "FROM a\nENV A  x  y\n")]
    [InlineData("FROM a\nENV A=b\\\nc=d\n", "FROM a\nENV A=b\\\nc=d\n")]
    [InlineData("FROM a\nLABEL a=b \\\n      c=d\n", "FROM a\nLABEL a=b \\\n      c=d\n")]
    [InlineData("FROM a\nCMD [\"a\", \\\n\"b\"]\n", "FROM a\nCMD [\"a\", \\\n    \"b\"]\n")]
    [InlineData("FROM a\nUSER  a  b\n", "FROM a\nUSER a  b\n")]
    [InlineData("FROM a\nSHELL [\"pwsh\"]\nRUN x \\\n y\n", "FROM a\nSHELL [\"pwsh\"]\nRUN x \\\n y\n")]
    [InlineData("# escape=`\nFROM a\nRUN x `\n y\n", "# escape=`\nFROM a\nRUN x `\n    y\n")]
    [InlineData("FROM a\r\n RUN x  \r\n", "FROM a\r\nRUN x\r\n")]
    [InlineData("FROM a\rRUN x  \n", "FROM a\rRUN x  \n")]
    [InlineData("\ufeff  FROM  a\n", "\ufeffFROM a\n")]
    [InlineData("FROM a\nonbuild  run  x\nUSER y\n", "FROM a\nONBUILD RUN x\nUSER y\n")]
    public void A_file_is_tidied(string text, string expected) => Assert.Equal(expected, Format(text, new FormattingOptions()));

    [Theory]
    [InlineData("FROM a\nRUN x \\\n    y\n", "FROM a\nRUN x \\\n\ty\n")]
    public void Tabs_are_used_where_the_editor_wants_them(string text, string expected) => Assert.Equal(expected, Format(text, new FormattingOptions(8, UseTabs: true)));

    [Theory]
    [InlineData("FROM a", "FROM a\n")]
    [InlineData("FROM a\n\n \n", "FROM a\n")]
    [InlineData("FROM a\nRUN <<E\nx", "FROM a\nRUN <<E\nx")]
    [InlineData("FROM a\nRUN x \\", "FROM a\nRUN x \\")]
    [InlineData("FROM a\n# c", "FROM a\n# c\n")]
    public void The_end_of_a_file_is_as_the_editor_wants_it(string text, string expected) =>
        Assert.Equal(expected, Format(text, new FormattingOptions { InsertFinalNewline = true, TrimFinalNewlines = true }));

    [Fact]
    public void Only_the_lines_of_the_range_change()
    {
        var analysis = FeatureText.Analyze("FROM  a\nRUN  b\nRUN  c\n");
        Assert.Equal("FROM  a\nRUN b\nRUN  c\n", analysis.Text.WithChanges(FormattingProvider.Format(analysis, new FormattingOptions(), new TextSpan(9, 1))).ToString());
    }

    [Theory]
    [InlineData("FROM a\nRUN x \\\n¦", '\n', "FROM a\nRUN x \\\n    ")]
    [InlineData("FROM a\nRUN x \\\n¦\nRUN y\n", '\n', "FROM a\nRUN x \\\n    \nRUN y\n")]
    [InlineData("FROM a\nRUN x && \\\n  y && \\\n¦", '\n', "FROM a\nRUN x && \\\n  y && \\\n  ")]
    [InlineData("FROM a\nRUN x && \\\n  y\n  ¦", '\n', "FROM a\nRUN x && \\\n  y\n")]
    [InlineData("FROM a\nRUN <<E\n  x\n  ¦\nE\n", '\n', "FROM a\nRUN <<E\n  x\n  \nE\n")]
    [InlineData("FROM a\nRUN x &&\\¦", '\\', "FROM a\nRUN x && \\")]
    [InlineData("FROM a\nRUN x &&\\¦\n  y", '\\', "FROM a\nRUN x && \\\n  y")]
    [InlineData("FROM a\nRUN x\\¦", '\\', "FROM a\nRUN x\\")]
    [InlineData("FROM a\nRUN 'x &&\\¦", '\\', "FROM a\nRUN 'x &&\\")]
    public void What_is_typed_is_tidied(string marked, char typed, string expected)
    {
        var text = FeatureText.Parse(marked);
        Assert.Equal(expected, text.Analysis.Text.WithChanges(FormattingProvider.FormatOnType(text.Analysis, new FormattingOptions(), text.Position, typed)).ToString());
    }

    [Fact]
    public void Any_text_means_the_same_when_it_is_formatted_and_is_formatted_once() =>
        Gen.Select(DockerfileGenerators.AnyText, Gen.Bool, Gen.Int[1, 8]).Check(
            (text, tabs, size) =>
            {
                var options = new FormattingOptions(size, tabs) { InsertFinalNewline = tabs, TrimFinalNewlines = size > 4 };
                var formatted = Format(text, options);
                Assert.Equal(Visible(Meaning(text)), Visible(Meaning(formatted)));
                Assert.Equal(Visible(formatted), Visible(Format(formatted, options)));
            },
            iterations: 1500);

    [Fact]
    public void What_is_typed_never_changes_what_stands_there() =>
        Gen.Select(DockerfileGenerators.Dockerfile, Gen.Int[0, 200], Gen.OneOfConst('\n', '\\', '`')).Check(
            (text, place, typed) =>
            {
                var analysis = FeatureText.Analyze(text);
                var position = Math.Min(place, text.Length);
                foreach (var change in FormattingProvider.FormatOnType(analysis, new FormattingOptions(), position, typed))
                {
                    Assert.True(string.IsNullOrWhiteSpace(analysis.Text.ToString(change.Span)) && string.IsNullOrWhiteSpace(change.NewText));
                }

                Assert.Equal(
                    Meaning(text),
                    Meaning(analysis.Text.WithChanges(FormattingProvider.FormatOnType(analysis, new FormattingOptions(), position, typed)).ToString()));
            },
            iterations: 1000);

    private static string Format(string text, FormattingOptions options)
    {
        var analysis = FeatureText.Analyze(text);
        return analysis.Text.WithChanges(FormattingProvider.Format(analysis, options)).ToString();
    }

    /// <summary>All that BuildKit and the shells get to see: blanks between the words of a script are one blank.</summary>
    private static string Meaning(string text)
    {
        var analysis = FeatureText.Analyze(text);
        var lines = analysis.Tree.Directives.Items.Select(d => $"{d.Name}={d.Value}").ToList();
        foreach (var facts in analysis.Model.Instructions)
        {
            var instruction = facts.Effective;
            var known = instruction.Kind != InstructionKind.Unknown;
            lines.Add($"{facts.Syntax.Kind} {instruction.Kind} {(known ? "" : instruction.Keyword.ValueText)} {string.Join('|', instruction.Flags.Select(f => f.Token.ValueText))}");
            lines.Add(instruction switch
            {
                FromSyntax from => $"{from.Image} {from.StageName} {from.ArgumentText.Text.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries).Length}",
                PairsInstructionSyntax pairs => string.Join('|', pairs.Pairs.Select(p => $"{p.Key}={p.Value}")),
                FileTransferSyntax transfer => $"{string.Join('|', transfer.Sources)}>{transfer.Destination}",
                ListInstructionSyntax list => string.Join('|', list.Items),
                ValueInstructionSyntax value => $"{value.Value}",
                CommandInstructionSyntax { Command: ExecFormSyntax exec } => string.Join('|', exec.Elements.Select(e => e.Value)),
                CommandInstructionSyntax { Command: ShellFormSyntax shell } command => ScriptOf(facts, command, shell),
                UnknownInstructionSyntax => string.Join(' ', instruction.ArgumentText.Text.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries)),
                _ => "",
            });
            lines.AddRange(facts.Syntax.Heredocs.Select(h => $"{h.Delimiter} {h.IsTerminated} {h.Body.Text}"));
        }

        lines.AddRange(analysis.Tree.Diagnostics.Select(d => d.Code));
        return string.Join('\n', lines);
    }

    private static string Visible(string text) =>
        string.Concat(text.Select(c => c is '\n' || (c >= ' ' && c < 127) ? $"{c}" : $"<{(int)c:x}>"));

    private static string ScriptOf(DockerLsp.Engine.Semantics.InstructionFacts facts, CommandInstructionSyntax instruction, ShellFormSyntax shell)
    {
        var script = facts.Run?.Script ?? RunScript.Read(instruction, facts.Before?.Shell.Dialect ?? ShellDialect.Posix);
        return script is { Script: { Errors.IsEmpty: true } tree }
            ? string.Concat(tree.ReadTokens().Select(t => t.Kind == ShellTokenKind.WhiteSpace ? " " : tree.Text.Text.Substring(t.Span.Start, t.Span.Length))).Trim()
            : shell.Text.Text;
    }
}
