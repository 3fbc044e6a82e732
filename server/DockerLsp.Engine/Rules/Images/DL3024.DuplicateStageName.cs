using DockerLsp.Engine.Diagnostics;
using DockerLsp.Engine.Semantics;
using DockerLsp.Engine.Syntax;

namespace DockerLsp.Engine.Rules.Images;

/// <summary>Two stages have one name.</summary>
public sealed class DuplicateStageName : Rule
{
    public override RuleDescriptor Descriptor { get; } =
        new("DL3024", "DuplicateStageName", "Two stages with one name", "Images", Severity.Error)
        {
            Aliases = ["DuplicateStageName", "DS-0012", "CKV_DOCKER_11"],
        };

    public override RuleScope Scope => RuleScope.File;

    public override InstructionKinds Kinds => InstructionKinds.From;

    public override InstructionKinds Reads => InstructionKinds.None;

    public override void Analyze(InstructionFacts instruction, RuleContext context)
    {
        if (instruction is not { Syntax: FromSyntax { StageName: { } name }, Stage: { } stage })
        {
            return;
        }

        for (var i = stage.Index - 1; i >= 0; i--)
        {
            // BuildKit compares stage names in lower case.
            if (context.Model.Instructions[context.Model.Stages[i].FirstInstruction].Syntax is FromSyntax { StageName: { } other }
                && other.Text.Equals(name.Text, StringComparison.OrdinalIgnoreCase))
            {
                context.Report(new Finding(
                    Descriptor, name.Span, $"Hides the stage `{other.Text}` of line {context.Line(other.Span.Start)}: nothing below can name that one any more")
                {
                    Related = [new RelatedPlace(other.Span, "has the same name")],
                });
                return;
            }
        }
    }
}
