using DockerLsp.Engine.Semantics;
using DockerLsp.Engine.Syntax;

namespace DockerLsp.Engine.Rules.Files;

/// <summary>Where COPY and ADD put files.</summary>
internal static class TransferDestination
{
    /// <summary>Whether several sources go to a place that only a slash would make a folder.</summary>
    public static bool LacksSlash(FileTransferSyntax transfer, BuildState? before)
    {
        if (transfer is not { Sources.Count: > 1, Destination: { } destination })
        {
            return false;
        }

        var text = Operand.Unquoted(destination);
        if (text.EndsWith('/') || text.EndsWith('\\'))
        {
            return false;
        }

        // `$DIR` may hold the slash.
        var value = text.Contains('$', StringComparison.Ordinal) && before is not null
            ? VariableExpansion.Expand(text, transfer.Tree.Directives.EscapeCharacter, before.Lookup)
            : text;
        return value is not null && !value.EndsWith('/') && !value.EndsWith('\\');
    }

    /// <summary>Whether the place counts from a directory that only the base image knows.</summary>
    public static bool IsAdrift(InstructionFacts instruction, FileTransferSyntax transfer, BuildModel model) =>
        transfer.Destination is { } destination
        && Operand.Unquoted(destination) is { Length: > 0 } path
        && !Operand.IsAbsolute(path, model.Tree.Directives.EscapeCharacter)
        && !WorkingDirectory.IsSet(model, instruction);
}
