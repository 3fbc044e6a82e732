using System.Collections.Immutable;
using DockerLsp.Engine.Diagnostics;
using DockerLsp.Engine.PackageManagers;
using DockerLsp.Engine.Rewriting;
using DockerLsp.Engine.Semantics;
using DockerLsp.Engine.Syntax;
using DockerLsp.Engine.Text;

namespace DockerLsp.Engine.Rules.Packages;

/// <summary>apt installs the packages that others recommend.</summary>
public sealed class RecommendedPackages : CommandRule
{
    private const string Option = "--no-install-recommends";

    public override RuleDescriptor Descriptor { get; } =
        new("DL3015", "RecommendedPackages", "apt installs recommended packages too", "Packages", Severity.Info)
        {
            Aliases = ["S6500", "DS-0029"],
            Fixes = FixAvailability.Sometimes,
        };

    public override ImmutableArray<string> Calls => ["apt-get", "apt"];

    public override RuleScope Scope => RuleScope.Stage;

    public override object? InfluenceOf(InstructionFacts instruction) => instruction.HasTrait(InstructionTraits.Recommends) ? Whole(instruction) : null;

    protected override void AnalyzeCommand(InstructionFacts instruction, ScriptCommand command, RuleContext context)
    {
        if (command.Package is not { Manager.Name: "apt-get" or "apt", Subcommand: "install" } package
            || package.HasOption(Option) || AptSetting.IsFalse(package, "APT::Install-Recommends")
            || AptSetting.IsWrittenBefore(InstructionTraits.Recommends, instruction, context.Model)
            || instruction.Syntax.Green.Text.Contains("Install-Recommends", StringComparison.OrdinalIgnoreCase) && WritesSetting(instruction))
        {
            return;
        }

        var finding = new Finding(
            Descriptor, RuleContext.SpanOf(instruction, package.CallSpan), $"Installs what the packages recommend as well as what they need; `{Option}` leaves it out");
        if (RunRewriter.Create(context.Model, instruction, out var obstacle) is { } rewriter)
        {
            rewriter.InsertWordAfter(package.Node.Words[package.SubcommandIndex], Option);
            finding = finding with
            {
                Fixes = [new Fix("Leave out recommended packages (may remove needed ones)", Applicability.Unsafe, [.. rewriter.Edits])],
            };
        }
        else if (obstacle is not null)
        {
            finding = finding with { Refusals = [new Refusal("Leave out recommended packages", $"Not rewritten: {obstacle.Reason}", obstacle.Span)] };
        }

        context.Report(finding);
    }

    /// <summary>Whether the step itself writes apt's configuration.</summary>
    private static bool WritesSetting(InstructionFacts instruction) =>
        instruction.Run?.Commands.Any(c => c.View.Name is "echo" or "printf" or "cat" or "tee"
            && instruction.Run.Script.Script?.ToString(c.Node).Contains("Install-Recommends", StringComparison.OrdinalIgnoreCase) == true) == true;
}
