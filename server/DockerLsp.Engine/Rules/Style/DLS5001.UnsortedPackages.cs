using System.Collections.Immutable;
using DockerLsp.Engine.Diagnostics;
using DockerLsp.Engine.PackageManagers;
using DockerLsp.Engine.Semantics;
using DockerLsp.Engine.Shell;
using DockerLsp.Engine.Text;

namespace DockerLsp.Engine.Rules.Style;

/// <summary>A list of packages, one on a line, that is not in order.</summary>
public sealed class UnsortedPackages : CommandRule
{
    /// <summary>Shorter lists are seen at a glance.</summary>
    private const int LeastPackages = 3;

    public override RuleDescriptor Descriptor { get; } =
        new("DLS5001", "UnsortedPackages", "Packages that are not in order", "Style", Severity.Hint)
        {
            Aliases = ["S7018"],
            Fixes = FixAvailability.Always,
            IsEnabledByDefault = false,
        };

    public override ImmutableArray<string> Calls => [AnyPackageManager];

    protected override void AnalyzeCommand(InstructionFacts instruction, ScriptCommand command, RuleContext context)
    {
        if (command.Package is not { Operation: PackageOperation.Install } || command.View.Name is not ("apt-get" or "apt" or "apk" or "dnf" or "microdnf" or "yum" or "zypper"))
        {
            return;
        }

        var packages = TrailingPackages(command);
        if (packages.Length < LeastPackages || !StandOnLines(packages, instruction, context))
        {
            return;
        }

        var sorted = packages.OrderBy(p => p.ConstantValue, StringComparer.OrdinalIgnoreCase).ThenBy(p => p.ConstantValue, StringComparer.Ordinal).ToImmutableArray();
        if (sorted.SequenceEqual(packages))
        {
            return;
        }

        var first = packages.Zip(sorted).First(p => !ReferenceEquals(p.First, p.Second)).First;
        var script = instruction.Run?.Script.Script;
        var edits = packages.Zip(sorted).Where(p => !ReferenceEquals(p.First, p.Second))
            .Select(p => new TextChange(RuleContext.SpanOf(instruction, p.First.Span), script?.ToString(p.Second) ?? ""));
        context.Report(new Finding(
            Descriptor, RuleContext.SpanOf(instruction, first.Span), "Is not in alphabetical order, in which a package is found at once and one that is there twice shows")
        {
            Fixes = [new Fix("Sort the packages (installs them in another order)", Applicability.Unsafe, [.. edits])],
        });
    }

    /// <summary>The packages at the end of the command; none where an option or a variable stands among them.</summary>
    private static ImmutableArray<ShellWord> TrailingPackages(ScriptCommand command)
    {
        var words = command.View.Arguments;
        var install = -1;
        for (var i = 0; i < words.Length; i++)
        {
            if (words[i].ConstantValue is "install" or "add" or "in")
            {
                install = i;
                break;
            }
        }

        if (install < 0)
        {
            return [];
        }

        var start = words.Length;
        while (start > install + 1 && words[start - 1] is { PlainText: [not '-', ..] })
        {
            start--;
        }

        // The first one could be the value of an option before it.
        if (start - 1 > install && words[start - 1].ConstantValue is not ("-y" or "-yq" or "-qy" or "-qqy" or "--yes" or "--no-install-recommends" or "--no-cache" or "-q" or "-qq" or "--assumeyes" or "-n"))
        {
            start++;
        }

        return start >= words.Length ? [] : [.. words[start..]];
    }

    /// <summary>Whether each stands on a line of its own, and no comment is between them.</summary>
    private static bool StandOnLines(ImmutableArray<ShellWord> packages, InstructionFacts instruction, RuleContext context)
    {
        var lines = packages.Select(p => context.Line(RuleContext.SpanOf(instruction, p.Span).Start)).ToArray();
        var all = TextSpan.FromBounds(RuleContext.SpanOf(instruction, packages[0].Span).Start, RuleContext.SpanOf(instruction, packages[^1].Span).End);
        return lines.ToHashSet().Count == lines.Length && !instruction.Syntax.InnerComments.Any(c => all.Contains(c.Span));
    }
}
