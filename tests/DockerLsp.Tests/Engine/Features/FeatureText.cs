using DockerLsp.Engine;
using DockerLsp.Engine.Configuration;
using DockerLsp.Engine.Text;

namespace DockerLsp.Tests.Engine.Features;

/// <summary>A Dockerfile with a cursor, written as <c>¦</c>, and the places that a test expects, written as <c>[|…|]</c>.</summary>
internal sealed record FeatureText(DockerfileAnalysis Analysis, int Position, IReadOnlyList<TextSpan> Marks)
{
    public static FeatureText Parse(string marked)
    {
        marked = marked.ReplaceLineEndings("\n");
        var withCursor = MarkedText.Parse(marked.Replace("¦", "", StringComparison.Ordinal));
        // The markers before the cursor are not in the text.
        var cursor = marked.IndexOf('¦', StringComparison.Ordinal);
        var position = cursor < 0 ? 0 : cursor
            - (2 * (Count(marked[..cursor], "[|") + Count(marked[..cursor], "|]")));
        return new FeatureText(Analyze(withCursor.Text), position, [.. withCursor.Marks.Select(m => m.Span)]);
    }

    public static DockerfileAnalysis Analyze(string text) => DockerfileAnalysis.Create(SourceText.From(text), AnalysisOptions.Default);

    /// <summary>The places as the text has them, with their lines.</summary>
    public string Show(IEnumerable<TextSpan> spans) =>
        string.Join(", ", spans.Select(s => $"{Analysis.Text.GetLineNumber(s.Start) + 1}:{Analysis.Text.ToString(s)}"));

    private static int Count(string text, string piece) => (text.Length - text.Replace(piece, "", StringComparison.Ordinal).Length) / piece.Length;
}
