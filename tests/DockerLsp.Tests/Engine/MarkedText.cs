using System.Text;
using DockerLsp.Engine.Text;

namespace DockerLsp.Tests.Engine;

/// <summary>A text with the places that a test expects to be reported.</summary>
/// <param name="Text">The text without its markers.</param>
/// <param name="Marks">The places, in the order in which they begin.</param>
internal sealed record MarkedText(string Text, IReadOnlyList<Mark> Marks)
{
    /// <summary>
    /// Reads <c>[|…|]</c> and <c>{|DL3009:…|}</c>, which may be nested. <c>[|]</c> is no marker: <c>awk -F'[|]'</c> is a real idiom.
    /// </summary>
    public static MarkedText Parse(string marked)
    {
        var text = new StringBuilder();
        var marks = new List<Mark>();
        var open = new Stack<(string? Rule, int Start)>();
        for (var i = 0; i < marked.Length; i++)
        {
            var rest = marked.AsSpan(i);
            if (rest.StartsWith("[|]", StringComparison.Ordinal))
            {
                text.Append("[|]");
                i += 2;
            }
            else if (rest.StartsWith("[|", StringComparison.Ordinal))
            {
                open.Push((null, text.Length));
                i++;
            }
            else if (rest.StartsWith("{|", StringComparison.Ordinal) && rest.IndexOf(':') is var colon and > 2
                && rest[2..colon].IndexOfAnyExceptInRange('0', 'z') < 0)
            {
                open.Push((rest[2..colon].ToString(), text.Length));
                i += colon;
            }
            else if (open.Count > 0 && rest.StartsWith(open.Peek().Rule is null ? "|]" : "|}", StringComparison.Ordinal))
            {
                var (rule, start) = open.Pop();
                marks.Add(new Mark(rule, TextSpan.FromBounds(start, text.Length)));
                i++;
            }
            else
            {
                text.Append(marked[i]);
            }
        }

        Assert.True(open.Count == 0, $"A marker is not closed in:\n{marked}");
        return new MarkedText(text.ToString(), [.. marks.OrderBy(m => m.Span.Start).ThenByDescending(m => m.Span.End)]);
    }
}

/// <summary>One place that has to be reported.</summary>
/// <param name="Rule">The rule; null for the one that the test is about.</param>
/// <param name="Span">The place in the text without markers.</param>
internal sealed record Mark(string? Rule, TextSpan Span);
