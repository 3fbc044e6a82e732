using System.Collections.Immutable;
using DockerLsp.Engine.Semantics;
using DockerLsp.Engine.Syntax;

namespace DockerLsp.Engine.Layers;

/// <summary>
/// What the layer cache does with one instruction. Sources: BuildKit's Dockerfile frontend and the Docker documentation, "Build
/// cache invalidation".
/// </summary>
/// <param name="Instruction">The instruction.</param>
/// <param name="Number">Which step of its stage it is, from 1; null where it makes no layer.</param>
/// <param name="Key">What BuildKit compares, beside the step before.</param>
/// <param name="NotInKey">What it does not compare, though the result depends on it.</param>
/// <param name="Breakers">The copied files, images and stages that this step and those before it depend on, in order.</param>
/// <param name="RunAgain">The steps that run again when this one does, in file order.</param>
public sealed record StepCache(
    InstructionFacts Instruction, int? Number, ImmutableArray<KeyPart> Key, string? NotInKey,
    ImmutableArray<CacheBreaker> Breakers, ImmutableArray<InstructionFacts> RunAgain)
{
    /// <summary>Whether an instruction makes a layer.</summary>
    public static bool MakesLayer(InstructionFacts instruction) =>
        instruction.Syntax is RunSyntax or CopySyntax or AddSyntax
        || (instruction.Syntax is WorkdirSyntax { Value: { } directory } && directory.Text.Trim() != "/");

    /// <summary>Explains one instruction; null before the first FROM.</summary>
    public static StepCache? Of(BuildModel model, InstructionFacts instruction)
    {
        if (instruction.Stage is not { } stage)
        {
            return null;
        }

        int? number = null;
        if (MakesLayer(instruction))
        {
            number = 0;
            foreach (var other in model.InstructionsOf(stage))
            {
                number += other.Index <= instruction.Index && MakesLayer(other) ? 1 : 0;
            }
        }

        return new StepCache(instruction, number, KeyOf(instruction), NotInKeyOf(instruction), BreakersOf(model, instruction, stage), RunAgainAfter(model, instruction, stage));
    }

    private static ImmutableArray<KeyPart> KeyOf(InstructionFacts instruction)
    {
        var parts = ImmutableArray.CreateBuilder<KeyPart>();
        switch (instruction.Syntax)
        {
            case FromSyntax { Image: { } image }:
                parts.Add(instruction.Stage?.Base is null
                    ? new KeyPart("the digest that the tag resolves to when the build starts", [image.Text])
                    : new KeyPart("the last step of the stage", [image.Text]));
                break;
            case RunSyntax:
                parts.Add(new KeyPart("its text and flags", []));
                AddVariables(parts, "every ENV and every ARG with a value, used or not", instruction.Before);
                break;
            case FileTransferSyntax transfer:
                var from = transfer.Flags.FirstOrDefault(f => f.Name == "from")?.Value;
                parts.Add(new KeyPart(
                    from is null ? "content and permissions of the files, without those that .dockerignore leaves out" : "content and permissions of the files there",
                    [.. transfer.Sources.Select(s => s.Text)]));
                parts.Add(new KeyPart("its text", []));
                break;
            default:
                parts.Add(new KeyPart("its text, with variables replaced", []));
                break;
        }

        return parts.ToImmutable();
    }

    private static void AddVariables(ImmutableArray<KeyPart>.Builder parts, string what, BuildState? before)
    {
        if (before is null)
        {
            return;
        }

        var names = before.Environment.Keys.Concat(before.Arguments.Keys).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToImmutableArray();
        if (!names.IsEmpty)
        {
            parts.Add(new KeyPart(what, names));
        }
    }

    private static string? NotInKeyOf(InstructionFacts instruction) => instruction.Syntax switch
    {
        RunSyntax => "time, the network, what it downloads, the content of cache mounts",
        FromSyntax => null,
        FileTransferSyntax => "the time of the files",
        _ => null,
    };

    private static ImmutableArray<CacheBreaker> BreakersOf(BuildModel model, InstructionFacts instruction, Stage stage)
    {
        var breakers = new List<CacheBreaker>();
        for (var current = stage; current is not null; current = current.Base)
        {
            var here = new List<CacheBreaker>();
            foreach (var other in model.InstructionsOf(current))
            {
                if (other.Index > instruction.Index)
                {
                    break;
                }

                switch (other.Syntax)
                {
                    case FromSyntax { Image: { } image } when current.Base is null:
                        here.Add(new CacheBreaker(other, CacheBreakerKind.Image, [image.Text]));
                        break;
                    case FileTransferSyntax transfer:
                        var from = transfer.Flags.FirstOrDefault(f => f.Name == "from")?.Value;
                        here.Add(new CacheBreaker(
                            other, from is null ? CacheBreakerKind.Files : CacheBreakerKind.Stage, from is null ? [.. transfer.Sources.Select(s => s.Text)] : [from]));
                        break;
                }
            }

            breakers.InsertRange(0, here);
        }

        return [.. breakers];
    }

    /// <summary>The steps behind this one in its stage, and those of other stages that start from it or copy from it.</summary>
    private static ImmutableArray<InstructionFacts> RunAgainAfter(BuildModel model, InstructionFacts instruction, Stage stage)
    {
        var again = new SortedDictionary<int, InstructionFacts>();
        var from = new Dictionary<Stage, int> { [stage] = instruction.Index };
        foreach (var current in model.Stages)
        {
            if (!from.ContainsKey(current) && current.Base is { } parent && from.ContainsKey(parent))
            {
                from[current] = current.FirstInstruction;
            }

            foreach (var other in model.InstructionsOf(current))
            {
                var isBehind = from.TryGetValue(current, out var start) && other.Index > start;
                if (!isBehind && CopiesFrom(other, from.Keys))
                {
                    from[current] = other.Index - 1;
                    isBehind = true;
                }

                if (isBehind && MakesLayer(other))
                {
                    again[other.Index] = other;
                }
            }
        }

        return [.. again.Values];
    }

    private static bool CopiesFrom(InstructionFacts instruction, IEnumerable<Stage> stages)
    {
        foreach (var flag in instruction.Syntax.Flags)
        {
            var name = flag.Name == "from" ? flag.Value
                : flag is { Name: "mount", Value: { } mount } && mount.Split(',').FirstOrDefault(f => f.StartsWith("from=", StringComparison.Ordinal)) is { } source ? source[5..]
                : null;
            if (name is not null && stages.Any(s => string.Equals(s.Name, name, StringComparison.OrdinalIgnoreCase)
                || name == s.Index.ToString(System.Globalization.CultureInfo.InvariantCulture)))
            {
                return true;
            }
        }

        return false;
    }
}

/// <summary>A part of a cache key.</summary>
/// <param name="What">What is compared.</param>
/// <param name="Names">The files, images or variables, as the file names them.</param>
public sealed record KeyPart(string What, ImmutableArray<string> Names);

/// <summary>Something outside the text whose change breaks the cache.</summary>
public sealed record CacheBreaker(InstructionFacts Instruction, CacheBreakerKind Kind, ImmutableArray<string> Names);

public enum CacheBreakerKind
{
    /// <summary>The digest of a base image.</summary>
    Image,

    /// <summary>Files of the build context, or behind a URL.</summary>
    Files,

    /// <summary>Another stage or image that files are copied from.</summary>
    Stage,
}
