using DockerLsp.Engine.Shell;

namespace DockerLsp.Engine.Semantics;

/// <summary>
/// Where the status of a pipe goes. That of <c>$(a | b)</c> as an argument of a command is thrown away, so that <c>pipefail</c> changes
/// nothing there; that of an assignment, or of a step, is asked for (POSIX, XCU 2.9.1: a simple command with a name has the status
/// of what it runs, one without has that of its last command substitution).
/// </summary>
internal sealed class PipeStatus
{
    private readonly HashSet<ShellPipeline> unasked = [];

    /// <summary>Where the script says last what to take for a variable that is empty, as <c>${A:-1.0}</c> does.</summary>
    private readonly Dictionary<string, int> substituted;

    private PipeStatus(string text) => substituted = FindSubstituted(text);

    /// <summary>The pipelines of several commands whose status nobody asks for.</summary>
    public static HashSet<ShellPipeline> Unasked(ShellScript script)
    {
        var status = new PipeStatus(script.Text.Text);
        status.Visit(script.Body, true);
        return status.unasked;
    }

    private void Visit(ShellList list, bool isAsked)
    {
        for (var i = 0; i < list.Statements.Length; i++)
        {
            var andOr = list.Statements[i].AndOr;
            var isLast = i == list.Statements.Length - 1;
            for (var j = 0; j < andOr.Pipelines.Length; j++)
            {
                // What follows runs or not by the status of what stands before it, and errexit stops there.
                var ends = isLast && j == andOr.Pipelines.Length - 1;
                Visit(andOr.Pipelines[j], isAsked || !ends);
            }
        }
    }

    private void Visit(ShellPipeline pipeline, bool isAsked)
    {
        if (!isAsked && pipeline.Commands.Length > 1)
        {
            unasked.Add(pipeline);
        }

        foreach (var command in pipeline.Commands)
        {
            Visit(command, isAsked);
        }
    }

    private void Visit(ShellCommand command, bool isAsked)
    {
        switch (command)
        {
            case ShellSimpleCommand simple:
                foreach (var assignment in simple.Assignments)
                {
                    VisitWords(assignment, isAsked && simple.Words.IsEmpty && !HasSubstitute(assignment));
                }

                for (var i = 0; i < simple.Words.Length; i++)
                {
                    // What stands for the command itself is the command where it is there, and its status where it is not.
                    VisitWords(simple.Words[i], isAsked && i == 0);
                }

                break;
            case ShellGroup group:
                Visit(group.Body, isAsked);
                break;
            case ShellSubshell subshell:
                Visit(subshell.Body, isAsked);
                break;
            case ShellIf choice:
                foreach (var clause in choice.Clauses)
                {
                    Visit(clause.Condition, true);
                    Visit(clause.Body, isAsked);
                }

                if (choice.Else is { } other)
                {
                    Visit(other, isAsked);
                }

                break;
            case ShellFor loop:
                foreach (var word in loop.Words)
                {
                    VisitWords(word, false);
                }

                Visit(loop.Body, isAsked);
                break;
            case ShellWhile loop:
                Visit(loop.Condition, true);
                Visit(loop.Body, isAsked);
                break;
            case ShellCase choice:
                VisitWords(choice.Subject, false);
                foreach (var item in choice.Items)
                {
                    Visit(item.Body, isAsked);
                }

                break;
            case ShellFunction function:
                Visit(function.Body, true);
                break;
            case ShellCoprocess coprocess:
                Visit(coprocess.Body, true);
                break;
            default:
                VisitWords(command, false);
                return;
        }

        foreach (var redirection in command.Redirections)
        {
            VisitWords(redirection, isAsked && command is ShellSimpleCommand { Words.IsEmpty: true });
        }
    }

    private void VisitWords(ShellNode node, bool isAsked)
    {
        switch (node)
        {
            case ShellCommandSubstitution substitution:
                Visit(substitution.Body, isAsked);
                return;
            case ShellProcessSubstitution substitution:
                Visit(substitution.Body, false);
                return;
        }

        foreach (var child in node.Children)
        {
            VisitWords(child, isAsked);
        }
    }

    /// <summary>Whether the script counts on a failure: pipefail would take the value away that it has ready.</summary>
    private bool HasSubstitute(ShellAssignment assignment) => substituted.TryGetValue(assignment.Name, out var last) && last >= assignment.Span.End;

    private static Dictionary<string, int> FindSubstituted(string text)
    {
        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var at = text.IndexOf("${", StringComparison.Ordinal); at >= 0; at = text.IndexOf("${", at + 2, StringComparison.Ordinal))
        {
            var end = at + 2;
            while (end < text.Length && (char.IsAsciiLetterOrDigit(text[end]) || text[end] == '_'))
            {
                end++;
            }

            if (end + 1 < text.Length && text[end] == ':' && text[end + 1] is '-' or '=')
            {
                places[text[(at + 2)..end]] = at;
            }
        }

        return places;
    }
}
