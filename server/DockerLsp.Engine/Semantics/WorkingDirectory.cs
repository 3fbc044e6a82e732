using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using DockerLsp.Engine.Syntax;

namespace DockerLsp.Engine.Semantics;

/// <summary>The working directory as far as the file alone fixes it: no base image and no build argument has a part in it.</summary>
public static class WorkingDirectory
{
    /// <summary>Linux takes no longer path (PATH_MAX).</summary>
    private const int MaxLength = 4096;

    /// <summary>The directories behind the WORKDIR instructions of a version, by index, as far as they have been asked for.</summary>
    private static readonly ConditionalWeakTable<BuildModel, ConcurrentDictionary<int, string?>> Directories = [];

    /// <summary>The directory before an instruction; null where something outside the file has a say.</summary>
    public static string? Before(BuildModel model, InstructionFacts instruction) =>
        instruction is { Stage: { } stage, IsOnbuild: false } ? At(model, stage, instruction.Index) : null;

    /// <summary>Whether some WORKDIR of the chain of stages stands before the instruction; for a trigger also one that is triggered before it.</summary>
    public static bool IsSet(BuildModel model, InstructionFacts instruction)
    {
        // A trigger runs in the directory in which its stage ends.
        var end = instruction.IsOnbuild ? instruction.Stage?.EndInstruction ?? 0 : instruction.Index;
        for (var stage = instruction.Stage; stage is not null; stage = stage.Base, end = stage?.EndInstruction ?? 0)
        {
            foreach (var other in model.OfKind(InstructionKinds.Workdir, stage.FirstInstruction, end))
            {
                if (other.Syntax is WorkdirSyntax
                    || (other is { IsOnbuild: true, Effective: WorkdirSyntax } && (stage != instruction.Stage || (instruction.IsOnbuild && other.Index < instruction.Index))))
                {
                    return true;
                }
            }
        }

        return false;
    }

    /// <summary>The directory that a relative one is, seen from another; null where either is not plain text.</summary>
    public static string? Combine(string? current, string directory)
    {
        if (!IsPlain(directory) || (directory[0] != '/' && (current is null || current.Length + directory.Length > MaxLength)))
        {
            return null;
        }

        var parts = new List<string>();
        foreach (var part in (directory[0] == '/' ? directory : current + "/" + directory).Split('/'))
        {
            if (part == ".." && parts.Count > 0)
            {
                parts.RemoveAt(parts.Count - 1);
            }
            else if (part is not ("" or "." or ".."))
            {
                parts.Add(part);
            }
        }

        return "/" + string.Join('/', parts);
    }

    private static string? At(BuildModel model, Stage stage, int end)
    {
        // Back to a WORKDIR that is absolute or known, and from there on again; what is found out is kept for the next question.
        var known = Directories.GetOrCreateValue(model);
        var pending = new Stack<(int Index, string Text)>();
        for (var current = stage; ; current = current.Base ?? current)
        {
            string? directory = null;
            var isFound = false;
            for (var i = end; !isFound && model.LastOfKind(InstructionKinds.Workdir, i, current.FirstInstruction) is { } found; i = found.Index)
            {
                if (found.Syntax is not WorkdirSyntax { Value: { } value })
                {
                    continue;
                }

                isFound = known.TryGetValue(found.Index, out directory);
                if (!isFound)
                {
                    pending.Push((found.Index, value.Text));
                    isFound = value.Text.StartsWith('/') && IsPlain(value.Text);
                }
            }

            if (!isFound)
            {
                directory = Initial(model, current);
                if (directory is null && InheritsFrom(model, current) is { } parent)
                {
                    end = parent.EndInstruction;
                    continue;
                }
            }

            while (pending.TryPop(out var next))
            {
                directory = Combine(directory, next.Text);
                known[next.Index] = directory;
            }

            return directory;
        }
    }

    /// <summary>Where a stage starts without a WORKDIR, as far as its image tells.</summary>
    private static string? Initial(BuildModel model, Stage stage) =>
        !stage.IsImplicit && model.Instructions[stage.FirstInstruction].Syntax is FromSyntax { Image.Text: "scratch" } && stage.Image.Family != ImageFamily.Windows ? "/" : null;

    /// <summary>The stage whose directory a stage goes on in.</summary>
    private static Stage? InheritsFrom(BuildModel model, Stage stage) =>
        // Which stage a variable names is for the build to say. Triggers run first, and may hold a WORKDIR.
        !stage.IsImplicit && stage.Image.Family != ImageFamily.Windows && stage.Base is { } parent
            && model.Instructions[stage.FirstInstruction].Syntax is FromSyntax { Image: { } image } && !image.Text.Contains('$', StringComparison.Ordinal)
            && !model.OfKind(InstructionKinds.Workdir, parent.FirstInstruction, parent.EndInstruction).Any(i => i is { IsOnbuild: true, Effective: WorkdirSyntax })
            ? parent
            : null;

    /// <summary>Whether the text means itself: no variables, quotes or escapes.</summary>
    private static bool IsPlain(string text) => text.Length > 0 && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '/' or '.' or '_' or '-' or '+' or '@' or '~');
}
