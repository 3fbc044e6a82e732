using System.Collections.Immutable;
using DockerLsp.Engine.Diagnostics;
using DockerLsp.Engine.PackageManagers;
using DockerLsp.Engine.Rewriting;
using DockerLsp.Engine.Semantics;

namespace DockerLsp.Engine.Rules.PackageHygiene;

/// <summary>A cleanup empties a cache mount, or an option keeps the manager from using it.</summary>
public sealed class CleanupOfCacheMount : HygieneRule
{
    public override RuleDescriptor Descriptor { get; } =
        new("DLS1006", "CleanupOfCacheMount", "A cleanup empties a cache mount", "PackageHygiene", Severity.Warning)
        {
            Fixes = FixAvailability.Sometimes,
        };

    public override RuleScope Scope => RuleScope.Instruction;

    protected override void AnalyzeRun(InstructionFacts instruction, RunFacts run, BuildState before, RuleContext context)
    {
        if (run.Mounts.IsEmpty)
        {
            return;
        }

        var targets = run.Mounts.Where(m => m.Type == "cache").Select(m => m.Target).OfType<string>().ToImmutableArray();
        if (targets.IsEmpty)
        {
            return;
        }

        foreach (var command in run.Commands)
        {
            if (command.Package is { Operation: PackageOperation.CleanAll or PackageOperation.CleanPackages } package)
            {
                var paths = package.Manager.Store.PackagePaths.IsEmpty || package.Operation == PackageOperation.CleanAll
                    ? package.Manager.Store.Paths.AddRange(package.Manager.Store.PackagePaths)
                    : package.Manager.Store.PackagePaths;
                if (targets.FirstOrDefault(t => paths.Any(p => PathPattern.Contains(t, p) || PathPattern.Contains(p, t))) is { } target)
                {
                    ReportCleanup(instruction, command, target, context);
                }
            }
            else if (command.Deletion is { } deletion
                && targets.FirstOrDefault(t => deletion.Paths.Any(p => p is not null && PathPattern.Covers(p, t) != false)) is { } target)
            {
                ReportCleanup(instruction, command, target, context);
            }
            else if (command.Package is { HasNoCacheOption: true, Manager.NoCacheOption: { } option } install
                && run.Mounts.FirstOrDefault(m => m.Type == "cache" && m.Holds(install.Manager.Store)) is { Target: { } mounted })
            {
                ReportOption(instruction, install, option, mounted, context);
            }
        }
    }

    private void ReportCleanup(InstructionFacts instruction, ScriptCommand command, string target, RuleContext context)
    {
        var finding = new Finding(
            Descriptor, RuleContext.SpanOf(instruction, command), $"Empties the cache mount on {target}: the next build downloads all of it again, and no layer gets smaller");
        if (RunRewriter.Create(context.Model, instruction, out var obstacle) is { } rewriter)
        {
            obstacle = RemoveCleanup(rewriter, command, target);
            if (obstacle is null && rewriter.Edits.Count > 0)
            {
                finding = finding with { Fixes = [new Fix("Keep what the cache mount holds", Applicability.Safe, [.. rewriter.Edits])] };
            }
        }

        context.Report(obstacle is null ? finding : finding with { Refusals = [new Refusal("Keep what the cache mount holds", $"Not deleted: {obstacle.Reason}", obstacle.Span)] });
    }

    private static Obstacle? RemoveCleanup(RunRewriter rewriter, ScriptCommand command, string target)
    {
        if (command.Deletion is not null && command.View.Name == "rm")
        {
            var inMount = new List<Shell.ShellWord>();
            var others = 0;
            foreach (var word in command.View.Arguments)
            {
                if (word.ConstantValue is { Length: > 0 } path && path[0] != '-')
                {
                    if (PathPattern.Covers(path, target) != false)
                    {
                        inMount.Add(word);
                    }
                    else
                    {
                        others++;
                    }
                }
                else if (word.ConstantValue is null)
                {
                    others++;
                }
            }

            if (others > 0)
            {
                foreach (var word in inMount)
                {
                    rewriter.RemoveWord(command.Node, word);
                }

                return null;
            }
        }

        return rewriter.Remove(command);
    }

    private void ReportOption(InstructionFacts instruction, PackageCommand package, string option, string target, RuleContext context)
    {
        var word = package.Node.Words.FirstOrDefault(w => w.ConstantValue == option);
        var finding = new Finding(
            Descriptor, RuleContext.SpanOf(instruction, word?.Span ?? package.Node.Span), $"`{option}` keeps {package.Manager.Name} from using the cache mount on {target}");
        if (word is not null && RunRewriter.Create(context.Model, instruction, out _) is { } rewriter)
        {
            rewriter.RemoveWord(package.Node, word);
            finding = finding with { Fixes = [new Fix($"Use the cache mount", Applicability.Safe, [.. rewriter.Edits])] };
        }

        context.Report(finding);
    }
}
