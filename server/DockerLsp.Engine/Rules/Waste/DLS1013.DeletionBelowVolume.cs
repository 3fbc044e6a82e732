using System.Collections.Immutable;
using DockerLsp.Engine.Diagnostics;
using DockerLsp.Engine.Semantics;
using DockerLsp.Engine.Syntax;

namespace DockerLsp.Engine.Rules.Waste;

/// <summary>A step deletes what lies below a VOLUME of the same build.</summary>
public sealed class DeletionBelowVolume : Rule
{
    public override RuleDescriptor Descriptor { get; } =
        new("DLS1013", "DeletionBelowVolume", "What lies below a VOLUME is deleted", "Waste", Severity.Info);

    public override ImmutableArray<string> Calls => ["rm"];

    public override RuleScope Scope => RuleScope.Stage;

    public override InstructionKinds Kinds => InstructionKinds.Run;

    public override InstructionKinds Reads => InstructionKinds.Volume;

    public override void Analyze(InstructionFacts instruction, RuleContext context)
    {
        if (instruction is not { Run: { } run, Before: { } before, IsOnbuild: false } || !run.Commands.Any(c => c.View.Name == "rm"))
        {
            return;
        }

        foreach (var volume in EarlierLayers.Before(context.Model, instruction, InstructionKinds.Volume))
        {
            foreach (var item in (volume.Syntax as VolumeSyntax)?.Items ?? [])
            {
                if (WorkingDirectory.Combine(null, Operand.Unquoted(item).TrimEnd('/')) is not { Length: > 1 } folder)
                {
                    continue;
                }

                foreach (var command in run.Commands)
                {
                    foreach (var word in command.View.Name == "rm" ? command.View.Arguments : [])
                    {
                        if (KnownWord.Value(word, before) is ['/', ..] path && (path == folder || path.StartsWith(folder + "/", StringComparison.Ordinal)))
                        {
                            context.Report(new Finding(
                                Descriptor, RuleContext.SpanOf(instruction, word.Span),
                                $"`{folder}` is a VOLUME since line {context.Line(volume)}: builders other than BuildKit undo this, and with BuildKit the earlier layer keeps the files")
                            {
                                Related = [new RelatedPlace(item.Span, "made a volume here")],
                            });
                            return;
                        }
                    }
                }
            }
        }
    }
}
