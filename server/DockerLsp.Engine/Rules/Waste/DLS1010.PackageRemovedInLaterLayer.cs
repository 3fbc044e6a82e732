using System.Collections.Immutable;
using DockerLsp.Engine.Diagnostics;
using DockerLsp.Engine.PackageManagers;
using DockerLsp.Engine.Semantics;
using DockerLsp.Engine.Syntax;

namespace DockerLsp.Engine.Rules.Waste;

/// <summary>A step removes packages that an earlier layer holds: build tools, most of the time.</summary>
public sealed class PackageRemovedInLaterLayer : Rule
{
    public override RuleDescriptor Descriptor { get; } =
        new("DLS1010", "PackageRemovedInLaterLayer", "A package of an earlier layer is removed", "Waste", Severity.Info)
        {
            Fixes = FixAvailability.Sometimes,
        };

    public override RuleScope Scope => RuleScope.Stage;

    public override InstructionKinds Kinds => InstructionKinds.Run;

    public override ImmutableArray<string> Calls => [AnyPackageManager];

    /// <summary>Install, use and removal; a chain that is longer is not one thought any more.</summary>
    private const int MostSteps = 6;

    /// <summary>Each RUN counts, because those between install and removal are merged with them; of all others only that they are none.</summary>
    public override object? InfluenceOf(InstructionFacts instruction) =>
        instruction.Syntax is RunSyntax ? Whole(instruction) : instruction.Syntax.Green.Kinds & InstructionKinds.Run;

    public override void AddAffected(Replacement replacement, AffectedInstructions affected) => affected.AddWithTrait(InstructionTraits.RemovesPackages);

    public override void Analyze(InstructionFacts instruction, RuleContext context)
    {
        if (instruction.Run is not { } run || !EarlierLayers.IsInImage(instruction))
        {
            return;
        }

        foreach (var command in run.Commands)
        {
            if (command.Package is not { Operation: PackageOperation.Remove } removal)
            {
                continue;
            }

            var names = removal.Packages.Select(p => p.ConstantValue).OfType<string>().Where(n => !Installs(run, removal.Manager, n)).ToImmutableArray();
            if (names.IsEmpty || FindInstall(instruction, removal.Manager, names, context.Model) is not var (origin, found))
            {
                continue;
            }

            var others = found.Length switch
            {
                1 => "",
                2 => " and one other package",
                _ => $" and {found.Length - 1} other packages",
            };
            var finding = new Finding(
                Descriptor, RuleContext.SpanOf(instruction, command),
                $"Frees nothing: `{found[0]}`{others} {(found.Length == 1 ? "stays" : "stay")} in the layer of line {context.Line(origin)}; one RUN for install, use and removal, or a build stage, keeps {(found.Length == 1 ? "it" : "them")} out")
            {
                Related = [new RelatedPlace(origin.Syntax.Keyword.Span, "installed here, in another layer")],
            };
            context.Report(EarlierLayers.WithMerge(finding, origin, instruction, context.Model, MostSteps));
            return;
        }
    }

    private static (InstructionFacts Origin, ImmutableArray<string> Found)? FindInstall(
        InstructionFacts instruction, PackageManager manager, ImmutableArray<string> names, BuildModel model)
    {
        foreach (var earlier in EarlierLayers.Before(model, instruction, InstructionKinds.Run))
        {
            if (earlier.Run is { } run && names.Where(n => Installs(run, manager, n)).ToImmutableArray() is { IsEmpty: false } found)
            {
                return (earlier, found);
            }
        }

        return null;
    }

    private static bool Installs(RunFacts run, PackageManager manager, string name) =>
        run.Commands.Any(c => c.Package is { Operation: PackageOperation.Install } install && install.Manager.Store == manager.Store
            && (install.Packages.Any(p => p.ConstantValue is { } package && NameOf(package) == name)
                // apk add --virtual .build-deps …
                || install.Options.Any(o => o == $"--virtual={name}" || o == $"-t={name}")));

    private static string NameOf(string package)
    {
        var end = package.IndexOfAny(['=', '~', '<', '>', '/'], Math.Min(1, package.Length));
        return end < 0 ? package : package[..end];
    }
}
