using System.CommandLine;
using System.Text.Json;
using DockerLsp.Engine.Diagnostics;
using DockerLsp.Engine.Rules;

namespace DockerLsp.Cli;

/// <summary><c>dockerlsp rules</c>: lists all rules.</summary>
internal static class RulesCommand
{
    public static Command Create(CommandEnvironment environment)
    {
        var format = AnalysisArguments.CreateChoice("--format", "How the list is written", ["text", "json", "markdown"], "text");
        var command = new Command("rules", "List all rules.") { format };
        command.SetAction(arguments => Run(arguments.GetRequiredValue(format), environment.Writer));
        return command;
    }

    private static int Run(string format, TextWriter writer)
    {
        switch (format)
        {
            case "json":
                WriteJson(writer);
                break;
            case "markdown":
                WriteMarkdown(writer);
                break;
            default:
                WriteText(writer);
                break;
        }

        return ExitStatus.Clean;
    }

    private static void WriteText(TextWriter writer)
    {
        var width = RuleCatalog.All.Select(rule => rule.Id.Length).DefaultIfEmpty().Max();
        foreach (var rule in RuleCatalog.All)
        {
            var fixes = rule.Fixes == FixAvailability.None ? "" : "fix";
            writer.WriteLine($"{rule.Id.PadRight(width)}  {Words.Of(rule.DefaultSeverity),-7}  {fixes,-3}  {rule.Title}");
        }
    }

    private static void WriteMarkdown(TextWriter writer)
    {
        writer.WriteLine("| rule | what it finds | category | severity | fixes | also called |");
        writer.WriteLine("|---|---|---|---|---|---|");
        foreach (var rule in RuleCatalog.All)
        {
            writer.WriteLine(
                $"| [{rule.Id}]({rule.Url}) | {rule.Title.Replace("|", "\\|", StringComparison.Ordinal)} | {rule.Category} | "
                + $"{Words.Of(rule.DefaultSeverity)} | {Words.Of(rule.Fixes)} | {string.Join(", ", rule.Aliases)} |");
        }
    }

    private static void WriteJson(TextWriter writer)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true }))
        {
            json.WriteStartArray();
            foreach (var rule in RuleCatalog.All)
            {
                json.WriteStartObject();
                json.WriteString("id", rule.Id);
                json.WriteString("name", rule.Name);
                json.WriteStartArray("aliases");
                foreach (var alias in rule.Aliases)
                {
                    json.WriteStringValue(alias);
                }

                json.WriteEndArray();
                json.WriteString("title", rule.Title);
                json.WriteString("category", rule.Category);
                json.WriteString("severity", Words.Of(rule.DefaultSeverity));
                json.WriteString("fixes", Words.Of(rule.Fixes));
                json.WriteBoolean("enabled", rule.IsEnabledByDefault);
                json.WriteString("url", rule.Url);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        writer.WriteLine(System.Text.Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length));
    }
}
