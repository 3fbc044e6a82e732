using DockerLsp.Engine.Diagnostics;
using DockerLsp.Engine.Semantics;
using DockerLsp.Engine.Syntax;

namespace DockerLsp.Engine.Rules.Caching;

/// <summary>The whole context is copied, and no ignore file leaves anything out.</summary>
public sealed class MissingIgnoreFile : Rule
{
    public override RuleDescriptor Descriptor { get; } =
        new("DLS2004", "MissingIgnoreFile", "The whole context is copied, and no .dockerignore leaves anything out", "Caching", Severity.Info);

    public override RuleScope Scope => RuleScope.Instruction;

    public override InstructionKinds Kinds => InstructionKinds.Copy | InstructionKinds.Add;

    public override void Analyze(InstructionFacts instruction, RuleContext context)
    {
        if (context.Options.IgnoreFile is { Patterns.IsEmpty: true } && !instruction.IsOnbuild && WholeContext.IsCopiedBy(context.Model, instruction))
        {
            context.Report(new Finding(
                Descriptor, instruction.Syntax.Span,
                "Copies the whole folder, `.git`, installed dependencies and this Dockerfile included; a change of any of them runs what follows again. A `.dockerignore` leaves them out"));
        }
    }
}
