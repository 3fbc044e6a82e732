using System.Collections.Immutable;
using DockerLsp.Engine.Diagnostics;
using DockerLsp.Engine.Rewriting;
using DockerLsp.Engine.Semantics;
using DockerLsp.Engine.Syntax;
using DockerLsp.Engine.Text;

namespace DockerLsp.Engine.Rules.Waste;

/// <summary><c>chown -R</c> or <c>chmod -R</c> over a folder that an earlier layer filled: each file is stored twice.</summary>
public sealed class RecursiveChangeOfCopiedFiles : Rule
{
    public override RuleDescriptor Descriptor { get; } =
        new("DLS1011", "RecursiveChangeOfCopiedFiles", "chown -R or chmod -R stores files twice", "Waste", Severity.Info)
        {
            Fixes = FixAvailability.Sometimes,
        };

    public override RuleScope Scope => RuleScope.Stage;

    public override InstructionKinds Kinds => InstructionKinds.Run;

    public override ImmutableArray<string> Calls => ["chown", "chmod"];

    /// <summary>What fills folders counts; of all others whether they make a layer in between, and the blank lines around what the fix deletes.</summary>
    public override object? InfluenceOf(InstructionFacts instruction) =>
        instruction.Syntax is FileTransferSyntax || instruction.Run?.Commands.Any(c => c.View.Name is "tar" or "unzip" or "git" or "cp" or "mv" or "rsync") == true
            ? Whole(instruction)
            : (instruction.Syntax.Green.Kinds & (InstructionKinds.Run | InstructionKinds.Copy | InstructionKinds.Add), InstructionEdits.LayoutOf(instruction.Syntax));

    public override void AddAffected(Replacement replacement, AffectedInstructions affected) => affected.AddWithTrait(InstructionTraits.ChangesRights);

    public override void Analyze(InstructionFacts instruction, RuleContext context)
    {
        if (instruction is not { Run: { } run, Before: { } before } || !EarlierLayers.IsInImage(instruction) || run.Commands.Any(c => c.View.Name is "cd" or "pushd"))
        {
            return;
        }

        foreach (var command in run.Commands)
        {
            if (command.View.Name is not ("chown" or "chmod") || command.Place != FlowPlace.None || !command.View.ArgumentValues.Any(IsRecursive))
            {
                continue;
            }

            var operands = command.View.Arguments.ToArray().Where(w => w.ConstantValue is not ['-', ..]).ToArray();
            foreach (var word in operands.Skip(1))
            {
                if (KnownWord.Value(word, before) is not { } value || WorkingDirectory.Combine(before.WorkingDirectory, value) is not { } path || path == "/"
                    || IsFilledHere(run, command, path, before) || FindSource(instruction, path, context.Model) is not { } copy)
                {
                    continue;
                }

                var flag = command.View.Name == "chown" ? "--chown" : "--chmod";
                var finding = new Finding(
                    Descriptor, RuleContext.SpanOf(instruction, command),
                    copy.Syntax is RunSyntax
                        ? $"Stores what line {context.Line(copy)} put into `{path}` once more, in this layer; in that RUN it costs nothing"
                        : $"Stores what line {context.Line(copy)} copied to `{path}` once more, in this layer; `{copy.Syntax.Keyword.Text} {flag}` does it without a second copy")
                {
                    Related = [new RelatedPlace(copy.Syntax.Keyword.Span, "filled here, in another layer")],
                };
                var text = operands[0].ConstantValue;
                context.Report(text is not null && operands.Length == 2 && run.Commands.Length == 1 && MayFold(copy, instruction, path, text, flag, context.Model)
                    ? finding with { Fixes = [Fold(copy, instruction, flag, text, context.Model)] }
                    : finding);
                return;
            }
        }
    }

    private static bool IsRecursive(string? option) =>
        option is "--recursive" || (option is ['-', not '-', ..] && option.Contains('R', StringComparison.Ordinal));

    /// <summary>The nearest step that puts a folder's content below the path.</summary>
    private static InstructionFacts? FindSource(InstructionFacts instruction, string path, BuildModel model)
    {
        foreach (var earlier in EarlierLayers.Before(model, instruction, InstructionKinds.Copy | InstructionKinds.Add | InstructionKinds.Run))
        {
            if (earlier is { Syntax: FileTransferSyntax { Destination: { } destination } transfer, Before: { } at }
                && transfer.Sources.Any(s => IsFolder(Operand.Unquoted(s), transfer))
                && WorkingDirectory.Combine(at.WorkingDirectory, Operand.Unquoted(destination)) is { } target
                && (target == path || target.StartsWith(path + "/", StringComparison.Ordinal)))
            {
                return earlier;
            }

            if (earlier is { Run: { } run, Before: { } before } && run.Commands.Any(c => c.Place == FlowPlace.None && Fills(c, path, before)))
            {
                return earlier;
            }
        }

        return null;
    }

    private static bool IsFilledHere(RunFacts run, ScriptCommand change, string path, BuildState before) =>
        run.Commands.TakeWhile(c => !ReferenceEquals(c, change)).Any(c => Fills(c, path, before));

    /// <summary>Whether a command unpacks, clones or copies a folder to the path.</summary>
    private static bool Fills(ScriptCommand command, string path, BuildState before) =>
        command.View.Name is "tar" or "unzip" or "git" or "cp" or "mv" or "rsync"
        && command.View.Arguments is [.., var last] words
        && (command.View.Name is "cp" or "mv" or "rsync" or "git"
            ? Names(last, path, before) && (command.View.Name != "cp" || command.View.ArgumentValues.Any(v => v is ['-', not '-', ..] && v.AsSpan().ContainsAny('r', 'R', 'a')))
            : words.ToArray().SkipWhile(w => w.ConstantValue is not ("-C" or "-d" or "--directory")).Skip(1).Take(1).Any(w => Names(w, path, before)));

    private static bool Names(Shell.ShellWord word, string path, BuildState before) =>
        KnownWord.Value(word, before)?.TrimEnd('/') is ['/', ..] value && (value == path || value.StartsWith(path + "/", StringComparison.Ordinal));

    private static bool IsFolder(string source, FileTransferSyntax transfer) =>
        source is "." or "./" || source.EndsWith('/')
        || (transfer.Flags.Any(f => f.Name == "from") && !source[(source.LastIndexOf('/') + 1)..].Contains('.', StringComparison.Ordinal));

    /// <summary>Whether nothing but the copy lies between: then a name is known at the copy too, and no other file is meant.</summary>
    private static bool MayFold(InstructionFacts copy, InstructionFacts instruction, string path, string value, string flag, BuildModel model)
    {
        if (copy.Stage != instruction.Stage || copy.Syntax is not FileTransferSyntax { Destination: { } destination } transfer || transfer.Flags.Any(f => "--" + f.Name == flag)
            || WorkingDirectory.Combine(copy.Before?.WorkingDirectory, Operand.Unquoted(destination)) != path
            || (flag == "--chmod" && !value.All(c => c is >= '0' and <= '7')))
        {
            return false;
        }

        return !model.OfKind(InstructionKinds.Run | InstructionKinds.Copy | InstructionKinds.Add, copy.Index + 1, instruction.Index).Any()
            && instruction.Syntax.Flags.Count == 0 && instruction.Syntax.Heredocs.Count == 0
            && value.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or ':' or '.');
    }

    private static Fix Fold(InstructionFacts copy, InstructionFacts instruction, string flag, string value, BuildModel model) => new(
        flag == "--chown" ? "Copy with --chown (older folders keep their owner)" : "Copy with --chmod (needs BuildKit; older folders stay)",
        Applicability.Unsafe,
        [
            new TextChange(new TextSpan(copy.Syntax.Keyword.Span.End, 0), $" {flag}={value}"),
            InstructionEdits.Remove(model.Tree, instruction.Syntax),
        ]);
}
