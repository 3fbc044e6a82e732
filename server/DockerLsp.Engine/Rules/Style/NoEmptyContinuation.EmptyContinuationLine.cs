using System.Collections.Immutable;
using DockerLsp.Engine.Diagnostics;
using DockerLsp.Engine.Semantics;
using DockerLsp.Engine.Syntax;
using DockerLsp.Engine.Text;

namespace DockerLsp.Engine.Rules.Style;

/// <summary>An empty line within an instruction, which BuildKit skips today and will reject.</summary>
public sealed class EmptyContinuationLine : Rule
{
    public override RuleDescriptor Descriptor { get; } =
        new("NoEmptyContinuation", "EmptyContinuationLine", "Empty line within an instruction", "Style", Severity.Warning)
        {
            Fixes = FixAvailability.Sometimes,
        };

    public override RuleScope Scope => RuleScope.Instruction;

    public override void Analyze(InstructionFacts instruction, RuleContext context)
    {
        if (HasBlankLine(instruction.Syntax.Green.Trivia))
        {
            Report(instruction, context);
        }
    }

    private void Report(InstructionFacts instruction, RuleContext context)
    {
        var lines = instruction.Syntax.BlankContinuationLines;
        // An unknown instruction ends the build before the line matters, and nobody knows what its text means.
        if (instruction.Effective is UnknownInstructionSyntax)
        {
            return;
        }

        var text = context.Model.Tree.Text;
        // One finding an instruction, as BuildKit counts; where an instruction was swallowed, that place is the one to show.
        foreach (var line in lines)
        {
            if (SwallowedKeyword(text, line.End) is { } keyword)
            {
                var number = context.Line(keyword.Start);
                context.Report(new Finding(
                    Descriptor, line, $"Does not end the instruction: `{text.ToString(keyword)}` in line {number} becomes part of the {SyntaxFacts.GetKeyword(instruction.Syntax.Kind)} above")
                {
                    Fixes = FixOfSwallowed(text, line.Start, context.Model.Tree.Directives.EscapeCharacter, number),
                    Related = [new RelatedPlace(keyword, "Read as text of the instruction above")],
                });
                return;
            }
        }

        // Deleting a last line without a line break would take the line break before it, too.
        ImmutableArray<TextChange> edits = lines.Any(l => text[l.End - 1] != '\n') ? [] : [.. lines.Select(l => new TextChange(l, ""))];
        context.Report(new Finding(
            Descriptor, lines[0], "Does not end the instruction: BuildKit skips an empty line after a continuation, and will reject it")
        {
            Fixes = edits.IsEmpty ? [] : [new Fix(edits.Length == 1 ? "Delete the empty line" : $"Delete {edits.Length} empty lines", Applicability.Safe, edits)],
        });
    }

    /// <summary>Asked of every instruction, most of which have none.</summary>
    private static bool HasBlankLine(GreenTrivia[] trivia)
    {
        foreach (var item in trivia)
        {
            if (item.Kind == SyntaxKind.BlankContinuationLine)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The keyword that begins the next line that is not empty; null where that line goes on with the instruction.</summary>
    private static TextSpan? SwallowedKeyword(SourceText text, int start)
    {
        while (start < text.Length && char.IsWhiteSpace(text[start]))
        {
            start++;
        }

        var end = start;
        while (end < text.Length && char.IsAsciiLetterUpper(text[end]))
        {
            end++;
        }

        var isWord = end < text.Length && text[end] is ' ' or '\t';
        var span = TextSpan.FromBounds(start, end);
        return isWord && SyntaxFacts.GetInstructionKind(text.ToString(span)) != InstructionKind.Unknown ? span : null;
    }

    /// <summary>Takes the continuation away that the empty line follows.</summary>
    private static ImmutableArray<Fix> FixOfSwallowed(SourceText text, int blankLine, char escape, int swallowedLine)
    {
        var end = blankLine;
        while (end > 0 && char.IsWhiteSpace(text[end - 1]))
        {
            end--;
        }

        if (end == 0 || text[end - 1] != escape)
        {
            // A comment stands between them.
            return [];
        }

        var start = end - 1;
        while (start > 0 && text[start - 1] is ' ' or '\t')
        {
            start--;
        }

        return [new Fix($"End it here (line {swallowedLine} then counts)", Applicability.Unsafe, [new TextChange(TextSpan.FromBounds(start, end), "")])];
    }
}
