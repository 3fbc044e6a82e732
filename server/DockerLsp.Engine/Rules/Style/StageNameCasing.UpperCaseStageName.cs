using System.Collections.Immutable;
using DockerLsp.Engine.Diagnostics;
using DockerLsp.Engine.Semantics;
using DockerLsp.Engine.Syntax;
using DockerLsp.Engine.Text;

namespace DockerLsp.Engine.Rules.Style;

/// <summary>A stage name with capital letters, which BuildKit lowers before it compares it with anything.</summary>
public sealed class UpperCaseStageName : Rule
{
    public override RuleDescriptor Descriptor { get; } =
        new("StageNameCasing", "UpperCaseStageName", "Stage name with capital letters", "Style", Severity.Warning)
        {
            Fixes = FixAvailability.Always,
        };

    public override RuleScope Scope => RuleScope.File;

    public override InstructionKinds Kinds => InstructionKinds.From;

    public override object? InfluenceOf(InstructionFacts instruction) =>
        instruction.Syntax is FromSyntax || StageNames.InfluenceOf(instruction) is not null ? Whole(instruction) : null;

    public override void Analyze(InstructionFacts instruction, RuleContext context)
    {
        if (instruction.Syntax is not FromSyntax { StageName: { } name } || !name.Text.Any(char.IsUpper))
        {
            return;
        }

        var lower = name.Text.ToLowerInvariant();
        var tree = context.Model.Tree;
        var edits = ImmutableArray.CreateBuilder<TextChange>();
        edits.Add(Lower(tree, name.Span));
        var mendsBuild = false;
        foreach (var (reference, text, isBase) in context.FactOf(this, FindReferences)[name.Text])
        {
            if (reference.Start != name.Span.Start && text != lower)
            {
                edits.Add(Lower(tree, reference));
                // The name of a base is compared as it is written: `FROM Build` never finds the stage (addState in convert.go).
                mendsBuild |= isBase;
            }
        }

        edits.Sort((a, b) => a.Span.Start.CompareTo(b.Span.Start));
        var fix = mendsBuild
            ? new Fix("Lower the name everywhere (FROM then finds it)", Applicability.Unsafe, edits.ToImmutable())
            : new Fix(edits.Count == 1 ? "Lower the stage name" : $"Lower the stage name in {edits.Count} places", Applicability.Safe, edits.ToImmutable());
        context.Report(new Finding(Descriptor, name.Span, $"BuildKit keeps stage names in lower case: this one is `{lower}`") { Fixes = [fix] });
    }

    /// <summary>All places that may name a stage, by the name that stands there.</summary>
    private static ILookup<string, (TextSpan Span, string Text, bool IsBase)> FindReferences(BuildModel model) =>
        model.Tree.Instructions
            .SelectMany(i => ReferencesIn(i).Select(span => (Span: span, Text: model.Tree.Text.ToString(span), IsBase: i is FromSyntax)))
            .ToLookup(r => r.Text, StringComparer.OrdinalIgnoreCase);

    private static TextChange Lower(DockerfileSyntax tree, TextSpan span) => new(span, tree.Text.ToString(span).ToLowerInvariant());

    /// <summary>
    /// The places that may name a stage. Triggers of ONBUILD are not among them: their stages are those of the build that runs them.
    /// </summary>
    private static IEnumerable<TextSpan> ReferencesIn(InstructionSyntax instruction)
    {
        if (instruction is FromSyntax { Image: { } image })
        {
            yield return image.Span;
        }

        foreach (var flag in instruction.Flags)
        {
            if (flag.MappedValue is not { } value)
            {
                continue;
            }

            if (instruction is CopySyntax && flag.Name == "from")
            {
                yield return value.ToSource(new TextSpan(0, value.Length)).Shift(instruction.Position);
            }
            else if (instruction is RunSyntax && flag.Name == "mount")
            {
                var start = 0;
                foreach (var field in value.Text.Split(','))
                {
                    if (field.StartsWith("from=", StringComparison.OrdinalIgnoreCase))
                    {
                        yield return value.ToSource(TextSpan.FromBounds(start + 5, start + field.Length)).Shift(instruction.Position);
                    }

                    start += field.Length + 1;
                }
            }
        }
    }
}
