using System.Collections.Immutable;
using DockerLsp.Engine.Semantics;
using DockerLsp.Engine.Syntax;

namespace DockerLsp.Engine.Layers;

/// <summary>A part of a cache key.</summary>
/// <param name="Kind">A short name, for programs.</param>
/// <param name="What">What is compared, for people.</param>
/// <param name="Names">The files, images or variables, as the file names them.</param>
public sealed record KeyPart(string Kind, string What, ImmutableArray<string> Names)
{
    /// <summary>What BuildKit compares to reuse a step; empty for what has no key.</summary>
    public static ImmutableArray<KeyPart> Of(LayerEntry entry)
    {
        var parts = ImmutableArray.CreateBuilder<KeyPart>();
        var before = entry.Instruction.Before;
        switch (entry.Instruction.Syntax)
        {
            case FromSyntax { Image: { } image }:
                parts.Add(entry.Stage.Base is not null ? new KeyPart("stage", "the steps of the stage", [image.Text])
                    : image.Text == "scratch" ? new KeyPart("image", "nothing: the image is empty", [])
                    : image.Text.Contains('@', StringComparison.Ordinal) ? new KeyPart("image", "the digest that is written here", [image.Text])
                    : new KeyPart("image", "the digest that the tag stands for when the build starts", [image.Text]));
                break;
            case RunSyntax run:
                parts.Add(new KeyPart("parent", "the step before", []));
                parts.Add(new KeyPart("text", run.Flags.Count > 0 ? "the text with its flags" : "the text", []));
                AddEnvironment(parts, before);
                AddSources(parts, entry);
                if (before is { User: { } user })
                {
                    parts.Add(new KeyPart("user", "the user", [user]));
                }

                if (before is { WorkingDirectory: { } directory })
                {
                    parts.Add(new KeyPart("directory", "the directory", [directory]));
                }

                break;
            case FileTransferSyntax transfer:
                if (!entry.IsLinked)
                {
                    parts.Add(new KeyPart("parent", "the step before", []));
                }

                AddSources(parts, entry);
                parts.Add(new KeyPart("text", "the text, with variables replaced", []));
                if (transfer.Destination is { } target && !target.Text.TrimStart('"').StartsWith('/'))
                {
                    parts.Add(new KeyPart("directory", "the directory", before?.WorkingDirectory is { } current ? [current] : []));
                }

                break;
            case WorkdirSyntax when entry.IsStep:
                parts.Add(new KeyPart("parent", "the step before", []));
                parts.Add(new KeyPart("text", "the path, with variables replaced", []));
                break;
        }

        return parts.ToImmutable();
    }

    /// <summary>What is not compared although the result depends on it; null where there is nothing of that kind.</summary>
    public static string? NotIn(LayerEntry entry) => entry.Instruction.Syntax switch
    {
        RunSyntax run when run.Flags.Any(f => f is { Name: "mount", Value: { } value } && MountFields.Parse(value).Type is "secret" or "ssh") =>
            "time, the network, what it downloads, the value of a secret",
        RunSyntax run when run.Flags.Any(f => f is { Name: "mount", Value: { } value } && MountFields.Parse(value).Type == "cache") =>
            "time, the network, what it downloads, the content of the cache mount",
        RunSyntax => "time, the network, what it downloads",
        FileTransferSyntax when entry.Sources.Any(s => s.Kind is FileSourceKind.Context) => "the times of the files",
        _ => null,
    };

    private static void AddEnvironment(ImmutableArray<KeyPart>.Builder parts, BuildState? before)
    {
        if (before is null)
        {
            return;
        }

        ImmutableArray<string> set = [.. before.Environment.Keys.Order(StringComparer.Ordinal)];
        if (!set.IsEmpty)
        {
            parts.Add(new KeyPart("environment", "every ENV, used or not", set));
        }

        ImmutableArray<string> arguments = [.. before.Arguments.Keys.Where(n => !before.Environment.ContainsKey(n)).Order(StringComparer.Ordinal)];
        if (!arguments.IsEmpty)
        {
            parts.Add(new KeyPart("arguments", "every ARG that has a value, used or not", arguments));
        }
    }

    private static void AddSources(ImmutableArray<KeyPart>.Builder parts, LayerEntry entry)
    {
        foreach (var group in entry.Sources.GroupBy(s => s.Kind))
        {
            ImmutableArray<string> names = [.. group.Select(s => s.Text).Distinct(StringComparer.Ordinal)];
            parts.Add(group.Key switch
            {
                FileSourceKind.Context => new KeyPart("files", "content, owner and permissions of the files that .dockerignore lets in", names),
                FileSourceKind.Stage => new KeyPart("stage", "content of the files taken from the stage", names),
                FileSourceKind.Image => new KeyPart("image", "content of the files taken from the image", names),
                FileSourceKind.Url => new KeyPart("url", "content behind the URL, asked for at each build", names),
                FileSourceKind.Git => new KeyPart("git", "the commit that the reference stands for at each build", names),
                _ => new KeyPart("heredoc", "the lines below", []),
            });
        }
    }
}
