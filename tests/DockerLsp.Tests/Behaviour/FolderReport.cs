using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using DockerLsp.Engine;
using DockerLsp.Engine.Configuration;
using DockerLsp.Engine.Diagnostics;
using DockerLsp.Engine.Text;

namespace DockerLsp.Tests.Behaviour;

/// <summary>Adds up what was found in many Dockerfiles.</summary>
internal sealed partial class FolderReport
{
    private readonly SortedDictionary<string, RuleCount> rules = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, int> refusals = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, int> notJudged = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, int> partial = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, int> hygieneLeft = new(StringComparer.Ordinal);
    private readonly List<string> differences = [];
    private readonly List<string> stricter = [];
    private int files;
    private int hygiene;
    private int unchanged;
    private int hard;
    private int hardChanged;
    private int same;
    private int builds;
    private int steps;
    private int failures;

    public int Differences => differences.Count;

    public void CountFindings(string text)
    {
        files++;
        foreach (var finding in DockerfileAnalysis.Create(SourceText.From(text), AnalysisOptions.Default).Findings)
        {
            var count = rules.TryGetValue(finding.Rule.Id, out var known) ? known : rules[finding.Rule.Id] = new RuleCount();
            count.All++;
            if (finding.Fixes.Any(f => f.Applicability == Applicability.Safe))
            {
                count.Safe++;
            }
            else if (!finding.Fixes.IsEmpty)
            {
                count.Unsafe++;
            }
            else if (!finding.Refusals.IsEmpty)
            {
                count.Refused++;
                Add(refusals, $"{finding.Rule.Id}: {WithoutNames(finding.Refusals[0].Reason)}");
            }

            hygiene += IsHygiene(finding) ? 1 : 0;
        }

        // What is wrong and stays wrong is counted after all fixes: a fix that is offered has to mend, too.
        foreach (var left in DockerfileAnalysis.FixAll(SourceText.From(text), AnalysisOptions.Default).Remaining.Where(IsHygiene))
        {
            var why = !left.Refusals.IsEmpty ? left.Refusals[0].Reason : !left.Fixes.IsEmpty ? $"unsafe: {left.Fixes[0].Title}" : "no fix";
            Add(hygieneLeft, $"{left.Rule.Id}: {WithoutNames(why)}");
        }
    }

    private static bool IsHygiene(Finding finding) => finding.Rule.Category == "PackageHygiene";

    private static string WithoutNames(string reason) => Quoted().Replace(LineNumber().Replace(reason, "line N"), "`…`");

    public void Add(string file, string text, IReadOnlyCollection<JudgedRewrite> judged)
    {
        unchanged += judged.Count == 0 ? 1 : 0;
        if (HardShell().IsMatch(text))
        {
            hard++;
            hardChanged += judged.Count > 0 ? 1 : 0;
        }

        foreach (var one in judged)
        {
            builds += one.Verdict.Builds;
            steps += one.Verdict.Steps;
            failures += one.Verdict.Failures;
            switch (one.Verdict.Kind)
            {
                case VerdictKind.Same:
                    same++;
                    break;
                case VerdictKind.NotJudged:
                    Add(notJudged, $"{file}: {one.Rewrite.Title}: {one.Verdict.Detail}");
                    break;
                default:
                    differences.Add($"=== {file}\n{FixJudge.Describe(text, one)}");
                    break;
            }

            if (one.Verdict.IsStricter)
            {
                stricter.Add($"{file}: {one.Rewrite.Title} [{one.Rewrite.Rules}]");
            }

            if (one.Verdict.Partial.Length > 0)
            {
                Add(partial, $"{file}: {one.Verdict.Partial}");
            }
        }
    }

    public override string ToString()
    {
        var text = new StringBuilder();
        foreach (var difference in differences)
        {
            text.AppendLine(difference);
        }

        Section(text, "The original stops before its end without help, so that only what comes before was seen", partial.Select(p => $"{p.Value,5}  {p.Key}"));
        Section(text, "A failed refresh stops the fixed build, and did not stop the original one", stricter);
        Section(text, "Not judged", notJudged.Select(p => $"{p.Value,5}  {p.Key}"));
        Section(text, "Refused, by reason (findings without a fix)", refusals.OrderByDescending(p => p.Value).Select(p => $"{p.Value,5}  {p.Key}"));
        Section(text, "Findings: all, with a safe fix, with an unsafe one only, refused, without any", rules.Select(p =>
            $"  {p.Key,-8} {p.Value.All,5} {p.Value.Safe,5} {p.Value.Unsafe,5} {p.Value.Refused,5} {p.Value.All - p.Value.Safe - p.Value.Unsafe - p.Value.Refused,5}")
            .Append($"  {"sum",-8} {rules.Values.Sum(r => r.All),5} {rules.Values.Sum(r => r.Safe),5} {rules.Values.Sum(r => r.Unsafe),5} {rules.Values.Sum(r => r.Refused),5}"));
        Section(text, "Package hygiene that safe fixes leave, by reason", hygieneLeft.OrderByDescending(p => p.Value).Select(p => $"{p.Value,5}  {p.Key}"));
        text.AppendLine(CultureInfo.InvariantCulture, $"{hygiene} findings of package hygiene, {hygiene - hygieneLeft.Values.Sum()} of them mended by safe fixes");
        text.AppendLine(CultureInfo.InvariantCulture, $"{files} Dockerfiles, {files - unchanged} of them changed by a safe fix; {builds} builds of {steps} different steps, {failures} chosen failures");
        text.AppendLine(CultureInfo.InvariantCulture, $"{hard} with errexit, control flow or a heredoc, {hardChanged} of them changed by a safe fix");
        text.AppendLine(CultureInfo.InvariantCulture, $"{same + notJudged.Values.Sum() + differences.Count} fixes: {same} the same, {notJudged.Values.Sum()} not judged, {differences.Count} different");
        return text.ToString();
    }

    private static void Section(StringBuilder text, string title, IEnumerable<string> lines)
    {
        text.AppendLine(title + ":");
        foreach (var line in lines)
        {
            text.AppendLine(line);
        }

        text.AppendLine();
    }

    private static void Add(SortedDictionary<string, int> counts, string key) => counts[key] = counts.GetValueOrDefault(key) + 1;

    [GeneratedRegex("`[^`]*`")]
    private static partial Regex Quoted();

    [GeneratedRegex(@"set -[a-z]*e|errexit|""-[a-z]*e|<<|\b(if|for|while|until|case)\b|\|\||[({] ")]
    private static partial Regex HardShell();

    [GeneratedRegex("line [0-9]+")]
    private static partial Regex LineNumber();

    private sealed class RuleCount
    {
        public int All { get; set; }

        public int Safe { get; set; }

        public int Unsafe { get; set; }

        public int Refused { get; set; }
    }
}
