using System.Text.Json;
using DockerLsp.Engine.Diagnostics;

namespace DockerLsp.Cli;

/// <summary>How often each rule found something, the most frequent first, in place of the findings.</summary>
/// <param name="writer">Where the table goes.</param>
/// <param name="asJson">Whether it is read by a program.</param>
internal sealed class StatisticsReport(TextWriter writer, bool asJson) : ReportFormat
{
    private readonly Dictionary<string, (RuleDescriptor Rule, int Count, int Fixable)> rules = new(StringComparer.Ordinal);

    public override void Add(LintedFile file)
    {
        foreach (var finding in file.Findings)
        {
            var (_, count, fixable) = rules.GetValueOrDefault(finding.Rule.Id, (finding.Rule, 0, 0));
            rules[finding.Rule.Id] = (finding.Rule, count + 1, fixable + (finding.HasSafeFix ? 1 : 0));
        }
    }

    public override void End()
    {
        var ordered = rules.Values.OrderByDescending(r => r.Count).ThenBy(r => r.Rule.Id, StringComparer.Ordinal).ToArray();
        if (asJson)
        {
            new ReportJson(writer).Write(j => Write(j, ordered));
            writer.Write('\n');
            return;
        }

        var width = ordered.Select(r => r.Rule.Id.Length).DefaultIfEmpty().Max();
        var digits = ordered.Select(r => $"{r.Count:N0}".Length).DefaultIfEmpty().Max();
        foreach (var (rule, count, fixable) in ordered)
        {
            var mark = fixable == count ? "[*]" : fixable > 0 ? "[-]" : "[ ]";
            writer.Write($"{$"{count:N0}".PadLeft(digits)}  {rule.Id.PadRight(width)}  {mark}  {rule.Title}\n");
        }

        var total = ordered.Sum(r => r.Count);
        writer.Write(total == 0
            ? "No findings\n"
            : $"{Words.Count(total, "finding")} of {Words.Count(ordered.Length, "rule")}; `dockerlsp fix` mends all of [*] and some of [-]\n");
    }

    private static void Write(Utf8JsonWriter j, (RuleDescriptor Rule, int Count, int Fixable)[] ordered)
    {
        j.WriteStartArray();
        foreach (var (rule, count, fixable) in ordered)
        {
            j.WriteStartObject();
            j.WriteString("rule", rule.Id);
            j.WriteString("title", rule.Title);
            j.WriteNumber("count", count);
            j.WriteNumber("fixable", fixable);
            j.WriteEndObject();
        }

        j.WriteEndArray();
    }
}
