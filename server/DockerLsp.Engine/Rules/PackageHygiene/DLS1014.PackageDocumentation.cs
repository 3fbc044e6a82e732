using System.Collections.Frozen;
using DockerLsp.Engine.Diagnostics;
using DockerLsp.Engine.PackageManagers;
using DockerLsp.Engine.Rewriting;
using DockerLsp.Engine.Semantics;
using DockerLsp.Engine.Syntax;

namespace DockerLsp.Engine.Rules.PackageHygiene;

/// <summary>dpkg unpacks the documentation of what it installs, where the image's settings do not leave it out.</summary>
public sealed class PackageDocumentation : Rule
{
    /// <summary>
    /// What Debian's own slim images do by a file of settings (dpkg(1), <c>--path-exclude</c>); they keep the licences, too.
    /// </summary>
    private const string LeaveOut =
        "RUN printf 'path-exclude=/usr/share/%s/*\\n' doc info locale man > /etc/dpkg/dpkg.cfg.d/no-documentation"
        + " && echo 'path-include=/usr/share/doc/*/copyright' >> /etc/dpkg/dpkg.cfg.d/no-documentation";

    /// <summary>Official images that are Debian with all that belongs to it, unless their tag says <c>slim</c>; others start from a slim one.</summary>
    private static readonly FrozenSet<string> FullImages =
        FrozenSet.Create("debian", "buildpack-deps", "python", "node", "golang", "ruby", "rust", "perl", "gcc", "erlang");

    private static readonly object Settled = new();

    public override RuleDescriptor Descriptor { get; } =
        new("DLS1014", "PackageDocumentation", "apt installs the documentation of packages", "PackageHygiene", Severity.Info)
        {
            IsEnabledByDefault = false,
            Fixes = FixAvailability.Sometimes,
        };

    /// <summary>The stages below start from what the first install leaves.</summary>
    public override RuleScope Scope => RuleScope.File;

    public override InstructionKinds Kinds => InstructionKinds.Run;

    /// <summary>Others look only for whether it settles the matter.</summary>
    public override object? InfluenceOf(InstructionFacts instruction) => Settles(instruction) ? Settled : null;

    public override void Analyze(InstructionFacts instruction, RuleContext context)
    {
        if (instruction is not { IsOnbuild: false, Run: { Script.Script: not null } run, Stage: { IsPartOfImage: true }, Before: { Image: { Family: ImageFamily.Debian } image } before }
            || !IsFull(image) || InstallOf(run) is not { } package || IsSettledBefore(instruction, context.Model)
            || instruction.HasTrait(InstructionTraits.DpkgSettings))
        {
            return;
        }

        context.Report(new Finding(
            Descriptor, RuleContext.SpanOf(instruction, package.CallSpan),
            "Unpacks the manual pages, documentation and translations of each package, here and in later steps, which next to nobody reads in a container")
        {
            Fixes = before.IsRoot != false
                ? [new Fix("Leave out documentation (no manual pages, English only)", Applicability.Unsafe, [InstructionEdits.InsertBefore(context.Model.Tree, instruction.Syntax, LeaveOut)])]
                : [],
        });
    }

    private static bool IsFull(BaseImage image)
    {
        var reference = ImageReference.Parse(image.Name);
        return reference.IsOfficial && FullImages.Contains(reference.Name) && reference.Tag?.Contains("slim", StringComparison.OrdinalIgnoreCase) != true;
    }

    private static bool Settles(InstructionFacts instruction) =>
        instruction.HasTrait(InstructionTraits.DpkgSettings) || (!instruction.IsOnbuild && instruction.Run is { } run && InstallOf(run) is not null);

    private static PackageCommand? InstallOf(RunFacts run) =>
        run.Commands.Select(c => c.Package).FirstOrDefault(p => p is { Operation: PackageOperation.Install, Packages.IsEmpty: false } && p.Manager.Store == PackageManagerTable.Apt);

    /// <summary>Whether a step before it has installed, and has the finding, or has settled what dpkg leaves out.</summary>
    private static bool IsSettledBefore(InstructionFacts instruction, BuildModel model) => BuildModel.PartsBefore(instruction).Any(part =>
        model.WithTrait(InstructionTraits.DpkgSettings, part.From, part.To).Any() || model.StepsOn(PackageManagerTable.Apt, part.From, part.To).Any(Settles));
}
