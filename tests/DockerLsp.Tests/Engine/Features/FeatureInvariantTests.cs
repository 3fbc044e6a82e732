using DockerLsp.Engine;
using DockerLsp.Engine.Features;
using DockerLsp.Engine.Text;
using DockerLsp.Tests.Engine.Syntax;
using DockerLsp.Tests.Engine.Text;

namespace DockerLsp.Tests.Engine.Features;

/// <summary>Nothing that is half typed makes a feature throw, or answer with a place outside of the text.</summary>
public class FeatureInvariantTests
{
    [Fact]
    public void Any_text_is_answered_at_any_place() =>
        DockerfileGenerators.AnyText.Check(
            text =>
            {
                var analysis = FeatureText.Analyze(text);
                CheckFile(analysis);
                for (var position = 0; position <= text.Length; position += 1 + (text.Length / 25))
                {
                    CheckPlace(analysis, position);
                }
            },
            iterations: 600);

    [Fact]
    public void Any_prefix_is_answered_at_its_end() =>
        DockerfileGenerators.Dockerfile.Check(
            text =>
            {
                for (var length = 0; length < text.Length; length += 1 + (text.Length / 40))
                {
                    var analysis = FeatureText.Analyze(text[..length]);
                    CheckFile(analysis);
                    CheckPlace(analysis, length);
                }
            },
            iterations: 60);

    private static void CheckFile(DockerfileAnalysis analysis)
    {
        var end = 0;
        foreach (var token in SemanticTokenProvider.GetTokens(analysis))
        {
            Assert.True(token.Span.Start >= end && token.Span.Length > 0, $"{token} begins before {end}");
            Assert.DoesNotContain('\n', analysis.Text.ToString(token.Span));
            end = token.Span.End;
        }

        Assert.True(end <= analysis.Text.Length);
        CheckOutline(analysis, OutlineProvider.GetOutline(analysis.Model), new TextSpan(0, analysis.Text.Length));
        Assert.All(FoldingProvider.GetFolds(analysis.Model), f => Assert.InRange(f.EndLine, f.StartLine + 1, analysis.Text.LineCount - 1));
        Assert.All(LinkProvider.GetLinks(analysis), l => CheckInside(analysis, l.Span));
    }

    private static void CheckPlace(DockerfileAnalysis analysis, int position)
    {
        Assert.All(SymbolProvider.GetDefinitions(analysis, position), s => CheckInside(analysis, s));
        Assert.All(SymbolProvider.GetHighlights(analysis, position), r => CheckInside(analysis, r.Span));
        if (SymbolProvider.Rename(analysis, position, "renamed_9") is { Refusal: null } rename)
        {
            Assert.NotEqual(analysis.Text.ToString(), analysis.Text.WithChanges(rename.Edits).ToString());
        }

        CheckCompletion(analysis, position);
        TextSpan? inner = null;
        foreach (var span in SelectionProvider.GetSelections(analysis, position))
        {
            CheckInside(analysis, span);
            Assert.True(inner is null || (span.Contains(inner.Value) && span != inner));
            inner = span;
        }

        Assert.All(LinkedEditingProvider.GetRanges(analysis.Tree, position), s => CheckInside(analysis, s));
    }

    private static void CheckCompletion(DockerfileAnalysis analysis, int position)
    {
        var list = CompletionProvider.GetCompletions(analysis, position);
        if (!list.Items.IsEmpty)
        {
            Assert.Equal(position, list.Replaced.End);
            Assert.DoesNotContain('\n', analysis.Text.ToString(list.Replaced));
        }

        if (SignatureProvider.GetSignature(analysis, position) is { } signature)
        {
            Assert.InRange(signature.ActiveParameter, 0, signature.Parameters.Length - 1);
        }
    }

    private static void CheckOutline(DockerfileAnalysis analysis, IEnumerable<OutlineEntry> entries, TextSpan parent)
    {
        foreach (var entry in entries)
        {
            Assert.NotEqual("", entry.Name);
            Assert.True(parent.Contains(entry.Span), $"{entry.Span} in {parent}");
            Assert.True(entry.Span.Contains(entry.NameSpan), $"{entry.NameSpan} in {entry.Span}");
            CheckOutline(analysis, entry.Children, entry.Span);
        }
    }

    private static void CheckInside(DockerfileAnalysis analysis, TextSpan span) =>
        Assert.True(span.Start >= 0 && span.Length >= 0 && span.End <= analysis.Text.Length, $"{span} of {analysis.Text.Length}");
}
