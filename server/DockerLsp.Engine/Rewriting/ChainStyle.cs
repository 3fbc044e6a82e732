using System.Runtime.CompilerServices;
using DockerLsp.Engine.Semantics;
using DockerLsp.Engine.Shell;
using DockerLsp.Engine.Syntax;

namespace DockerLsp.Engine.Rewriting;

/// <summary>How a file lays out commands that are joined over several lines.</summary>
/// <param name="OperatorLeads">Whether the operator starts the new line, or else ends the old one.</param>
/// <param name="Indentation">The white space at the start of a new line.</param>
/// <param name="Continuation">The escape character and the line break, as the file has them.</param>
/// <param name="BreaksLines">Whether the RUN itself spans several lines.</param>
public sealed record ChainStyle(bool OperatorLeads, string Indentation, string Continuation, bool BreaksLines)
{
    /// <summary>The white space before a semicolon that starts a line; null where semicolons end lines.</summary>
    public string? SemicolonIndentation { get; init; }

    private const string DefaultIndentation = "    ";

    /// <summary>Deeper lines of a step whose commands all stand on its first one are aligned with something there.</summary>
    private const int MaxIndentation = 16;

    /// <summary>The longest line that a RUN of one line may grow to before it is broken.</summary>
    private const int MaxLineLength = 100;

    /// <summary>Found once for a version of the file, not once for each of its RUN steps.</summary>
    private static readonly ConditionalWeakTable<BuildModel, FileStyle> FileStyles = [];

    /// <summary>The style of a RUN; where it shows none, that of the first RUN of the file that does.</summary>
    public static ChainStyle Of(BuildModel model, InstructionFacts run)
    {
        var file = FileStyles.GetValue(model, static m => FindInFile(m, 0));
        if (file.KnownOf(run) is { } known)
        {
            // Rules ask for one RUN many times in a row, once for each of its commands.
            return known;
        }

        var style = IsOneLine(run) ? file.OfOneLine(model) : Find(model, run, file);
        file.Keep(run, style);
        return style;
    }

    /// <summary>Whether a step shows no style: nothing can begin a line behind its keyword.</summary>
    private static bool IsOneLine(InstructionFacts run) =>
        run.Syntax.Green is var green && green.Text.AsSpan(green.Content.Start, green.Content.Length).IndexOfAny('\n', '\r') < 0;

    private static ChainStyle Find(BuildModel model, InstructionFacts run, FileStyle file)
    {
        var continuation = ContinuationOf(model);
        if (Read(model.Tree, run) is var (leads, indentation))
        {
            return new ChainStyle(leads, indentation, continuation, BreaksLines: true) { SemicolonIndentation = LeadingSemicolon(model.Tree, run) };
        }

        var green = run.Syntax.Green;
        var ownIndentation = IndentationOfSecondLine(green.Text.Substring(green.Content.Start, green.Content.Length)) is { Length: <= MaxIndentation } second ? second : null;
        return new ChainStyle(file.Style?.Leads ?? true, ownIndentation ?? file.Style?.Indentation ?? DefaultIndentation, continuation, BreaksLines: true)
        {
            SemicolonIndentation = LeadingSemicolon(model.Tree, run),
        };
    }

    private static string ContinuationOf(BuildModel model) => model.Tree.Directives.EscapeCharacter + LineBreakOf(model.Tree);

    /// <summary>The white space before the last semicolon between two statements of the step that starts a line; null where none does.</summary>
    private static string? LeadingSemicolon(DockerfileSyntax tree, InstructionFacts run)
    {
        if (run.Run?.Script is not { Form: RunForm.Shell, Script: { } script })
        {
            return null;
        }

        for (var i = script.Body.Statements.Length - 2; i >= 0; i--)
        {
            if (script.Body.Statements[i] is { Terminator: StatementTerminator.Semicolon } statement)
            {
                var semicolon = script.Text.ToSource(statement.TerminatorSpan).Shift(run.Syntax.Position).Start;
                var next = script.Text.ToSource(script.Body.Statements[i + 1].Span).Shift(run.Syntax.Position).Start;
                return tree.Text.GetLineNumber(semicolon) == tree.Text.GetLineNumber(next) ? LineIndentation(tree, semicolon) : null;
            }
        }

        return null;
    }

    /// <summary>The text between two commands that <paramref name="op"/> joins.</summary>
    /// <param name="op"><c>&amp;&amp;</c> or <c>;</c></param>
    /// <param name="lengthOnOneLine">How long the line would be if it were not broken.</param>
    public string Join(string op, int lengthOnOneLine)
    {
        var space = op == ";" ? "" : " ";
        if (!BreaksLines && lengthOnOneLine <= MaxLineLength)
        {
            return $"{space}{op} ";
        }

        if (op == ";" && SemicolonIndentation is { } indentation)
        {
            return $" {Continuation}{indentation}; ";
        }

        // A semicolon leads no line but where the step writes them so.
        return OperatorLeads && op != ";" ? $" {Continuation}{Indentation}{op} " : $"{space}{op} {Continuation}{Indentation}";
    }

    /// <summary>The text between two commands, the second of which stands below its comments.</summary>
    public string JoinAround(string op, string comments)
    {
        var space = op == ";" ? "" : " ";
        return OperatorLeads && op != ";"
            ? $" {Continuation}{comments}{Indentation}{op} "
            : $"{space}{op} {Continuation}{comments}{Indentation}";
    }

    public static string LineBreakOf(DockerfileSyntax tree)
    {
        var text = tree.Text;
        return text.LineCount > 1 && text.GetLineStart(1) is var start && start >= 2 && text[start - 2] == '\r' && text[start - 1] == '\n' ? "\r\n" : "\n";
    }

    /// <summary>Takes the style of a former version over into one that was made of it; false where the two differ.</summary>
    internal static bool Carry(BuildModel former, BuildModel model, IReadOnlyList<ReplacedRange> changed)
    {
        if (!FileStyles.TryGetValue(former, out var old))
        {
            // Nobody has asked, and so nothing depends on it.
            return true;
        }

        var style = old;
        if (old.Source is { } source && former.IndexOf(source) is var index && changed.Any(r => index >= r.OldStart && index < r.OldEnd))
        {
            style = FindInFile(model, changed.Min(r => Math.Min(r.NewStart, index)));
        }
        else
        {
            var limit = old.Source is { } kept ? model.IndexOf(kept) : int.MaxValue;
            foreach (var range in changed)
            {
                var first = model.OfKind(InstructionKinds.Run, range.NewStart, Math.Min(limit, range.NewEnd)).Select(i => StyleOf(model, i)).FirstOrDefault(s => s is not null);
                if (first is not null)
                {
                    style = first;
                    break;
                }
            }
        }

        FileStyles.AddOrUpdate(model, new FileStyle(style.Style, style.Source));
        return style.Style == old.Style;
    }

    private static FileStyle FindInFile(BuildModel model, int from) =>
        model.OfKind(InstructionKinds.Run, from).Select(i => StyleOf(model, i)).FirstOrDefault(s => s is not null) ?? new FileStyle(null, null);

    private static FileStyle? StyleOf(BuildModel model, InstructionFacts instruction) =>
        instruction.Run is not null && Read(model.Tree, instruction) is { } style ? new FileStyle(style, model.IdOf(instruction)) : null;

    private static (bool Leads, string Indentation)? Read(DockerfileSyntax tree, InstructionFacts run)
    {
        if (run.Run?.Script is not { Form: RunForm.Shell, Script: { } script })
        {
            return null;
        }

        // Where the step is one compound command, what is in it shows the style.
        return Read(tree, run, script, script.Body.Statements)
            ?? Read(tree, run, script, script.Body.DescendantsAndSelf().OfType<ShellList>().Skip(1).SelectMany(l => l.Statements));
    }

    private static (bool Leads, string Indentation)? Read(DockerfileSyntax tree, InstructionFacts run, ShellScript script, IEnumerable<ShellStatement> statements)
    {
        var origin = run.Syntax.Position;
        foreach (var statement in statements)
        {
            foreach (var op in statement.AndOr.Operators)
            {
                var span = script.Text.ToSource(op.Span).Shift(origin);
                var before = LineIndentation(tree, span.Start);
                if (before is not null)
                {
                    return (true, before);
                }

                if (NextLineIndentation(tree, span.End, run.Syntax.Span.End) is { } after)
                {
                    return (false, after);
                }
            }

            if (statement.Terminator == StatementTerminator.Semicolon
                && NextLineIndentation(tree, script.Text.ToSource(statement.TerminatorSpan).Shift(origin).End, run.Syntax.Span.End) is { } below)
            {
                return (false, below);
            }
        }

        return null;
    }

    /// <summary>The white space before an offset, where nothing else stands before it on its line.</summary>
    public static string? LineIndentation(DockerfileSyntax tree, int offset)
    {
        var start = tree.Text.GetLineStart(tree.Text.GetLineNumber(offset));
        for (var i = start; i < offset; i++)
        {
            if (tree.Text[i] is not (' ' or '\t'))
            {
                return null;
            }
        }

        return Slice(tree, start, offset);
    }

    /// <summary>The white space of the next line with a command, where only a continuation stands behind the offset.</summary>
    private static string? NextLineIndentation(DockerfileSyntax tree, int offset, int end)
    {
        var i = offset;
        while (i < end && tree.Text[i] is ' ' or '\t')
        {
            i++;
        }

        if (i >= end || tree.Text[i] != tree.Directives.EscapeCharacter)
        {
            return null;
        }

        for (var line = tree.Text.GetLineNumber(offset) + 1; line < tree.Text.LineCount && tree.Text.GetLineStart(line) < end; line++)
        {
            var start = tree.Text.GetLineStart(line);
            i = start;
            while (i < end && tree.Text[i] is ' ' or '\t')
            {
                i++;
            }

            if (i < end && tree.Text[i] is not ('#' or '\r' or '\n'))
            {
                return Slice(tree, start, i);
            }
        }

        return null;
    }

    private static string Slice(DockerfileSyntax tree, int start, int end) => tree.Text.ToString(Text.TextSpan.FromBounds(start, end));

    /// <param name="style">The style; null where no RUN of the file shows one.</param>
    /// <param name="source">The RUN that shows it.</param>
    private sealed class FileStyle((bool Leads, string Indentation)? style, StepId? source)
    {
        /// <summary>Several threads look at different parts of a long file, each at one RUN after the other.</summary>
        private const int Slots = 16;

        private readonly Tuple<InstructionFacts, ChainStyle>?[] known = new Tuple<InstructionFacts, ChainStyle>?[Slots];

        public (bool Leads, string Indentation)? Style => style;

        public StepId? Source => source;

        private ChainStyle? ofOneLine;

        /// <summary>The style of a RUN that shows none.</summary>
        public ChainStyle OfOneLine(BuildModel model) =>
            ofOneLine ??= new ChainStyle(style?.Leads ?? true, style?.Indentation ?? DefaultIndentation, ContinuationOf(model), BreaksLines: false);

        /// <summary>The style of a RUN, if it was asked for not long ago.</summary>
        public ChainStyle? KnownOf(InstructionFacts run) =>
            Volatile.Read(ref known[run.Index % Slots]) is var (instruction, style) && ReferenceEquals(instruction, run) ? style : null;

        public void Keep(InstructionFacts run, ChainStyle style) => Volatile.Write(ref known[run.Index % Slots], Tuple.Create(run, style));
    }

    private static string? IndentationOfSecondLine(string text)
    {
        foreach (var line in text.Split('\n').Skip(1))
        {
            var trimmed = line.TrimStart(' ', '\t');
            if (trimmed.Length > 0 && trimmed[0] is not ('#' or '\r'))
            {
                return line[..^trimmed.Length];
            }
        }

        return null;
    }
}
