using System.Collections.Concurrent;
using System.Globalization;
using DockerLsp.Engine.Features;
using DockerLsp.Engine.Text;
using DockerLsp.Lsp.Protocol;

namespace DockerLsp.Lsp;

/// <summary>Answers what each piece of text is.</summary>
internal sealed class SemanticTokensFeature(Session session)
{
    private const int Declaration = 1;

    private static readonly SemanticTokenKind[] Legend =
    [
        SemanticTokenKind.Keyword, SemanticTokenKind.Comment, SemanticTokenKind.String, SemanticTokenKind.Number, SemanticTokenKind.Operator,
        SemanticTokenKind.Variable, SemanticTokenKind.Property, SemanticTokenKind.Function, SemanticTokenKind.Namespace, SemanticTokenKind.Type,
        SemanticTokenKind.Macro,
    ];

    /// <summary>What was sent last for each document, so that a later answer can be what changed.</summary>
    private readonly ConcurrentDictionary<string, Answer> sent = new(StringComparer.Ordinal);
    private long lastId;

    /// <summary>What the numbers of token types mean.</summary>
    public static IEnumerable<string> TokenTypes => Legend.Select(kind => kind.ToString().ToLowerInvariant());

    public async Task<SemanticTokens> GetAsync(string uri, CancellationToken cancellationToken)
    {
        var answer = await ComputeAsync(uri, cancellationToken).ConfigureAwait(false);
        return new SemanticTokens { ResultId = answer.Id, Data = answer.Data };
    }

    /// <summary>What changed since an earlier answer; all, where that one is not known.</summary>
    public async Task<SemanticTokens> GetDeltaAsync(SemanticTokensDeltaParams parameters, CancellationToken cancellationToken)
    {
        sent.TryGetValue(parameters.TextDocument.Uri, out var former);
        var answer = await ComputeAsync(parameters.TextDocument.Uri, cancellationToken).ConfigureAwait(false);
        return former is null || former.Id != parameters.PreviousResultId
            ? new SemanticTokens { ResultId = answer.Id, Data = answer.Data }
            : new SemanticTokens { ResultId = answer.Id, Edits = GetEdits(former.Data, answer.Data) };
    }

    public async Task<SemanticTokens> GetRangeAsync(SemanticTokensRangeParams parameters, CancellationToken cancellationToken)
    {
        var document = session.GetDocument(parameters.TextDocument.Uri);
        var analysis = await Session.GetAnalysisAsync(document, document.Current, cancellationToken).ConfigureAwait(false);
        var span = session.Positions.GetSpan(analysis.Text, parameters.Range);
        return new SemanticTokens { Data = Encode(analysis.Text, SemanticTokenProvider.GetTokens(analysis, span), span) };
    }

    /// <summary>Lets go of what was sent for a document that was closed.</summary>
    public void Forget(string uri) => sent.TryRemove(uri, out _);

    /// <summary>The one edit that makes the second of the first: all but what both begin and end with.</summary>
    internal static SemanticTokensEdit[] GetEdits(int[] former, int[] current)
    {
        var prefix = former.AsSpan().CommonPrefixLength(current);
        var limit = Math.Min(former.Length, current.Length) - prefix;
        var suffix = 0;
        while (suffix < limit && former[^(suffix + 1)] == current[^(suffix + 1)])
        {
            suffix++;
        }

        return prefix == former.Length && prefix == current.Length
            ? []
            : [new SemanticTokensEdit(prefix, former.Length - prefix - suffix, current[prefix..^suffix])];
    }

    private async Task<Answer> ComputeAsync(string uri, CancellationToken cancellationToken)
    {
        var document = session.GetDocument(uri);
        var analysis = await Session.GetAnalysisAsync(document, document.Current, cancellationToken).ConfigureAwait(false);
        var id = Interlocked.Increment(ref lastId).ToString(CultureInfo.InvariantCulture);
        var answer = new Answer(id, Encode(analysis.Text, SemanticTokenProvider.GetTokens(analysis), new TextSpan(0, analysis.Text.Length)));
        sent[uri] = answer;
        return answer;
    }

    /// <summary>Five numbers for each token in a span: lines and columns since the one before, length, type, modifiers.</summary>
    private int[] Encode(SourceText text, IEnumerable<SemanticToken> tokens, TextSpan span)
    {
        var data = new List<int>();
        var (lastLine, lastColumn) = (0, 0);
        var (line, lineStart, nextLine) = (0, 0, text.LineCount > 1 ? text.GetLineStart(1) : int.MaxValue);
        foreach (var token in tokens)
        {
            if (!token.Span.IntersectsWith(span))
            {
                continue;
            }

            if (token.Span.Start >= nextLine)
            {
                line = text.GetLineNumber(token.Span.Start);
                lineStart = text.GetLineStart(line);
                nextLine = line + 1 < text.LineCount ? text.GetLineStart(line + 1) : int.MaxValue;
            }

            var (column, length) = session.Features.PositionEncoding == PositionEncoding.Utf16
                ? (token.Span.Start - lineStart, token.Span.Length)
                : Measure(text, token.Span);
            var kind = token.Kind == SemanticTokenKind.VariableDefinition ? SemanticTokenKind.Variable : token.Kind;
            data.AddRange([
                line - lastLine, line == lastLine ? column - lastColumn : column, length, Array.IndexOf(Legend, kind),
                token.Kind == SemanticTokenKind.VariableDefinition ? Declaration : 0,
            ]);
            (lastLine, lastColumn) = (line, column);
        }

        return [.. data];
    }

    private (int Column, int Length) Measure(SourceText text, TextSpan span)
    {
        var start = text.GetPosition(span.Start, session.Features.PositionEncoding).Character;
        return (start, text.GetPosition(span.End, session.Features.PositionEncoding).Character - start);
    }

    private sealed record Answer(string Id, int[] Data);
}
