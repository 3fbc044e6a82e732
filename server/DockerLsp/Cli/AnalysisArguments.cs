using System.CommandLine;
using System.CommandLine.Parsing;
using DockerLsp.Files;

namespace DockerLsp.Cli;

/// <summary>The arguments that <c>lint</c> and <c>fix</c> share.</summary>
internal sealed class AnalysisArguments
{
    private readonly Argument<string[]> paths = new("PATH")
    {
        Description = "Dockerfiles, Compose or Bake files that build some, folders to search, or - for standard input; the current folder by default",
        Arity = ArgumentArity.ZeroOrMore,
    };

    private readonly Option<string> failOn = CreateChoice("--fail-on", "The least severity that makes the exit status 1", Words.Thresholds, "warning");

    private readonly Option<string[]> select = new("--select") { Description = "Run only these rules: ids, aliases or prefixes, separated by commas", HelpName = "RULES" };

    private readonly Option<string[]> ignore = new("--ignore") { Description = "Leave out these rules", HelpName = "RULES" };

    private readonly Option<string?> inputName = new("--stdin-filename") { Description = "What standard input is called, and where it belongs", HelpName = "NAME" };

    private readonly Option<string> layering = CreateChoice("--layering", "The shape that rewrites of package installs give", Words.Layerings, ConfigurationWords.DefaultLayering);

    private readonly Option<string?> config = new("--config") { Description = "Read this configuration file and no other", HelpName = "FILE" };

    private readonly Option<string> color = CreateChoice("--color", "When to colour the output", ["auto", "always", "never"], "auto");

    /// <summary>An option that takes one of a few words.</summary>
    public static Option<string> CreateChoice(string name, string description, IReadOnlyList<string> words, string byDefault)
    {
        var option = new Option<string>(name) { Description = description, DefaultValueFactory = _ => byDefault, HelpName = string.Join('|', words) };
        option.AcceptOnlyFromAmong([.. words]);
        return option;
    }

    public void AddTo(Command command)
    {
        command.Add(paths);
        command.Add(failOn);
        command.Add(select);
        command.Add(ignore);
        command.Add(inputName);
        command.Add(layering);
        command.Add(config);
        command.Add(color);
    }

    /// <summary>What is configured for the files: by their configuration files, by variables, and by these arguments, which beat both.</summary>
    /// <exception cref="UsageException">A rule is named that does not exist, or the file of <c>--config</c> cannot be read.</exception>
    public RunConfiguration GetConfiguration(ParseResult arguments, CommandEnvironment environment)
    {
        var selected = RuleSelection.Parse(arguments.GetValue(select));
        var ignored = RuleSelection.Parse(arguments.GetValue(ignore));
        var given = new ConfigurationFile("")
        {
            Layering = IsGiven(arguments, layering) ? new(Words.ParseLayering(arguments.GetRequiredValue(layering)), 0) : null,
            FailOn = IsGiven(arguments, failOn) ? new(arguments.GetRequiredValue(failOn), 0) : null,
        };
        return new RunConfiguration(
            environment,
            arguments.GetValue(config) ?? (environment.GetVariable("DOCKERLSP_CONFIG") is { Length: > 0 } file ? file : null),
            builder =>
            {
                builder.Apply(given, "", "the command line");
                builder.Select(selected, ignored, "--select", "--ignore");
            });
    }

    /// <exception cref="UsageException">An option is given that does not exist.</exception>
    public InputList GetInputs(ParseResult arguments, CommandEnvironment environment)
    {
        var given = arguments.GetValue(paths) ?? [];
        // The parser takes an option that it does not know for a path. Behind "--" all are paths.
        var behindDashes = arguments.Tokens.SkipWhile(token => token.Type != TokenType.DoubleDash).Select(token => token.Value).ToHashSet();
        foreach (var path in given)
        {
            if (path.Length > 1 && path[0] == '-' && !behindDashes.Contains(path))
            {
                var names = arguments.CommandResult.Command.Options.Select(option => option.Name);
                throw new UsageException($"unknown option `{path}`{NearestName.Suggest(path, names)}");
            }
        }

        return InputList.Create(given, arguments.GetValue(inputName), environment);
    }

    /// <summary>Whether an option stands on the command line, rather than having its default.</summary>
    public static bool IsGiven(ParseResult arguments, Option option) => arguments.GetResult(option) is { Implicit: false };

    /// <param name="arguments">The arguments.</param>
    /// <param name="environment">Where output goes.</param>
    /// <param name="configured">What is configured; null where nothing is.</param>
    public bool UsesColor(ParseResult arguments, CommandEnvironment environment, bool? configured) => arguments.GetRequiredValue(color) switch
    {
        "always" => true,
        "never" => false,
        _ when configured is { } fixedColor => fixedColor,
        // https://no-color.org: set and not empty means none.
        _ => environment.IsOutputTerminal && string.IsNullOrEmpty(environment.GetVariable("NO_COLOR")) && environment.GetVariable("TERM") != "dumb",
    };
}
