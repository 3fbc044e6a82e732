using System.Collections.Immutable;
using DockerLsp.Engine.Diagnostics;
using DockerLsp.Engine.Semantics;

namespace DockerLsp.Engine.Rules.Packages;

/// <summary>A step upgrades the whole distribution.</summary>
public sealed class ZypperDistUpgrade : CommandRule
{
    public override RuleDescriptor Descriptor { get; } =
        new("DL3035", "ZypperDistUpgrade", "zypper upgrades the whole distribution", "Packages", Severity.Warning);

    public override ImmutableArray<string> Calls => [AnyPackageManager];

    protected override void AnalyzeCommand(InstructionFacts instruction, ScriptCommand command, RuleContext context)
    {
        if (command.Package is { Manager.Name: "zypper", Subcommand: "dist-upgrade" or "dup" } package)
        {
            context.Report(new Finding(
                Descriptor, RuleContext.SpanOf(instruction, package.Node.Words[package.SubcommandIndex].Span),
                "Stores a second copy of every package that it upgrades, and may move the image to another release; a newer base image does both better"));
        }
    }
}
