using System.Collections.Immutable;
using DockerLsp.Engine.PackageManagers;
using DockerLsp.Engine.Semantics;
using DockerLsp.Engine.Shell;
using DockerLsp.Engine.Text;

namespace DockerLsp.Engine.Rewriting;

/// <summary>Why a rewrite would not be exact.</summary>
/// <param name="Reason">The construct and what it would do, for the author: "`cd src` in line 12 would carry over".</param>
/// <param name="Span">The construct, in the file.</param>
public sealed record Obstacle(string Reason, TextSpan Span);

/// <summary>
/// Edits the script of one RUN: puts a command before another, removes one, adds one at the end. Each edit leaves the commands
/// that stay, their order and what stops the build as they were, or is refused with the construct that prevents it.
/// </summary>
public sealed class RunRewriter
{
    private readonly BuildModel model;
    private readonly InstructionFacts run;
    private readonly ShellScript script;
    private readonly RunForm form;
    private ChainStyle? style;
    private readonly List<TextChange> edits = [];

    private RunRewriter(BuildModel model, InstructionFacts run, ShellScript script, RunForm form)
    {
        this.model = model;
        this.run = run;
        this.script = script;
        this.form = form;
    }

    public IReadOnlyList<TextChange> Edits => edits;

    /// <summary>Found when it is asked for: many look at a script, and few write into it.</summary>
    public ChainStyle Style => style ??= ChainStyle.Of(model, run);

    /// <summary>Whether each line of the script is a statement of its own.</summary>
    private bool IsLineByLine => form == RunForm.Heredoc;

    /// <summary>A rewriter for a RUN whose script was read whole; null, with the reason, for any other.</summary>
    public static RunRewriter? Create(BuildModel model, InstructionFacts run, out Obstacle? obstacle)
    {
        obstacle = WhyNot(run);
        return obstacle is null && run.Run?.Script is { Script: { } script, Form: var form } ? new RunRewriter(model, run, script, form) : null;
    }

    /// <summary>Why there is no rewriter for a step; null where there is one.</summary>
    internal static Obstacle? WhyNot(InstructionFacts run)
    {
        if (run.Run is not { } facts)
        {
            return new Obstacle("no RUN step", run.Syntax.Keyword.Span);
        }

        return facts.Script switch
        {
            { IsUnderstood: true, Script: not null, Form: RunForm.Shell or RunForm.Heredoc or RunForm.ShellWithHeredoc } => null,
            { Form: RunForm.Exec } => new Obstacle("the exec form runs no shell", run.Syntax.Span),
            { Form: RunForm.Interpreter } => new Obstacle("another program than the shell runs this heredoc", run.Syntax.Keyword.Span),
            // Where the script ends too early, there is no text to point at.
            { Script: { Errors: [var error, ..] } broken } => new Obstacle(
                $"the shell cannot read this step: {error.Message}",
                broken.Text.ToSource(error.Span) is { IsEmpty: false } place ? place.Shift(run.Syntax.Position) : run.Syntax.Keyword.Span),
            _ => new Obstacle("the shell that runs this step is not known", run.Syntax.Keyword.Span),
        };
    }

    /// <summary>Each command that is added gets a line of its own, because the RUN will span several.</summary>
    public void BreakLines() => style = Style with { BreaksLines = true };

    /// <summary>Whether errexit is on while the statement runs.</summary>
    public bool HasErrExit => run.Before?.Shell.HasErrExit == true || FirstSet() is { } set && TurnsErrExitOn(set);

    /// <summary>Puts a command before the one that needs it.</summary>
    /// <param name="text">The new command.</param>
    /// <param name="target">The command that needs it.</param>
    /// <param name="mustStop">Whether the build has to stop when the new command fails, because it did so where it stood before.</param>
    public Obstacle? InsertBefore(string text, ScriptCommand target, bool mustStop)
    {
        if (UnsuitablePlace(target) is { } unsuitable)
        {
            return unsuitable;
        }

        if (ErrExitIsUnclear() is { } unclear)
        {
            return unclear;
        }

        if (target.Ancestors.OfType<ShellPipeline>().Skip(1).FirstOrDefault(p => p.Commands.Length > 1) is { } outer)
        {
            return At(outer.Span, "a pipe around this command connects it with another one");
        }

        if (target.Ancestors.SelectMany(a => a.Children.OfType<ShellRedirection>()).FirstOrDefault(r => !LeavesNothing(r)) is { } redirection)
        {
            return At(redirection.Span, $"`{Shorten(redirection)}` would take what another command reads or prints");
        }

        var andOr = target.AndOr;
        var index = andOr.Pipelines.IndexOf(target.Pipeline);
        if (andOr.OrBefore(index) is { } or)
        {
            return !mustStop && IsAlternative(target, index) ? InsertInGroup(text, target) : At(or, $"`||` decides whether `{Shorten(target.Node)}` runs");
        }

        if (ReadsStatus(target.Pipeline) is { } status)
        {
            return At(status.Span, $"`{Shorten(status)}` takes the status of the command before");
        }

        if (target.Pipeline.IsNegated)
        {
            return At(target.Pipeline.Span, "`!` turns the failure of this command into success");
        }

        var isTopLevel = ReferenceEquals(target.List, script.Body);
        var isLast = isTopLevel && ReferenceEquals(target.Statement, script.Body.Statements[^1]);
        if (HasErrExit)
        {
            if (!isTopLevel && !ErrExitReaches(target))
            {
                return At(target.Node.Span, "errexit and a compound command decide together what a failure does here");
            }

            if (index == 0 && !ReferenceEquals(target.Statement, FirstSet()))
            {
                InsertStatement(text, target.Statement);
                return null;
            }

            if (mustStop && andOr.OrBehind(index) is { } rescue)
            {
                return At(rescue, $"`||` would overlook a failed `{text}`");
            }

            // The chain is all there is: its failure is the step's.
            return isLast ? InsertInChain(text, target) : At(target.Statement.Span, "errexit would not see a failure in the middle of this chain");
        }

        if (!mustStop)
        {
            return InsertInChain(text, target);
        }

        var later = andOr.OrBehind(index);
        if (isLast && later is null)
        {
            return InsertInChain(text, target);
        }

        if (index > 0 || !isTopLevel)
        {
            return At(
                later ?? target.Statement.Span,
                $"a failed `{text}` would not stop the build here");
        }

        InsertStatement(text + " || exit 1", target.Statement);
        return null;
    }

    /// <summary>Adds a command that has to come after all others that write what it deletes.</summary>
    /// <param name="text">The new command, which does not fail.</param>
    /// <param name="last">The last command that it has to follow.</param>
    /// <param name="writers">The commands that write what it deletes.</param>
    public Obstacle? Append(string text, ScriptCommand last, IReadOnlyCollection<ScriptCommand> writers)
    {
        if (UnsuitablePlace(last, allowTested: true) is { } unsuitable)
        {
            return unsuitable;
        }

        if (ErrExitIsUnclear() is { } unclear)
        {
            return unclear;
        }

        var statements = script.Body.Statements;
        var final = statements[^1];
        if (final.Terminator == StatementTerminator.Background)
        {
            return At(final.TerminatorSpan, "the background job may still run");
        }

        var statement = TopLevelStatement(last);
        if (IsLineByLine && !ReferenceEquals(statement, final))
        {
            return InsertAfterStatement(text, statement);
        }

        if (HasExit(script.Body) is { } exit)
        {
            return At(exit.Span, $"`{Shorten(exit)}` may end the step before");
        }

        if (ReferenceEquals(statement, final) && writers.SelectMany(w => w.Ancestors).OfType<ShellPipeline>().FirstOrDefault(p => p.IsNegated) is { } negated)
        {
            return At(negated.Span, "`!` makes a failure of what succeeds here, and what follows would not run");
        }

        var single = final.AndOr.Pipelines.Length == 1;
        var simple = final.AndOr.Pipelines[^1] is { IsNegated: false } pipeline && pipeline.Commands.All(c => c is ShellSimpleCommand);
        var subshell = final.AndOr.Pipelines[^1] is { IsNegated: false, Commands: [ShellSubshell] };
        // In the branch that installs, where one branch holds all that does; else behind everything.
        var isInOneBranch = writers.All(w => w.Ancestors.Contains(last.List));
        if (HasErrExit && !simple && IsOneChain(final) && !(isInOneBranch && ReferenceEquals(statement, final) && AppendInside(text, last) is null))
        {
            AddAtEnd(final, "&&", text);
            return null;
        }

        if (HasErrExit && !simple && IsOneChain(final))
        {
            return null;
        }

        if (!HasErrExit && !IsLineByLine && ReferenceEquals(statement, final) && single && Listener(text, last) is null && BranchOf(writers, final) is { } branch)
        {
            // Where nothing was installed, nothing has to be deleted; the status of the branch stays that of its last command.
            AddAtEnd(branch.Statements[^1], "&&", text);
            return null;
        }

        if (HasErrExit && statements.Length > 1)
        {
            if (single && (simple || subshell))
            {
                AddAtEnd(final, ";", text);
                return null;
            }

            if (!simple)
            {
                return !ReferenceEquals(statement, final) ? InsertAfterStatement(text, statement)
                    : isInOneBranch ? AppendInside(text, last)
                    : At(final.Span, "more than one branch of this command installs");
            }
        }
        else if (HasErrExit && !simple)
        {
            return isInOneBranch ? AppendInside(text, last) : At(final.Span, "more than one branch of this command installs");
        }

        AddAtEnd(final, "&&", text);
        return null;
    }

    /// <summary>The innermost branch of the last command of the script that holds all of the commands; null where there is none.</summary>
    private static ShellList? BranchOf(IReadOnlyCollection<ScriptCommand> commands, ShellStatement final)
    {
        if (commands.Count == 0 || commands.Any(c => c.Place != FlowPlace.Conditional))
        {
            return null;
        }

        ShellList? found = null;
        var node = final;
        while (node.AndOr.Pipelines is [{ IsNegated: false, Commands: [ShellIf compound] }])
        {
            var branch = compound.Clauses.Select(c => c.Body).Append(compound.Else).OfType<ShellList>().FirstOrDefault(b => commands.All(c => c.Ancestors.Contains(b)));
            if (branch is null || branch.Statements[^1].Terminator == StatementTerminator.Background)
            {
                break;
            }

            found = branch;
            node = branch.Statements[^1];
        }

        return found;
    }

    /// <summary>
    /// Whether errexit makes no difference within the statement: none of its lists goes on behind a command that failed, so that
    /// the failure becomes the status of the whole.
    /// </summary>
    private bool IsOneChain(ShellStatement statement) =>
        statement.AndOr.Pipelines[^1] is { IsNegated: false }
        && !script.Body.DescendantsAndSelf().Any(n => n is ShellFunction)
        && statement.DescendantsAndSelf().All(n => n switch
        {
            ShellList list => list.Statements.Length == 1,
            ShellFor or ShellWhile or ShellCoprocess => false,
            ShellStatement s => s.Terminator != StatementTerminator.Background,
            _ => true,
        });

    /// <summary>
    /// Adds a command inside the compound command that ends the script. errexit overlooks failures in all but the last command
    /// of a chain, so that the place is exact only where the chain is the very last thing to run, or is no chain.
    /// </summary>
    private Obstacle? AppendInside(string text, ScriptCommand last)
    {
        var andOr = last.AndOr;
        var simple = andOr.Pipelines.All(p => !p.IsNegated && p.Commands.All(c => c is ShellSimpleCommand)) && andOr.Operators.All(o => o.IsAnd);
        if (!ErrExitReaches(last) || !simple || last.Statement.Terminator == StatementTerminator.Background)
        {
            return At(script.Body.Statements[^1].AndOr.Pipelines[^1].Span, "a failure inside this compound command would no longer count");
        }

        if (Listener(text, last) is { } listener)
        {
            return At(listener.Span, $"`{Shorten(listener)}` would take what `{text}` prints");
        }

        if (andOr.Pipelines.Length == 1 || !IsInLastStatement(last))
        {
            // Something runs behind it anyway, whatever the status of the chain.
            if (ReadsStatus(script.Body) is { } status)
            {
                return At(status.Span, $"`{Shorten(status)}` takes the status of the command before");
            }

            AddAtEnd(last.Statement, ";", text);
            return null;
        }

        if (last.Ancestors.Any(a => a is ShellFor or ShellWhile))
        {
            return At(andOr.Span, "a failure in this chain would no longer count");
        }

        AddAtEnd(last.Statement, "&&", text);
        return null;
    }

    /// <summary>
    /// Adds a command at the end of the chain that its target stands in, where it runs only if the target did. What a chain of
    /// <c>&amp;&amp;</c> comes to does not change by a last command that does not fail.
    /// </summary>
    /// <param name="text">The new command, which does not fail.</param>
    /// <param name="target">The command that it follows.</param>
    /// <param name="writers">The commands that write what it deletes.</param>
    /// <returns>Whether it could be added.</returns>
    public bool AppendInBranch(string text, ScriptCommand target, IReadOnlyCollection<ScriptCommand> writers)
    {
        var andOr = target.AndOr;
        if (UnsuitablePlace(target) is not null || ErrExitIsUnclear() is not null || HasErrExit || Listener(text, target) is not null
            || target.Place != FlowPlace.Conditional || target.Statement.Terminator == StatementTerminator.Background
            || !target.Ancestors.Any(a => a is ShellIf or ShellCase) || target.Ancestors.Any(a => a is ShellFor or ShellWhile or ShellSubshell)
            || andOr.Operators.Any(o => !o.IsAnd) || !andOr.Pipelines.All(p => !p.IsNegated && p.Commands.All(c => c is ShellSimpleCommand))
            || !writers.All(w => ReferenceEquals(w.Statement, target.Statement)))
        {
            return false;
        }

        AddAtEnd(target.Statement, "&&", text);
        return true;
    }

    /// <summary>The pipe or redirection around a command that would take what another one beside it prints. <c>rm -f</c> prints nothing.</summary>
    private static ShellNode? Listener(string text, ScriptCommand command)
    {
        if (text.StartsWith("rm ", StringComparison.Ordinal) || text.StartsWith("sudo rm ", StringComparison.Ordinal))
        {
            return null;
        }

        var isOuter = false;
        foreach (var node in command.Ancestors)
        {
            if (node is ShellPipeline pipeline)
            {
                if (isOuter && pipeline.Commands.Length > 1)
                {
                    return pipeline;
                }

                isOuter = true;
            }

            foreach (var child in node.Children)
            {
                if (child is ShellRedirection redirection && !LeavesNothing(redirection))
                {
                    return redirection;
                }
            }
        }

        return null;
    }

    /// <summary>Whether each list around the command ends with the statement that holds it.</summary>
    private static bool IsInLastStatement(ScriptCommand command) =>
        command.Ancestors.OfType<ShellList>().All(list => command.Ancestors.OfType<ShellStatement>().Any(s => ReferenceEquals(s, list.Statements[^1])));

    /// <summary>
    /// Puts a command right behind its target in a chain of <c>&amp;&amp;</c> that goes on: whatever ends the step later, it has run by then.
    /// </summary>
    /// <param name="text">The new command, which does not fail.</param>
    /// <param name="target">The command that it follows.</param>
    /// <param name="writers">The commands that write what it deletes.</param>
    /// <returns>Whether it could be added.</returns>
    public bool InsertAfter(string text, ScriptCommand target, IReadOnlyCollection<ScriptCommand> writers)
    {
        var andOr = target.AndOr;
        var index = andOr.Pipelines.IndexOf(target.Pipeline);
        if (UnsuitablePlace(target) is not null || ErrExitIsUnclear() is not null || Listener(text, target) is not null || target.Statement.Terminator == StatementTerminator.Background
            || index == andOr.Pipelines.Length - 1 || andOr.Operators.Any(o => !o.IsAnd) || target.Pipeline is not { IsNegated: false, Commands: [ShellSimpleCommand] }
            || target.Ancestors.Any(a => a is ShellFor or ShellWhile) || !writers.All(w => ReferenceEquals(w.AndOr, andOr) && w.Node.Span.Start <= target.Node.Span.Start))
        {
            return false;
        }

        var at = Source(target.Pipeline.Span);
        edits.Add(new TextChange(new TextSpan(at.End, 0), IsLineByLine || !Style.BreaksLines ? $" && {text}" : StyleAt(at.Start).Join("&&", int.MaxValue) + text));
        return true;
    }

    /// <summary>Whether errexit sees a failure of the command: nothing around it asks whether it failed.</summary>
    private static bool ErrExitReaches(ScriptCommand command) =>
        (command.Place & (FlowPlace.Tested | FlowPlace.Function | FlowPlace.Substitution | FlowPlace.Background)) == 0
        && command.Ancestors.OfType<ShellAndOr>().Skip(1).All(a => a.Pipelines is [{ IsNegated: false, Commands.Length: 1 }]);

    /// <summary>Removes a command with the operator that joins it.</summary>
    public Obstacle? Remove(ScriptCommand command)
    {
        if (UnsuitablePlace(command) is { } unsuitable)
        {
            return unsuitable;
        }

        var andOr = command.AndOr;
        if (andOr.OrBehind(0) is { } or)
        {
            return At(or, "`||` asks whether this command failed");
        }

        if (SharedInput(command) is { } input)
        {
            return At(input.Span, "this command may read some of the input that others read here");
        }

        if (command.Pipeline.IsNegated || command.Pipeline.Commands.Length > 1 || !command.Node.Redirections.All(LeavesNothing))
        {
            return At(command.Pipeline.Span, "other commands depend on this one");
        }

        var index = andOr.Pipelines.IndexOf(command.Pipeline);
        TextSpan removed;
        if (andOr.Pipelines.Length > 1)
        {
            if (index == andOr.Pipelines.Length - 1 && WouldStopSooner(command) is { } sooner)
            {
                return sooner;
            }

            // With the operator behind it where that stands on its line, and the one before it on the line above or at its start.
            var takesNext = index == 0 || (index < andOr.Pipelines.Length - 1
                && Spans(TextSpan.FromBounds(andOr.Pipelines[index - 1].Span.End, andOr.Pipelines[index].Span.Start))
                && !Spans(TextSpan.FromBounds(andOr.Pipelines[index].Span.Start, andOr.Pipelines[index + 1].Span.Start)));
            removed = takesNext
                ? TextSpan.FromBounds(andOr.Pipelines[index].Span.Start, andOr.Pipelines[index + 1].Span.Start)
                : TextSpan.FromBounds(andOr.Pipelines[index - 1].Span.End, andOr.Pipelines[index].Span.End);
        }
        else
        {
            var statements = command.List.Statements;
            var position = statements.IndexOf(command.Statement);
            if (statements.Length == 1)
            {
                return At(command.Node.Span, "nothing else stands here");
            }

            if (position < statements.Length - 1)
            {
                if (ReadsStatus(statements[position + 1]) is { } reader)
                {
                    return At(reader.Span, $"`{Shorten(reader)}` takes the status of the command before");
                }

                removed = TextSpan.FromBounds(command.Statement.Span.Start, statements[position + 1].Span.Start);
            }
            else if (HasErrExit || IsLineByLine)
            {
                // The status of the last statement is the step's: it may only go where the one before stops the step itself.
                var before = statements[position - 1];
                if (!HasErrExit || before.AndOr.Pipelines.Length > 1 || before.AndOr.Pipelines[0].IsNegated
                    || before.AndOr.Pipelines[0].Commands is not [ShellSimpleCommand])
                {
                    return At(command.Node.Span, "the status of the last command is the status of the step");
                }

                if (before.Terminator == StatementTerminator.Background)
                {
                    return At(before.TerminatorSpan, "the background job before it would become the end of the step");
                }

                if (ErrExitIsUnclear() is { } unclear)
                {
                    return unclear;
                }

                if (!ErrExitReaches(command))
                {
                    return At(command.Node.Span, "the status of the last command is the status of what stands around it");
                }

                removed = TextSpan.FromBounds(before.Span.End, command.Statement.Span.End);
            }
            else
            {
                return At(command.Node.Span, "the status of the last command is the status of the step");
            }
        }

        var source = Source(removed);
        var hasComment = run.Syntax.InnerComments.Any(c => source.Contains(c.Span));
        if (HasShellComment(removed) || (hasComment && !RemoveAroundComments(source)))
        {
            return At(command.Node.Span, "a comment stands beside this command");
        }

        if (!hasComment)
        {
            // Blanks at the end of its line would stand behind another command.
            var text = model.Tree.Text;
            var end = source.End;
            while (end < text.Length && text[end] is ' ' or '\t')
            {
                end++;
            }

            edits.Add(new TextChange(end == text.Length || text[end] is '\n' or '\r' ? TextSpan.FromBounds(source.Start, end) : source, ""));
        }

        return null;
    }

    /// <summary>
    /// Removes the end of a RUN and leaves the comments in it where they are: behind the instruction they are comments of the file.
    /// </summary>
    private bool RemoveAroundComments(TextSpan source)
    {
        var text = model.Tree.Text;
        if (form != RunForm.Shell || !IsBlank(TextSpan.FromBounds(source.End, run.Syntax.Span.End)))
        {
            return false;
        }

        int? start = null, end = null;
        foreach (var comment in run.Syntax.InnerComments)
        {
            if (!source.Contains(comment.Span))
            {
                continue;
            }

            // One that says something to a tool would say it about the next instruction.
            if (text.ToString(comment.Span).Contains('=', StringComparison.Ordinal) || (end is { } last && !IsBlank(TextSpan.FromBounds(last, comment.Span.Start))))
            {
                return false;
            }

            start ??= comment.Span.Start;
            end = comment.Span.End;
        }

        if (start is not { } first || end is not { } behind)
        {
            return false;
        }

        // Up to the line break before the first comment, and from the end of the last one's line.
        var lineBreak = text.GetLineStart(text.GetLineNumber(first));
        while (lineBreak > source.Start && text[lineBreak - 1] is '\n' or '\r')
        {
            lineBreak--;
        }

        while (text[behind - 1] is '\n' or '\r')
        {
            behind--;
        }

        edits.Add(new TextChange(TextSpan.FromBounds(source.Start, lineBreak), ""));
        edits.Add(new TextChange(TextSpan.FromBounds(behind, source.End), ""));
        return true;
    }

    private bool IsBlank(TextSpan span)
    {
        for (var i = span.Start; i < span.End; i++)
        {
            if (!char.IsWhiteSpace(model.Tree.Text[i]))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The pipe or redirection from which a command reads, and others beside it: <c>yes | { a; b; }</c>.</summary>
    private static ShellNode? SharedInput(ScriptCommand command)
    {
        foreach (var node in command.Ancestors)
        {
            if (node is ShellPipeline { Commands: [var first, _, ..] } pipeline && !ReferenceEquals(pipeline, command.Pipeline) && !first.Span.Contains(command.Node.Span.Start))
            {
                return pipeline;
            }

            if (node is ShellCommand && node.Children.OfType<ShellRedirection>().FirstOrDefault(ReadsFile) is { } redirection)
            {
                return redirection;
            }
        }

        return null;
    }

    private static bool ReadsFile(ShellRedirection redirection) =>
        redirection.Operator is RedirectionOperator.Input or RedirectionOperator.ReadWrite
            or RedirectionOperator.Heredoc or RedirectionOperator.HeredocStripTabs or RedirectionOperator.HereString
        && redirection.Target?.ConstantValue != "/dev/null";

    /// <summary>
    /// errexit overlooks failures in all but the last command of a chain: without its last command, the one before would stop
    /// the step where it went on. Only where the step ends there anyway, with that failure, is it the same.
    /// </summary>
    private Obstacle? WouldStopSooner(ScriptCommand last)
    {
        if (ErrExitIsUnclear() is { } unclear)
        {
            return unclear;
        }

        if (!HasErrExit)
        {
            return null;
        }

        var isPlain = last.AndOr.Pipelines.All(p => p.Commands.All(c => c is ShellSimpleCommand));
        var endsStep = ErrExitReaches(last) && !last.Ancestors.Any(a => a is ShellFor or ShellWhile) && IsInLastStatement(last);
        return isPlain && endsStep ? null
            : At(last.AndOr.Span, "errexit overlooks a failure in the middle of this chain, and would see it at its end");
    }

    /// <summary>Whether the step stops the build when the command fails.</summary>
    public bool FailureStops(ScriptCommand command)
    {
        var andOr = command.AndOr;
        return command.Place is FlowPlace.None && ErrExitIsUnclear() is null && ReferenceEquals(command.List, script.Body)
            && command.Statement.Terminator != StatementTerminator.Background && andOr.Operators.All(o => o.IsAnd)
            && (ReferenceEquals(command.Statement, script.Body.Statements[^1]) || (HasErrExit && ReferenceEquals(andOr.Pipelines[^1], command.Pipeline)));
    }

    /// <summary>Whether a redirection neither makes nor reads a file.</summary>
    internal static bool LeavesNothing(ShellRedirection redirection) =>
        redirection.Target?.ConstantValue == "/dev/null" || redirection.Operator is RedirectionOperator.DuplicateInput or RedirectionOperator.DuplicateOutput;

    /// <summary>Inserts a word behind another.</summary>
    public void InsertWordAfter(ShellWord word, string text) =>
        edits.Add(new TextChange(new TextSpan(Source(word.Span).End, 0), " " + text));

    /// <summary>Puts the option that leaves no cache behind the subcommand, and takes those out that say what it says anyway.</summary>
    public void LeaveNoCache(PackageCommand package, string option)
    {
        var words = package.Node.Words;
        var isPlaced = false;
        for (var i = 0; i < words.Length; i++)
        {
            if (words[i].ConstantValue is not { } value || !package.Manager.OptionsInNoCache.Contains(value))
            {
                continue;
            }

            if (i > package.SubcommandIndex && !isPlaced)
            {
                isPlaced = true;
                edits.Add(new TextChange(Source(words[i].Span), option));
            }
            else
            {
                RemoveWord(package.Node, words[i]);
            }
        }

        if (!isPlaced)
        {
            InsertWordAfter(words[package.SubcommandIndex], option);
        }
    }

    /// <summary>Removes a word and the white space before it.</summary>
    public void RemoveWord(ShellSimpleCommand command, ShellWord word)
    {
        var index = command.Words.IndexOf(word);
        var span = Source(word.Span);
        var start = index > 0 ? Source(command.Words[index - 1].Span).End : span.Start;
        edits.Add(new TextChange(TextSpan.FromBounds(start, span.End), ""));
    }

    /// <summary>The place in the file of a part of the script.</summary>
    public TextSpan Source(TextSpan span) => script.Text.ToSource(span).Shift(run.Syntax.Position);

    /// <summary>The offset in the file just behind the last command.</summary>
    public int EndOfCommands => Source(script.Body.Statements[^1].AndOr.Span).End;

    private Obstacle At(TextSpan span, string reason) => new(reason, Source(span));

    private string Shorten(ShellNode node)
    {
        var text = script.ToString(node).ReplaceLineEndings(" ");
        return text.Length <= 40 ? text : text[..39] + "…";
    }

    private Obstacle? UnsuitablePlace(ScriptCommand command, bool allowTested = false)
    {
        var reason = command.Place switch
        {
            var p when p.HasFlag(FlowPlace.Function) => "a function runs this command",
            var p when p.HasFlag(FlowPlace.Substitution) => "`$(…)` runs this command",
            var p when p.HasFlag(FlowPlace.Background) => "this command runs in the background",
            var p when p.HasFlag(FlowPlace.Tested) && !allowTested && command.AndOr.Operators.All(o => o.IsAnd) => "the script asks whether this command failed",
            _ => null,
        };
        return reason is null ? null : At(command.Node.Span, reason);
    }

    /// <summary>errexit that is switched elsewhere than at the start of the script is not followed.</summary>
    private Obstacle? ErrExitIsUnclear()
    {
        var first = FirstSet()?.AndOr.Pipelines[0].Commands[0];
        foreach (var command in run.Run?.Commands ?? [])
        {
            if (command.View.Name is "set" && !ReferenceEquals(command.Node, first)
                && command.View.ArgumentValues.Any(v => v is null || (v.Length > 1 && v[0] is '-' or '+' && (v.Contains('e', StringComparison.Ordinal) || v.EndsWith('o')))))
            {
                return At(command.Node.Span, $"`{Shorten(command.Node)}` changes what a failure does");
            }

            if (command.View.Name is "trap" or "exec" && command.View.Node.Words.Length > command.View.Start + 1)
            {
                return At(command.Node.Span, $"`{Shorten(command.Node)}` changes what happens at the end");
            }
        }

        return null;
    }

    /// <summary>The first statement, where it is or starts with <c>set</c>. In the background it would set nothing here.</summary>
    private ShellStatement? FirstSet() =>
        script.Body.Statements is [{ Terminator: not StatementTerminator.Background } first, ..]
        && first.AndOr.Pipelines[0] is { IsNegated: false, Commands: [ShellSimpleCommand { Words: [{ ConstantValue: "set" }, ..] }] } ? first : null;

    internal static bool TurnsErrExitOn(ShellStatement set)
    {
        var words = ((ShellSimpleCommand)set.AndOr.Pipelines[0].Commands[0]).Words;
        for (var i = 1; i < words.Length; i++)
        {
            if (words[i].ConstantValue is { Length: > 1 } value && value[0] == '-' && value[1] != '-')
            {
                if (value.Contains('e', StringComparison.Ordinal) || (value.EndsWith('o') && i + 1 < words.Length && words[i + 1].ConstantValue == "errexit"))
                {
                    return true;
                }
            }
        }

        return false;
    }

    private static ShellStatement TopLevelStatement(ScriptCommand command) =>
        command.Ancestors.OfType<ShellStatement>().ToArray()[^1];

    private static ShellSimpleCommand? HasExit(ShellList list) =>
        list.DescendantsAndSelf().OfType<ShellSimpleCommand>().FirstOrDefault(c => c.Words is [{ ConstantValue: "exit" or "return" or "exec" }, ..]
            && !(c.Words is [{ ConstantValue: "exit" }, { ConstantValue: { } status }] && status != "0"));

    /// <summary>
    /// Whether the command is what runs where the one before it failed, and its own failure is that of the step, whatever errexit
    /// overlooks in a chain: <c>dpkg -i x.deb || apt-get install -f</c>.
    /// </summary>
    private bool IsAlternative(ScriptCommand target, int index) =>
        index > 0 && !target.AndOr.Operators[index - 1].IsAnd && !IsLineByLine && target.Pipeline is { IsNegated: false, Commands: [ShellSimpleCommand] }
        && (!HasErrExit || IsInLastStatement(target) || ErrExitSeesAlternative(target)) && ReadsStatus(target.Pipeline) is null;

    /// <summary>Whether errexit ends the step at a failure of the last alternative, and of what stands beside it.</summary>
    private bool ErrExitSeesAlternative(ScriptCommand target) =>
        HasErrExit && ErrExitReaches(target) && ReferenceEquals(target.AndOr.Pipelines[^1], target.Pipeline);

    private Obstacle? InsertInGroup(string text, ScriptCommand target)
    {
        var source = Source(target.Pipeline.Span);
        edits.Add(new TextChange(new TextSpan(source.Start, 0), $"{{ {text}{(ErrExitSeesAlternative(target) ? ";" : " &&")} "));
        edits.Add(new TextChange(new TextSpan(source.End, 0), "; }"));
        return null;
    }

    private Obstacle? InsertInChain(string text, ScriptCommand target)
    {
        var at = Source(target.Pipeline.Span).Start;
        if (IsLineByLine || !Style.BreaksLines)
        {
            edits.Add(new TextChange(new TextSpan(at, 0), $"{text} && "));
            return null;
        }

        // One command with its packages on lines of their own: the refresh goes on the first line, as in Docker's own examples.
        var isList = target.AndOr.Operators.IsEmpty && Spans(target.Node.Span);
        edits.Add(new TextChange(new TextSpan(at, 0), isList ? $"{text} && " : text + StyleAt(at).Join("&&", int.MaxValue)));
        return null;
    }

    /// <summary>Whether a part of the script spans several lines of the file.</summary>
    private bool Spans(TextSpan span)
    {
        var source = Source(span);
        return model.Tree.Text.GetLineNumber(source.Start) != model.Tree.Text.GetLineNumber(source.End);
    }

    private void InsertStatement(string text, ShellStatement before)
    {
        var at = Source(before.Span).Start;
        if (IsLineByLine)
        {
            edits.Add(new TextChange(new TextSpan(at, 0), text + LineBreakAndIndentation(at)));
            return;
        }

        edits.Add(new TextChange(new TextSpan(at, 0), BeforeStatement(text, at)));
    }

    /// <summary>A statement in front of the one at the offset.</summary>
    private string BeforeStatement(string text, int at) =>
        !Style.BreaksLines ? $"{text}; "
        : Style.SemicolonIndentation is { } indentation ? $"{text} {Style.Continuation}{indentation}; "
        : $"{text}; {Style.Continuation}{StyleAt(at).Indentation}";

    /// <summary>The style with the indentation of the line that begins at the offset: what is nested stays in line with its neighbours.</summary>
    private ChainStyle StyleAt(int offset) => ChainStyle.LineIndentation(model.Tree, offset) is { } own && HasOwnLine(offset) ? Style with { Indentation = own } : Style;

    /// <summary>Whether the line of the offset is not the one with the keyword.</summary>
    private bool HasOwnLine(int offset) =>
        model.Tree.Text.GetLineNumber(offset) != model.Tree.Text.GetLineNumber(run.Syntax.Span.Start);

    private Obstacle? InsertAfterStatement(string text, ShellStatement statement)
    {
        var statements = script.Body.Statements;
        var next = statements[statements.IndexOf(statement) + 1];
        if (ReadsStatus(next) is { } reader)
        {
            return At(reader.Span, $"`{Shorten(reader)}` takes the status of the command before");
        }

        switch (statement.Terminator)
        {
            case StatementTerminator.Background:
                return At(statement.TerminatorSpan, "the background job may still run");
            case StatementTerminator.NewLine:
            {
                // Behind the line, so that a comment at its end stays with it.
                var at = Source(statement.TerminatorSpan).Start;
                var indentation = LineBreakAndIndentation(Source(statement.Span).Start);
                edits.Add(new TextChange(new TextSpan(at, 0), indentation + text));
                return null;
            }

            default:
            {
                var at = Source(next.Span).Start;
                edits.Add(new TextChange(
                    new TextSpan(at, 0),
                    IsLineByLine ? $"{text}; " : BeforeStatement(text, at)));
                return null;
            }
        }
    }

    private void AddAtEnd(ShellStatement final, string op, string text)
    {
        var span = Source(final.AndOr.Span);
        if (IsLineByLine && op == ";" && final.Terminator == StatementTerminator.NewLine)
        {
            // Behind the line, so that a comment at its end stays with it.
            edits.Add(new TextChange(new TextSpan(Source(final.TerminatorSpan).Start, 0), LineBreakAndIndentation(Source(final.Span).Start) + text));
            return;
        }

        if (IsLineByLine)
        {
            edits.Add(new TextChange(new TextSpan(span.End, 0), op == ";" ? $"; {text}" : $" {op} {text}"));
            return;
        }

        var tree = model.Tree;
        var lineStart = tree.Text.GetLineStart(tree.Text.GetLineNumber(span.End));
        // Within a compound command the new line stands below the statement that it follows.
        var own = ReferenceEquals(final, script.Body.Statements[^1]) ? Style : StyleAt(span.Start);
        edits.Add(new TextChange(new TextSpan(span.End, 0), own.Join(op, span.End - lineStart + text.Length + 4) + text));
    }

    /// <summary>A line break and the indentation of the line that holds the offset.</summary>
    private string LineBreakAndIndentation(int offset)
    {
        var text = model.Tree.Text;
        var start = text.GetLineStart(text.GetLineNumber(offset));
        var end = start;
        while (end < offset && text[end] is ' ' or '\t')
        {
            end++;
        }

        return ChainStyle.LineBreakOf(model.Tree) + text.ToString(TextSpan.FromBounds(start, end));
    }

    /// <summary>What in the statement takes the status of the command before: <c>$?</c>, and an <c>exit</c> that names none.</summary>
    private static ShellNode? ReadsStatus(ShellNode statement)
    {
        foreach (var node in statement.DescendantsAndSelf())
        {
            if (node is ShellParameter { Name: "?" } or ShellSimpleCommand { Words: [{ ConstantValue: "exit" or "return" }] })
            {
                return node;
            }
        }

        return null;
    }

    private bool HasShellComment(TextSpan span) =>
        script.Comments.Any(c => span.OverlapsWith(c.Span));
}
