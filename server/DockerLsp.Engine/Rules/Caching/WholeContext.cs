using DockerLsp.Engine.Layers;
using DockerLsp.Engine.Semantics;
using DockerLsp.Engine.Syntax;

namespace DockerLsp.Engine.Rules.Caching;

/// <summary>Tells whether an instruction copies all that the build may see.</summary>
internal static class WholeContext
{
    public static bool IsCopiedBy(BuildModel model, InstructionFacts instruction) =>
        instruction.Syntax is FileTransferSyntax transfer && MayCopyAll(transfer)
        && FileSource.Of(model, instruction).Any(s => s is { Kind: FileSourceKind.Context, Pattern: { } pattern, Excludes.IsEmpty: true } && ContextPattern.Parse(pattern).IsEverything);

    /// <summary>Most sources have names, and no variables in them.</summary>
    private static bool MayCopyAll(FileTransferSyntax transfer)
    {
        foreach (var source in transfer.Sources)
        {
            if (source.Text is var text && (text.AsSpan().ContainsAny("$\"'\\`") || !text.AsSpan().ContainsAnyExcept('.', '/') || text.Contains("..", StringComparison.Ordinal)))
            {
                return true;
            }
        }

        return false;
    }
}
