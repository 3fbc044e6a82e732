using System.CommandLine;
using System.CommandLine.Parsing;
using DockerLsp.Engine.Configuration;
using DockerLsp.Engine.Diagnostics;
using DockerLsp.Files;

namespace DockerLsp.Cli;

/// <summary>The arguments that <c>lint</c> and <c>fix</c> share.</summary>
internal sealed class AnalysisArguments
{
    private readonly Argument<string[]> paths = new("PATH")
    {
        Description = "Files, folders to search for Dockerfiles, or - for standard input; the current folder by default",
        Arity = ArgumentArity.ZeroOrMore,
    };

    private readonly Option<string> failOn = CreateChoice("--fail-on", "The least severity that makes the exit status 1", Words.Thresholds, "warning");

    private readonly Option<string[]> select = new("--select") { Description = "Run only these rules: ids, aliases or prefixes, separated by commas", HelpName = "RULES" };

    private readonly Option<string[]> ignore = new("--ignore") { Description = "Leave out these rules", HelpName = "RULES" };

    private readonly Option<string?> inputName = new("--stdin-filename") { Description = "What standard input is called, and where it belongs", HelpName = "NAME" };

    private readonly Option<string> layering = CreateChoice("--layering", "The shape that rewrites of package installs give", Words.Layerings, Words.Layerings[0]);

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
        command.Add(color);
    }

    /// <exception cref="UsageException">A rule is named that does not exist.</exception>
    public AnalysisOptions GetOptions(ParseResult arguments) => new()
    {
        Layering = Words.ParseLayering(arguments.GetRequiredValue(layering)),
        Select = RuleSelection.Parse(arguments.GetValue(select)),
        Ignore = RuleSelection.Parse(arguments.GetValue(ignore)),
    };

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

    public Severity? GetThreshold(ParseResult arguments) => Words.ParseThreshold(arguments.GetRequiredValue(failOn));

    public bool UsesColor(ParseResult arguments, CommandEnvironment environment) => arguments.GetRequiredValue(color) switch
    {
        "always" => true,
        "never" => false,
        // https://no-color.org: set and not empty means none.
        _ => environment.IsOutputTerminal && string.IsNullOrEmpty(environment.GetVariable("NO_COLOR")) && environment.GetVariable("TERM") != "dumb",
    };
}
