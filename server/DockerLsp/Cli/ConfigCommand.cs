using System.Collections.Immutable;
using System.CommandLine;
using DockerLsp.Files;

namespace DockerLsp.Cli;

/// <summary><c>dockerlsp config</c>: shows what is configured for a file, and who said so.</summary>
internal sealed class ConfigCommand
{
    private readonly CommandEnvironment environment;
    private readonly Argument<string> path = new("PATH")
    {
        Description = "A Dockerfile, which need not exist; the one in the current folder by default",
        DefaultValueFactory = _ => "Dockerfile",
    };

    private readonly Option<string?> config = new("--config") { Description = "Read this configuration file and no other", HelpName = "FILE" };
    private readonly Option<string> format = AnalysisArguments.CreateChoice("--format", "How it is written", ["text", "json"], "text");
    private readonly Option<bool> schema = new("--schema") { Description = "Print the JSON schema of .dockerlsp.yaml instead" };

    private ConfigCommand(CommandEnvironment environment) => this.environment = environment;

    public static Command Create(CommandEnvironment environment)
    {
        var config = new ConfigCommand(environment);
        var command = new Command("config", "Show what is configured for a Dockerfile, and where.") { config.path, config.config, config.format, config.schema };
        command.SetAction(config.Run);
        return command;
    }

    private int Run(ParseResult arguments)
    {
        if (arguments.GetValue(schema))
        {
            environment.Writer.Write(ConfigurationSchema.Create());
            return ExitStatus.Clean;
        }

        var name = arguments.GetRequiredValue(path);
        var configuration = new RunConfiguration(environment, arguments.GetValue(config), _ => { });
        var full = Path.GetFullPath(name, environment.CurrentDirectory);
        full = Directory.Exists(full) ? Path.Combine(full, "Dockerfile") : full;
        var effective = configuration.For(new InputFile(name, full));
        var isInvalid = configuration.ReportProblems(effective, new Progress(environment, 1));
        if (arguments.GetRequiredValue(format) == "json")
        {
            WriteJson(effective, configuration);
        }
        else
        {
            WriteText(effective, configuration);
        }

        return isInvalid ? ExitStatus.Failure : ExitStatus.Clean;
    }

    /// <summary>In the form of a configuration file, with the origin behind each line.</summary>
    private void WriteText(EffectiveConfiguration effective, RunConfiguration configuration)
    {
        foreach (var file in effective.Files)
        {
            environment.Writer.WriteLine($"# read: {VisibleText.Of(configuration.NameOf(file.Path))}");
        }

        if (effective.Files.IsEmpty)
        {
            environment.Writer.WriteLine("# no configuration file");
        }

        var lines = new List<(string Text, string Origin)>();
        var isListed = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (name, value) in WithDefaults(effective))
        {
            var parts = name.Split('.', 3);
            if (parts.Length == 1)
            {
                lines.Add(($"{name}: {value.Text}", value.Origin));
                continue;
            }

            if (isListed.Add(parts[0]))
            {
                lines.Add(($"{parts[0]}:", ""));
            }

            if (parts[0] != "rules")
            {
                lines.Add(($"  {name[(parts[0].Length + 1)..]}: {value.Text}", value.Origin));
            }
            else if (parts.Length == 3)
            {
                if (isListed.Add(parts[1]))
                {
                    lines.Add(($"  {parts[1]}:", ""));
                }

                lines.Add(($"    {parts[2]}: {value.Text}", value.Origin));
            }
            else if (effective.Values.Keys.Any(key => key.StartsWith($"{name}.", StringComparison.OrdinalIgnoreCase)))
            {
                isListed.Add(parts[1]);
                lines.Add(($"  {parts[1]}:", ""));
                lines.Add(($"    severity: {value.Text}", value.Origin));
            }
            else
            {
                lines.Add(($"  {parts[1]}: {value.Text}", value.Origin));
            }
        }

        var width = lines.Where(line => line.Origin.Length > 0).Select(line => line.Text.Length).DefaultIfEmpty().Max();
        foreach (var (text, origin) in lines)
        {
            var shown = VisibleText.Of(text);
            environment.Writer.WriteLine(origin.Length == 0 ? shown : $"{shown.PadRight(width)}  # {VisibleText.Of(origin)}");
        }
    }

    private void WriteJson(EffectiveConfiguration effective, RunConfiguration configuration)
    {
        new ReportJson(environment.Writer).Write(json =>
        {
            json.WriteStartObject();
            json.WriteStartArray("files");
            foreach (var file in effective.Files)
            {
                json.WriteStringValue(configuration.NameOf(file.Path));
            }

            json.WriteEndArray();
            json.WriteStartArray("values");
            foreach (var (name, value) in WithDefaults(effective))
            {
                json.WriteStartObject();
                json.WriteString("name", name);
                json.WriteString("value", value.Text);
                json.WriteString("origin", value.Origin);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        });
        environment.Writer.WriteLine();
    }

    private static ImmutableSortedDictionary<string, ConfiguredValue> WithDefaults(EffectiveConfiguration effective)
    {
        var values = effective.Values;
        foreach (var (name, text) in ((string, string)[])[("layering", ConfigurationWords.DefaultLayering), ("fail-on", "warning")])
        {
            values = values.ContainsKey(name) ? values : values.SetItem(name, new ConfiguredValue(text, "default"));
        }

        return values;
    }
}
