using System.Collections.Immutable;
using DockerLsp.Engine.Configuration;
using DockerLsp.Engine.Diagnostics;
using DockerLsp.Engine.Rules;
using DockerLsp.Engine.Semantics;

namespace DockerLsp.Engine.ScriptChecks;

/// <summary>Puts what ShellCheck says beside what the rules found.</summary>
internal static class ScriptFindings
{
    /// <summary>
    /// The findings of both. What a rule of ours says of the same place under the same name stands; rules that know a little of
    /// what ShellCheck knows give way where it has looked.
    /// </summary>
    /// <param name="model">The build.</param>
    /// <param name="options">Which rules are on.</param>
    /// <param name="findings">What the rules found.</param>
    /// <param name="scripts">The scripts of the build.</param>
    /// <param name="remarks">What was said of a script; null where it has not been checked.</param>
    public static ImmutableArray<Finding> Merge(
        BuildModel model, AnalysisOptions options, ImmutableArray<Finding> findings, ImmutableArray<CheckedScript> scripts,
        Func<ScriptToCheck, ImmutableArray<ScriptRemark>?> remarks)
    {
        var merged = findings.ToList();
        var hasChanged = false;
        var isWanted = FindingCollector.CreateFilter(model, options);
        foreach (var script in scripts)
        {
            if (remarks(script.Request) is not { } said)
            {
                continue;
            }

            var instruction = script.Instruction.Syntax.Span;
            hasChanged |= merged.RemoveAll(f => ShellCheckRules.IsId(f.Rule.Id) && instruction.Contains(f.Span.Start)) > 0 || said.Length > 0;
            var directives = ShellCheckDirective.For(script);
            var mapper = new RemarkMapper(script);
            foreach (var remark in said.Distinct())
            {
                if (mapper.Map(remark) is { } finding
                    && !directives.Any(d => d.Covers(remark.Code, finding.Span))
                    && isWanted(finding.Rule, script.Instruction)
                    && !IsSaid(finding, findings))
                {
                    merged.Add(options.Rules.Of(finding.Rule).Severity is { } severity ? finding with { Severity = severity } : finding);
                }
            }
        }

        return hasChanged ? [.. merged.OrderBy(f => f.Span.Start)] : findings;
    }

    private static bool IsSaid(Finding finding, ImmutableArray<Finding> findings) =>
        findings.Any(f => f.Rule.Aliases.Contains(finding.Rule.Id, StringComparer.Ordinal) && f.Span.IntersectsWith(finding.Span));
}
