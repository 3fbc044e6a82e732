using System.Globalization;
using DockerLsp.Engine.Diagnostics;
using DockerLsp.Engine.Semantics;
using DockerLsp.Engine.Syntax;

namespace DockerLsp.Engine.Rules.Caching;

/// <summary>The whole context is copied, with what an image does not need: no ignore file leaves it out.</summary>
public sealed class MissingIgnoreFile : Rule
{
    /// <summary>Less than this of what a build made is no reason to speak of it: it may be sources in a folder of that name.</summary>
    private const long MinOutput = 1_000_000;

    private const int MaxNamed = 3;

    public override RuleDescriptor Descriptor { get; } =
        new("DLS2004", "MissingIgnoreFile", "The whole context is copied, and .dockerignore does not leave out what an image does not need", "Caching", Severity.Info);

    public override RuleScope Scope => RuleScope.Instruction;

    public override InstructionKinds Kinds => InstructionKinds.Copy | InstructionKinds.Add;

    public override void AddReadersOfContext(AffectedInstructions affected) => affected.AddOfKind(Kinds);

    public override void Analyze(InstructionFacts instruction, RuleContext context)
    {
        var options = context.Options;
        if (options is { IgnoreFile: null, Context: null } || instruction.IsOnbuild || !WholeContext.IsCopiedBy(context.Model, instruction))
        {
            return;
        }

        var isEmpty = options.IgnoreFile is { Patterns.IsEmpty: true };
        if (options.Context?.Value is not { } summary)
        {
            if (isEmpty)
            {
                Report("Copies the whole folder, `.git`, installed dependencies and this Dockerfile included; a change of any of them runs what follows again. A `.dockerignore` leaves them out");
            }

            return;
        }

        ContextFolder[] needless = [.. summary.Folders.Where(f => IsNeedless(f) && !IsWanted(f, options.IgnoreFile))];
        if (needless.Length == 0)
        {
            if (isEmpty)
            {
                Report($"Copies the whole folder ({SizeOf(summary)}), this Dockerfile included; a change of any file runs what follows again. A `.dockerignore` leaves out what the image does not need");
            }

            return;
        }

        // Without an ignore file the folder of the Dockerfile is taken for the context only because it looks like the root of a project.
        var atLeast = summary.IsAtLeast ? "at least " : "";
        Report(
            options.IgnoreFile is { Patterns.IsEmpty: false }
                ? $"Copies {Name(needless, atLeast)}, which `.dockerignore` lets in, among {SizeOf(summary)}; a change there runs what follows again"
                : $"Copies {Name(needless, atLeast)} among {SizeOf(summary)}; a change there runs what follows again. A `.dockerignore` leaves them out");

        void Report(string message) => context.Report(new Finding(Descriptor, instruction.Syntax.Span, message));
    }

    private static bool IsNeedless(ContextFolder folder) => folder.Content != FolderContent.Output || folder.Bytes >= MinOutput;

    /// <summary>Whether an exception of the ignore file lets the folder in by its name.</summary>
    private static bool IsWanted(ContextFolder folder, DockerIgnore? ignore) =>
        ignore?.Patterns.Any(p => p.IsException && p.Text.Split('/').Contains(folder.Name)) is true;

    private static string SizeOf(ContextSummary summary) =>
        $"{(summary.IsAtLeast ? "at least " : "")}{summary.Files.ToString("N0", CultureInfo.InvariantCulture)} {(summary.Files == 1 ? "file" : "files")}, {ByteSize.Describe(summary.Bytes)}";

    private static string Name(ContextFolder[] folders, string atLeast)
    {
        var named = folders.Take(MaxNamed).Select(f => $"`{f.Name}` ({atLeast}{ByteSize.Describe(f.Bytes)})").ToList();
        if (folders.Length > MaxNamed)
        {
            named.Add($"{folders.Length - MaxNamed} more such {(folders.Length - MaxNamed == 1 ? "folder" : "folders")}");
        }

        return named.Count == 1 ? named[0] : $"{string.Join(", ", named.Take(named.Count - 1))} and {named[^1]}";
    }
}
