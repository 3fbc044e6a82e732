using System.Collections.Immutable;
using DockerLsp.Engine.Diagnostics;
using DockerLsp.Engine.PackageManagers;
using DockerLsp.Engine.Semantics;

namespace DockerLsp.Engine.Rules.Waste;

/// <summary>A step upgrades the packages of the base image: each is then in the image twice.</summary>
public sealed class SystemUpgrade : CommandRule
{
    public override RuleDescriptor Descriptor { get; } =
        new("DLS1012", "SystemUpgrade", "All packages of the base image are upgraded", "Waste", Severity.Info)
        {
            // The numbers that hadolint gave to these before it took them back.
            Aliases = ["DL3005", "DL3017", "DL3031", "DL3039", "DS-0024"],
        };

    public override ImmutableArray<string> Calls => [AnyPackageManager];

    protected override void AnalyzeCommand(InstructionFacts instruction, ScriptCommand command, RuleContext context)
    {
        // What a stage does that only COPY --from reads is not in the image.
        if (instruction.Stage is not { IsPartOfImage: false } && command.Package is { Operation: PackageOperation.Upgrade, Packages.IsEmpty: true } package
            && (package.Manager.Store == PackageManagerTable.Apt || package.Manager.Store == PackageManagerTable.Apk
                || package.Manager.Store == PackageManagerTable.Rpm || package.Manager.Store == PackageManagerTable.Tdnf)
            && instruction is { Before.Image.Name: var image })
        {
            context.Report(new Finding(
                Descriptor, RuleContext.SpanOf(instruction, command),
                image.Length > 0 && !image.Contains('$', StringComparison.Ordinal)
                    ? $"Stores each upgraded package beside the old one of `{image}`; a newer image has the new one alone"
                    : "Stores each upgraded package beside the old one of the base image; a newer image has the new one alone"));
        }
    }
}
