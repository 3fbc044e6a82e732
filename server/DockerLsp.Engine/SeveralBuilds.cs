using System.Collections.Immutable;
using DockerLsp.Engine.Configuration;
using DockerLsp.Engine.Diagnostics;
using DockerLsp.Engine.Semantics;
using DockerLsp.Engine.Text;

namespace DockerLsp.Engine;

/// <summary>
/// The findings of a text that several builds read, each with arguments and a target of its own. What holds for one of them is
/// found; what is called unnecessary has to be that in all of them. A fix is offered where it is the same one under the arguments
/// of every build and without any, so that no build is repaired at the cost of another.
/// </summary>
public sealed class SeveralBuilds
{
    private readonly ImmutableArray<AnalysisOptions> builds;
    private readonly Func<AnalysisOptions, ImmutableArray<Finding>> analyze;
    private readonly ImmutableArray<AnalysisOptions> settings;
    private readonly ImmutableArray<string?> targets;
    private readonly Found?[,] known;

    private SeveralBuilds(ImmutableArray<AnalysisOptions> builds, Func<AnalysisOptions, ImmutableArray<Finding>> analyze)
    {
        this.builds = builds;
        this.analyze = analyze;
        settings = [.. builds.Select(WithoutTarget).Append(builds[0] with { Build = BuildRequest.Default }).DistinctBy(KeyOf)];
        targets = [.. builds.Select(b => b.Build.Target).Append(null).Distinct(StringComparer.OrdinalIgnoreCase)];
        known = new Found?[settings.Length, targets.Length];
    }

    /// <param name="builds">The options of each build; at least one.</param>
    /// <param name="analyze">The findings of the text under such options.</param>
    /// <returns>The findings in source order, each once.</returns>
    public static ImmutableArray<Finding> Collect(ImmutableArray<AnalysisOptions> builds, Func<AnalysisOptions, ImmutableArray<Finding>> analyze)
    {
        builds = [.. builds.DistinctBy(KeyOf)];
        return builds is [{ Build: var only }] && only.Equals(BuildRequest.Default) ? analyze(builds[0]) : new SeveralBuilds(builds, analyze).Merge();
    }

    private ImmutableArray<Finding> Merge()
    {
        var all = builds.Select(build => FindingsOf(IndexOf(build), TargetOf(build))).ToArray();
        var merged = new List<Finding>();
        var shown = new HashSet<Place>();
        for (var i = 0; i < all.Length; i++)
        {
            var found = all[i];
            foreach (var finding in found.All)
            {
                if (!shown.Contains(KeyOf(finding))
                    && (!finding.IsUnnecessary || Array.TrueForAll(all, f => f.ByPlace.Contains(KeyOf(finding)))))
                {
                    merged.Add(WithAgreedFixes(finding, TargetOf(builds[i])));
                }
            }

            // One rule may have several findings at one place, all of which count.
            shown.UnionWith(found.All.Select(KeyOf));
        }

        return [.. merged.OrderBy(f => f.Span.Start)];
    }

    private Finding WithAgreedFixes(Finding finding, int target)
    {
        if (finding.Fixes.IsEmpty)
        {
            return finding;
        }

        ImmutableArray<Fix> agreed = [.. finding.Fixes.Where(fix => IsAgreed(finding, fix, target))];
        return agreed.Length == finding.Fixes.Length ? finding : finding with
        {
            Fixes = agreed,
            Refusals = finding.Refusals.Add(new Refusal(
                finding.Fixes.First(f => !agreed.Contains(f)).Title, "Not offered: with other build arguments or another target it would not be the right one", finding.Span)
            {
                IsOnRequest = finding.Fixes.All(f => f.IsOnRequest),
            }),
        };
    }

    /// <summary>
    /// Whether all see the fix in the same way: under other arguments the finding has to be there, too; for another target it may
    /// be missing, because what a build does not make needs no repair.
    /// </summary>
    private bool IsAgreed(Finding finding, Fix fix, int target)
    {
        for (var setting = 0; setting < settings.Length; setting++)
        {
            for (var other = 0; other < targets.Length; other++)
            {
                var same = FindingsOf(setting, other).ByPlace[KeyOf(finding)];
                if ((other == target || same.Any()) && !same.Any(f => f.Fixes.Any(x => x.Applicability == fix.Applicability && x.Edits.SequenceEqual(fix.Edits))))
                {
                    return false;
                }
            }
        }

        return true;
    }

    private Found FindingsOf(int setting, int target)
    {
        if (known[setting, target] is { } found)
        {
            return found;
        }

        var all = analyze(settings[setting] with { Build = settings[setting].Build with { Target = targets[target] } });
        return known[setting, target] = new Found(all, all.ToLookup(KeyOf));
    }

    private int TargetOf(AnalysisOptions build) => targets.IndexOf(build.Build.Target, StringComparer.OrdinalIgnoreCase);

    private int IndexOf(AnalysisOptions build)
    {
        var key = KeyOf(WithoutTarget(build));
        var index = 0;
        while (!KeyOf(settings[index]).Equals(key))
        {
            index++;
        }

        return index;
    }

    private static AnalysisOptions WithoutTarget(AnalysisOptions build) => build with { Build = build.Build with { Target = null } };

    private static Setting KeyOf(AnalysisOptions build) => new(build.Build, build.IgnoreFile, build.Context);

    private static Place KeyOf(Finding finding) => new(finding.Rule.Id, finding.Span);

    private sealed record Found(ImmutableArray<Finding> All, ILookup<Place, Finding> ByPlace);

    private sealed record Place(string Rule, TextSpan Span);

    /// <summary>What findings depend on besides the target.</summary>
    private sealed record Setting(BuildRequest Build, DockerIgnore? IgnoreFile, Lazy<ContextSummary?>? Context);
}
