using System.Collections.Immutable;
using DockerLsp.Engine.PackageManagers;
using DockerLsp.Engine.Semantics;

namespace DockerLsp.Engine.Rewriting;

/// <summary>What may still need a cache that a rewrite deletes.</summary>
public static partial class HygienePlanner
{
    private sealed partial class Draft
    {
        /// <summary>
        /// Options that Yarn 1 has and later versions reject (Yarn 1: yarn install; Yarn: yarn install). <c>--frozen-lockfile</c> and
        /// its like are not among them: later versions still read those, to say what they are called now.
        /// </summary>
        private static readonly ImmutableArray<string> Yarn1Options =
            ["--pure-lockfile", "--no-lockfile", "--ignore-optional", "--ignore-scripts", "--modules-folder", "--flat", "--har", "--network-timeout", "--prod", "--no-bin-links"];

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

                    if (package.Manager.InstallsIntoCache && !BuildsTool(package))
                    {
                        return "later steps may need it";
                    }

                    if (package.Manager.Name == "yarn" && !IsYarn1(package))
                    {
                        return "breaks Plug'n'Play of Yarn 2";
                    }
                }
            }

            return LaterOffline() is { } line ? $"line {line} works offline" : null;
        }

        /// <summary>Whether the call makes a program and leaves nothing that reads the cache: <c>cargo install</c>, <c>go install …@v1</c>.</summary>
        private static bool BuildsTool(PackageCommand package) =>
            (package.Manager.Name, package.Subcommand) switch
            {
                ("cargo", "install") => true,
                ("go", "install") => package.Packages.All(p => p.ConstantValue?.Contains('@', StringComparison.Ordinal) == true),
                _ => false,
            };

        private static bool IsYarn1(PackageCommand package) =>
            package.Node.Words.Any(w => w.ConstantValue == "global") || Yarn1Options.Any(package.HasOption);

        /// <summary>The line of a later step that has nothing but the cache to install from.</summary>
        private int? LaterOffline()
        {
            if (Store.HoldsIndex)
            {
                return null;
            }

            foreach (var later in model.StepsOn(Store, group.Members[0].Index + 1))
            {
                if (later.Run is not { } run)
                {
                    continue;
                }

                var isOffline = later.Effective.Flags.Any(f => f is { Name: "network", Value: "none" });
                if (run.Commands.Any(c => c.Package is { } package && package.Manager.Store == Store && package.InstallsOrUpgrades
                    && (isOffline || package.Manager.CacheOnlyOptions.Any(package.HasOption) || package.HasOption("--prefer-offline"))))
                {
                    return model.Tree.Text.GetLineNumber(later.Syntax.Span.Start) + 1;
                }
            }

            return null;
        }
    }
}
