using System.Collections.Immutable;
using DockerLsp.Engine.Diagnostics;
using DockerLsp.Engine.PackageManagers;
using DockerLsp.Engine.Semantics;
using DockerLsp.Engine.Syntax;

namespace DockerLsp.Engine.Rules.Caching;

/// <summary>Packages of the distribution are installed behind a copy of the whole context, of which they need nothing.</summary>
public sealed class PackagesAfterContext : Rule
{
    /// <summary>So many refreshes in a row are looked past.</summary>
    private const int MaxRefreshes = 4;

    private static readonly HashSet<string> Harmless = ["rm", "set", "true", ":", "echo", "ldconfig"];

    public override RuleDescriptor Descriptor { get; } =
        new("DLS2002", "PackagesAfterContext", "Packages are installed behind a copy of the whole context", "Caching", Severity.Info);

    public override RuleScope Scope => RuleScope.Stage;

    public override InstructionKinds Kinds => InstructionKinds.Run;

    public override ImmutableArray<string> Calls => [AnyPackageManager];

    /// <summary>Copies count, and that something stands there which ends the look back.</summary>
    public override object? InfluenceOf(InstructionFacts instruction) => instruction.Syntax switch
    {
        FileTransferSyntax => Whole(instruction),
        RunSyntax => (instruction.Syntax.Kind, OnlyRefreshes(instruction)),
        ArgSyntax or EnvSyntax or UserSyntax or ShellInstructionSyntax or FromSyntax => instruction.Syntax.Kind,
        _ => null,
    };

    /// <summary>No step looks beyond the one before it that does more than refresh.</summary>
    public override void AddAffected(Replacement replacement, AffectedInstructions affected)
    {
        foreach (var next in replacement.Model.OfKind(InstructionKinds.Run, replacement.Range.NewEnd).Where(i => !i.IsOnbuild).Take(MaxRefreshes + 1))
        {
            affected.Add(replacement.Model, next);
            if (!OnlyRefreshes(next))
            {
                break;
            }
        }
    }

    public override void Analyze(InstructionFacts instruction, RuleContext context)
    {
        if (instruction is not { IsOnbuild: false, Stage: { } stage, Syntax: RunSyntax run } || !OnlyInstalls(instruction)
            || FindCopy(context.Model, stage, instruction.Index) is not { } copy)
        {
            return;
        }

        context.Report(new Finding(
            Descriptor, run.Keyword.Span,
            $"Runs again whenever any file of the context changes, though it takes none of them; it can stand above line {context.Line(copy)}")
        {
            Related = [new RelatedPlace(copy.Syntax.Span, "every file of the context stands in this key, and in those that follow")],
        });
    }

    /// <summary>The copy of everything above, with nothing in between that may need it.</summary>
    private static InstructionFacts? FindCopy(BuildModel model, Stage stage, int index)
    {
        var refreshes = 0;
        for (var i = index - 1; i >= stage.FirstInstruction && refreshes <= MaxRefreshes; i--)
        {
            var instruction = model.Instructions[i];
            switch (instruction.Syntax)
            {
                case FileTransferSyntax transfer when WholeContext.IsCopiedBy(model, instruction):
                    // Over the whole file system it may bring package sources along.
                    return transfer.Destination?.Text.Trim('"', '/') is { Length: > 0 } target && !target.StartsWith("etc", StringComparison.Ordinal)
                        && instruction.Before?.WorkingDirectory is not "/" && !target.Contains('$', StringComparison.Ordinal) ? instruction : null;
                case FileTransferSyntax or ArgSyntax or EnvSyntax or UserSyntax or ShellInstructionSyntax or FromSyntax:
                    return null;
                case RunSyntax when !OnlyRefreshes(instruction):
                    return null;
                case RunSyntax:
                    refreshes++;
                    break;
            }
        }

        return null;
    }

    /// <summary>Whether the step does nothing but refresh the index that the install behind it reads.</summary>
    private static bool OnlyRefreshes(InstructionFacts instruction) =>
        instruction is { IsOnbuild: false, Run: { Script.IsUnderstood: true, Mounts.IsEmpty: true, Commands.IsEmpty: false } run }
        && run.Commands.All(c => c.Package is { Operation: PackageOperation.Refresh } package && IsOfDistribution(package.Manager.Store));

    private static bool OnlyInstalls(InstructionFacts instruction)
    {
        if (instruction.Run is not { Script.IsUnderstood: true } run || !run.Mounts.IsEmpty)
        {
            return false;
        }

        var installs = false;
        foreach (var command in run.Commands)
        {
            if (command.Package is { } package && IsOfDistribution(package.Manager.Store))
            {
                // What comes from a file or by xargs may come from the project.
                if (command.View.Wrappers.Contains("xargs") || !command.Node.Redirections.All(r => r.Target?.ConstantValue is "/dev/null" or "1" or "2") || package.Operation == PackageOperation.Other
                    || !package.Packages.All(p => p.ConstantValue is { } name && !name.Contains('/', StringComparison.Ordinal) && !name.Contains('*', StringComparison.Ordinal)))
                {
                    return false;
                }

                installs |= package.InstallsOrUpgrades;
            }
            else if (command.View.Name is not { } name || !Harmless.Contains(name) || !command.Node.Redirections.IsEmpty)
            {
                return false;
            }
        }

        return installs;
    }

    private static bool IsOfDistribution(PackageStore store) =>
        store == PackageManagerTable.Apt || store == PackageManagerTable.Apk || store == PackageManagerTable.Rpm || store == PackageManagerTable.Zypper;
}
