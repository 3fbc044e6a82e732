using DockerLsp.Engine.Diagnostics;
using DockerLsp.Engine.Semantics;
using DockerLsp.Engine.Syntax;

namespace DockerLsp.Engine.Rules.Files;

/// <summary>COPY --from of everything over everything.</summary>
public sealed class WholeFileSystemCopy : Rule
{
    public override RuleDescriptor Descriptor { get; } =
        new("DL3067", "WholeFileSystemCopy", "COPY of a whole file system", "Files", Severity.Warning);

    public override RuleScope Scope => RuleScope.Instruction;

    public override InstructionKinds Kinds => InstructionKinds.Copy;

    public override void Analyze(InstructionFacts instruction, RuleContext context)
    {
        if (instruction.Effective is CopySyntax { Sources: [var source], Destination: { } destination } copy
            && copy.Flags.FirstOrDefault(f => f.Name == "from") is { Value: { Length: > 0 } from }
            && Operand.Unquoted(source) == "/" && Operand.Unquoted(destination) == "/")
        {
            context.Report(new Finding(
                Descriptor, source.Span, $"Copies all that `{from}` holds, tools and caches included, into one layer; `FROM {from}` shares its layers, and paths pick what is needed"));
        }
    }
}
