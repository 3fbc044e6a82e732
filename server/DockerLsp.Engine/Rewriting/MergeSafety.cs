using System.Buffers;
using System.Collections.Immutable;
using DockerLsp.Engine.PackageManagers;
using DockerLsp.Engine.Semantics;
using DockerLsp.Engine.Shell;
using DockerLsp.Engine.Syntax;
using DockerLsp.Engine.Text;

namespace DockerLsp.Engine.Rewriting;

/// <summary>How two scripts are joined so that the build stays as it was.</summary>
public enum JoinForm
{
    /// <summary><c>a &amp;&amp; b</c></summary>
    AndChain,

    /// <summary><c>a &amp;&amp; { b; }</c></summary>
    AndGroup,

    /// <summary><c>set -e; a; b</c>, where both start with the same <c>set</c>.</summary>
    Statements,

    /// <summary><c>( a ) &amp;&amp; b</c>: what the first step changes in its shell ends with the subshell.</summary>
    Subshell,

    /// <summary><c>( a ) &amp;&amp; { b; }</c></summary>
    SubshellAndGroup,

    /// <summary><c>set -e; ( a ); b</c>, where both start with the same <c>set</c>.</summary>
    SubshellStatements,
}

/// <summary>
/// Decides whether two RUN steps may become one. Separate steps are two processes, each with a fresh shell, the second of which
/// runs when the first succeeds; a join has to keep that for every outcome of every command (POSIX XCU 2.8.1 and 2.9.3, and
/// experiments with dash, BusyBox ash and bash).
/// </summary>
public static class MergeSafety
{
    /// <summary>One argument of execve holds at most 128 KiB on Linux (execve(2), MAX_ARG_STRLEN).</summary>
    private const int MaxScriptLength = 120 * 1024;

    private static readonly HashSet<string> LeakingBuiltins =
        ["cd", "pushd", "popd", "export", "set", "unset", "umask", "ulimit", "alias", "unalias", ".", "source", "eval", "shopt", "hash",
        "readonly", "declare", "local", "typeset", "read", "mapfile", "readarray", "getopts", "shift", "let", "enable", "builtin"];

    private static readonly HashSet<string> FatalBuiltins = ["exec", "exit", "return", "trap", "kill", "wait", "shutdown", "logout"];

    private static readonly HashSet<string> SpecialBuiltins =
        [":", "break", "continue", ".", "eval", "exec", "exit", "export", "readonly", "return", "set", "shift", "times", "trap", "unset"];

    /// <summary>Parameters whose value tells one shell process from another.</summary>
    private static readonly HashSet<string> ProcessParameters =
        ["$", "!", "_", "PPID", "BASHPID", "PIPESTATUS", "RANDOM", "SRANDOM", "SECONDS", "LINENO", "BASH_SUBSHELL", "OLDPWD", "-"];

    /// <summary>Programs whose place in PATH no ordinary install changes.</summary>
    private static readonly HashSet<string> SteadyPrograms =
        ["apt-get", "apt", "aptitude", "apt-key", "apt-mark", "apt-cache", "add-apt-repository", "dpkg", "apk", "dnf", "yum", "microdnf", "zypper", "rpm",
        "rm", "mkdir", "echo", "printf", "ln", "cp", "mv", "chmod", "chown", "cat", "touch", "find", "sed", "grep", "tee", "test", "[", "true", ":", "ldconfig",
        "tar", "install", "locale-gen", "useradd", "groupadd", "adduser", "addgroup", "usermod", "sleep", "ls", "head", "tail", "tr", "cut", "sort", "sudo", "set"];

    /// <summary>Whether <paramref name="first"/> and <paramref name="second"/> may be one step, and how.</summary>
    public static (JoinForm? Form, Obstacle? Obstacle) Check(BuildModel model, InstructionFacts first, InstructionFacts second)
    {
        if (Sides(model, first, second, out var apart) is not (var left, var right))
        {
            return (null, apart);
        }

        var obstacle = left.ProcessParameter() ?? right.ProcessParameter() ?? left.Comment() ?? left.Background() ?? right.Background()
            ?? left.Fatal() ?? right.Traps() ?? SharedTools(left, right);
        return obstacle is null ? Form(left, right) : (null, obstacle);
    }

    /// <summary>
    /// Whether the two may be one step with the first in a subshell, which keeps to itself what it changes in its shell, where it
    /// found its programs, and its <c>exit</c>. Errexit gets lost in one that stands before <c>&amp;&amp;</c>, and not in one that is a
    /// statement: that stops the script when it fails, however it came to that (POSIX XCU 2.14, <c>set -e</c>).
    /// </summary>
    public static (JoinForm? Form, Obstacle? Obstacle) CheckInSubshell(BuildModel model, InstructionFacts first, InstructionFacts second)
    {
        if (Sides(model, first, second, out var apart) is not (var left, var right))
        {
            return (null, apart);
        }

        var obstacle = left.ProcessParameter() ?? right.ProcessParameter() ?? left.Comment() ?? left.Background() ?? right.Background()
            ?? left.FatalInSubshell() ?? right.Traps();
        if (obstacle is not null)
        {
            return (null, obstacle);
        }

        if (ErrExitLost(left, right) is { } lost)
        {
            return StartAlike(left, right) && left.SetsErrExit ? (JoinForm.SubshellStatements, null) : (null, lost);
        }

        return (right.IsSimpleChain ? JoinForm.Subshell : JoinForm.SubshellAndGroup, null);
    }

    /// <summary>The scripts of two steps; null, with the reason, where they cannot be joined whatever they say.</summary>
    private static (Side Left, Side Right)? Sides(BuildModel model, InstructionFacts first, InstructionFacts second, out Obstacle? obstacle)
    {
        obstacle = Between(model, first, second);
        if (obstacle is not null)
        {
            return null;
        }

        obstacle = Unjoinable(first) ?? Unjoinable(second);
        if (obstacle is not null)
        {
            return null;
        }

        if (first.Run?.Script.Script is not { } a || second.Run?.Script.Script is not { } b || a.Body.Statements.IsEmpty || b.Body.Statements.IsEmpty)
        {
            obstacle = new Obstacle("there is nothing to run", second.Syntax.Keyword.Span);
            return null;
        }

        if (a.Text.Length + b.Text.Length > MaxScriptLength)
        {
            obstacle = new Obstacle("the joined command would be too long for one call", second.Syntax.Keyword.Span);
            return null;
        }

        return (new Side(model, first, a), new Side(model, second, b));
    }

    private static Obstacle? Unjoinable(InstructionFacts step) =>
        RunRewriter.WhyNot(step) ?? (step.Run?.Script.Form != RunForm.Shell ? new Obstacle("this step is a heredoc", step.Syntax.Keyword.Span) : null);

    /// <summary>
    /// What a step would carry over into one that is not its neighbour, when all between them are joined; null for nothing.
    /// </summary>
    public static Obstacle? CheckDistant(BuildModel model, InstructionFacts first, InstructionFacts second)
    {
        if (first.Run?.Script.Script is not { Body.Statements.IsEmpty: false } a || second.Run?.Script.Script is not { Body.Statements.IsEmpty: false } b)
        {
            return new Obstacle("there is nothing to run", second.Syntax.Keyword.Span);
        }

        var left = new Side(model, first, a);
        var right = new Side(model, second, b);
        return left.Leak(right, left.Set is not null && left.SetText == right.SetText ? left.Set : null) ?? SharedTools(left, right);
    }

    private static (JoinForm?, Obstacle?) Form(Side left, Side right)
    {
        if (StartAlike(left, right))
        {
            return left.Leak(right, skip: left.Set) is { } leak ? (null, leak)
                : left.EndsInCompound() is { } compound ? (null, compound)
                : (JoinForm.Statements, null);
        }

        if (left.Leak(right, skip: null) is { } leaks)
        {
            return (null, leaks);
        }

        if (ErrExitLost(left, right) is { } lost)
        {
            return (null, lost);
        }

        return right.IsSimpleChain ? (JoinForm.AndChain, null) : (JoinForm.AndGroup, null);
    }

    /// <summary>Whether both begin with the same <c>set</c>, as a statement of its own.</summary>
    private static bool StartAlike(Side left, Side right) =>
        left.Set is { } set && right.Set is { } other && left.SetText == right.SetText && left.Script.Body.Statements.Length > 1
        && set.AndOr.Pipelines.Length == 1 && other.AndOr.Pipelines.Length == 1 && right.Script.Body.Statements.Length > 1;

    private static Obstacle? ErrExitLost(Side left, Side right) =>
        left.HasErrExit && !left.IsSimpleChain ? left.At(left.Script.Body.Statements[0].Span, "errexit would no longer stop the first step where it stops now")
        : right.HasErrExit && !right.IsSimpleChain ? right.At(right.Script.Body.Statements[0].Span, "errexit of the second step would not see a failure of the first")
        : null;

    /// <summary>What stands between the two, or differs around them.</summary>
    private static Obstacle? Between(BuildModel model, InstructionFacts first, InstructionFacts second)
    {
        if (first.Syntax is not RunSyntax || second.Syntax is not RunSyntax)
        {
            var other = first.Syntax is RunSyntax ? second : first;
            return new Obstacle(other.IsOnbuild ? "a trigger runs in the builds of other images" : $"{other.Syntax.Keyword.Text} makes no command", other.Syntax.Keyword.Span);
        }

        if (second.Index != first.Index + 1)
        {
            var between = model.Instructions[first.Index + 1].Syntax;
            return new Obstacle($"`{between.Keyword.Text}` in line {Line(model, between.Span.Start)} stands between the steps", between.Keyword.Span);
        }

        if (first.Syntax.Green.Flags.Length == 0 && second.Syntax.Green.Flags.Length == 0)
        {
            return null;
        }

        var firstFlags = first.Syntax.Flags.Select(f => f.Token.Text).Order(StringComparer.Ordinal);
        var secondFlags = second.Syntax.Flags.Select(f => f.Token.Text).Order(StringComparer.Ordinal);
        if (!firstFlags.SequenceEqual(secondFlags))
        {
            var flag = second.Syntax.Flags.Concat(first.Syntax.Flags).First();
            return new Obstacle($"the flags of the two steps differ (`--{flag.Name}`)", flag.Span);
        }

        return null;
    }

    /// <summary>
    /// A shell remembers where it found a program: a tool that the first step used and then replaced would run from its old
    /// place in the second.
    /// </summary>
    private static Obstacle? SharedTools(Side left, Side right)
    {
        if (!left.MayReplacePrograms)
        {
            return null;
        }

        var used = left.Commands.Select(c => c.View.Name).OfType<string>().Where(n => !SteadyPrograms.Contains(n)).ToHashSet(StringComparer.Ordinal);
        var again = right.Commands.FirstOrDefault(c => c.View.Name is { } name && used.Contains(name));
        return again is null ? null : right.At(again.Node.Span, $"`{again.View.Name}` may be another program after the first step, and the shell would remember the old one");
    }

    private static int Line(BuildModel model, int offset) => model.Tree.Text.GetLineNumber(offset) + 1;

    private sealed class Side(BuildModel model, InstructionFacts step, ShellScript script)
    {
        public ShellScript Script { get; } = script;

        public ImmutableArray<ScriptCommand> Commands => step.Run?.Commands ?? [];

        /// <summary>All that stands in the script: it is gone through for one question after the other.</summary>
        private List<ShellNode> Nodes => nodes ??= [.. Script.Body.DescendantsAndSelf()];

        private List<ShellNode>? nodes;

        /// <summary>With these, a word may be written otherwise than it reads.</summary>
        private static readonly SearchValues<char> Quotes = SearchValues.Create("\"'\\");

        /// <summary>Whether some word may be one of two: it stands in the text, unless it is written with quotes.</summary>
        private bool MayHave(string word, string other) =>
            Script.Text.Text is var text && (text.Contains(word, StringComparison.Ordinal) || text.Contains(other, StringComparison.Ordinal) || text.AsSpan().ContainsAny(Quotes));

        /// <summary>Whether an ampersand stands alone, as it does behind a background job.</summary>
        private bool MayHaveBackground()
        {
            var text = Script.Text.Text;
            for (var at = text.IndexOf('&', StringComparison.Ordinal); at >= 0; at = text.IndexOf('&', at))
            {
                // One behind a backslash is no half of the next.
                if (at + 1 == text.Length || text[at + 1] != '&' || (at > 0 && text[at - 1] == '\\'))
                {
                    return true;
                }

                at += 2;
            }

            return false;
        }

        /// <summary>The first statement where it is a <c>set</c>.</summary>
        public ShellStatement? Set { get; } =
            script.Body.Statements[0] is { AndOr.Pipelines: [{ Commands: [ShellSimpleCommand { Words: [{ ConstantValue: "set" }, ..] }] }, ..] } first ? first : null;

        public string? SetText => Set is null ? null : Script.ToString(Set.AndOr.Pipelines[0]);

        /// <summary>Whether the first statement turns errexit on.</summary>
        public bool SetsErrExit => Set is not null && RunRewriter.TurnsErrExitOn(Set);

        public bool HasErrExit => step.Before?.Shell.HasErrExit == true
            || Commands.Any(c => c.View.Name == "set" && c.View.ArgumentValues.Any(v => v is null || v is "errexit" || (v.Length > 1 && v[0] == '-' && v.Contains('e', StringComparison.Ordinal))));

        /// <summary>Whether it is one chain of simple commands joined by <c>&amp;&amp;</c>.</summary>
        public bool IsSimpleChain => Script.Body.Statements is [{ Terminator: not StatementTerminator.Background, AndOr: var andOr }]
            && andOr.Operators.All(o => o.IsAnd)
            && andOr.Pipelines.All(p => !p.IsNegated && p.Commands.All(c => c is ShellSimpleCommand));

        /// <summary>Whether some command may put a program where another of the same name was found before.</summary>
        public bool MayReplacePrograms => Commands.Any(c => c.View.Name is not (null or "rm" or "mkdir" or "echo" or "printf" or "true" or ":" or "test" or "["));

        public Obstacle At(TextSpan span, string reason)
        {
            var source = Script.Text.ToSource(span).Shift(step.Syntax.Position);
            return new Obstacle(reason, source);
        }

        public Obstacle? ProcessParameter()
        {
            if (!Script.Text.Text.Contains('$', StringComparison.Ordinal))
            {
                return null;
            }

            var parameter = Nodes.OfType<ShellParameter>().FirstOrDefault(p => ProcessParameters.Contains(p.Name));
            return parameter is null ? null : At(parameter.Span, $"`{Text(parameter)}` in line {LineOf(parameter)} would have another value");
        }

        public Obstacle? Comment()
        {
            return Script.Comments is [var comment, ..]
                ? At(comment.Span, $"the comment in line {Line(model, Script.Text.ToSource(comment.Span.Start) + step.Syntax.Position)} would swallow what follows")
                : null;
        }

        public Obstacle? Background()
        {
            var statement = MayHaveBackground() ? Nodes.OfType<ShellStatement>().FirstOrDefault(s => s.Terminator == StatementTerminator.Background) : null;
            if (statement is not null)
            {
                return At(statement.TerminatorSpan, $"the background job in line {LineOf(statement)} ends with its step, and would go on in a joined one");
            }

            // A quoted word is no reserved one, but a line may end within it.
            var coprocess = Script.Text.Text is var text && (text.Contains("coproc", StringComparison.Ordinal) || text.Contains('\\', StringComparison.Ordinal)) ? Nodes.OfType<ShellCoprocess>().FirstOrDefault() : null;
            return coprocess is null ? null : At(coprocess.Span, "a coprocess would go on in a joined step");
        }

        public Obstacle? Fatal()
        {
            foreach (var command in Commands)
            {
                if (command.View.Wrappers.Contains("exec") || (command.View.Name is { } name && FatalBuiltins.Contains(name)))
                {
                    return At(command.Node.Span, $"`{Text(command.Node)}` in line {LineOf(command.Node)} would keep the next step from running");
                }
            }

            var exit = MayHave("exit", "return") ? Nodes.OfType<ShellSimpleCommand>().FirstOrDefault(c => c.Words is [{ ConstantValue: "exit" or "return" }, ..]) : null;
            return exit is null ? null : At(exit.Span, $"`{Text(exit)}` in line {LineOf(exit)} would keep the next step from running");
        }

        /// <summary>What a subshell does not contain, or does not read the same way: bash lets no <c>return</c> end one.</summary>
        public Obstacle? FatalInSubshell()
        {
            var command = Commands.FirstOrDefault(c => c.View.Name is { } name && (name is "shopt" or "alias" || (FatalBuiltins.Contains(name) && name is not ("exit" or "exec"))));
            return command is null ? null : At(command.Node.Span, $"`{Text(command.Node)}` in line {LineOf(command.Node)} would do something else in a subshell");
        }

        public Obstacle? Traps()
        {
            var trap = Commands.FirstOrDefault(c => c.View.Name is "trap" or "wait");
            return trap is null ? null : At(trap.Node.Span, $"`{Text(trap.Node)}` in line {LineOf(trap.Node)} would see the first step too");
        }

        public Obstacle? EndsInCompound()
        {
            var last = Script.Body.Statements[^1].AndOr;
            return last is { Pipelines: [{ IsNegated: false, Commands: var commands }] } && commands.All(c => c is ShellSimpleCommand or ShellSubshell)
                ? null
                : At(last.Span, $"errexit overlooks a failure inside `{Text(last)}` in line {LineOf(last)}");
        }

        /// <summary>What the first step changes in its shell, and the second would see.</summary>
        public Obstacle? Leak(Side next, ShellStatement? skip)
        {
            foreach (var statement in Script.Body.Statements)
            {
                if (!ReferenceEquals(statement, skip) && Leak(statement, next) is { } obstacle)
                {
                    return obstacle;
                }
            }

            return null;
        }

        private Obstacle? Leak(ShellNode node, Side next)
        {
            switch (node)
            {
                case ShellSubshell or ShellWord or ShellRedirection:
                    return null;
                case ShellFunction function:
                    return At(function.Span, $"the function `{function.Name}` in line {LineOf(function)} would carry over");
                case ShellPipeline { Commands.Length: > 1 }:
                    // Each command of a pipeline has a shell of its own in dash, ash and bash (without lastpipe).
                    return null;
                case ShellFor { Variable: { } variable } loop when next.Reads(variable):
                    return At(loop.Span, $"`{variable}` of the loop in line {LineOf(loop)} would carry over");
                case ShellSimpleCommand command:
                    return Leak(command, next);
                default:
                    foreach (var child in node.Children)
                    {
                        if (Leak(child, next) is { } obstacle)
                        {
                            return obstacle;
                        }
                    }

                    return null;
            }
        }

        private Obstacle? Leak(ShellSimpleCommand command, Side next)
        {
            var name = command.Words.IsEmpty ? null : command.Words[0].ConstantValue;
            if (command.Words.IsEmpty || (name is not null && SpecialBuiltins.Contains(name)))
            {
                // Before a special builtin, bash as /bin/sh exports what is assigned.
                foreach (var assignment in command.Assignments)
                {
                    if (name is not null || next.Reads(assignment.Name) || IsEnvironment(assignment.Name))
                    {
                        return At(assignment.Span, $"`{Text(assignment)}` in line {LineOf(assignment)} would carry over");
                    }
                }

                if (name is null or ":")
                {
                    return null;
                }
            }

            if (name is null)
            {
                return At(command.Span, $"what `{Text(command)}` in line {LineOf(command)} runs is only known during the build");
            }

            if (name == "printf" && command.Words.Length > 1 && command.Words[1].ConstantValue == "-v")
            {
                return At(command.Span, $"`{Text(command)}` in line {LineOf(command)} would carry over");
            }

            if (LeakingBuiltins.Contains(name))
            {
                return At(command.Span, $"`{Text(command)}` in line {LineOf(command)} would carry over into the next step");
            }

            // `${x:=value}` assigns.
            var assigning = Script.Text.Text.Contains("${", StringComparison.Ordinal)
                ? command.DescendantsAndSelf().OfType<ShellParameter>().FirstOrDefault(p => p.Operation is "=" or ":=") : null;
            return assigning is null ? null : At(assigning.Span, $"`{Text(assigning)}` in line {LineOf(assigning)} would carry over");
        }

        /// <summary>Whether the variable may be in the environment, so that the programs of the next step would see a new value.</summary>
        private bool IsEnvironment(string name) =>
            name.Any(char.IsAsciiLetterUpper) || step.Before?.Lookup(name).IsDefined == true;

        private bool Reads(string variable) =>
            Nodes.Any(n => n switch
            {
                ShellParameter p => p.Name == variable || p.Operation.Contains(variable, StringComparison.Ordinal),
                ShellArithmetic a => a.Expression.Contains(variable, StringComparison.Ordinal),
                ShellArithmeticCommand a => a.Expression.Contains(variable, StringComparison.Ordinal),
                ShellAssignment a => a.IsAppend && a.Name == variable,
                ShellSimpleCommand { Words: [{ ConstantValue: "export" or "eval" or "env" or "set" or "declare" or "readonly" or "." or "source" }, ..] } => true,
                _ => false,
            });

        private int LineOf(ShellNode node) => Line(model, Script.Text.ToSource(node.Span.Start) + step.Syntax.Position);

        private string Text(ShellNode node)
        {
            var text = Script.ToString(node).ReplaceLineEndings(" ");
            return text.Length <= 40 ? text : text[..39] + "…";
        }
    }
}
