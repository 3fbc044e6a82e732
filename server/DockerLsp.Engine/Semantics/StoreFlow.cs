using System.Collections.Immutable;
using DockerLsp.Engine.PackageManagers;
using DockerLsp.Engine.Shell;

namespace DockerLsp.Engine.Semantics;

/// <summary>
/// Follows what a script does to the package stores along every path that a build takes when nothing unexpected fails: a
/// command's failure is followed where the script asks for it (<c>if</c>, <c>||</c>, <c>!</c>, a test), and not otherwise,
/// because the author does not count on it.
/// </summary>
internal sealed class StoreFlow
{
    /// <summary>Functions that call each other are followed this deep.</summary>
    private const int MaxCallDepth = 4;

    /// <summary>Of so few, one is found faster by a look at each.</summary>
    private const int MaxSearched = 8;

    private static readonly int StoreCount = PackageManagerTable.Stores.Length;

    private readonly ShellDialect dialect;
    private readonly Func<PackageManager, bool> isCacheOff;
    private Dictionary<string, ShellFunction>? functions;
    private Dictionary<ShellSimpleCommand, ScriptCommand>? commands;
    private readonly List<ScriptCommand> ordered = [];
    private Dictionary<(ShellSimpleCommand, PackageStore, StoreEffect), int>? operationIndex;
    private readonly List<StoreOperation> operations = [];
    private ImmutableStack<ShellNode> ancestors = [];
    private FlowPlace place;

    /// <summary>What may be true where <c>exit</c> ended the process that is followed with success.</summary>
    private State? exited;

    /// <summary>The same where it ended with a failure.</summary>
    private State? failed;

    private State? returned;
    private int callDepth;

    /// <summary>Whether some command may run others within its words.</summary>
    private bool hasSubstitutions;

    /// <summary>Whether <c>set -e</c> was seen. Where another program than the script sets it, more paths are followed than there are.</summary>
    private bool hasErrExit;

    /// <summary>Whether errexit overlooks a failure here: in a condition, behind <c>!</c>, before <c>&amp;&amp;</c> or <c>||</c> (POSIX, XCU 2.15 <c>set</c>).</summary>
    private bool isOverlooked;

    private StoreFlow(ShellDialect dialect, Func<PackageManager, bool> isCacheOff)
    {
        this.dialect = dialect;
        this.isCacheOff = isCacheOff;
    }

    /// <summary>Follows a script.</summary>
    /// <param name="script">The script.</param>
    /// <param name="isCacheOff">Whether the environment turns a manager's cache off.</param>
    /// <returns>Its commands and operations in source order, and what may be true of each store when it succeeds.</returns>
    public static (ImmutableArray<ScriptCommand> Commands, ImmutableArray<StoreOperation> Operations, ImmutableArray<StoreBits> AtEnd) Follow(
        ShellScript script, Func<PackageManager, bool> isCacheOff)
    {
        var flow = new StoreFlow(script.Dialect, isCacheOff) { hasSubstitutions = script.Text.Text.AsSpan().ContainsAny('(', '`') };
        // A path that ends with a failure leaves no layer; where all that is followed does, it is taken for what the author expects.
        var (success, failure) = flow.Visit(script.Body, State.Initial);
        var end = State.Join(success, flow.exited) ?? failure ?? State.Initial;
        return ([.. flow.ordered], [.. flow.operations], Array.Exists(end.Bits, b => b != StoreBits.Inherited) ? [.. end.Bits] : default);
    }

    private (State? Success, State? Failure) Visit(ShellList list, State? state, bool tested = false)
    {
        using var scope = Enter(list);
        (State? Success, State? Failure) result = (state, null);
        for (var i = 0; i < list.Statements.Length; i++)
        {
            var statement = list.Statements[i];
            var before = State.Join(result.Success, result.Failure);
            using var statementScope = Enter(statement);
            var isTested = tested && i == list.Statements.Length - 1;
            if (statement.Terminator == StatementTerminator.Background)
            {
                var saved = place;
                place |= FlowPlace.Background;
                var (success, failure) = LeaveChild(EnterChild(), Visit(statement.AndOr, before, isTested), isHeard: false);
                result = (State.Join(before, State.Join(success, failure)), null);
                place = saved;
            }
            else
            {
                result = Visit(statement.AndOr, before, isTested);
            }
        }

        return result;
    }

    private (State? Success, State? Failure) Visit(ShellAndOr andOr, State? state, bool tested)
    {
        using var scope = Enter(andOr);
        var lastOr = -1;
        for (var i = 0; i < andOr.Operators.Length; i++)
        {
            lastOr = andOr.Operators[i].IsAnd ? lastOr : i;
        }

        var (saved, wasOverlooked) = (place, isOverlooked);
        isOverlooked |= andOr.Operators.Length > 0;
        var (success, failure) = Visit(andOr.Pipelines[0], state, tested || lastOr >= 0);
        for (var i = 0; i < andOr.Operators.Length; i++)
        {
            var isTested = tested || lastOr > i;
            isOverlooked = wasOverlooked || i < andOr.Operators.Length - 1;
            if (andOr.Operators[i].IsAnd)
            {
                // Behind something whose failure is an answer, a command may not run.
                place |= failure is null ? FlowPlace.None : FlowPlace.Conditional;
                var (s, f) = Visit(andOr.Pipelines[i + 1], success, isTested);
                (success, failure) = (s, State.Join(failure, f));
            }
            else
            {
                place |= FlowPlace.Conditional;
                var (s, f) = Visit(andOr.Pipelines[i + 1], failure, isTested);
                (success, failure) = (State.Join(success, s), f);
            }
        }

        place = saved;
        return (success, failure);
    }

    private (State? Success, State? Failure) Visit(ShellPipeline pipeline, State? state, bool tested)
    {
        using var scope = Enter(pipeline);
        var (saved, wasOverlooked) = (place, isOverlooked);
        tested |= pipeline.IsNegated;
        isOverlooked |= tested;
        place |= tested ? FlowPlace.Tested : FlowPlace.None;
        place |= pipeline.Commands.Length > 1 ? FlowPlace.Pipeline : FlowPlace.None;
        (State? Success, State? Failure) result = (state, null);
        if (pipeline.Commands.Length == 1)
        {
            result = Visit(pipeline.Commands[0], state, tested);
        }
        else
        {
            for (var i = 0; i < pipeline.Commands.Length; i++)
            {
                result = LeaveChild(EnterChild(), Visit(pipeline.Commands[i], State.Join(result.Success, result.Failure), tested), isHeard: i == pipeline.Commands.Length - 1);
            }
        }

        isOverlooked = wasOverlooked;
        place = saved;
        return pipeline.IsNegated ? (result.Failure, result.Success) : result;
    }

    private (State? Success, State? Failure) Visit(ShellCommand command, State? state, bool tested) =>
        command is ShellSimpleCommand simple ? Visit(simple, state, tested) : VisitCompound(command, state, tested);

    private (State? Success, State? Failure) VisitCompound(ShellCommand command, State? state, bool tested)
    {
        switch (command)
        {
            case ShellGroup group:
            {
                using var scope = Enter(group);
                return Visit(group.Body, state, tested);
            }

            case ShellSubshell subshell:
            {
                using var scope = Enter(subshell);
                return Within(FlowPlace.Subshell, () => LeaveChild(EnterChild(), Visit(subshell.Body, state, tested)));
            }

            case ShellIf conditional:
            {
                using var scope = Enter(conditional);
                return Within(FlowPlace.Conditional, () => VisitIf(conditional, state));
            }

            case ShellFor loop:
            {
                using var scope = Enter(loop);
                var after = VisitSubstitutions(ImmutableArray<ShellNode>.CastUp(loop.Words), state);
                var runs = loop.HasIn && loop.Words.Length > 0 && loop.Words[0].ConstantValue is not null;
                return Within(runs ? FlowPlace.None : FlowPlace.Conditional, () =>
                {
                    var (success, failure) = Visit(loop.Body, after);
                    var once = State.Join(success, failure);
                    (success, failure) = Visit(loop.Body, once);
                    var result = State.Join(once, State.Join(success, failure));
                    return (runs ? result : State.Join(after, result), (State?)null);
                });
            }

            case ShellWhile loop:
            {
                using var scope = Enter(loop);
                return Within(FlowPlace.Conditional, () =>
                {
                    var current = state;
                    State? end = null;
                    for (var i = 0; i < 2; i++)
                    {
                        var (yes, no) = Visit(loop.Condition, current, tested: true);
                        if (loop.IsUntil)
                        {
                            (yes, no) = (no, yes);
                        }

                        end = State.Join(end, no);
                        var (success, failure) = Visit(loop.Body, yes);
                        current = State.Join(success, failure);
                        end = State.Join(end, current);
                    }

                    return (end, (State?)null);
                });
            }

            case ShellCase choice:
            {
                using var scope = Enter(choice);
                var after = VisitSubstitutions([choice.Subject], state);
                return Within(FlowPlace.Conditional, () =>
                {
                    State? success = null, failure = null;
                    var isExhaustive = false;
                    foreach (var item in choice.Items)
                    {
                        isExhaustive |= item.Patterns.Any(p => p.ConstantValue == "*");
                        var (s, f) = Visit(item.Body, after);
                        (success, failure) = (State.Join(success, s), State.Join(failure, f));
                    }

                    return (isExhaustive ? success : State.Join(success, after), failure);
                });
            }

            case ShellFunction function:
                (functions ??= new(StringComparer.Ordinal))[function.Name] = function;
                return (state, null);
            case ShellCoprocess coprocess:
                return Within(FlowPlace.Background, () => LeaveChild(EnterChild(), Visit(coprocess.Body, state, tested), isHeard: false));
            case ShellConditional or ShellArithmeticCommand:
                return (state, state);
            default:
                return (state, tested ? state : null);
        }
    }

    private (State? Success, State? Failure) VisitIf(ShellIf conditional, State? state)
    {
        State? success = null, failure = null;
        var current = state;
        foreach (var clause in conditional.Clauses)
        {
            var (yes, no) = Visit(clause.Condition, current, tested: true);
            var (s, f) = Visit(clause.Body, yes);
            (success, failure) = (State.Join(success, s), State.Join(failure, f));
            current = no;
        }

        if (conditional.Else is null)
        {
            return (State.Join(success, current), failure);
        }

        var (elseSuccess, elseFailure) = Visit(conditional.Else, current);
        return (State.Join(success, elseSuccess), State.Join(failure, elseFailure));
    }

    private (State? Success, State? Failure) Call(ShellFunction function, State? state, bool tested)
    {
        callDepth++;
        var outer = returned;
        returned = null;
        var (success, failed) = Within(FlowPlace.Function, () => Visit(function.Body, state, tested));
        success = State.Join(success, returned);
        returned = outer;
        callDepth--;
        return (success, failed);
    }

    private (State? Success, State? Failure) Visit(ShellSimpleCommand node, State? state, bool tested)
    {
        state = hasSubstitutions ? VisitSubstitutions(node.Children, state) : state;
        var view = CommandView.Of(node);
        if (view.Name is { } name && functions?.TryGetValue(name, out var function) == true && callDepth < MaxCallDepth)
        {
            return Call(function, state, tested);
        }

        if (view.Name == "exit")
        {
            EndShell(view, state);
            return (null, null);
        }

        if (view.Name == "return")
        {
            return VisitReturn(view, state);
        }

        var command = Register(node, view);
        if (view.Name == "set")
        {
            hasErrExit = SetsErrExit(view) ?? hasErrExit;
        }

        var after = Apply(command, state);
        var failure = tested || CommandKnowledge.IsTest(view) ? State.Join(state, after) : null;
        if (view.Wrappers.Contains("exec"))
        {
            exited = State.Join(exited, after);
            return (null, failure);
        }

        return (after, failure);
    }

    /// <summary>
    /// Ends a function; elsewhere it ends the script, as <c>exit</c> does, except in bash, which complains and goes on.
    /// (POSIX, XCU 2.14 <c>return</c>, leaves it open.)
    /// </summary>
    private (State? Success, State? Failure) VisitReturn(CommandView view, State? state)
    {
        if (callDepth > 0)
        {
            returned = State.Join(returned, state);
            return (null, null);
        }

        if (dialect != ShellDialect.Bash)
        {
            EndShell(view, state);
        }

        return dialect switch
        {
            ShellDialect.Dash or ShellDialect.BusyBoxAsh => (null, null),
            ShellDialect.Bash => (null, state),
            _ => (state, state),
        };
    }

    /// <summary>Notes how <c>exit</c> or <c>return</c> ends the process; a status that is not written may be either.</summary>
    private void EndShell(CommandView view, State? state)
    {
        var status = view.ArgumentValues.FirstOrDefault();
        if (status is null or "0")
        {
            exited = State.Join(exited, state);
        }

        if (status != "0")
        {
            failed = State.Join(failed, state);
        }
    }

    /// <summary>Begins what runs in a process of its own: <c>exit</c> ends only that.</summary>
    private (State? Exited, State? Failed, bool HasErrExit) EnterChild()
    {
        var outer = (exited, failed, hasErrExit);
        (exited, failed) = (null, null);
        return outer;
    }

    /// <summary>Goes on with the shell that started the process.</summary>
    /// <param name="outer">What <see cref="EnterChild"/> gave before the process was followed.</param>
    /// <param name="result">What is true where the process came to its end without <c>exit</c>.</param>
    /// <param name="isHeard">Whether the status of the process is that of a command of the shell.</param>
    private (State? Success, State? Failure) LeaveChild(
        (State? Exited, State? Failed, bool HasErrExit) outer, (State? Success, State? Failure) result, bool isHeard = true)
    {
        var (success, failure) = (State.Join(result.Success, exited), failed);
        (exited, failed, hasErrExit) = outer;
        if (isHeard && hasErrExit && !isOverlooked)
        {
            failed = State.Join(failed, failure);
            return (success, result.Failure);
        }

        return (success, State.Join(result.Failure, failure));
    }

    /// <summary>Whether <c>set</c> turns errexit on or off; null where it does neither.</summary>
    private static bool? SetsErrExit(CommandView view)
    {
        bool? sets = null;
        var option = '\0';
        foreach (var value in view.ArgumentValues)
        {
            if (option != '\0' && value == "errexit")
            {
                sets = option == '-';
            }

            option = value is ['-' or '+', .., 'o'] ? value[0] : '\0';
            if (value is ['-', not '-', ..] or ['+', ..] && value.Contains('e', StringComparison.Ordinal))
            {
                sets = value[0] == '-';
            }
        }

        return sets;
    }

    private ScriptCommand Register(ShellSimpleCommand node, CommandView view)
    {
        if (Find(node) is { } known)
        {
            return known;
        }

        var command = new ScriptCommand(view, PackageCommand.Read(view), Deletion.Read(view, dialect), place, ancestors);
        ordered.Add(command);
        if (commands is not null)
        {
            commands.Add(node, command);
        }
        else if (ordered.Count > MaxSearched)
        {
            commands = new(ordered.Select(c => KeyValuePair.Create(c.Node, c)), ReferenceEqualityComparer.Instance);
        }

        return command;
    }

    private ScriptCommand? Find(ShellSimpleCommand node)
    {
        if (commands is not null)
        {
            return commands.GetValueOrDefault(node);
        }

        foreach (var command in ordered)
        {
            if (ReferenceEquals(command.Node, node))
            {
                return command;
            }
        }

        return null;
    }

    /// <summary>The number of what a command does to a store, where it has been noted; -1 otherwise.</summary>
    private int Find(ShellSimpleCommand node, PackageStore store, StoreEffect effect)
    {
        if (operationIndex is not null)
        {
            return operationIndex.TryGetValue((node, store, effect), out var at) ? at : -1;
        }

        for (var i = 0; i < operations.Count; i++)
        {
            if (operations[i] is var operation && ReferenceEquals(operation.Command.Node, node) && operation.Store == store && operation.Effect == effect)
            {
                return i;
            }
        }

        return -1;
    }

    private State? Apply(ScriptCommand command, State? state)
    {
        if (command.Package is { } package)
        {
            return ApplyPackage(command, package, state);
        }

        return command.Deletion is { } deletion ? ApplyDeletion(command, deletion, state) : ApplyProgram(command, state);
    }

    private State? ApplyDeletion(ScriptCommand command, Deletion deletion, State? state)
    {
        var after = state;
        for (var i = 0; i < StoreCount; i++)
        {
            var store = PackageManagerTable.Stores[i];
            switch (deletion.Covers(store))
            {
                case true:
                    Record(command, store, StoreEffect.Clean, state, null);
                    after = State.Put(after, state, i, StoreBits.Deleted);
                    break;
                case null when state is not null:
                    // A part of it, or what is only known at run time: it may be gone.
                    after = State.Put(after, state, i, state.Bits[i] | StoreBits.Deleted);
                    break;
            }
        }

        return after;
    }

    private State? ApplyProgram(ScriptCommand command, State? state)
    {
        // What the words say is the same for every store.
        var named = CommandKnowledge.FoldersNamedBy(command.View);
        var mayClean = CommandKnowledge.MayClean(command.View);
        var reader = CommandKnowledge.ReaderOf(command, ordered);
        if (named.IsEmpty && !mayClean && reader == IndexReader.None)
        {
            return state;
        }

        var after = state;
        for (var i = 0; i < StoreCount; i++)
        {
            var store = PackageManagerTable.Stores[i];
            if ((store.HoldsIndex && (reader == IndexReader.Any || (reader == IndexReader.Apt && store == PackageManagerTable.Apt))) || CommandKnowledge.Holds(store, named))
            {
                Record(command, store, StoreEffect.MayRead, state, null);
            }

            if (mayClean && state is not null)
            {
                after = State.Put(after, state, i, state.Bits[i] | StoreBits.Deleted);
            }
        }

        return after;
    }

    private State? ApplyPackage(ScriptCommand command, PackageCommand package, State? state)
    {
        var store = package.Manager.Store;
        switch (package.Operation)
        {
            case PackageOperation.Refresh:
                return Record(command, store, StoreEffect.Refresh, state, package.HasNoCacheOption ? null : StoreBits.Written);
            case PackageOperation.CleanAll:
                return Record(command, store, StoreEffect.Clean, state, StoreBits.Deleted);
            case PackageOperation.CleanPackages:
                return Record(command, store, StoreEffect.CleanPackages, state, null);
            case PackageOperation.Install or PackageOperation.Upgrade:
                if (package.HasNoCacheOption || package.HasMovedCache || isCacheOff(package.Manager))
                {
                    return Record(command, store, StoreEffect.ReadFresh, state, null);
                }

                if (package.Manager.CacheOnlyOptions.Any(package.HasOption))
                {
                    // What it reads was there before, and it fetches nothing.
                    return Record(command, store, package.Manager.RefreshesItself ? StoreEffect.MayRead : StoreEffect.Read, state, null);
                }

                return package.Manager.RefreshesItself || package.Refreshes
                    ? Record(command, store, StoreEffect.ReadAndWrite, state, StoreBits.Written)
                    : package.ReadsIndex ? Record(command, store, StoreEffect.Read, state, package.Manager.KeepsPackages ? StoreBits.Written : null)
                    : package.OnlyLocalFiles ? Record(command, store, StoreEffect.MayRead, state, null)
                    : state;
            case PackageOperation.ReadIndex when !package.Manager.RefreshesItself:
                return Record(command, store, StoreEffect.Read, state, null);
            case PackageOperation.Remove when package.Manager.RemovalReadsIndex:
                return Record(command, store, StoreEffect.MayRead, state, null);
            default:
                return state;
        }
    }

    private State? Record(ScriptCommand command, PackageStore store, StoreEffect effect, State? state, StoreBits? result)
    {
        var index = store.Index;
        var before = state?.Bits[index] ?? StoreBits.None;
        if (Find(command.Node, store, effect) is var at and >= 0)
        {
            // Loops come by twice: what may be true is the union.
            operations[at] = operations[at] with { Before = operations[at].Before | before };
        }
        else
        {
            operations.Add(new StoreOperation(command, store, effect, before));
            if (operationIndex is not null)
            {
                operationIndex.Add((command.Node, store, effect), operations.Count - 1);
            }
            else if (operations.Count > MaxSearched)
            {
                operationIndex = operations.Select((o, i) => (Key: (o.Command.Node, o.Store, o.Effect), Index: i)).ToDictionary(o => o.Key, o => o.Index);
            }
        }

        return result is { } bits ? state?.With(index, bits) : state;
    }

    private State? VisitSubstitutions(ImmutableArray<ShellNode> nodes, State? state)
    {
        foreach (var node in nodes)
        {
            switch (node)
            {
                case ShellCommandSubstitution substitution:
                    state = VisitNested(substitution.Body, state);
                    break;
                case ShellProcessSubstitution substitution:
                    state = VisitNested(substitution.Body, state);
                    break;
                default:
                    state = VisitSubstitutions(node.Children, state);
                    break;
            }
        }

        return state;
    }

    private State? VisitNested(ShellList body, State? state)
    {
        var (success, failure) = Within(FlowPlace.Substitution, () => LeaveChild(EnterChild(), Visit(body, state), isHeard: false));
        return State.Join(success, failure) ?? state;
    }

    private (State? Success, State? Failure) Within(FlowPlace added, Func<(State? Success, State? Failure)> visit)
    {
        var saved = place;
        place |= added;
        var result = visit();
        place = saved;
        return result;
    }

    private AncestorScope Enter(ShellNode node)
    {
        ancestors = ancestors.Push(node);
        return new AncestorScope(this);
    }

    private readonly ref struct AncestorScope(StoreFlow flow)
    {
        public void Dispose() => flow.ancestors = flow.ancestors.Pop();
    }

    /// <summary>What may be true of each store; null stands for a point that no path reaches.</summary>
    private sealed class State(StoreBits[] bits)
    {
        public StoreBits[] Bits { get; } = bits;

        /// <summary>All as the layers below left it. No state is changed but by who has just made it.</summary>
        public static State Initial { get; } = new([.. Enumerable.Repeat(StoreBits.Inherited, StoreCount)]);

        public static State? Join(State? left, State? right)
        {
            if (left is null || right is null || ReferenceEquals(left, right))
            {
                return left ?? right;
            }

            var bits = new StoreBits[StoreCount];
            for (var i = 0; i < bits.Length; i++)
            {
                bits[i] = left.Bits[i] | right.Bits[i];
            }

            return new State(bits);
        }

        public State With(int store, StoreBits value)
        {
            var bits = (StoreBits[])Bits.Clone();
            bits[store] = value;
            return new State(bits);
        }

        /// <summary>Changes one store after the other: a command may do something to all of them, and needs one new state for that.</summary>
        /// <param name="current">The state that is being made; the one before where nothing has changed yet.</param>
        /// <param name="before">The state before the command, which stays as it is.</param>
        /// <param name="store">The number of the store.</param>
        /// <param name="value">What may be true of it then.</param>
        public static State? Put(State? current, State? before, int store, StoreBits value)
        {
            if (current is null || current.Bits[store] == value)
            {
                return current;
            }

            if (ReferenceEquals(current, before))
            {
                return current.With(store, value);
            }

            current.Bits[store] = value;
            return current;
        }
    }
}
