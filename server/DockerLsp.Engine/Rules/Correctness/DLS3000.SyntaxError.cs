using DockerLsp.Engine.Diagnostics;
using DockerLsp.Engine.Rules.Images;
using DockerLsp.Engine.Semantics;
using DockerLsp.Engine.Syntax;

namespace DockerLsp.Engine.Rules.Correctness;

/// <summary>Text that BuildKit's parser rejects, so that nothing of the file is built.</summary>
public sealed class SyntaxError : Rule
{
    /// <summary>A block that has come apart is counted up to this many lines: more do not say more.</summary>
    private const int MaxCounted = 99;

    private static readonly object LostLine = "lost";
    private static readonly object Other = "other";

    public override RuleDescriptor Descriptor { get; } =
        new("DLS3000", "SyntaxError", "Text that BuildKit rejects", "Correctness", Severity.Error)
        {
            Aliases = ["S2260"],
        };

    // Of lines that have lost their continuation, the first one speaks for those behind it.
    public override RuleScope Scope => RuleScope.File;

    // What comes between two such lines separates them, so that all that stands there counts.
    public override object? InfluenceOf(InstructionFacts instruction) => IsLost(instruction) ? LostLine : Other;

    public override void AddAffected(Replacement replacement, AffectedInstructions affected)
    {
        affected.AddNeighbours(replacement, 1, 1);
        var first = replacement.Range.NewStart;
        for (var i = 0; i <= MaxCounted && first > 0 && IsLost(replacement.Model.Instructions[first - 1]); i++)
        {
            first--;
        }

        affected.AddRange(first, replacement.Range.NewStart);
    }

    public override void Analyze(InstructionFacts instruction, RuleContext context)
    {
        // A directive stands before the first instruction, and changing one reads the file anew.
        if (instruction.Index == 0)
        {
            foreach (var diagnostic in context.Model.Tree.Directives.Diagnostics)
            {
                context.Report(new Finding(Descriptor, diagnostic.Span, diagnostic.Message));
            }
        }

        foreach (var diagnostic in instruction.Syntax.Diagnostics)
        {
            // What cannot be triggered has a rule of its own, which all linters know.
            var isLost = diagnostic.Code == SyntaxDiagnostic.LostLine && IsLost(instruction);
            if (diagnostic.Code == "onbuild-trigger" || (isLost && IsBehindAnother(instruction, context.Model)))
            {
                continue;
            }

            context.Report(new Finding(
                Descriptor, diagnostic.Span,
                isLost && CountBehind(instruction, context.Model) is var count and > 0
                    ? $"`{instruction.Syntax.Keyword.ValueText}` is not an instruction, nor is what begins {Describe(count)} behind it; if they continue the line above, "
                        + "end it, and each of them but the last, with the escape character"
                    : diagnostic.Message));
        }

        ReportUnreadable(instruction, context);
    }

    /// <summary>What the parser takes, and BuildKit fails on when it replaces variables or looks for the image. In a mount of RUN nobody writes quotes.</summary>
    private void ReportUnreadable(InstructionFacts instruction, RuleContext context)
    {
        // One mistake is enough.
        if (instruction.Syntax is RunSyntax || instruction.Syntax.Diagnostics.Any())
        {
            return;
        }

        if (instruction is { Syntax: FromSyntax { Image: { } image }, Stage.Base: null } && Operand.Unquoted(image) is var name && !name.Contains('$', StringComparison.Ordinal)
            && !FromImage.IsName(name) && !context.Model.Build.HasContext(name, out _))
        {
            context.Report(new Finding(Descriptor, image.Span, name.Any(char.IsAsciiLetterUpper) && FromImage.IsName(name.ToLowerInvariant())
                ? $"`{Operand.Shorten(name)}` is no image name, and the build stops here: they are in lower case, and no stage above is called so"
                : $"`{Operand.Shorten(name)}` is no image name, and the build stops here: write it like `registry.example/name:tag`"));
            return;
        }

        if (instruction.Syntax.Green.Text.AsSpan().IndexOfAny("\"'$") < 0)
        {
            return;
        }

        var escape = context.Model.Tree.Directives.EscapeCharacter;
        foreach (var (text, place, heredoc) in Operand.ReplacedTexts(instruction.Syntax))
        {
            if (VariableExpansion.FindUnreadable(text, heredoc is null ? escape : '\\', heredoc is null) is { } part)
            {
                var written = Operand.Shorten(text.Substring(part.Start, part.Length));
                var remedy = heredoc is null ? string.Empty : $"; quote `{Operand.Shorten(heredoc.Delimiter)}` to leave the text as it is";
                context.Report(new Finding(Descriptor, place(part), written[0] == '$'
                    ? $"BuildKit stops at `{written}`: behind a name it knows `:-`, `:+`, `:?`, `#`, `%` and `/` alone{remedy}"
                    : $"BuildKit stops at this `{written}`, which nothing closes: write `{escape}{written}` where the character itself is meant"));
            }
        }
    }

    private static string Describe(int count) => count switch
    {
        1 => "the line",
        MaxCounted => $"{count} or more lines",
        _ => $"the {count} lines",
    };

    private static bool IsBehindAnother(InstructionFacts instruction, BuildModel model) =>
        instruction.Index > 0 && IsLost(model.Instructions[instruction.Index - 1]);

    /// <summary>How many instructions behind one are such lines, too, without another between them.</summary>
    private static int CountBehind(InstructionFacts instruction, BuildModel model)
    {
        var count = 0;
        while (count < MaxCounted && instruction.Index + count + 1 < model.Instructions.Length && IsLost(model.Instructions[instruction.Index + count + 1]))
        {
            count++;
        }

        return count;
    }

    private static bool IsLost(InstructionFacts instruction) =>
        instruction.Syntax is UnknownInstructionSyntax && instruction.Syntax.Diagnostics.Any(d => d.Code == SyntaxDiagnostic.LostLine);
}
