using System.Collections.Immutable;
using DockerLsp.Engine.PackageManagers;
using DockerLsp.Engine.Semantics;
using DockerLsp.Engine.Shell;

namespace DockerLsp.Engine.Rewriting;

/// <summary>What may still need a cache that a rewrite deletes.</summary>
public static partial class HygienePlanner
{
    /// <summary>Whether a step installs from the cache alone: steps before it must leave it what is there.</summary>
    public static bool WorksOffline(InstructionFacts step, PackageStore store) =>
        step.Run is { } run && run.Commands.Any(c => c.Package is { } package && package.Manager.Store == store && package.InstallsOrUpgrades
            && (run.IsOffline || package.HasAny(package.Manager.CacheOnlyOptions) || package.HasOption("--prefer-offline")));

    /// <summary>What may miss a cache that is not written at all; null where nothing does.</summary>
    /// <param name="model">The build.</param>
    /// <param name="group">The steps that share it.</param>
    /// <param name="isRemoved">Whether the rewrite takes a step out.</param>
    public static string? NoCacheRisk(BuildModel model, HygieneGroup group, Func<InstructionFacts, bool>? isRemoved = null) =>
        group.Members.Any(m => m.Run?.OperationsOn(group.Store).Any(o => o.Effect == StoreEffect.MayRead && (o.Before & StoreBits.Written) != 0) == true)
            ? "a command of the step uses it"
            : FailingCleanupRisk(model, group, isRemoved) ?? DependentRisk(model, group);

    /// <summary>The later step whose own cleanup finds nothing any more, and fails at that: <c>rm</c> without <c>-f</c>.</summary>
    private static string? FailingCleanupRisk(BuildModel model, HygieneGroup group, Func<InstructionFacts, bool>? isRemoved)
    {
        foreach (var member in group.Members.Skip(1))
        {
            foreach (var operation in member.Run?.OperationsOn(group.Store) ?? [])
            {
                if (operation.IsLateRead)
                {
                    // It gets a refresh of its own, which the cleanup then deletes.
                    break;
                }

                if (operation.Effect == StoreEffect.Clean && operation.Before.HasFlag(StoreBits.Inherited) && FailsOnNothing(operation.Command, group.Store) && isRemoved?.Invoke(member) != true)
                {
                    return $"may break line {LineOf(model, member)}";
                }
            }
        }

        return null;
    }

    private static bool FailsOnNothing(ScriptCommand command, PackageStore store)
    {
        if (command.View.Name != "rm" || command.Deletion is not { } deletion
            || command.View.ArgumentValues.Any(v => v is "--force" || (v is ['-', not '-', ..] && v.Contains('f', StringComparison.Ordinal))))
        {
            return false;
        }

        // A folder that is emptied is still there.
        var keepsFolder = store == PackageManagerTable.Apt || store == PackageManagerTable.Apk;
        return deletion.Paths.Any(p => p is not null && store.Paths.Any(t => PathPattern.MayNamePartOf(p, t) || PathPattern.IsHomeOf(p, t))
            && (!keepsFolder || p.Contains('*', StringComparison.Ordinal) || !store.Paths.Contains(p.TrimEnd('/'))));
    }

    /// <summary>The first step that may look for what is no longer there.</summary>
    private static string? DependentRisk(BuildModel model, HygieneGroup group)
    {
        if (group.Dependents is not [var dependent, ..])
        {
            return null;
        }

        // Without an index a removal takes other packages along, a script of the project may fail.
        var isRemoval = dependent.Run?.OperationsOn(group.Store).All(o => o.Effect != StoreEffect.MayRead || o.Command.Package is { Operation: PackageOperation.Remove }) == true && !dependent.IsOnbuild;
        return $"may {(isRemoval ? "change" : "break")} line {LineOf(model, dependent)}";
    }

    private sealed partial class Draft
    {
        /// <summary>
        /// Options that Yarn 1 has and later versions reject (Yarn 1: yarn install; Yarn: yarn install). <c>--frozen-lockfile</c> and
        /// its like are not among them: later versions still read those, to say what they are called now.
        /// </summary>
        private static readonly ImmutableArray<string> Yarn1Options =
            ["--pure-lockfile", "--no-lockfile", "--ignore-optional", "--ignore-scripts", "--modules-folder", "--flat", "--har", "--network-timeout", "--prod", "--no-bin-links"];

        private string? missingProgram;

        /// <summary>The cleanup of a call, by the program that was called: it may be found by its path only.</summary>
        private static string CleanupOf(PackageCommand package)
        {
            var command = package.Manager.CleanupCommand ?? "";
            return package.View is { Name: { } name, Path: { } path } && path.Contains('/', StringComparison.Ordinal) && command.StartsWith(name + " ", StringComparison.Ordinal)
                && path.All(c => char.IsAsciiLetterOrDigit(c) || c is '/' or '.' or '_' or '-' or '+')
                    ? path + command[name.Length..]
                    : command;
        }

        /// <summary>
        /// Notes where a cleanup that calls the manager may run though the install did not, or where the manager is gone by then: the
        /// step would fail. <c>rm</c> is there and content with nothing.
        /// </summary>
        /// <param name="package">Whose cleanup it is.</param>
        /// <param name="install">The last command that fills the store.</param>
        /// <param name="step">The step of that command.</param>
        /// <param name="owner">The step that has got the cleanup.</param>
        /// <param name="rewriter">The rewriter of that step.</param>
        private void NoteCleanup(PackageCommand package, ScriptCommand install, InstructionFacts step, InstructionFacts owner, RunRewriter rewriter)
        {
            if (!CallsManager(package, owner) || package.Manager.CleanupCommand?.Split(' ')[0] is not { } program || rewriter.Edits.Count == 0)
            {
                return;
            }

            var at = rewriter.Edits[^1].Span.Start;
            var isElsewhere = step.Index != owner.Index ? install.Place != FlowPlace.None : RunsWithout(install, at, rewriter);
            if (isElsewhere || install.Node.Assignments.Any(a => a.Name == "PATH") || install.View.Wrappers.Contains("env") || MayRemove(program, install, owner))
            {
                missingProgram = program;
            }
        }

        /// <summary>Whether the cleanup is a call of a manager that some way through the step may lack.</summary>
        private static bool CallsManager(PackageCommand package, InstructionFacts step) =>
            package.Manager.CleanupCommand?.StartsWith("rm ", StringComparison.Ordinal) == false && !BelongsToImage(package.Manager, step);

        /// <summary>Whether the place of the cleanup is reached on ways that pass the install by, or with another environment.</summary>
        private static bool RunsWithout(ScriptCommand install, int at, RunRewriter rewriter)
        {
            var around = install.Ancestors.LastOrDefault(a => a is ShellIf or ShellCase or ShellWhile or ShellFor or ShellSubshell);
            if (around is not null)
            {
                return at >= rewriter.Source(around.Span).End;
            }

            return install.Place.HasFlag(FlowPlace.Conditional)
                && (install.AndOr.Operators.Any(o => !o.IsAnd) || at > rewriter.Source(install.Statement.Span).End);
        }

        /// <summary>Whether a manager of the system is the image's own, and thus always there.</summary>
        private static bool BelongsToImage(PackageManager manager, InstructionFacts step) => step.Before?.Image.Family switch
        {
            ImageFamily.Fedora or ImageFamily.EnterpriseLinux => manager.Store == PackageManagerTable.Rpm,
            ImageFamily.Suse => manager.Store == PackageManagerTable.Zypper,
            ImageFamily.Photon => manager.Store == PackageManagerTable.Tdnf,
            _ => false,
        };

        /// <summary>Whether something behind the install may take the manager away: packages that are removed, folders that are deleted.</summary>
        private static bool MayRemove(string program, ScriptCommand install, InstructionFacts step)
        {
            var commands = step.Run?.Commands ?? [];

            // Called by its path, it lies there and not where files are for a while, unless that path is a link.
            var isPlaced = install.View.Path is ['/', ..] path && !IsForAWhile(path) && !commands.Any(c => c.View.Name == "ln");
            return commands.Where(c => c.Node.Span.Start > install.Node.Span.Start).Any(c =>
                c.Package is { Operation: PackageOperation.Remove, Manager.Store.HoldsIndex: true }
                || (c.View.Name is "rm" or "mv" && c.View.Arguments.ToArray().Any(a => a.ConstantValue is { } v ? MayHold(v, program) && !(isPlaced && IsForAWhile(v)) : !IsOtherFile(c, a, program))));
        }

        /// <summary>Whether <c>rm</c>, which takes no folders without <c>-r</c>, names a file that ends as the program does not: <c>rm $V.tar.gz</c>.</summary>
        private static bool IsOtherFile(ScriptCommand command, ShellWord word, string program)
        {
            if (command.View.Name != "rm" || command.Deletion is not null)
            {
                return false;
            }

            var shape = NetworkInstallers.ShapeOf(word);
            var end = shape[(shape.LastIndexOfAny(['*', '/', '?', ']']) + 1)..];
            return end.Length > 0 && !program.EndsWith(end, StringComparison.Ordinal);
        }

        private static bool MayHold(string path, string program) =>
            path.Contains(program, StringComparison.Ordinal) || path.Contains("bin", StringComparison.Ordinal) || path.StartsWith("/usr/local", StringComparison.Ordinal)
            || path.StartsWith("/opt", StringComparison.Ordinal) || path.Contains("node_modules", StringComparison.Ordinal);

        private static bool IsForAWhile(string path) =>
            (path.StartsWith("/tmp/", StringComparison.Ordinal) || path.StartsWith("/var/tmp/", StringComparison.Ordinal)) && !path.Contains("..", StringComparison.Ordinal);

        private string? CleanupRisk()
        {
            if (!cleans)
            {
                return null;
            }

            foreach (var member in group.Members)
            {
                foreach (var operation in member.Run?.OperationsOn(Store) ?? [])
                {
                    if (operation.Command.Package is not { InstallsOrUpgrades: true } package)
                    {
                        continue;
                    }

                    if ((package.Manager.InstallsIntoCache && !BuildsTool(package)) || package.HasAny(package.Manager.DownloadOnlyOptions))
                    {
                        return "what runs later may need it";
                    }

                    if (package.Manager.Name == "yarn" && !IsYarn1(package))
                    {
                        return "breaks PnP of Yarn 2";
                    }
                }
            }

            if (missingProgram is not null)
            {
                return $"may lack {missingProgram}";
            }

            if (FailingCleanupRisk(model, group, IsCleanOnly) is { } failing)
            {
                return failing;
            }

            return LaterOffline() is { } line ? $"line {line} works offline" : null;
        }

        /// <summary>Whether the call makes a program and leaves nothing that reads the cache: <c>cargo install</c>, <c>go install …@v1</c>.</summary>
        private static bool BuildsTool(PackageCommand package) =>
            (package.Manager.Name, package.Subcommand) switch
            {
                ("cargo", "install") => true,
                ("go", "install") => package.Packages.All(p => p.ConstantValue?.Contains('@', StringComparison.Ordinal) == true),
                // A tool of a manifest runs from the cache; one for all lies in a folder of its own.
                ("NuGet", "install" or "update") => package.SubcommandIndex > 0 && package.Node.Words[package.SubcommandIndex - 1].ConstantValue == "tool"
                    && (package.HasOption("--global") || package.HasOption("-g") || package.HasOption("--tool-path")),
                _ => false,
            };

        private static bool IsYarn1(PackageCommand package) =>
            package.Node.Words.Any(w => w.ConstantValue == "global") || package.HasAny(Yarn1Options);

        /// <summary>The line of a later step that has nothing but the cache to install from.</summary>
        private int? LaterOffline()
        {
            if (Store.HoldsIndex)
            {
                return null;
            }

            foreach (var later in model.WithTrait(InstructionTraits.Offline, group.Members[0].Index + 1))
            {
                if (WorksOffline(later, Store))
                {
                    return LineOf(model, later);
                }
            }

            return null;
        }
    }
}
