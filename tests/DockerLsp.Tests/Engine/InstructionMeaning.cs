using DockerLsp.Engine.Semantics;
using DockerLsp.Engine.Syntax;

namespace DockerLsp.Tests.Engine;

/// <summary>
/// What an instruction other than RUN means to BuildKit, written down: equal for spellings that make the same image. It stands
/// apart from the rules on purpose, so that a wrong fix does not bring its own yardstick.
/// </summary>
internal static class InstructionMeaning
{
    public static string Of(InstructionSyntax instruction)
    {
        var keyword = SyntaxFacts.GetKeyword(instruction.Kind);
        var flags = string.Concat(instruction.Flags.Select(f => $" --{f.Name}={(f.Name == "from" ? f.Value?.ToLowerInvariant() : f.Value)}"));
        var escape = instruction.Tree.Directives.EscapeCharacter;
        return instruction switch
        {
            // The image is compared as written: `FROM Build` does not find the stage `build`.
            FromSyntax from => $"{keyword}{flags} {from.Image} AS {from.StageName?.Text.ToLowerInvariant()}",
            OnbuildSyntax { Trigger: { } trigger } => $"{keyword} {Of(trigger)}",
            EnvSyntax or LabelSyntax => $"{keyword} {string.Join(' ', ((PairsInstructionSyntax)instruction).Pairs.Select(p => $"[{Expand(p.Key, escape)}]=[{Expand(p.Value, escape)}]"))}",
            CopySyntax copy => $"{keyword}{flags} {string.Join(' ', copy.Sources)} {copy.Destination} {string.Concat(copy.Heredocs.Select(h => h.Body.Text))}",
            ExposeSyntax expose => $"{keyword} {string.Join(' ', expose.Items.Select(Port).Order(StringComparer.Ordinal))}",
            _ => $"{keyword} {instruction.Tree.Text.ToString(instruction.Span)[instruction.Keyword.Span.Length..]}",
        };
    }

    /// <summary>Quotes and escapes are gone, variables stay visible.</summary>
    private static string? Expand(WordSyntax? word, char escape) =>
        word is null ? null : VariableExpansion.Expand(word.Text, escape, name => (true, $"<{name}>"));

    /// <summary>Only the port of the container and the protocol, in lower case, reach the image.</summary>
    private static string Port(WordSyntax word) => word.Text[(word.Text.LastIndexOf(':') + 1)..].ToLowerInvariant();
}
