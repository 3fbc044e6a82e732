using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using DockerLsp.Engine.PackageManagers;
using DockerLsp.Engine.Semantics;
using DockerLsp.Engine.Syntax;

namespace DockerLsp.Engine.Layers;

/// <summary>What it costs to run a step again, as far as its commands tell.</summary>
/// <param name="Class">How much.</param>
/// <param name="Commands">The commands that make it costly, as a person would call them: <c>npm ci</c>.</param>
public sealed record StepCost(CostClass Class, ImmutableArray<string> Commands)
{
    private static readonly StepCost Free = new(CostClass.None, []);
    private static readonly StepCost Low = new(CostClass.Low, []);

    /// <summary>Programs that take their time whatever they are asked to do.</summary>
    private static readonly ImmutableHashSet<string> Builders =
        ["make", "gmake", "ninja", "mvn", "mvnw", "gradle", "gradlew", "sbt", "bazel", "meson", "scons", "stack", "cabal", "nix-build", "pacman", "cpanm", "R", "Rscript"];

    private static readonly ImmutableHashSet<string> Downloaders = ["curl", "wget", "aria2c", "rsync"];

    /// <summary>Programs that take their time for some of their subcommands.</summary>
    private static readonly ImmutableDictionary<string, string> Subcommands = new Dictionary<string, string>
    {
        ["npm"] = "ci install i run rebuild exec",
        ["npx"] = "*",
        ["yarn"] = "* install add build run",
        ["pnpm"] = "install i add fetch build run",
        ["bun"] = "install i add build run",
        ["pipenv"] = "install sync",
        ["poetry"] = "install build",
        ["uv"] = "sync pip build",
        ["conda"] = "install create env update",
        ["mamba"] = "install create env update",
        ["micromamba"] = "install create env update",
        ["bundle"] = "* install exec",
        ["bundler"] = "* install exec",
        ["gem"] = "install",
        ["composer"] = "install update require",
        ["go"] = "build install mod get test generate",
        ["cargo"] = "build install fetch test chef vendor",
        ["rustup"] = "toolchain target component update",
        ["dotnet"] = "restore build publish test",
        ["cmake"] = "*",
        ["git"] = "clone fetch submodule",
        ["mix"] = "deps.get deps.compile compile release assets.deploy",
        ["swift"] = "build",
        ["playwright"] = "install",
        ["apt-get"] = "build-dep source",
        ["docker-php-ext-install"] = "*",
        ["pecl"] = "install",
        ["luarocks"] = "install",
    }.ToImmutableDictionary(StringComparer.Ordinal);

    /// <summary>What steps cost that are the same in several versions of a file: after each key, hovers and hints ask for all of them.</summary>
    private static readonly ConditionalWeakTable<RunFacts, StepCost> Known = [];

    /// <summary>Whether it is worth a thought to keep it in the cache.</summary>
    public bool IsHigh => Class == CostClass.High;

    public static StepCost Of(InstructionFacts instruction)
    {
        switch (instruction.Syntax)
        {
            case RunSyntax when instruction.Run is { } run:
                return Known.GetValue(run, OfRun);
            case FileTransferSyntax or WorkdirSyntax or FromSyntax:
                return Low;
            default:
                return Free;
        }
    }

    private static StepCost OfRun(RunFacts run)
    {
        ImmutableArray<string> commands = [.. run.Commands.Select(NameCostly).OfType<string>().Distinct(StringComparer.Ordinal).Take(4)];
        return commands.IsEmpty ? Low : new StepCost(CostClass.High, commands);
    }

    /// <summary>A command's name with what it is asked to do, where that takes long; null where it does not.</summary>
    private static string? NameCostly(ScriptCommand command)
    {
        if (command.Package is { InstallsOrUpgrades: true } package)
        {
            return $"{command.View.Name} {package.Subcommand}";
        }

        if (command.View.Name is not { } name)
        {
            return null;
        }

        if (Builders.Contains(name) || Downloaders.Contains(name))
        {
            return name;
        }

        if (!Subcommands.TryGetValue(name, out var list))
        {
            return null;
        }

        var values = command.View.ArgumentValues.Where(v => v is null || !v.StartsWith('-')).Take(2).ToArray();
        var words = list.Split(' ');
        if (values.Length == 0)
        {
            return words[0] == "*" ? name : null;
        }

        if (values[0] is not { } first || !words.Contains(first))
        {
            return words is ["*"] ? name : null;
        }

        // `npm run build` says more than `npm run`, `go mod download` more than `go mod`.
        return first is "run" or "mod" or "pip" or "exec" or "env" && values.Length > 1 && values[1] is { } second ? $"{name} {first} {second}" : $"{name} {first}";
    }
}

/// <summary>Classes of cost.</summary>
public enum CostClass
{
    /// <summary>Nothing is run.</summary>
    None,

    /// <summary>Files are copied, or commands run that are over soon for all that is known.</summary>
    Low,

    /// <summary>Something is installed, downloaded or compiled.</summary>
    High,
}
