using System.Collections.Immutable;
using DockerLsp.Engine.Configuration;
using DockerLsp.Engine.Diagnostics;
using DockerLsp.Engine.Rules;
using DockerLsp.Engine.Semantics;
using DockerLsp.Engine.Text;

namespace DockerLsp.Engine.ScriptChecks;

/// <summary>Puts what ShellCheck says beside what the rules found.</summary>
internal static class ScriptFindings
{
    /// <summary>
    /// What ours says of variables that may be empty stays: to ShellCheck those that the build declares have a value, lest it
    /// complains of every use.
    /// </summary>
    private const string MayBeEmpty = "SC2086";

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
        var said = new List<Said>();
        foreach (var script in scripts)
        {
            if (remarks(script.Request) is { } given)
            {
                said.Add(new Said(script, given));
            }
        }

        if (said.Count == 0)
        {
            return findings;
        }

        // Few findings bear a name of ShellCheck's: only those are compared.
        var isWanted = FindingCollector.CreateFilter(model, options);
        var named = new NamedFindings(findings.Where(f => f.Rule.Aliases.Any(ShellCheckRules.IsId)));
        var merged = WithoutThoseIn(said.Select(s => s.Script.Instruction.Syntax.Span), findings);
        var hasChanged = merged.Count < findings.Length;
        foreach (var (script, list) in said)
        {
            if (list.IsEmpty)
            {
                continue;
            }

            var directives = ShellCheckDirective.For(script);
            var mapper = new RemarkMapper(script);
            foreach (var remark in list.Distinct())
            {
                if (mapper.Map(remark) is { } finding
                    && !directives.Any(d => d.Covers(remark.Code, finding.Span))
                    && isWanted(finding.Rule, script.Instruction)
                    && !named.Say(finding))
                {
                    hasChanged = true;
                    merged.Add(options.Rules.Of(finding.Rule).Severity is { } severity ? finding with { Severity = severity } : finding);
                }
            }
        }

        return hasChanged ? [.. merged.OrderBy(f => f.Span.Start)] : findings;
    }

    /// <summary>The findings but those under ShellCheck's ids in the instructions, which like the findings are in source order.</summary>
    private static List<Finding> WithoutThoseIn(IEnumerable<TextSpan> instructions, ImmutableArray<Finding> findings)
    {
        var kept = new List<Finding>(findings.Length);
        using var spans = instructions.GetEnumerator();
        var any = spans.MoveNext();
        foreach (var finding in findings)
        {
            while (any && spans.Current.End <= finding.Span.Start)
            {
                any = spans.MoveNext();
            }

            if (!any || !spans.Current.Contains(finding.Span.Start) || !ShellCheckRules.IsId(finding.Rule.Id) || finding.Rule.Id == MayBeEmpty)
            {
                kept.Add(finding);
            }
        }

        return kept;
    }

    /// <summary>A script that has been checked.</summary>
    private sealed record Said(CheckedScript Script, ImmutableArray<ScriptRemark> Remarks);
}
