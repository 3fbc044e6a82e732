using DockerLsp.Engine.Syntax;

namespace DockerLsp.Engine.Semantics;

/// <summary>What an instruction is known by to rules that look for others: a long file is searched by it without a look at each.</summary>
[Flags]
public enum InstructionTraits
{
    None = 0,

    /// <summary>Its shell script has a pipeline.</summary>
    Pipes = 1,

    /// <summary>It runs curl.</summary>
    Curl = 2,

    /// <summary>It runs wget.</summary>
    Wget = 4,

    /// <summary>Its text names the setting of apt that leaves recommended packages out.</summary>
    Recommends = 8,

    /// <summary>It has flags.</summary>
    Flags = 16,

    /// <summary>It has to do with archives.</summary>
    Archives = 32,

    /// <summary>A comment above it may silence rules.</summary>
    IgnoreComments = 64,
}

/// <summary>Finds traits.</summary>
internal static class TraitReader
{
    public static InstructionTraits Of(GreenInstruction green, RunFacts? run)
    {
        var traits = green.Flags.Length > 0 || green.Trigger is { Flags.Length: > 0 } ? InstructionTraits.Flags : InstructionTraits.None;
        if (green.Content.Start > 0 && green.Text.AsSpan(0, green.Content.Start).Contains("ignore", StringComparison.OrdinalIgnoreCase))
        {
            traits |= InstructionTraits.IgnoreComments;
        }

        if (green.Text.Contains("Install-Recommends", StringComparison.OrdinalIgnoreCase))
        {
            traits |= InstructionTraits.Recommends;
        }

        if (run is null)
        {
            return traits;
        }

        if (run.Script.Script is { } script && script.Text.Text.Contains('|', StringComparison.Ordinal))
        {
            traits |= InstructionTraits.Pipes;
        }

        foreach (var command in run.Commands)
        {
            traits |= command.View.Name switch
            {
                "curl" => InstructionTraits.Curl,
                "wget" => InstructionTraits.Wget,
                "tar" or "bsdtar" or "unzip" or "gunzip" or "bunzip2" or "unlzma" or "unxz" or "zgz" or "uncompress" or "zcat" or "gzcat" => InstructionTraits.Archives,
                _ => InstructionTraits.None,
            };
        }

        return traits;
    }
}
