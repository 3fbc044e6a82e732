using System.CommandLine;
using System.CommandLine.Invocation;
using DockerLsp.Files;

namespace DockerLsp.Cli;

/// <summary>The command line: finds the command that was asked for and runs it.</summary>
internal static class CommandLine
{
    /// <summary>Runs a command and gives its exit status.</summary>
    /// <param name="args">The arguments behind the program's name.</param>
    /// <param name="environment">Where it reads and writes.</param>
    /// <param name="runServer">Runs the language server until its client leaves; it owns standard input and output then.</param>
    public static int Run(IReadOnlyList<string> args, CommandEnvironment environment, Func<int> runServer)
    {
        using (environment)
        {
            try
            {
                var root = CreateRoot(environment, runServer);
                var result = root.Parse(args, new ParserConfiguration { EnablePosixBundling = false, ResponseFileTokenReplacer = null });
                if (result.Action is ParseErrorAction)
                {
                    return ReportWrongUsage(result, environment);
                }

                var status = result.Invoke(new InvocationConfiguration
                {
                    Output = environment.Writer,
                    Error = environment.Error,
                    EnableDefaultExceptionHandler = false,
                });
                environment.Flush();
                return status;
            }
            catch (UsageException exception)
            {
                environment.Complain(exception.Message);
                return ExitStatus.Failure;
            }
            catch (OutputException exception)
            {
                environment.Abandon();
                if (!exception.ReaderHasLeft)
                {
                    environment.Complain("standard output cannot be written");
                }

                return ExitStatus.Failure;
            }
        }
    }

    private static RootCommand CreateRoot(CommandEnvironment environment, Func<int> runServer)
    {
        var root = new RootCommand("Lints Dockerfiles, fixes them, and serves editors.")
        {
            LintCommand.Create(environment),
            FixCommand.Create(environment),
            ExplainCommand.Create(environment),
            RulesCommand.Create(environment),
            ConfigCommand.Create(environment),
            LayersCommand.Create(environment),
        };
        root.Add(CompletionCommand.Create(environment, root));
        // The library's own way of completion, for a program that asks the commands themselves.
        root.Directives.Clear();

        // Editors that speak more than one transport name the one they use; there is only one here.
        var server = new Command("lsp", "Serve an editor on standard input and output.")
        {
            new Option<bool>("--stdio") { Description = "Accepted, and the only way there is" },
        };
        server.SetAction(_ => runServer());
        root.Add(server);
        return root;
    }

    private static int ReportWrongUsage(ParseResult result, CommandEnvironment environment)
    {
        var names = new List<string>();
        for (var command = result.CommandResult; command is not null; command = command.Parent as System.CommandLine.Parsing.CommandResult)
        {
            names.Insert(0, command.Command is RootCommand ? "dockerlsp" : command.Command.Name);
        }

        foreach (var error in result.Errors)
        {
            // The library lists choices one on a line; a reason is one line here.
            environment.Complain(string.Join(' ', error.Message.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).TrimEnd('.'));
        }

        environment.Error.WriteLine($"Try `{string.Join(' ', names)} --help`.");
        return ExitStatus.Failure;
    }
}
