using DockerLsp.Engine.Shell;

namespace DockerLsp.Engine.Semantics;

/// <summary>
/// Where the status of a pipe goes. That of <c>$(a | b)</c> as an argument of a command is thrown away, so that <c>pipefail</c> changes
/// nothing there; that of an assignment, or of a step, is asked for (POSIX, XCU 2.9.1: a simple command with a name has the status
/// of what it runs, one without has that of its last command substitution).
/// </summary>
internal static class PipeStatus
{
    /// <summary>The pipelines of several commands whose status nobody asks for.</summary>
    public static HashSet<ShellPipeline> Unasked(ShellScript script)
    {
        var unasked = new HashSet<ShellPipeline>();
        Visit(script.Body, true, unasked);
        return unasked;
    }

    private static void Visit(ShellList list, bool isAsked, HashSet<ShellPipeline> unasked)
    {
        for (var i = 0; i < list.Statements.Length; i++)
        {
            var andOr = list.Statements[i].AndOr;
            var isLast = i == list.Statements.Length - 1;
            for (var j = 0; j < andOr.Pipelines.Length; j++)
            {
                // What follows runs or not by the status of what stands before it, and errexit stops there.
                var ends = isLast && j == andOr.Pipelines.Length - 1;
                Visit(andOr.Pipelines[j], isAsked || !ends, unasked);
            }
        }
    }

    private static void Visit(ShellPipeline pipeline, bool isAsked, HashSet<ShellPipeline> unasked)
    {
        if (!isAsked && pipeline.Commands.Length > 1)
        {
            unasked.Add(pipeline);
        }

        foreach (var command in pipeline.Commands)
        {
            Visit(command, isAsked, unasked);
        }
    }

    private static void Visit(ShellCommand command, bool isAsked, HashSet<ShellPipeline> unasked)
    {
        switch (command)
        {
            case ShellSimpleCommand simple:
                foreach (var assignment in simple.Assignments)
                {
                    VisitWords(assignment, isAsked && simple.Words.IsEmpty, unasked);
                }

                for (var i = 0; i < simple.Words.Length; i++)
                {
                    // What stands for the command itself is the command where it is there, and its status where it is not.
                    VisitWords(simple.Words[i], isAsked && i == 0, unasked);
                }

                foreach (var redirection in simple.Redirections)
                {
                    VisitWords(redirection, isAsked && simple.Words.IsEmpty, unasked);
                }

                return;
            case ShellGroup group:
                Visit(group.Body, isAsked, unasked);
                break;
            case ShellSubshell subshell:
                Visit(subshell.Body, isAsked, unasked);
                break;
            case ShellIf choice:
                foreach (var clause in choice.Clauses)
                {
                    Visit(clause.Condition, true, unasked);
                    Visit(clause.Body, isAsked, unasked);
                }

                if (choice.Else is { } other)
                {
                    Visit(other, isAsked, unasked);
                }

                break;
            case ShellFor loop:
                foreach (var word in loop.Words)
                {
                    VisitWords(word, false, unasked);
                }

                Visit(loop.Body, isAsked, unasked);
                break;
            case ShellWhile loop:
                Visit(loop.Condition, true, unasked);
                Visit(loop.Body, isAsked, unasked);
                break;
            case ShellCase choice:
                VisitWords(choice.Subject, false, unasked);
                foreach (var item in choice.Items)
                {
                    Visit(item.Body, isAsked, unasked);
                }

                break;
            case ShellFunction function:
                Visit(function.Body, true, unasked);
                break;
            case ShellCoprocess coprocess:
                Visit(coprocess.Body, true, unasked);
                break;
            default:
                VisitWords(command, false, unasked);
                return;
        }

        foreach (var redirection in command.Redirections)
        {
            VisitWords(redirection, false, unasked);
        }
    }

    private static void VisitWords(ShellNode node, bool isAsked, HashSet<ShellPipeline> unasked)
    {
        switch (node)
        {
            case ShellCommandSubstitution substitution:
                Visit(substitution.Body, isAsked, unasked);
                return;
            case ShellProcessSubstitution substitution:
                Visit(substitution.Body, false, unasked);
                return;
        }

        foreach (var child in node.Children)
        {
            VisitWords(child, isAsked, unasked);
        }
    }
}
