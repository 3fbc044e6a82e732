using System.Buffers;
using System.Collections.Immutable;
using System.Text;
using DockerLsp.Engine.Diagnostics;
using DockerLsp.Engine.Rules;
using DockerLsp.Engine.Semantics;
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

    /// <summary>"Use 'cd ... || exit' or 'cd ... || return' in case cd fails".</summary>
    private const int UncheckedCd = 2164;

    /// <summary>"Some finds don't have a default path. Specify '.' explicitly".</summary>
    private const int PathOfFind = 2185;

    /// <summary>"Want to escape a single quote?"</summary>
    private const int EscapedQuote = 1003;

    /// <summary>"Quote this to prevent word splitting".</summary>
    private const int SplitSubstitution = 2046;

    /// <summary>"Double quote to prevent globbing and word splitting".</summary>
    private const int SplitVariable = 2086;

    /// <summary>"Ranges can only match single chars".</summary>
    private const int PatternOfOne = 2102;

    /// <summary>"Expressions don't expand in single quotes, use double quotes for that".</summary>
    private const int NotExpanded = 2016;

    /// <summary>The first code of those that say what POSIX, or dash, does not know; a thousand of them.</summary>
    private const int FirstOfPortability = 3000;

    /// <summary>So far before a word its command is looked for.</summary>
    private const int MaxCommand = 400;

    private static readonly SearchValues<char> CommandEnds = SearchValues.Create(";&|(){}\n");

    private readonly CheckedScript script;
    private readonly List<int> lineStarts = [0];
    private Splitting? splitting;

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

        if (remark.Code == UncheckedCd && Text.AsSpan(span.End).IsWhiteSpace())
        {
            // Its status is that of the script.
            return null;
        }

        if (remark.Code == PathOfFind || (remark.Code == EscapedQuote && EndsWithTwo(span.Start)))
        {
            // Those of GNU and BusyBox, which Linux images have, search the working directory.
            return null;
        }

        if (remark.Code is SplitSubstitution or SplitVariable or PatternOfOne && script.Tree is { } tree)
        {
            splitting ??= new Splitting(tree, script.Instruction.Before);
            if (remark.Code == PatternOfOne ? splitting.IsInPackage(span.Start) : splitting.IsHarmless(span))
            {
                return null;
            }
        }

        if ((remark.Code / 1000 == FirstOfPortability / 1000 && !IsShort(remark.Code)) || (remark.Code == NotExpanded && IsMeantForLater(span)))
        {
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

    /// <summary>Whether the shell that runs the script lacks what a remark on portability is about.</summary>
    private bool IsShort(int code) => script.Request.Language switch
    {
        // What /bin/sh is in an image that is not known, nobody knows; nor whether that image sets a SHELL. A first line says it.
        ScriptLanguage.Sh => script.Tree is null || script.Instruction.Before?.Shell.Arguments.IsEmpty == false,
        // Releases of ShellCheck before 0.10 take ash for dash. Alpine's and Debian's are built with what it has of bash: $'…', [[,
        // ==, pipefail, source, ${x:1:2}, ${x/a/b}.
        ScriptLanguage.BusyBox => code is not (3003 or 3010 or 3014 or 3040 or 3046 or 3051 or 3057 or 3060),
        _ => true,
    };

    /// <summary>
    /// Whether single quotes keep a variable for whoever reads the text later, as nearly all in Dockerfiles do: one that the build
    /// does not set, or what is printed into a file.
    /// </summary>
    private bool IsMeantForLater(TextSpan span)
    {
        var text = Text.Substring(span.Start, span.Length);
        var before = script.Instruction.Before;
        var isSet = before is not null && VariableReference.FindAll(text.Trim('\''), '\\').Any(v => before.Environment.ContainsKey(v.Name) || before.Arguments.ContainsKey(v.Name));
        return !isSet || CommandBefore(span.Start).TrimStart() is var command && (command.StartsWith("echo ") || command.StartsWith("printf "));
    }

    /// <summary>Whether the backslashes at an offset are for whoever reads the text: two of them before a quote escape no quote.</summary>
    private bool EndsWithTwo(int offset)
    {
        var quote = Text.AsSpan(offset).IndexOf('\'');
        return quote >= 0 && Text.AsSpan(0, offset + quote).EndsWith("\\\\", StringComparison.Ordinal);
    }

    /// <summary>What stands before an offset, from the last sign on that ends a command.</summary>
    private ReadOnlySpan<char> CommandBefore(int offset)
    {
        var before = Text.AsSpan(Math.Max(0, offset - MaxCommand), Math.Min(offset, MaxCommand));
        return before[(before.LastIndexOfAny(CommandEnds) + 1)..];
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
        return TextChange.FirstOverlap(ordered) is null ? new Fix(TitleOf(remark), Applicability.Unsafe, ordered) : null;
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
