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

    /// <summary>The scripts that have not been checked.</summary>
    public static IEnumerable<CheckedScript> Unchecked(FindingCollector findings) =>
        findings.Sequence.EnumerateWhere(m => m.Awaited != AwaitedRemarks.None).Select(e => CheckedScript.Find(findings.Model.Instructions[e.Index])).OfType<CheckedScript>();

    /// <summary>The findings with what is said of scripts that have not been checked; the same object where that is nothing.</summary>
    /// <param name="findings">What the rules found, and what has been said.</param>
    /// <param name="remarks">What was said of a script; null where it has not been checked.</param>
    /// <param name="typedOnly">Whether only what was typed since the file was read is looked at.</param>
    public static FindingCollector Complete(FindingCollector findings, Func<ScriptToCheck, ImmutableArray<ScriptRemark>?> remarks, bool typedOnly)
    {
        var updates = new List<(int, InstructionFindings)>();
        var model = findings.Model;
        Func<RuleDescriptor, InstructionFacts, bool>? isWanted = null;
        var least = typedOnly ? AwaitedRemarks.AtOnce : AwaitedRemarks.Later;
        foreach (var entry in findings.Sequence.EnumerateWhere(m => m.Awaited >= least))
        {
            var instruction = model.Instructions[entry.Index];
            var shown = entry.Item.ByRule;
            if (CheckedScript.Find(instruction) is { } script)
            {
                if (remarks(script.Request) is not { } said)
                {
                    continue;
                }

                shown = Merge(model, findings.Options, shown, script, said, isWanted ??= FindingCollector.CreateFilter(model, findings.Options));
            }

            var place = model.Records.GetAt(entry.Index).Item.Measure;
            updates.Add((entry.Index, new InstructionFindings(place, entry.Item.ByRule, entry.Item.Measure.SilencesFile, AwaitedRemarks.None, shown)));
        }

        return findings.With(updates);
    }

    /// <summary>
    /// The findings of both on one instruction. What a rule of ours says of the same place under the same name stands; rules that know
    /// a little of what ShellCheck knows give way where it has looked.
    /// </summary>
    /// <param name="model">The build.</param>
    /// <param name="options">Which rules are on.</param>
    /// <param name="findings">What the rules found on the instruction.</param>
    /// <param name="script">The instruction's script.</param>
    /// <param name="remarks">What was said of it.</param>
    /// <param name="isWanted">Whether a rule is on there.</param>
    private static ImmutableArray<RuleFindings> Merge(
        BuildModel model, AnalysisOptions options, ImmutableArray<RuleFindings> findings, CheckedScript script, ImmutableArray<ScriptRemark> remarks,
        Func<RuleDescriptor, InstructionFacts, bool> isWanted)
    {
        var kept = findings.RemoveAll(f => ShellCheckRules.IsId(f.Findings[0].Rule.Id) && f.Findings[0].Rule.Id != MayBeEmpty);
        if (remarks.IsEmpty)
        {
            return kept;
        }

        var start = script.Instruction.Syntax.FullSpan.Start;
        var named = new NamedFindings(findings.Where(f => f.Findings[0].Rule.Aliases.Any(ShellCheckRules.IsId))
            .SelectMany(f => Enumerable.Range(0, f.Findings.Length).Select(i => f.At(i, start, model))));
        var directives = ShellCheckDirective.For(script);
        var mapper = new RemarkMapper(script);
        var added = new List<Finding>();
        foreach (var remark in remarks.Distinct())
        {
            if (mapper.Map(remark) is { } finding
                && !directives.Any(d => d.Covers(remark.Code, finding.Span))
                && isWanted(finding.Rule, script.Instruction)
                && !named.Say(finding))
            {
                added.Add(options.Rules.Of(finding.Rule).Severity is { } severity ? finding with { Severity = severity } : finding);
            }
        }

        return added.Count == 0 ? kept : kept.Add(RuleFindings.Create(int.MaxValue, [.. added.OrderBy(f => f.Span.Start)], script.Instruction, model));
    }
}
