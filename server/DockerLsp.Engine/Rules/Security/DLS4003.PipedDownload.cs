using DockerLsp.Engine.Diagnostics;
using DockerLsp.Engine.PackageManagers;
using DockerLsp.Engine.Semantics;
using DockerLsp.Engine.Shell;

namespace DockerLsp.Engine.Rules.Security;

/// <summary>A download that is run as it comes in.</summary>
public sealed class PipedDownload : CommandRule
{
    public override RuleDescriptor Descriptor { get; } =
        new("DLS4003", "PipedDownload", "Download piped to a shell", "Security", Severity.Info);

    protected override void AnalyzeCommand(InstructionFacts instruction, ScriptCommand command, RuleContext context)
    {
        if (!IsInterpreter(command.View.Name) || !(ReadsDownload(command) || HoldsDownload(command)))
        {
            return;
        }

        context.Report(new Finding(
            Descriptor, RuleContext.SpanOf(instruction, command.Node.Words[command.View.Start].Span),
            "Runs whatever the server sends on the day of the build; in a file its checksum can be compared first"));
    }

    private static bool IsInterpreter(string? name) =>
        name is "sh" or "bash" or "dash" or "ash" or "zsh" or "ksh" or "python" or "python3" or "perl" or "ruby" or "node" or "php";

    /// <summary>Whether its standard input is a download, and its script is what it reads there.</summary>
    private static bool ReadsDownload(ScriptCommand command)
    {
        var commands = command.Pipeline.Commands;
        var index = commands.IndexOf(command.Node);
        if (index < 1 || !commands.Take(index).OfType<ShellSimpleCommand>().Any(IsDownload))
        {
            return false;
        }

        foreach (var word in command.View.Arguments)
        {
            switch (word.ConstantValue)
            {
                case "-c" or "-e" or "-m":
                    return false;
                case "-" or "-s" or "--":
                    return true;
                case ['-', ..]:
                    break;
                default:
                    // A file of its own, which reads the download as data.
                    return false;
            }
        }

        return true;
    }

    /// <summary><c>sh -c "$(curl …)"</c> and <c>bash &lt;(curl …)</c></summary>
    private static bool HoldsDownload(ScriptCommand command)
    {
        foreach (var word in command.View.Arguments)
        {
            foreach (var node in word.DescendantsAndSelf())
            {
                var body = node is ShellCommandSubstitution substitution ? substitution.Body : (node as ShellProcessSubstitution)?.Body;
                if (body is { Statements: [{ AndOr.Pipelines: [{ Commands: [ShellSimpleCommand inner, ..] }, ..] }, ..] } && IsDownload(inner))
                {
                    return true;
                }
            }
        }

        return false;
    }

    /// <summary>Whether it downloads to its standard output: with <c>curl -o FILE</c> nothing goes through the pipe.</summary>
    private static bool IsDownload(ShellSimpleCommand command)
    {
        var view = CommandView.Of(command);
        return view.Name == "wget" || (view.Name == "curl" && !WritesFile([.. view.ArgumentValues]));
    }

    private static bool WritesFile(string?[] arguments)
    {
        for (var i = 0; i < arguments.Length; i++)
        {
            if (arguments[i] is "-O" or "--remote-name" or "--remote-name-all"
                || (arguments[i] is "-o" or "--output" && i + 1 < arguments.Length && arguments[i + 1] is not ("-" or "/dev/stdout")))
            {
                return true;
            }
        }

        return false;
    }
}
