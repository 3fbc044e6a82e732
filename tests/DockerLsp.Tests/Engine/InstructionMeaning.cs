using DockerLsp.Engine.Semantics;
using DockerLsp.Engine.Syntax;

namespace DockerLsp.Tests.Engine;

/// <summary>
/// What an instruction other than RUN means to BuildKit, written down: equal for spellings that make the same image. It stands
/// apart from the rules on purpose, so that a wrong fix does not bring its own yardstick.
/// </summary>
internal static class InstructionMeaning
{
    private static readonly string[] PlainEndings = [".txt", ".json", ".conf", ".sh", ".html", ".yml"];

    public static string Of(InstructionFacts instruction, BuildModel model)
    {
        if (IsReplaced(instruction, model))
        {
            return "";
        }

        return instruction.Syntax switch
        {
            WorkdirSyntax { Value: { } value } => $"WORKDIR {Place(Unquoted(value), instruction, model)}",
            FileTransferSyntax { Destination: not null } transfer => OfTransfer(transfer, instruction, model),
            var other => Of(other),
        };
    }

    private static string Of(InstructionSyntax instruction)
    {
        var keyword = SyntaxFacts.GetKeyword(instruction.Kind);
        var flags = Flags(instruction);
        var escape = instruction.Tree.Directives.EscapeCharacter;
        return instruction switch
        {
            // The image is compared as written: `FROM Build` does not find the stage `build`.
            FromSyntax from => $"{keyword}{flags} {from.Image} AS {from.StageName?.Text.ToLowerInvariant()}",
            OnbuildSyntax { Trigger: { } trigger } => $"{keyword} {Of(trigger)}",
            EnvSyntax or LabelSyntax => $"{keyword} {string.Join(' ', ((PairsInstructionSyntax)instruction).Pairs.Select(p => $"[{Expand(p.Key, escape)}]=[{Expand(p.Value, escape)}]"))}",
            FileTransferSyntax transfer => OfTransfer(transfer, null, null),
            ExposeSyntax expose => $"{keyword} {string.Join(' ', expose.Items.Select(Port).Order(StringComparer.Ordinal))}",
            _ => $"{keyword} {instruction.Tree.Text.ToString(instruction.Span)[instruction.Keyword.Span.Length..]}",
        };
    }

    private static string Flags(InstructionSyntax instruction) =>
        // The target platform is the one that FROM takes anyway.
        string.Concat(instruction.Flags.Where(f => f.Name != "platform" || f.Value is not ("$TARGETPLATFORM" or "${TARGETPLATFORM}"))
            .Select(f => $" --{f.Name}={(f.Name == "from" ? f.Value?.ToLowerInvariant() : f.Value)}"));

    /// <summary>Several sources go into a folder, with or without a slash; ADD of what cannot be an archive copies.</summary>
    private static string OfTransfer(FileTransferSyntax transfer, InstructionFacts? instruction, BuildModel? model)
    {
        var destination = transfer.Destination is { } word ? Unquoted(word) : "";
        var place = instruction is null || model is null ? destination : Place(destination, instruction, model);
        var isFolder = transfer.Sources.Count > 1 || destination.EndsWith('/');
        var keyword = transfer is AddSyntax && transfer.Sources.Select(Unquoted).Any(MayBeSpecial) ? "ADD" : "COPY";
        return $"{keyword}{Flags(transfer)} {string.Join(' ', transfer.Sources)} {place.TrimEnd('/')}{(isFolder ? "/" : "")} {string.Concat(transfer.Heredocs.Select(h => h.Body.Text))}";
    }

    private static bool MayBeSpecial(string source) =>
        source.Contains("://", StringComparison.Ordinal) || source.Contains(".git", StringComparison.Ordinal) || source.Contains('@', StringComparison.Ordinal)
        || !(source.EndsWith('/') || source is "." or ".." || source.StartsWith("<<", StringComparison.Ordinal)
            || PlainEndings.Any(e => source.EndsWith(e, StringComparison.Ordinal)));

    /// <summary>Of several CMD, ENTRYPOINT and HEALTHCHECK of a stage only the last one reaches the image.</summary>
    private static bool IsReplaced(InstructionFacts instruction, BuildModel model) =>
        instruction.Effective.Kind is InstructionKind.Cmd or InstructionKind.Entrypoint or InstructionKind.Healthcheck && instruction.Stage is { } stage
        && model.Instructions.Any(i => i.Index > instruction.Index && i.Stage == stage && i.Effective.Kind == instruction.Effective.Kind && i.IsOnbuild == instruction.IsOnbuild);

    /// <summary>A path seen from the working directory, as far as WORKDIR instructions with plain text tell it.</summary>
    private static string Place(string path, InstructionFacts instruction, BuildModel model)
    {
        if (path.Length == 0 || path[0] is '/' or '$' || path.Contains(':', StringComparison.Ordinal) || path.Contains('\\', StringComparison.Ordinal))
        {
            return path;
        }

        var directory = instruction.Before?.WorkingDirectory ?? (instruction.Before?.Image.Name == "scratch" ? "/" : "<image>");
        var parts = new List<string>();
        foreach (var part in $"{directory}/{path}".Split('/'))
        {
            if (part == ".." && parts.Count > 0)
            {
                parts.RemoveAt(parts.Count - 1);
            }
            else if (part is not ("" or "."))
            {
                parts.Add(part);
            }
        }

        return "/" + string.Join('/', parts);
    }

    private static string Unquoted(WordSyntax word) => word.Text.Trim('"', '\'');

    /// <summary>Quotes and escapes are gone, variables stay visible.</summary>
    private static string? Expand(WordSyntax? word, char escape) =>
        word is null ? null : VariableExpansion.Expand(word.Text, escape, name => (true, $"<{name}>"));

    /// <summary>Only the port of the container and the protocol, in lower case, reach the image.</summary>
    private static string Port(WordSyntax word) => word.Text[(word.Text.LastIndexOf(':') + 1)..].ToLowerInvariant();
}
