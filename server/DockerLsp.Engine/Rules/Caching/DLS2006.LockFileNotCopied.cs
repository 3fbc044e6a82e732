using System.Buffers;
using System.Collections.Immutable;
using DockerLsp.Engine.Diagnostics;
using DockerLsp.Engine.Layers;
using DockerLsp.Engine.Semantics;
using DockerLsp.Engine.Syntax;
using DockerLsp.Engine.Text;

namespace DockerLsp.Engine.Rules.Caching;

/// <summary>A manifest is copied without its lock file, and the install that follows does not find it.</summary>
public sealed class LockFileNotCopied : Rule
{
    /// <summary>How many instructions may stand between a copy and what it counts for.</summary>
    private const int MaxDistance = 24;

    /// <summary>Where programs lie that are copied from other images; no lock file does.</summary>
    private static readonly ImmutableArray<string> ProgramFolders = ["/bin", "/sbin", "/usr", "/opt"];

    /// <summary>One of them is in the name of each lock file, and in that of each setting for them.</summary>
    private static readonly SearchValues<string> LockWords = SearchValues.Create(["lock", "go.sum", "shrinkwrap"], StringComparison.OrdinalIgnoreCase);

    public override RuleDescriptor Descriptor { get; } =
        new("DLS2006", "LockFileNotCopied", "A manifest is copied without its lock file", "Caching", Severity.Warning)
        {
            Fixes = FixAvailability.Sometimes,
        };

    public override RuleScope Scope => RuleScope.File;

    public override InstructionKinds Kinds => InstructionKinds.Copy | InstructionKinds.Add;

    /// <summary>Of instructions that have nothing to do with it, only that they stand between others counts.</summary>
    public override object? InfluenceOf(InstructionFacts instruction) =>
        instruction.Effective is FileTransferSyntax || MentionsLock(instruction.Syntax.Green.Text)
            || (instruction.Run is { } run && (!run.Script.IsUnderstood || !run.Mounts.IsEmpty || run.Commands.Any(c => LockedInstall.Of(c) is not null || LockedInstall.MayMakeLockFile(c))))
            ? Whole(instruction)
            : instruction.Syntax.Kind;

    public override void AddAffected(Replacement replacement, AffectedInstructions affected)
    {
        affected.AddNeighbours(replacement, MaxDistance, MaxDistance);
        var stages = replacement.Model.StageTable;
        if (stages.Of(Math.Max(0, replacement.Range.NewStart - 1)) is { IsBase: true } stage)
        {
            affected.AddStageAt(stage.FirstInstruction);
        }
    }

    public override void AddReadersOfContext(AffectedInstructions affected) => affected.AddOfKind(Kinds);

    public override void Analyze(InstructionFacts instruction, RuleContext context)
    {
        if (instruction is not { IsOnbuild: false, Stage: { } stage, Syntax: FileTransferSyntax transfer } || FindManifests(instruction, transfer, context) is not { Count: > 0 } manifests)
        {
            return;
        }

        if (FindInstall(instruction, stage, manifests, context.Model) is not var (step, command, install))
        {
            return;
        }

        // With a look at the folder, the lock file has to be there; without one, only what fails for sure is reported.
        var summary = context.Options.Context?.Value;
        Candidate? chosen = null;
        foreach (var manifest in manifests.Where(m => m.Name == install.Manifest))
        {
            if (summary?.HasProjectFile(manifest.Folder + manifest.Name) is true && install.LockFiles.FirstOrDefault(f => summary.HasProjectFile(manifest.Folder + f)) is { } lockFile)
            {
                chosen = new Candidate(manifest, lockFile, IsThere: true);
                break;
            }

            if (install.NeedsLockFile)
            {
                chosen ??= new Candidate(manifest, install.LockFiles[0], IsThere: false);
            }
        }

        if (chosen is not { } found || IsProvided(instruction, stage, step, command, install, found.Manifest, context))
        {
            return;
        }

        var place = RuleContext.SpanOf(step, command);
        var message = install.NeedsLockFile
            ? $"`{install.Command}` in line {context.Line(place.Start)} stops the build without `{found.LockFile}`; copy it too"
            : $"`{install.Command}` in line {context.Line(place.Start)} does not see `{found.LockFile}` and takes other versions than it names; copy it too";
        context.Report(new Finding(Descriptor, found.Manifest.Word.Span, message)
        {
            Fixes = FindFix(transfer, found) is { } fix ? [fix] : [],
            Related = [new RelatedPlace(place, $"reads `{found.LockFile}` where it is there")],
        });
    }

    /// <summary>The manifests that the instruction names.</summary>
    private static List<Manifest> FindManifests(InstructionFacts instruction, FileTransferSyntax transfer, RuleContext context)
    {
        var manifests = new List<Manifest>();
        if (!LockedInstall.NamesManifest(transfer.Green.Text) || transfer.Flags.Any(f => f.Name == "from"))
        {
            return manifests;
        }

        var sources = FileSource.Of(context.Model, instruction);
        for (var i = 0; i < sources.Length && i < transfer.Sources.Count; i++)
        {
            if (sources[i] is { Kind: FileSourceKind.Context, Pattern: { } pattern })
            {
                var path = pattern.StartsWith("./", StringComparison.Ordinal) ? pattern[2..] : pattern.TrimStart('/');
                var slash = path.LastIndexOf('/') + 1;
                if (LockedInstall.Manifests.Contains(path[slash..]))
                {
                    manifests.Add(new Manifest(transfer.Sources[i], path[..slash], path[slash..]));
                }
            }
        }

        return manifests;
    }

    /// <summary>The first command behind the copy that reads one of the manifests.</summary>
    private static (InstructionFacts Step, ScriptCommand Command, LockedInstall Install)? FindInstall(
        InstructionFacts copy, Stage stage, List<Manifest> manifests, BuildModel model)
    {
        var end = Math.Min(stage.EndInstruction, copy.Index + 1 + MaxDistance);
        for (var i = copy.Index + 1; i < end; i++)
        {
            if (model.Instructions[i] is not { IsOnbuild: false, Run: { Script.IsUnderstood: true } run } step)
            {
                continue;
            }

            foreach (var command in run.Commands)
            {
                if (LockedInstall.Of(command) is { } install && manifests.Any(m => m.Name == install.Manifest))
                {
                    return (step, command, install);
                }
            }
        }

        return null;
    }

    /// <summary>Whether the lock file may come from elsewhere: another copy, a mount, a command, the stage below.</summary>
    private static bool IsProvided(
        InstructionFacts copy, Stage stage, InstructionFacts step, ScriptCommand command, LockedInstall install, Manifest manifest, RuleContext context)
    {
        var left = MaxDistance;
        for (var (current, index) = (stage, step.Index); ; index--)
        {
            if (index < current.FirstInstruction)
            {
                if (current.Base is not { } below)
                {
                    return false;
                }

                (current, index) = (below, below.EndInstruction - 1);
            }

            if (index < copy.Index && left-- == 0)
            {
                return false;
            }

            if (MayProvide(context.Model.Instructions[index], copy, step, command, install, manifest, context))
            {
                return true;
            }
        }
    }

    private static bool MayProvide(
        InstructionFacts instruction, InstructionFacts copy, InstructionFacts step, ScriptCommand command, LockedInstall install, Manifest manifest, RuleContext context)
    {
        // Whoever writes its name, in a comment or a command, has thought of it.
        var text = instruction.Syntax.Green.Text;
        if (install.LockFiles.Any(f => text.Contains(f, StringComparison.Ordinal)))
        {
            return true;
        }

        if (instruction.Run is { } run)
        {
            var isStep = instruction.Index == step.Index;
            if (!run.Script.IsUnderstood || run.Commands.Any(c => !(isStep && c.Node.Span.Start >= command.Node.Span.Start) && LockedInstall.MayMakeLockFile(c)))
            {
                return true;
            }
        }

        if (instruction.Syntax is EnvSyntax or ArgSyntax && MentionsLock(text))
        {
            return true;
        }

        var destination = instruction.Effective is FileTransferSyntax { Destination: { } word } ? Operand.Unquoted(word) : null;
        if (destination is null && instruction.Index != step.Index)
        {
            // What is mounted is there for its own step.
            return false;
        }

        foreach (var source in FileSource.Of(context.Model, instruction))
        {
            var isProvided = source.Kind switch
            {
                FileSourceKind.Context => IsFromContext(source, instruction.Index == copy.Index, destination, install, manifest, context),
                FileSourceKind.Stage or FileSourceKind.Image => destination is null || !ProgramFolders.Any(f => destination == f || destination.StartsWith(f + "/", StringComparison.Ordinal)),
                FileSourceKind.Git or FileSourceKind.Url => true,
                _ => false,
            };
            if (isProvided)
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsFromContext(FileSource source, bool isCopyItself, string? destination, LockedInstall install, Manifest manifest, RuleContext context)
    {
        if (source.Pattern is not { } text)
        {
            return true;
        }

        var pattern = ContextPattern.Parse(text);
        var name = text[(text.TrimEnd('/').LastIndexOf('/') + 1)..].TrimEnd('/');
        if (pattern.IsEverything || install.LockFiles.Any(f => pattern.Matches(manifest.Folder + f) || ContextPattern.Parse(name).Matches(f)))
        {
            return true;
        }

        if (context.Options.Context?.Value is { } summary && summary.HasProjectFile(manifest.Folder + manifest.Name))
        {
            return summary.ProjectFiles.Any(f => install.LockFiles.Contains(f[(f.LastIndexOf('/') + 1)..]) && pattern.Matches(f));
        }

        // It may be a folder that holds the file.
        return !isCopyItself && !name.Contains('.', StringComparison.Ordinal) && destination is not null && destination.TrimEnd('/') is "" or "." or "/app" or "/usr/src/app" or "/src";
    }

    private static Fix? FindFix(FileTransferSyntax transfer, Candidate found)
    {
        var word = found.Manifest.Word;
        var written = word.Text;
        if (transfer.Destination is not { } destination || !written.EndsWith(found.Manifest.Name, StringComparison.Ordinal)
            || written.AsSpan().ContainsAny("\"'\\ \t") || !(transfer.Sources.Count > 1 || IsFolder(Operand.Unquoted(destination))))
        {
            return null;
        }

        var path = written[..^found.Manifest.Name.Length] + found.LockFile;
        var title = found.IsThere ? $"Copy `{found.LockFile}` too (installs its versions)" : $"Copy `{found.LockFile}` too (must be in the context)";
        return new Fix(title, Applicability.Unsafe, [new TextChange(new TextSpan(word.Span.End, 0), word.IsJsonString ? $", \"{path}\"" : " " + path)]);
    }

    private static bool IsFolder(string destination) => destination is "." or ".." || destination.EndsWith('/') || destination.EndsWith("/.", StringComparison.Ordinal);

    private static bool MentionsLock(string text) => text.AsSpan().ContainsAny(LockWords);

    private sealed record Manifest(WordSyntax Word, string Folder, string Name);

    private readonly record struct Candidate(Manifest Manifest, string LockFile, bool IsThere);
}
