using System.Collections.Immutable;
using System.Globalization;
using DockerLsp.Engine.Semantics;
using DockerLsp.Engine.Syntax;

namespace DockerLsp.Engine.Layers;

/// <summary>Where files come from that COPY, ADD or a bind mount takes.</summary>
/// <param name="Kind">What kind of place it is.</param>
/// <param name="Text">As the file names it: a path, a URL, and for a stage or an image its name.</param>
/// <param name="Pattern">The path or pattern there with variables replaced; null where a value is not known.</param>
/// <param name="Stage">The stage, where it is one.</param>
public sealed record FileSource(FileSourceKind Kind, string Text, string? Pattern, Stage? Stage)
{
    /// <summary>What <c>--exclude</c> leaves out, as written.</summary>
    public ImmutableArray<string> Excludes { get; init; } = [];

    /// <summary>The sources of COPY, ADD and the bind mounts of RUN, also of a trigger; none for other instructions.</summary>
    public static ImmutableArray<FileSource> Of(BuildModel model, InstructionFacts instruction) => instruction.Effective switch
    {
        FileTransferSyntax transfer => OfTransfer(model, instruction, transfer),
        RunSyntax run => OfMounts(model, instruction, run),
        _ => [],
    };

    private static ImmutableArray<FileSource> OfTransfer(BuildModel model, InstructionFacts instruction, FileTransferSyntax transfer)
    {
        var escape = model.Tree.Directives.EscapeCharacter;
        var from = transfer.Flags.FirstOrDefault(f => f.Name == "from")?.Value;
        ImmutableArray<string> excludes = [.. transfer.Flags.Where(f => f is { Name: "exclude", Value: not null }).Select(f => f.Value ?? "")];
        var result = ImmutableArray.CreateBuilder<FileSource>();
        if (from is { Length: > 0 })
        {
            foreach (var source in transfer.Sources)
            {
                result.Add(InPlace(model, instruction, from, Expand(source.Text, escape, instruction.Before)) with { Excludes = excludes });
            }

            return result.ToImmutable();
        }

        foreach (var source in transfer.Sources)
        {
            if (source.IsHeredoc)
            {
                result.Add(new FileSource(FileSourceKind.Heredoc, source.Text, null, null));
                continue;
            }

            var path = Expand(source.Text, escape, instruction.Before);
            var kind = transfer is AddSyntax ? RemoteKind(path ?? source.Text) : FileSourceKind.Context;
            result.Add(new FileSource(kind, Unquote(source.Text), path, null) { Excludes = excludes });
        }

        return result.ToImmutable();
    }

    private static ImmutableArray<FileSource> OfMounts(BuildModel model, InstructionFacts instruction, RunSyntax run)
    {
        var result = ImmutableArray.CreateBuilder<FileSource>();
        foreach (var flag in run.Flags)
        {
            if (flag is not { Name: "mount", Value: { } value })
            {
                continue;
            }

            var fields = MountFields.Parse(value);
            var type = fields.Get("type") ?? "bind";
            var from = fields.Get("from");
            if (type == "bind" && from is null)
            {
                var source = fields.Get("source", "src") ?? ".";
                var path = Expand(source, model.Tree.Directives.EscapeCharacter, instruction.Before);
                result.Add(new FileSource(FileSourceKind.Context, source, path, null));
            }
            else if (type is "bind" or "cache" && from is { Length: > 0 })
            {
                result.Add(InPlace(model, instruction, from, fields.Get("source", "src") ?? "/"));
            }
        }

        return result.ToImmutable();
    }

    /// <summary>The place that a <c>from</c> names: an earlier stage by name or number, or else an image.</summary>
    private static FileSource InPlace(BuildModel model, InstructionFacts instruction, string from, string? path) =>
        FindStage(model, instruction, from) is { } stage
            ? new FileSource(FileSourceKind.Stage, from, path, stage)
            : new FileSource(FileSourceKind.Image, from, path, null);

    private static Stage? FindStage(BuildModel model, InstructionFacts instruction, string name)
    {
        var end = instruction.Stage?.Index ?? 0;
        if (int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            var implicitStages = model.Stages.Length > 0 && model.Stages[0].IsImplicit ? 1 : 0;
            return number + implicitStages < end ? model.Stages[number + implicitStages] : null;
        }

        // Of two stages with one name the later counts.
        for (var i = end - 1; i >= 0; i--)
        {
            if (name.Equals(model.Stages[i].Name, StringComparison.OrdinalIgnoreCase))
            {
                return model.Stages[i];
            }
        }

        return null;
    }

    /// <summary>The path with its variables replaced; null where a value is not known, or nothing is left of it.</summary>
    private static string? Expand(string word, char escape, BuildState? before) =>
        VariableExpansion.Expand(word, escape, name => before?.Lookup(name) ?? (false, null)) is { Length: > 0 } path ? path : null;

    private static string Unquote(string text) => text.Length > 1 && text[0] is '"' or '\'' && text[^1] == text[0] ? text[1..^1] : text;

    /// <summary>What ADD fetches (Dockerfile reference, ADD).</summary>
    private static FileSourceKind RemoteKind(string source)
    {
        if (source.StartsWith("git@", StringComparison.Ordinal) || source.StartsWith("git://", StringComparison.Ordinal)
            || source.StartsWith("ssh://", StringComparison.Ordinal) || source.StartsWith("github.com/", StringComparison.Ordinal))
        {
            return FileSourceKind.Git;
        }

        if (!source.StartsWith("http://", StringComparison.OrdinalIgnoreCase) && !source.StartsWith("https://", StringComparison.OrdinalIgnoreCase))
        {
            return FileSourceKind.Context;
        }

        var end = source.IndexOfAny(['#', '?']);
        return (end < 0 ? source : source[..end]).EndsWith(".git", StringComparison.Ordinal) ? FileSourceKind.Git : FileSourceKind.Url;
    }
}

/// <summary>Kinds of places that files come from.</summary>
public enum FileSourceKind
{
    /// <summary>The build context.</summary>
    Context,

    /// <summary>Another stage.</summary>
    Stage,

    /// <summary>An image, or a named context of the command line.</summary>
    Image,

    /// <summary>A URL, which BuildKit asks at each build whether it has changed.</summary>
    Url,

    /// <summary>A git repository, whose branch or tag is resolved at each build.</summary>
    Git,

    /// <summary>The Dockerfile itself.</summary>
    Heredoc,
}
