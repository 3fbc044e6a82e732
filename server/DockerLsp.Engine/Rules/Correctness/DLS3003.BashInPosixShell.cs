using System.Buffers;
using System.Collections.Immutable;
using DockerLsp.Engine.Diagnostics;
using DockerLsp.Engine.Semantics;
using DockerLsp.Engine.Shell;
using DockerLsp.Engine.Syntax;
using DockerLsp.Engine.Text;

namespace DockerLsp.Engine.Rules.Correctness;

/// <summary>Syntax of bash in a step that dash or BusyBox ash runs. What each does with it was tried with dash 0.5.12 and BusyBox 1.35.</summary>
public sealed class BashInPosixShell : Rule
{
    /// <summary>Without one of these there is nothing to look for.</summary>
    private static readonly SearchValues<string> Hints = SearchValues.Create(
        ["[[", "source ", "<<<", "function ", "=(", "&>", "pipefail", "<(", ">(", "((", "declare ", "pushd ", "popd", "shopt ", "typeset ", "+=", "$'", "let "],
        StringComparison.Ordinal);

    private static readonly ImmutableHashSet<string> PosixOperations = ["", "-", ":-", "=", ":=", "?", ":?", "+", ":+", "#", "##", "%", "%%"];

    private static readonly ImmutableHashSet<string> AshOperations = PosixOperations.Union(["/", "//", ":", "/#", "/%"]);

    private static readonly ImmutableArray<string> ReleasesWithOldDash =
        ["jessie", "stretch", "buster", "bullseye", "bookworm", "xenial", "bionic", "focal", "jammy", "noble"];

    public override RuleDescriptor Descriptor { get; } =
        new("DLS3003", "BashInPosixShell", "Syntax of bash that this shell does not know", "Correctness", Severity.Warning)
        {
            Aliases =
            [
                "SC3001", "SC3003", "SC3005", "SC3006", "SC3010", "SC3011", "SC3014", "SC3020", "SC3024", "SC3030", "SC3040", "SC3044", "SC3046", "SC3053",
                "SC3057", "SC3059", "SC3060", "SC2112", "SC2113",
            ],
            Fixes = FixAvailability.Sometimes,
        };

    public override RuleScope Scope => RuleScope.Instruction;

    public override InstructionKinds Kinds => InstructionKinds.Run;

    public override void Analyze(InstructionFacts instruction, RuleContext context)
    {
        if (instruction.Run?.Script is not { Dialect: ShellDialect.Dash or ShellDialect.BusyBoxAsh, Script: { } script }
            || !MayBeBash(script.Text.Text))
        {
            return;
        }

        // Read as bash reads it, it has the nodes that this shell stumbles over.
        var asBash = ShellParser.Parse(script.Text, ShellDialect.Bash);
        if (!asBash.Errors.IsEmpty)
        {
            return;
        }

        var isDash = script.Dialect == ShellDialect.Dash;
        var functions = asBash.Body.DescendantsAndSelf().OfType<ShellFunction>().Select(f => f.Name).ToHashSet(StringComparer.Ordinal);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var node in asBash.Body.DescendantsAndSelf())
        {
            if (Read(node, asBash, isDash, instruction.Before) is not { } construct || functions.Contains(construct.Name) || !seen.Add(construct.Name))
            {
                continue;
            }

            Report(instruction, construct, isDash, asBash.Text.IsContiguous(node.Span), context);
        }
    }

    private void Report(InstructionFacts instruction, Construct construct, bool isDash, bool isInOnePiece, RuleContext context)
    {
        var finding = new Finding(
            Descriptor, RuleContext.SpanOf(instruction, construct.Span), $"{(isDash ? "dash" : "BusyBox ash")}, which runs this step, {construct.Message}");
        context.Report(construct.Edits.IsEmpty || !isInOnePiece ? finding : finding with
        {
            Fixes =
            [
                new Fix(
                    "Write it as this shell reads it (it then does more)", Applicability.Unsafe,
                    [.. construct.Edits.Select(e => new TextChange(RuleContext.SpanOf(instruction, e.Span), e.NewText))]),
            ],
        });
    }

    private static bool MayBeBash(string text) => text.AsSpan().ContainsAny(Hints) || DuplicatesFile(text) || ComparesTwice(text) || HasUnusualExpansion(text);

    /// <summary>Whether there is a test with <c>==</c>, which also asks pip for a version.</summary>
    private static bool ComparesTwice(string text) =>
        text.Contains("==", StringComparison.Ordinal) && (text.Contains('[', StringComparison.Ordinal) || text.Contains("test", StringComparison.Ordinal));

    /// <summary>Whether something else than a number stands behind a <c>&gt;&amp;</c>: <c>2&gt;&amp;1</c> is in many steps.</summary>
    private static bool DuplicatesFile(string text)
    {
        for (var at = text.IndexOf(">&", StringComparison.Ordinal); at >= 0; at = text.IndexOf(">&", at, StringComparison.Ordinal))
        {
            at += 2;
            if (at < text.Length && !char.IsAsciiDigit(text[at]) && text[at] != '-')
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether some <c>${…}</c> is other than a name with one of the operations of POSIX, which are most of them.</summary>
    private static bool HasUnusualExpansion(string text)
    {
        for (var at = text.IndexOf("${", StringComparison.Ordinal); at >= 0; at = text.IndexOf("${", at, StringComparison.Ordinal))
        {
            at += 2;
            var start = at;
            while (at < text.Length && (char.IsAsciiLetterOrDigit(text[at]) || text[at] == '_'))
            {
                at++;
            }

            var isUsual = at > start && at < text.Length && (text[at] is '}' or '-' or '=' or '?' or '+' or '#' or '%' || (text[at] == ':' && at + 1 < text.Length && text[at + 1] is '-' or '=' or '?' or '+'));
            if (!isUsual)
            {
                return true;
            }
        }

        return false;
    }

    private static Construct? Read(ShellNode node, ShellScript script, bool isDash, BuildState? before)
    {
        switch (node)
        {
            case ShellConditional test when isDash:
                return new("[[", test.Span, "has no `[[`: the command is not found, which a condition takes for false") { Edits = Bracket(test, script) };
            case ShellArithmeticCommand arithmetic:
                return new("((", new TextSpan(arithmetic.Span.Start, 2), "has no `((`: it runs the expression as a command of that name");
            case ShellFor { Header: not null } loop:
                return new("for", new TextSpan(loop.Span.Start, 3), "cannot read `for ((`: the step stops at a syntax error");
            case ShellFunction function when isDash && script.ToString(function).StartsWith("function", StringComparison.Ordinal):
                return new("function", new TextSpan(function.Span.Start, "function".Length), "has no word `function`: the step stops at a syntax error") { Edits = PlainFunction(function, script) };
            case ShellAssignment { IsArray: true } array:
                return new("=(", array.Span, "has no arrays: the step stops at a syntax error");
            case ShellAssignment { IsAppend: true } append:
                return new("+=", append.Span, "has no `+=`: it looks for a command of that name");
            case ShellProcessSubstitution substitution when isDash:
                return new("<(", substitution.Span, "has no `<(…)`: the step stops at a syntax error");
            case ShellAnsiQuoted quoted when isDash:
                return new("$'", quoted.Span, "does not know `$'…'`: the dollar sign stays in the word");
            case ShellParameter parameter when parameter.IsIndirect || !(isDash ? PosixOperations : AshOperations).Contains(parameter.Operation):
                return new("${", parameter.Span, $"cannot expand `{Operand.Shorten(script.ToString(parameter))}`: the step stops there");
            case ShellRedirection redirection:
                return ReadRedirection(redirection, isDash);
            case ShellSimpleCommand { Words: [{ ConstantValue: { } name } word, ..] } command:
                return ReadCommand(command, name, word, isDash, before);
            default:
                return null;
        }
    }

    private static Construct? ReadRedirection(ShellRedirection redirection, bool isDash)
    {
        switch (redirection)
        {
            case { Operator: RedirectionOperator.HereString }:
                return new("<<<", redirection.OperatorSpan, "cannot read `<<<`: the step stops at a syntax error");
            case { Operator: RedirectionOperator.OutputAndError or RedirectionOperator.AppendOutputAndError, Target: { } target } when isDash:
                var append = redirection.Operator == RedirectionOperator.AppendOutputAndError;
                return new("&>", redirection.OperatorSpan, "reads `&>` as two: the command goes into the background, and the step goes on")
                {
                    Edits = [new TextChange(redirection.OperatorSpan, append ? ">>" : ">"), new TextChange(new TextSpan(target.Span.End, 0), " 2>&1")],
                };
            case { Operator: RedirectionOperator.DuplicateOutput, FileDescriptor: null, Target: { ConstantValue: { Length: > 0 } file } target } when isDash && file != "-" && !file.All(char.IsAsciiDigit):
                return new(">&", redirection.OperatorSpan, "takes only a number behind `>&`: the step stops at a syntax error")
                {
                    Edits = [new TextChange(redirection.OperatorSpan, ">"), new TextChange(new TextSpan(target.Span.End, 0), " 2>&1")],
                };
            default:
                return null;
        }
    }

    private static Construct? ReadCommand(ShellSimpleCommand command, string name, ShellWord word, bool isDash, BuildState? before)
    {
        switch (name)
        {
            case "source" when isDash && command.Words.Length > 1:
                var file = command.Words[1];
                var edits = ImmutableArray.Create(new TextChange(word.Span, "."));
                if (file.ConstantValue is { } path && !path.Contains('/', StringComparison.Ordinal))
                {
                    // `.` looks for a name without a slash in PATH only.
                    edits = edits.Add(new TextChange(new TextSpan(file.Span.Start, 0), "./"));
                }

                return new("source", word.Span, "has no `source`: the command is not found, and the file is not read; `.` reads it") { Edits = edits };
            case "[" or "test" when isDash && command.Words.FirstOrDefault(w => w is { ConstantValue: "==", IsQuoted: false }) is { } equals:
                return new("==", equals.Span, "compares with `=` only: `==` is an error, which a condition takes for false") { Edits = [new TextChange(equals.Span, "=")] };
            case "pushd" or "popd" or "declare" or "shopt" or "typeset":
                return new(name, word.Span, $"has no `{name}`: the command is not found");
            case "let" when isDash:
                return new(name, word.Span, "has no `let`: the command is not found");
            case "set" when isDash && command.Words.FirstOrDefault(w => w.ConstantValue == "pipefail") is { } pipefail && IsOldDash(before):
                return new("pipefail", pipefail.Span, "has no option `pipefail`: the step stops there");
            default:
                return null;
        }
    }

    /// <summary>Whether the image's release says that its dash is too old for pipefail.</summary>
    private static bool IsOldDash(BuildState? before)
    {
        if (before is null || ImageReference.Parse(before.Image.Name) is not { Tag: { } tag } image)
        {
            return false;
        }

        return ReleasesWithOldDash.Any(r => tag.Contains(r, StringComparison.Ordinal))
            || (image is { IsOfficial: true, Repository: "ubuntu" } && tag is ['1', _, '.', ..] or ['2', >= '0' and <= '4', '.', ..])
            || (image is { IsOfficial: true, Repository: "debian" } && tag.Split('.', '-')[0] is "9" or "10" or "11" or "12");
    }

    /// <summary><c>[[ "$a" == b ]]</c> as <c>[ "$a" = b ]</c>, where both mean the same.</summary>
    private static ImmutableArray<TextChange> Bracket(ShellConditional test, ShellScript script)
    {
        var text = script.ToString(test);
        var close = text.LastIndexOf("]]", StringComparison.Ordinal);
        if (close < 2 || !test.Redirections.IsEmpty || text.IndexOfAny(['&', '|', '<', '>']) >= 0 || text.Contains("=~", StringComparison.Ordinal)
            || test.Words.Any(w => w.Parts.Any(p => p is ShellParameter or ShellCommandSubstitution or ShellGlob or ShellTilde) || w.ConstantValue is "(" or ")"))
        {
            return [];
        }

        var edits = ImmutableArray.CreateBuilder<TextChange>();
        edits.Add(new TextChange(new TextSpan(test.Span.Start, 2), "["));
        edits.AddRange(test.Words.Where(w => w is { ConstantValue: "==", IsQuoted: false }).Select(w => new TextChange(w.Span, "=")));
        edits.Add(new TextChange(new TextSpan(test.Span.Start + close, 2), "]"));
        return edits.ToImmutable();
    }

    private static ImmutableArray<TextChange> PlainFunction(ShellFunction function, ShellScript script)
    {
        var text = script.ToString(function);
        var name = text.IndexOf(function.Name, "function".Length, StringComparison.Ordinal);
        if (name < 0 || function.Name.Any(c => !char.IsAsciiLetterOrDigit(c) && c != '_'))
        {
            return [];
        }

        var end = name + function.Name.Length;
        return text.AsSpan(end).TrimStart().StartsWith("(")
            ? [new TextChange(TextSpan.FromBounds(function.Span.Start, function.Span.Start + name), "")]
            : [new TextChange(TextSpan.FromBounds(function.Span.Start, function.Span.Start + end), function.Name + "()")];
    }

    /// <summary>What this shell does not know.</summary>
    /// <param name="Name">One finding for each name in a step.</param>
    /// <param name="Span">Where, in the script.</param>
    /// <param name="Message">What the shell does with it.</param>
    private sealed record Construct(string Name, TextSpan Span, string Message)
    {
        /// <summary>Changes of the script's text; none where there is no plain way to write it.</summary>
        public ImmutableArray<TextChange> Edits { get; init; } = [];
    }
}
