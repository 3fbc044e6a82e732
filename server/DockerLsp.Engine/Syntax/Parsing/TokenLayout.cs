using System.Runtime.InteropServices;
using DockerLsp.Engine.Text;

namespace DockerLsp.Engine.Syntax;

/// <summary>Makes tokens and trivia cover a text without gaps, which is what makes the tree lossless whatever the parser did.</summary>
internal static class TokenLayout
{
    /// <summary>
    /// Fills what lies between tokens and line trivia with white space trivia, and with skipped tokens for what no parser
    /// claimed. Trivia within a token stays in the list; <see cref="SyntaxToken"/> walks over it.
    /// </summary>
    /// <param name="text">The text.</param>
    /// <param name="tokens">What the parser found.</param>
    /// <param name="trivia">What the reader found.</param>
    /// <param name="filling">Used again for the next text.</param>
    public static void Complete(string text, List<GreenToken> tokens, List<GreenTrivia> trivia, Filling filling)
    {
        filling.Begin(text);
        var oldTrivia = CollectionsMarshal.AsSpan(trivia);
        var next = 0;
        var position = 0;
        foreach (var token in tokens)
        {
            filling.FillGap(position, token.Span.Start, oldTrivia, ref next);
            filling.Tokens.Add(token);
            while (next < oldTrivia.Length && oldTrivia[next].Span.Start < token.Span.End)
            {
                filling.Trivia.Add(oldTrivia[next++]);
            }

            position = token.Span.End;
        }

        filling.FillGap(position, text.Length, oldTrivia, ref next);
        Replace(tokens, filling.Tokens);
        Replace(trivia, filling.Trivia);
    }

    private static void Replace<T>(List<T> target, List<T> source)
    {
        target.Clear();
        target.AddRange(source);
    }

    /// <summary>What is being put together.</summary>
    public sealed class Filling
    {
        private string text = "";

        public List<GreenToken> Tokens { get; } = [];

        public List<GreenTrivia> Trivia { get; } = [];

        public void Begin(string covered)
        {
            text = covered;
            Tokens.Clear();
            Trivia.Clear();
        }

        public void FillGap(int start, int end, ReadOnlySpan<GreenTrivia> lineTrivia, ref int next)
        {
            while (start < end)
            {
                if (next < lineTrivia.Length && lineTrivia[next].Span.Start < end)
                {
                    FillContent(start, lineTrivia[next].Span.Start);
                    Trivia.Add(lineTrivia[next]);
                    start = lineTrivia[next++].Span.End;
                }
                else
                {
                    FillContent(start, end);
                    start = end;
                }
            }
        }

        private void FillContent(int start, int end)
        {
            while (start < end)
            {
                var isSpace = char.IsWhiteSpace(text[start]);
                var runEnd = start + 1;
                while (runEnd < end && char.IsWhiteSpace(text[runEnd]) == isSpace)
                {
                    runEnd++;
                }

                var span = TextSpan.FromBounds(start, runEnd);
                if (isSpace)
                {
                    Trivia.Add(new GreenTrivia(SyntaxKind.WhiteSpace, span));
                }
                else
                {
                    Tokens.Add(new GreenToken(SyntaxKind.SkippedText, span, default));
                }

                start = runEnd;
            }
        }
    }
}
