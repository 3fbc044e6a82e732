using System.CommandLine;
using DockerLsp.Engine.Rules;
using DockerLsp.Files;

namespace DockerLsp.Cli;

/// <summary><c>dockerlsp explain</c>: prints a rule's page.</summary>
internal static class ExplainCommand
{
    public static Command Create(CommandEnvironment environment)
    {
        var name = new Argument<string>("RULE") { Description = "The rule's id, or what another tool calls it" };
        var command = new Command("explain", "Print the page of a rule.") { name };
        command.SetAction(arguments => Run(arguments.GetRequiredValue(name), environment));
        return command;
    }

    private static int Run(string name, CommandEnvironment environment)
    {
        if (RuleCatalog.Find(name) is not { } rule)
        {
            throw new UsageException($"unknown rule `{name}`{NearestName.Suggest(name, RuleSelection.AllNames())}");
        }

        environment.Writer.WriteLine($"{rule.Id} {rule.Name}: {Words.Of(rule.DefaultSeverity)}, {rule.Category}");
        if (!rule.Aliases.IsEmpty)
        {
            environment.Writer.WriteLine($"Also called {string.Join(", ", rule.Aliases)}");
        }

        environment.Writer.WriteLine();
        environment.Writer.WriteLine(RuleCatalog.GetPage(rule).TrimEnd('\n'));
        return ExitStatus.Clean;
    }
}
