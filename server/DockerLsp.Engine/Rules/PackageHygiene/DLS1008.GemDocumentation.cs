using System.Collections.Immutable;
using DockerLsp.Engine.Diagnostics;
using DockerLsp.Engine.PackageManagers;
using DockerLsp.Engine.Semantics;
using DockerLsp.Engine.Syntax;
using DockerLsp.Engine.Text;

namespace DockerLsp.Engine.Rules.PackageHygiene;

/// <summary>gem builds the documentation of what it installs.</summary>
public sealed class GemDocumentation : Rule
{
    public override RuleDescriptor Descriptor { get; } =
        new("DLS1008", "GemDocumentation", "gem builds the documentation of what it installs", "PackageHygiene", Severity.Info)
        {
            Fixes = FixAvailability.Always,
        };

    public override ImmutableArray<string> Calls => [AnyPackageManager];

    /// <summary>A setting of another step may turn documentation off.</summary>
    public override RuleScope Scope => RuleScope.File;

    public override InstructionKinds Kinds => InstructionKinds.Run;

    public override object? InfluenceOf(InstructionFacts instruction) => instruction.HasTrait(InstructionTraits.GemSettings) ? InstructionTraits.GemSettings : null;

    public override void Analyze(InstructionFacts instruction, RuleContext context)
    {
        // The official images of Ruby have `gem: --no-document` in /usr/local/etc/gemrc.
        if (instruction is not { Run: { Script.Script: not null } run, Stage: { IsPartOfImage: true, Image.Name: var image } } || ImageReference.Parse(image) is { IsOfficial: true, Name: "ruby" or "jruby" })
        {
            return;
        }

        foreach (var command in run.Commands)
        {
            if (command.Package is { Manager.Name: "gem", Operation: PackageOperation.Install, Packages.IsEmpty: false } package && !SaysSo(package)
                && !context.Model.WithTrait(InstructionTraits.GemSettings).Any())
            {
                var word = package.Node.Words[package.SubcommandIndex];
                var at = RuleContext.SpanOf(instruction, word.Span).End;
                context.Report(new Finding(
                    Descriptor, RuleContext.SpanOf(instruction, TextSpan.FromBounds(package.Node.Words[0].Span.Start, word.Span.End)),
                    "Builds the gem's documentation and keeps it in the image; `--no-document` leaves it out")
                {
                    Fixes = [new Fix("Install with --no-document (no ri pages)", Applicability.Unsafe, [new TextChange(new TextSpan(at, 0), " --no-document")])],
                });
            }
        }
    }

    private static bool SaysSo(PackageCommand package) =>
        package.Options.Any(o => o is "-N" or "--no-document" or "--no-ri" or "--no-rdoc" || o.StartsWith("--document", StringComparison.Ordinal)
            || o.StartsWith("--no-document", StringComparison.Ordinal) || o == "--config-file");
}
