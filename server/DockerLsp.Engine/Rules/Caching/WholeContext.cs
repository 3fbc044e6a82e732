using DockerLsp.Engine.Layers;
using DockerLsp.Engine.Semantics;
using DockerLsp.Engine.Syntax;

namespace DockerLsp.Engine.Rules.Caching;

/// <summary>Tells whether an instruction copies all that the build may see.</summary>
internal static class WholeContext
{
    public static bool IsCopiedBy(BuildModel model, InstructionFacts instruction) =>
        instruction.Syntax is FileTransferSyntax
        && FileSource.Of(model, instruction).Any(s => s is { Kind: FileSourceKind.Context, Pattern: { } pattern, Excludes.IsEmpty: true } && ContextPattern.Parse(pattern).IsEverything);
}
