using System.Collections.Immutable;
using DockerLsp.Engine.Diagnostics;
using DockerLsp.Engine.PackageManagers;
using DockerLsp.Engine.Semantics;
using DockerLsp.Engine.Shell;
using DockerLsp.Engine.Syntax;

namespace DockerLsp.Engine.Rules.Waste;

/// <summary>A step deletes an archive, a package or a folder that an earlier layer holds.</summary>
public sealed class FileDeletedInLaterLayer : Rule
{
    /// <summary>Files whose size is worth a word.</summary>
    private static readonly ImmutableArray<string> LargeFiles =
    [
        ".tar", ".gz", ".tgz", ".xz", ".txz", ".bz2", ".tbz2", ".zst", ".lz", ".zip", ".7z", ".rar", ".deb", ".rpm", ".apk", ".whl", ".jar", ".war", ".ear", ".iso", ".img",
        ".run", ".bin", ".msi", ".exe", ".nupkg", ".dump", ".sql",
    ];

    private static readonly HashSet<string> Makers =
        ["curl", "wget", "aria2c", "cp", "mv", "git", "touch", "tee", "mkdir", "ln", "install", "dd", "gcc", "make", "zip"];

    public override RuleDescriptor Descriptor { get; } =
        new("DLS1009", "FileDeletedInLaterLayer", "A file of an earlier layer is deleted", "Waste", Severity.Info)
        {
            Fixes = FixAvailability.Sometimes,
        };

    public override RuleScope Scope => RuleScope.Stage;

    public override InstructionKinds Kinds => InstructionKinds.Run;

    public override ImmutableArray<string> Calls => ["rm"];

    /// <summary>What brings files counts, and what unpacks them; of all others that they stand there: only neighbours are merged.</summary>
    public override object? InfluenceOf(InstructionFacts instruction) =>
        instruction.Syntax is FileTransferSyntax || instruction.Run?.Commands.Any(c => c.View.Name is "curl" or "wget" or "git" or "tar" or "bsdtar") == true
            ? Whole(instruction)
            : instruction.Syntax.Green.Kinds & (InstructionKinds.Run | InstructionKinds.Copy | InstructionKinds.Add);

    public override void AddAffected(Replacement replacement, AffectedInstructions affected) => affected.AddWithTrait(InstructionTraits.Deletes);

    public override void Analyze(InstructionFacts instruction, RuleContext context)
    {
        if (instruction is not { Run: { } run, Before: { } before } || !EarlierLayers.IsInImage(instruction))
        {
            return;
        }

        foreach (var command in run.Commands)
        {
            // What package managers leave is for other rules.
            if (command.View.Name == "rm" && command.Deletion is not { IsOnlyOfPackages: true } && command.Place == FlowPlace.None && FindOrigin(instruction, run, before, command, context.Model) is var (word, origin, path))
            {
                var line = context.Line(origin);
                var finding = new Finding(
                    Descriptor, RuleContext.SpanOf(instruction, word.Span),
                    origin.Syntax is RunSyntax
                        ? $"Frees nothing: `{path}` stays in the layer of line {line}; what is fetched, used and deleted in one RUN is in no layer"
                        : $"Frees nothing: `{path}` stays in the layer of line {line}; `RUN --mount=type=bind` uses it without one")
                {
                    Related = [new RelatedPlace(origin.Syntax.Keyword.Span, "the layer of this step holds it")],
                };
                context.Report(EarlierLayers.WithMerge(finding, origin, instruction, context.Model));
            }
        }
    }

    private static (ShellWord Word, InstructionFacts Origin, string Path)? FindOrigin(
        InstructionFacts instruction, RunFacts run, BuildState before, ScriptCommand deletion, BuildModel model)
    {
        var directory = ChangesDirectory(run) ? null : before.WorkingDirectory;
        foreach (var word in deletion.View.Arguments)
        {
            if (KnownWord.Value(word, before) is not { Length: > 0 } value || value[0] == '-' || Absolute(directory, value) is not { } path || IsMadeHere(run, deletion, path, before))
            {
                continue;
            }

            foreach (var earlier in EarlierLayers.Before(model, instruction, InstructionKinds.Run | InstructionKinds.Copy | InstructionKinds.Add))
            {
                var found = earlier switch
                {
                    { Syntax: FileTransferSyntax transfer, Before: { } at } => Copied(transfer, at).FirstOrDefault(p => PathPattern.Covers(path, p) == true && !IsUnpacked(transfer, p, earlier, instruction, model)),
                    { Run: { } made, Before: { } at } => Fetched(made, at).FirstOrDefault(p => PathPattern.Covers(path, p) == true),
                    _ => null,
                };
                if (found is not null)
                {
                    return (word, earlier, found);
                }
            }
        }

        return null;
    }

    /// <summary>The large files and the folders that COPY or ADD bring.</summary>
    private static IEnumerable<string> Copied(FileTransferSyntax transfer, BuildState before)
    {
        if (transfer.Destination is not { } destination || Absolute(before.WorkingDirectory, Operand.Unquoted(destination)) is not { } target)
        {
            yield break;
        }

        var written = Operand.Unquoted(destination);
        var isFolder = written.EndsWith('/') || written is "." or ".." || transfer.Sources.Count > 1;
        foreach (var source in transfer.Sources)
        {
            var text = Operand.Unquoted(source);
            var name = text.TrimEnd('/') is var trimmed ? trimmed[(trimmed.LastIndexOf('/') + 1)..] : text;
            if (source.IsHeredoc || name.Contains('$', StringComparison.Ordinal))
            {
                continue;
            }

            if (text is "." or "./" || text.EndsWith('/'))
            {
                // What lands in the root or in a folder that was there before is mixed with it.
                if (target.AsSpan().Count('/') > 1 || target is not ("/" or "/usr" or "/etc" or "/opt" or "/tmp" or "/var" or "/bin" or "/lib" or "/home" or "/root"))
                {
                    yield return target;
                }
            }
            else if (IsLarge(name) && !(transfer is AddSyntax && IsUnpackedByAdd(name) && !text.Contains("://", StringComparison.Ordinal)))
            {
                yield return isFolder ? $"{target.TrimEnd('/')}/{name}" : target;
            }
        }
    }

    /// <summary>Whether a tar archive is unpacked: that ADD does it at once is another rule's word.</summary>
    private static bool IsUnpacked(FileTransferSyntax transfer, string path, InstructionFacts from, InstructionFacts to, BuildModel model)
    {
        var name = path[(path.LastIndexOf('/') + 1)..];
        return transfer is CopySyntax && !transfer.Flags.Any(f => f.Name == "from") && IsUnpackedByAdd(name)
            && model.WithTrait(InstructionTraits.Unpacks, from.Index, to.Index + 1).SelectMany(i => i.Run?.Commands ?? [])
                .Any(c => c.View.Name is "tar" or "bsdtar" && c.View.ArgumentValues.Any(v => v?.EndsWith(name, StringComparison.Ordinal) == true));
    }

    /// <summary>The large files and the repositories that a step fetches and keeps.</summary>
    private static IEnumerable<string> Fetched(RunFacts run, BuildState before)
    {
        var directory = ChangesDirectory(run) ? null : before.WorkingDirectory;
        foreach (var command in run.Commands)
        {
            if (command.Place == FlowPlace.None && FetchedFile(command.View, before) is var (name, isFolder) && (isFolder || IsLarge(name)) && Absolute(directory, name) is { } path
                && !run.Commands.Any(c => c.View.Name is "rm" or "mv" && c.View.Arguments.ToArray().Any(w =>
                    KnownWord.Value(w, before) is not { } value || (Absolute(directory, value) is { } deleted && PathPattern.Covers(deleted, path) != false))))
            {
                yield return path;
            }
        }
    }

    /// <summary>Where curl, wget and git put what they fetch (curl(1), wget(1), git-clone(1)); null where that is not plain.</summary>
    private static (string Name, bool IsFolder)? FetchedFile(CommandView view, BuildState before)
    {
        var words = view.Arguments.ToArray().Select(w => KnownWord.Value(w, before)).ToArray();
        var url = words.FirstOrDefault(w => w?.Contains("://", StringComparison.Ordinal) == true);
        if (url is null || words.Any(w => w is null))
        {
            return null;
        }

        var last = url.Split('?')[0].TrimEnd('/');
        last = last[(last.LastIndexOf('/') + 1)..];
        switch (view.Name)
        {
            case "curl":
                if (ValueOf(words, 'o', "--output") is { } output)
                {
                    return (output, false);
                }

                return words.Any(w => w is "--remote-name" || (w is ['-', not '-', ..] && w.Contains('O', StringComparison.Ordinal))) ? (last, false) : null;
            case "wget":
                var document = ValueOf(words, 'O', "--output-document");
                var folder = ValueOf(words, 'P', "--directory-prefix");
                return document is "-" ? null : document is not null ? (document, false) : (folder is null ? last : $"{folder.TrimEnd('/')}/{last}", false);
            case "git" when words.Length > 1 && words[0] == "clone":
                var behind = words[(Array.IndexOf(words, url) + 1)..].FirstOrDefault(w => w is [not '-', ..]);
                return (behind ?? (last.EndsWith(".git", StringComparison.Ordinal) ? last[..^4] : last), true);
            default:
                return null;
        }
    }

    /// <summary>The value of an option: behind its letter, which may be the last of several, or behind its name.</summary>
    private static string? ValueOf(string?[] words, char letter, string name)
    {
        for (var i = 0; i < words.Length; i++)
        {
            var word = words[i];
            if (word?.StartsWith(name + "=", StringComparison.Ordinal) == true)
            {
                return word[(name.Length + 1)..];
            }

            if (i + 1 < words.Length && (word == name || (word is ['-', not '-', ..] && word[^1] == letter)))
            {
                return words[i + 1];
            }
        }

        return null;
    }

    private static bool IsMadeHere(RunFacts run, ScriptCommand deletion, string path, BuildState before)
    {
        var name = path.TrimEnd('/', '*');
        name = name[(name.LastIndexOf('/') + 1)..];
        foreach (var command in run.Commands)
        {
            if (ReferenceEquals(command, deletion))
            {
                return false;
            }

            if ((command.View.Name is { } maker && Makers.Contains(maker) && command.View.Arguments.ToArray().Any(w => KnownWord.Value(w, before) is not { } value || value.Contains(name, StringComparison.Ordinal)))
                || command.Node.Redirections.Any(r => r.Target is { } target && (target.ConstantValue is not { } file || file.Contains(name, StringComparison.Ordinal))))
            {
                return true;
            }
        }

        return false;
    }

    private static bool ChangesDirectory(RunFacts run) => run.Commands.Any(c => c.View.Name is "cd" or "pushd");

    private static string? Absolute(string? directory, string path)
    {
        var plain = path.Replace('*', '_');
        var combined = WorkingDirectory.Combine(directory, plain);
        // Patterns are no plain text; where one stands, only a path without dots is put together.
        return plain == path ? combined
            : path.Contains("..", StringComparison.Ordinal) || combined is null ? null
            : path[0] == '/' ? path
            : directory is null ? null
            : $"{directory.TrimEnd('/')}/{(path.StartsWith("./", StringComparison.Ordinal) ? path[2..] : path)}";
    }

    private static bool IsLarge(string name) => LargeFiles.Any(e => name.EndsWith(e, StringComparison.OrdinalIgnoreCase));

    private static bool IsUnpackedByAdd(string name) =>
        name.Contains(".tar", StringComparison.Ordinal) || name.EndsWith(".tgz", StringComparison.Ordinal) || name.EndsWith(".txz", StringComparison.Ordinal) || name.EndsWith(".tbz2", StringComparison.Ordinal);
}
