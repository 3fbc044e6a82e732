using System.Collections.Immutable;
using DockerLsp.Engine;
using DockerLsp.Engine.Configuration;
using DockerLsp.Engine.Diagnostics;
using DockerLsp.Engine.Rules;
using DockerLsp.Engine.Text;

namespace DockerLsp.Tests.Behaviour;

/// <summary>A rewrite that claims to leave the build as it was.</summary>
/// <param name="Title">Which fix.</param>
/// <param name="Rules">The rules that offer it.</param>
/// <param name="Text">The Dockerfile with it.</param>
/// <param name="Topics">What the rules are about.</param>
internal sealed record SafeRewrite(string Title, string Rules, string Text, RuleTopics Topics);

/// <param name="Rewrite">What was judged.</param>
/// <param name="Verdict">What was seen.</param>
internal sealed record JudgedRewrite(SafeRewrite Rewrite, Verdict Verdict);

/// <summary>Finds all safe rewrites of a Dockerfile, and judges them.</summary>
internal static class FixJudge
{
    public static ImmutableArray<Layering> Layerings { get; } = [.. Enum.GetValues<Layering>()];

    /// <summary>Each safe fix alone, and all of them together, in every layering; each different result once.</summary>
    public static ImmutableArray<SafeRewrite> SafeRewrites(string text)
    {
        var source = SourceText.From(text);
        var rewrites = new Dictionary<string, SafeRewrite>(StringComparer.Ordinal);
        foreach (var layering in Layerings)
        {
            var options = AnalysisOptions.Default with { Layering = layering };
            foreach (var finding in DockerfileAnalysis.Create(source, options).Findings)
            {
                foreach (var fix in finding.Fixes.Where(f => f.Applicability == Applicability.Safe))
                {
                    Add(new SafeRewrite(fix.Title, finding.Rule.Id, source.WithChanges(fix.Edits).ToString(), RuleTopics.Of([finding.Rule.Id])));
                }
            }

            var all = DockerfileAnalysis.FixAll(source, options);
            Add(new SafeRewrite($"all fixes ({layering})", string.Join(' ', all.Applied.Select(f => f.Title).Distinct()), all.Text.ToString(), RuleTopics.All));
        }

        return [.. rewrites.Values];

        void Add(SafeRewrite rewrite)
        {
            if (rewrite.Text != text && !rewrites.TryAdd(rewrite.Text, rewrite))
            {
                var known = rewrites[rewrite.Text];
                if (!known.Rules.Contains(rewrite.Rules, StringComparison.Ordinal))
                {
                    rewrites[rewrite.Text] = known with { Rules = $"{known.Rules} {rewrite.Rules}" };
                }
            }
        }
    }

    /// <summary>All safe fixes together, of the rules that the options select. Looks at nothing where no build can be run.</summary>
    public static void AssertFixAll(string text, AnalysisOptions options)
    {
        if (SkipReason.Find() is not null)
        {
            return;
        }

        var all = DockerfileAnalysis.FixAll(SourceText.From(text), options);
        var rules = options.Select.IsDefaultOrEmpty ? RuleTopics.All : RuleTopics.Of(options.Select.Select(s => RuleCatalog.Find(s)?.Id).OfType<string>());
        var rewrite = new SafeRewrite("all fixes", string.Join(' ', options.Select), all.Text.ToString(), rules);
        var judged = new JudgedRewrite(rewrite, new BehaviourJudge(Effort.Small).Judge(text, rewrite.Text, rules));
        Assert.True(judged.Verdict.Kind != VerdictKind.Different, Describe(text, judged));
    }

    public static ImmutableArray<JudgedRewrite> Judge(string text, Effort effort)
    {
        var judge = new BehaviourJudge(effort);
        return [.. SafeRewrites(text).Select(r => new JudgedRewrite(r, judge.Judge(text, r.Text, r.Topics)))];
    }

    /// <summary>What a difference looks like to the person who has to mend it.</summary>
    public static string Describe(string text, JudgedRewrite judged) =>
        $"{judged.Rewrite.Title} [{judged.Rewrite.Rules}]: {judged.Verdict}\n--- original\n{text}\n--- fixed\n{judged.Rewrite.Text}\n";
}
