using System.Collections.Immutable;
using System.Text;
using DockerLsp.Engine.Diagnostics;
using DockerLsp.Engine.Rules;
using DockerLsp.Engine.Text;

namespace DockerLsp.Engine.ScriptChecks;

/// <summary>Takes what ShellCheck says of a script back into the Dockerfile.</summary>
internal sealed class RemarkMapper
{
    /// <summary>"Quote repeated spaces to avoid them collapsing into one".</summary>
    private const int RepeatedSpaces = 2291;

    /// <summary>"Use 'elif' instead of 'else if' (or put 'if' on new line if nesting)".</summary>
    private const int ElseIf = 1075;

    /// <summary>"Remove spaces around = to assign (or use [ ] to compare, or quote '=' if literal)".</summary>
    private const int SpacesAroundEquals = 2283;

    private readonly CheckedScript script;
    private readonly List<int> lineStarts = [0];

    public RemarkMapper(CheckedScript script)
    {
        this.script = script;
        var text = script.Source.Text;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\n')
            {
                lineStarts.Add(i + 1);
            }
        }
    }

    private string Text => script.Source.Text;

    private int Origin => script.Instruction.Syntax.Position;

    /// <summary>The finding of a remark; null where it is about what the author did not write.</summary>
    public Finding? Map(ScriptRemark remark)
    {
        if (ToSpan(remark.Range) is not { } span || Text.Length == 0)
        {
            return null;
        }

        if ((remark.Code == RepeatedSpaces && !script.Source.IsContiguous(span)) || (remark.Code == ElseIf && !script.Source.IsContiguous(WithNextWord(span))))
        {
            // Lines that are one for the shell alone: the author has written what is asked for.
            return null;
        }

        if (remark.Code == SpacesAroundEquals && Text.AsSpan(0, span.Start).TrimEnd().EndsWith("chmod", StringComparison.Ordinal))
        {
            // `chmod =2775` sets exactly these bits.
            return null;
        }

        // Something has to be underlined.
        span = !span.IsEmpty ? span
            : span.Start < Text.Length && Text[span.Start] != '\n' ? new TextSpan(span.Start, 1)
            : new TextSpan(Math.Max(0, span.Start - 1), 1);
        var severity = remark.Level switch
        {
            "error" => Severity.Error,
            "warning" => Severity.Warning,
            "info" => Severity.Info,
            _ => Severity.Hint,
        };
        var message = remark.Message.EndsWith('.') ? remark.Message[..^1] : remark.Message;
        return new Finding(ShellCheckRules.Get(remark.Code, severity), script.Source.ToSource(span).Shift(Origin), message)
        {
            Severity = severity,
            Fixes = ToFix(remark) is { } fix ? [fix] : [],
        };
    }

    /// <summary>
    /// The repair, never a safe one: what quoting and its like change is the point of them. None where a piece would cross a
    /// continuation or bring a line break, which the Dockerfile would read as the end of the instruction.
    /// </summary>
    private Fix? ToFix(ScriptRemark remark)
    {
        if (remark.Replacements.IsEmpty)
        {
            return null;
        }

        var edits = new List<(TextChange Edit, int Precedence)>();
        foreach (var replacement in remark.Replacements)
        {
            if (ToSpan(replacement.Range) is not { } span || replacement.Text.AsSpan().ContainsAny('\n', '\r') || !script.Source.IsContiguous(span))
            {
                return null;
            }

            var place = span.IsEmpty && replacement.BelongsToNext && span.Start < Text.Length
                ? new TextSpan(script.Source.ToSource(span.Start), 0)
                : script.Source.ToSource(span);
            edits.Add((new TextChange(place.Shift(Origin), replacement.Text), replacement.Precedence));
        }

        var ordered = edits.OrderBy(e => e.Edit.Span.Start).ThenBy(e => e.Edit.Span.End).ThenByDescending(e => e.Precedence).Select(e => e.Edit).ToImmutableArray();
        for (var i = 1; i < ordered.Length; i++)
        {
            if (ordered[i].Span.Start < ordered[i - 1].Span.End)
            {
                return null;
            }
        }

        return new Fix(TitleOf(remark), Applicability.Unsafe, ordered);
    }

    /// <summary>The word of the span with the blanks behind it and the character that follows them.</summary>
    private TextSpan WithNextWord(TextSpan span)
    {
        var end = span.End;
        while (end < Text.Length && char.IsAsciiLetter(Text[end]))
        {
            end++;
        }

        while (end < Text.Length && Text[end] is ' ' or '\t')
        {
            end++;
        }

        return TextSpan.FromBounds(Math.Max(0, span.Start - 1), Math.Min(end + 1, Text.Length));
    }

    private static string TitleOf(ScriptRemark remark) =>
        remark.Replacements.All(r => r.Text == "\"")
            ? "Quote it (it then stays one word)"
            : $"Apply ShellCheck's fix of SC{remark.Code} (may change what runs)";

    /// <summary>The place in the script; null where it begins in a line that was added.</summary>
    private TextSpan? ToSpan(ScriptRange range)
    {
        if (range.Line <= script.AddedLines || range.EndLine < range.Line)
        {
            return null;
        }

        var start = ToOffset(range.Line, range.Column);
        return TextSpan.FromBounds(start, Math.Max(start, ToOffset(range.EndLine, range.EndColumn)));
    }

    private int ToOffset(int line, int column)
    {
        var index = line - script.AddedLines - 1;
        if (index >= lineStarts.Count)
        {
            return Text.Length;
        }

        var end = index + 1 < lineStarts.Count ? lineStarts[index + 1] - 1 : Text.Length;
        var offset = lineStarts[index];
        for (var i = 1; i < column && offset < end; i++)
        {
            offset += Rune.TryGetRuneAt(Text, offset, out var rune) ? rune.Utf16SequenceLength : 1;
        }

        return Math.Min(offset, end);
    }
}
