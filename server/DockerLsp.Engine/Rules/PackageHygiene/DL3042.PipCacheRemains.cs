using System.Collections.Immutable;
using DockerLsp.Engine.Diagnostics;
using DockerLsp.Engine.PackageManagers;
using DockerLsp.Engine.Rewriting;
using DockerLsp.Engine.Semantics;

namespace DockerLsp.Engine.Rules.PackageHygiene;

/// <summary>The cache of pip stays in the layer.</summary>
public sealed class PipCacheRemains : HygieneRule
{
    public override RuleDescriptor Descriptor { get; } =
        new("DL3042", "PipCacheRemains", "The cache of pip stays in the layer", "PackageHygiene", Severity.Warning)
        {
            Fixes = FixAvailability.Always,
        };

    protected override void AnalyzeRun(InstructionFacts instruction, RunFacts run, BuildState before, RuleContext context)
    {
        if (!run.LeavesBehind(PackageManagerTable.Pip))
        {
            return;
        }

        foreach (var operation in Writers(run, PackageManagerTable.Pip))
        {
            if (operation.Command.Package is not { Manager.NoCacheOption: { } option } package
                || package.Node.Words[package.SubcommandIndex].ConstantValue != "install")
            {
                continue;
            }

            var group = instruction.IsOnbuild ? null : context.GroupOf(instruction, PackageManagerTable.Pip);
            var mount = group is null ? null : context.PlanOf(group).Fixes.FirstOrDefault(f => f.Layering == Layering.CacheMount);
            var finding = new Finding(Descriptor, RuleContext.SpanOf(instruction, CommandSpan(operation)), "Keeps a copy of every downloaded package in this layer, in pip's cache");
            if (RunRewriter.Create(context.Model, instruction, out var obstacle) is { } rewriter)
            {
                rewriter.InsertWordAfter(package.Node.Words[package.SubcommandIndex], option);
                var risk = group is null ? null : HygienePlanner.NoCacheRisk(context.Model, group);
                var fix = new Fix(
                    "Install without a cache" + (risk is null ? "" : $" ({risk})"), risk is null ? Applicability.Safe : Applicability.Unsafe, [.. rewriter.Edits]);
                finding = finding with
                {
                    Fixes = mount is null ? [fix] : context.Options.Layering == Layering.CacheMount ? [mount, fix] : [fix, mount],
                };
            }
            else if (obstacle is not null)
            {
                finding = finding with { Refusals = [new Refusal("Install without a cache", $"Not rewritten: {obstacle.Reason}", obstacle.Span)] };
            }

            context.Report(finding);
        }
    }
}
