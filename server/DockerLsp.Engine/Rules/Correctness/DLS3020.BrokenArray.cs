using System.Text.RegularExpressions;
using DockerLsp.Engine.Diagnostics;
using DockerLsp.Engine.Semantics;
using DockerLsp.Engine.Syntax;
using DockerLsp.Engine.Text;

namespace DockerLsp.Engine.Rules.Correctness;

/// <summary>An array that is no JSON, so that its brackets are taken for text. (CMD, ENTRYPOINT and HEALTHCHECK are DL3025's.)</summary>
public sealed partial class BrokenArray : Rule
{
    public override RuleDescriptor Descriptor { get; } =
        new("DLS3020", "BrokenArray", "Array that is no JSON", "Correctness", Severity.Warning)
        {
            Aliases = ["S7030"],
            Fixes = FixAvailability.Sometimes,
        };

    public override RuleScope Scope => RuleScope.Instruction;

    public override InstructionKinds Kinds => InstructionKinds.Run | InstructionKinds.Volume | InstructionKinds.Copy | InstructionKinds.Add;

    public override void Analyze(InstructionFacts instruction, RuleContext context)
    {
        if (!instruction.Syntax.Green.Text.Contains('[', StringComparison.Ordinal) || Find(instruction.Effective) is not { IsEmpty: false } span || context.Model.Tree.Text[span.Start] != '[' || instruction.Effective.InnerComments.Count > 0)
        {
            return;
        }

        var text = context.Model.Tree.Text.ToString(span);
        if (!LooksLikeArray().IsMatch(text))
        {
            return;
        }

        context.Report(new Finding(Descriptor, span, instruction.Effective is RunSyntax
            ? "No JSON, so the shell gets the brackets to run; an exec form has every word in double quotes"
            : "No JSON, so brackets, quotes and commas become parts of the names; an array has every word in double quotes")
        {
            Fixes = SingleQuoted().IsMatch(text)
                ? [new Fix("Use double quotes (it is an array then)", Applicability.Unsafe, [new TextChange(span, text.Replace('\'', '"'))])]
                : [],
        });
    }

    private static TextSpan? Find(InstructionSyntax instruction)
    {
        switch (instruction)
        {
            case RunSyntax { Command: ShellFormSyntax command, Heredocs.Count: 0 }:
                return command.Span;
            case VolumeSyntax { IsExecForm: false, Items: [var first, ..] items }:
                return TextSpan.FromBounds(first.Span.Start, items[^1].Span.End);
            case FileTransferSyntax { IsExecForm: false, Destination: { } destination, Sources: [var first, ..] }:
                return TextSpan.FromBounds(first.Span.Start, destination.Span.End);
            default:
                return null;
        }
    }

    /// <summary>A bracket, a quoted word, and a comma or the end: no test of a shell goes on like that.</summary>
    [GeneratedRegex(@"^\[\s*(['""“”„‘’][^'""“”„‘’\r\n]*['""“”‘’]\s*,.*|(?<!\[\s)['""“”„‘’][^'""“”„‘’\r\n]*['""“”‘’]\s*\])$", RegexOptions.CultureInvariant | RegexOptions.Singleline)]
    private static partial Regex LooksLikeArray();

    [GeneratedRegex(@"^\[\s*'[^'""\\]*'(\s*,\s*'[^'""\\]*')*\s*\]$", RegexOptions.CultureInvariant)]
    private static partial Regex SingleQuoted();
}
