using DockerLsp.Engine.Diagnostics;
using DockerLsp.Engine.PackageManagers;
using DockerLsp.Engine.Semantics;
using DockerLsp.Engine.Syntax;

namespace DockerLsp.Engine.Rules.PackageHygiene;

/// <summary>The cache of a package manager stays in the image: of all those that hadolint has no rule for.</summary>
public sealed class PackageCacheRemains : LeftBehindRule
{
    public override RuleDescriptor Descriptor { get; } =
        new("DLS1007", "PackageCacheRemains", "The cache of a package manager stays in the image", "PackageHygiene", Severity.Info)
        {
            Fixes = FixAvailability.Sometimes,
        };

    protected override bool Concerns(PackageManager manager) =>
        manager.RemainsMatter && (manager.CleanupCommand is not null || manager.NoCacheOption is not null) && !HasRuleOfItsOwn(manager);

    /// <summary>What a stage leaves that only <c>COPY --from</c> reads is not in the image.</summary>
    protected override bool Concerns(Stage? stage) => stage is not { IsPartOfImage: false };

    protected override bool IsExempt(InstructionFacts instruction, RunFacts run, StoreOperation writer, RuleContext context)
    {
        if (writer.Effect == StoreEffect.Refresh || writer.Command.Package is not { Manager: var manager })
        {
            // A refresh that stands alone is DLS1001's.
            return true;
        }

        if (!manager.Store.PackagePaths.IsEmpty && LeavesNoPackages(run, manager.Store))
        {
            // The index alone is small.
            return true;
        }

        return manager.InstallsIntoCache && (IsNeededByProgram(instruction, manager, context.Model) || FirstUse(instruction, manager, context.Model)?.Index != instruction.Index);
    }

    protected override string Message(StoreOperation writer, StoreOperation? packageCleanup)
    {
        var manager = writer.Command.Package?.Manager;
        return manager is { InstallsIntoCache: true }
            ? $"Leaves {manager.Name}'s {manager.Store.Description} in the image, as a build stage of its own would not"
            : $"Leaves {manager?.Name}'s {manager?.Store.Description} in this layer";
    }

    /// <summary>What a cleanup would take from other steps is not offered.</summary>
    protected override Refusal? RefusalOf(InstructionFacts instruction, StoreOperation writer, RuleContext context)
    {
        if (writer.Command.Package is not { Manager: { InstallsIntoCache: true } manager } || OtherUse(instruction, manager, context.Model) is not { } other)
        {
            return null;
        }

        var use = other.Run?.Operations.FirstOrDefault(o => o.Store == manager.Store);
        var span = use is null ? other.Syntax.Keyword.Span : RuleContext.SpanOf(other, CommandSpan(use));
        var name = use is null ? "" : $"`{NameOf(use)}` in ";
        return new Refusal("Clean up in this RUN", $"Not rewritten: {name}line {context.Line(span.Start)} uses the same {manager.Store.Description}", span);
    }

    private static bool HasRuleOfItsOwn(PackageManager manager) =>
        manager.Name == "yarn" || manager.Store == PackageManagerTable.Apt || manager.Store == PackageManagerTable.Apk || manager.Store == PackageManagerTable.Rpm
        || manager.Store == PackageManagerTable.Zypper || manager.Store == PackageManagerTable.Pip;

    private static bool LeavesNoPackages(RunFacts run, PackageStore store) =>
        run.Mounts.Any(m => m is { KeepsOutOfLayer: true, Target: { } target } && store.PackagePaths.Any(p => PathPattern.Contains(target, p)))
        || run.OperationsOn(store).Any(o => o.Effect == StoreEffect.CleanPackages)
        || run.Commands.Any(c => c.Deletion is { } deletion && deletion.Paths.Any(p => p is null || store.PackagePaths.Any(f => PathPattern.Covers(p, f) != false)));

    /// <summary>Whether the program that the image starts calls the manager: <c>CMD ["mvn", "spring-boot:run"]</c>.</summary>
    private static bool IsNeededByProgram(InstructionFacts instruction, PackageManager manager, BuildModel model)
    {
        foreach (var other in model.OfKind(InstructionKinds.Cmd | InstructionKinds.Entrypoint, instruction.Index))
        {
            if (manager.Commands.Any(c => HasWord(other.Syntax.Green.Text, c)) && (manager.Name != "NuGet" || HasWord(other.Syntax.Green.Text, "run") || HasWord(other.Syntax.Green.Text, "watch") || HasWord(other.Syntax.Green.Text, "test")))
            {
                return true;
            }
        }

        return false;
    }

    private static bool HasWord(string text, string word)
    {
        for (var at = text.IndexOf(word, StringComparison.Ordinal); at >= 0; at = text.IndexOf(word, at + 1, StringComparison.Ordinal))
        {
            if ((at == 0 || !IsNamePart(text[at - 1])) && (at + word.Length == text.Length || !IsNamePart(text[at + word.Length])))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsNamePart(char c) => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '.';

    /// <summary>The first step of the stage that fills the store: one word on it is enough.</summary>
    private static InstructionFacts? FirstUse(InstructionFacts instruction, PackageManager manager, BuildModel model)
    {
        return instruction.Stage is { } stage
            ? model.StepsOn(manager.Store, stage.FirstInstruction, stage.EndInstruction).FirstOrDefault(i => i.Run?.LeavesBehind(manager.Store) == true)
            : null;
    }

    private static InstructionFacts? OtherUse(InstructionFacts instruction, PackageManager manager, BuildModel model) =>
        model.StepsOn(manager.Store).FirstOrDefault(i => i.Index != instruction.Index);
}
