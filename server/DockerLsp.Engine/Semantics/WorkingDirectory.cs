using DockerLsp.Engine.Syntax;

namespace DockerLsp.Engine.Semantics;

/// <summary>The working directory as far as the file alone fixes it: no base image and no build argument has a part in it.</summary>
public static class WorkingDirectory
{
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
        if (!IsPlain(directory) || (directory[0] != '/' && current is null))
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
        // The nearest one that is absolute, and what follows it.
        var relative = new Stack<string>();
        string? directory = null;
        var isAbsolute = false;
        for (var i = end; !isAbsolute && model.LastOfKind(InstructionKinds.Workdir, i, stage.FirstInstruction) is { } found; i = found.Index)
        {
            if (found.Syntax is WorkdirSyntax { Value: { } value })
            {
                if (value.Text.StartsWith('/') && Combine(null, value.Text) is { } absolute)
                {
                    (directory, isAbsolute) = (absolute, true);
                }
                else
                {
                    relative.Push(value.Text);
                }
            }
        }

        directory = isAbsolute ? directory : Initial(model, stage);
        while (directory is not null && relative.TryPop(out var next))
        {
            directory = Combine(directory, next);
        }

        return relative.Count > 0 ? null : directory;
    }

    private static string? Initial(BuildModel model, Stage stage)
    {
        if (stage.IsImplicit || stage.Image.Family == ImageFamily.Windows || model.Instructions[stage.FirstInstruction].Syntax is not FromSyntax { Image: { } image })
        {
            return null;
        }

        if (image.Text == "scratch")
        {
            return "/";
        }

        // Which stage a variable names is for the build to say. Triggers run first, and may hold a WORKDIR.
        return stage.Base is { } parent && !image.Text.Contains('$', StringComparison.Ordinal)
            && !model.OfKind(InstructionKinds.Workdir, parent.FirstInstruction, parent.EndInstruction).Any(i => i is { IsOnbuild: true, Effective: WorkdirSyntax })
            ? At(model, parent, parent.EndInstruction)
            : null;
    }

    /// <summary>Whether the text means itself: no variables, quotes or escapes.</summary>
    private static bool IsPlain(string text) => text.Length > 0 && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '/' or '.' or '_' or '-' or '+' or '@' or '~');
}
