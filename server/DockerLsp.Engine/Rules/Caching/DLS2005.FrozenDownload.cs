using System.Collections.Immutable;
using DockerLsp.Engine.Diagnostics;
using DockerLsp.Engine.PackageManagers;
using DockerLsp.Engine.Semantics;
using DockerLsp.Engine.Syntax;

namespace DockerLsp.Engine.Rules.Caching;

/// <summary>A step downloads what changes on the server, and the cache keeps what was there first.</summary>
public sealed class FrozenDownload : Rule
{
    private static readonly HashSet<string> Branches = ["main", "master", "develop", "development", "dev", "trunk", "next", "edge", "nightly", "HEAD"];

    /// <summary>Whoever clones in a step of its own goes to the commit in one of the next instructions.</summary>
    private const int MaxStepsToCheckout = 4;

    public override RuleDescriptor Descriptor { get; } =
        new("DLS2005", "FrozenDownload", "The cache keeps the first download of something that changes", "Caching", Severity.Info);

    /// <summary>A later step may choose the commit.</summary>
    public override RuleScope Scope => RuleScope.Stage;

    public override InstructionKinds Kinds => InstructionKinds.Run;

    public override ImmutableArray<string> Calls => ["git", "curl", "wget"];

    public override object? InfluenceOf(InstructionFacts instruction) => (instruction.Run is { } run && ChoosesCommit(run), WatchesRepository(instruction));

    public override void AddAffected(Replacement replacement, AffectedInstructions affected) =>
        affected.AddNeighbours(replacement, MaxStepsToCheckout, MaxStepsToCheckout);

    public override void Analyze(InstructionFacts instruction, RuleContext context)
    {
        if (instruction is not { IsOnbuild: false, Run: { Script.IsUnderstood: true } run }
            || !run.Commands.Any(c => c.View.Name is "git" or "curl" or "wget"))
        {
            return;
        }

        foreach (var command in run.Commands)
        {
            if (command.View.Name == "git" && FindBranch(command, run) is { } branch && !IsWatched(instruction, context) && !IsChosenLater(instruction, context))
            {
                Report(instruction, command, $"The cache keeps the commit that {branch} had at the first build; name a tag or a commit, or pass the commit as an ARG", context);
            }
            else if (command.View.Name is "curl" or "wget" && LatestOf(command) is { } url)
            {
                Report(instruction, command, $"The cache keeps what was behind `{Shorten(url)}` at the first build; name a version", context);
            }
        }
    }

    private void Report(InstructionFacts instruction, ScriptCommand command, string message, RuleContext context)
    {
        // Asked last, because it takes a look at every variable.
        if (!IsBrokenOnPurpose(instruction.Before))
        {
            context.Report(new Finding(Descriptor, RuleContext.SpanOf(instruction, command), message));
        }
    }

    /// <summary>Whether the author breaks the cache when something new is wanted.</summary>
    private static bool IsBrokenOnPurpose(BuildState? before) =>
        before is not null && before.Arguments.Keys.Concat(before.Environment.Keys)
            .Any(n => n.Contains("CACHE", StringComparison.OrdinalIgnoreCase) || n.Contains("BUST", StringComparison.OrdinalIgnoreCase) || n.Contains("COMMIT", StringComparison.OrdinalIgnoreCase));

    /// <summary>What a clone takes, where that moves on; null where a later command of the step chooses the commit.</summary>
    private static string? FindBranch(ScriptCommand clone, RunFacts run)
    {
        string?[] arguments = [.. clone.View.ArgumentValues];
        if (arguments.Length < 2 || arguments[0] != "clone" || arguments.Any(a => a is null)
            || ChoosesCommit(run))
        {
            return null;
        }

        for (var i = 1; i < arguments.Length; i++)
        {
            var name = arguments[i] is "-b" or "--branch" && i + 1 < arguments.Length ? arguments[i + 1]
                : arguments[i] is { } text && text.StartsWith("--branch=", StringComparison.Ordinal) ? text["--branch=".Length..] : null;
            if (name is not null)
            {
                return Branches.Contains(name) ? $"the branch `{name}`" : null;
            }

            if (arguments[i] is { } option && (option.StartsWith("--revision", StringComparison.Ordinal) || option is "--mirror" or "--bare"))
            {
                return null;
            }
        }

        return "the default branch";
    }

    /// <summary>Whether a step behind the clone, in its stage, goes to a commit.</summary>
    private static bool IsChosenLater(InstructionFacts instruction, RuleContext context)
    {
        var end = Math.Min(instruction.Index + MaxStepsToCheckout, (instruction.Stage?.EndInstruction ?? 0) - 1);
        for (var i = instruction.Index + 1; i <= end; i++)
        {
            if (context.Model.Instructions[i].Run is { } run && ChoosesCommit(run))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether an ADD before the clone, in its stage, fetches what GitHub says of a repository: the cache then breaks with it.</summary>
    private static bool IsWatched(InstructionFacts instruction, RuleContext context)
    {
        for (var i = Math.Max(instruction.Stage?.FirstInstruction ?? 0, instruction.Index - MaxStepsToCheckout); i < instruction.Index; i++)
        {
            if (WatchesRepository(context.Model.Instructions[i]))
            {
                return true;
            }
        }

        return false;
    }

    private static bool WatchesRepository(InstructionFacts instruction) =>
        instruction.Syntax is AddSyntax add && add.Sources.Any(s => Operand.Unquoted(s).StartsWith("https://api.github.com/repos/", StringComparison.OrdinalIgnoreCase));

    private static bool ChoosesCommit(RunFacts run) =>
        run.Commands.Any(c => c.View.Name == "git" && c.View.ArgumentValues.Any(a => a is "checkout" or "reset" or "switch" or "fetch" or "submodule" or "apply" or "am"));

    /// <summary>
    /// The address that always leads to the latest; null where there is none. GitHub's is one whatever the file is called:
    /// <c>/releases/latest/download/tool-$ARCH</c>.
    /// </summary>
    private static string? LatestOf(ScriptCommand command)
    {
        foreach (var word in command.View.Arguments)
        {
            var shape = NetworkInstallers.ShapeOf(word);
            if (word.ConstantValue is null ? shape.StartsWith("https://github.com/", StringComparison.Ordinal) && shape.Contains("/releases/latest/download/", StringComparison.Ordinal) : IsLatest(shape))
            {
                return shape;
            }
        }

        return null;
    }

    private static bool IsLatest(string? argument) =>
        argument is not null && argument.StartsWith("http", StringComparison.OrdinalIgnoreCase)
        && (argument.Contains("/releases/latest", StringComparison.OrdinalIgnoreCase) || argument.Contains("/latest/", StringComparison.OrdinalIgnoreCase)
            || argument.EndsWith("/latest", StringComparison.OrdinalIgnoreCase) || IsLatestFile(argument[(argument.LastIndexOf('/') + 1)..], argument));

    /// <summary><c>tool-latest-linux.sh</c>; where a version stands in the address too, <c>latest</c> is that of something else.</summary>
    private static bool IsLatestFile(string name, string url)
    {
        var at = name.IndexOf("-latest", StringComparison.OrdinalIgnoreCase);
        if (at <= 0 || (at + 7 < name.Length && name[at + 7] is not ('-' or '_' or '.')))
        {
            return false;
        }

        for (var i = url.IndexOf("://", StringComparison.Ordinal) + 3; i + 2 < url.Length; i++)
        {
            if (char.IsAsciiDigit(url[i]) && url[i + 1] == '.' && char.IsAsciiDigit(url[i + 2]))
            {
                return false;
            }
        }

        return true;
    }

    private static string Shorten(string url) => url.Length <= 60 ? url : url[..59] + "…";
}
