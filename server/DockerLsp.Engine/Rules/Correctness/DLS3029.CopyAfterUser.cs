using DockerLsp.Engine.Diagnostics;
using DockerLsp.Engine.Semantics;
using DockerLsp.Engine.Syntax;
using DockerLsp.Engine.Text;

namespace DockerLsp.Engine.Rules.Correctness;

/// <summary>COPY behind USER, whose files belong to root all the same.</summary>
public sealed class CopyAfterUser : Rule
{
    public override RuleDescriptor Descriptor { get; } =
        new("DLS3029", "CopyAfterUser", "Files of COPY that do not belong to USER", "Correctness", Severity.Info)
        {
            Fixes = FixAvailability.Always,
            IsEnabledByDefault = false,
        };

    public override RuleScope Scope => RuleScope.Instruction;

    public override InstructionKinds Kinds => InstructionKinds.Copy | InstructionKinds.Add;

    public override void Analyze(InstructionFacts instruction, RuleContext context)
    {
        if (instruction is not { Syntax: FileTransferSyntax transfer, Before: { User: { Length: > 0 } user, IsRoot: false, Image.Family: not ImageFamily.Windows } }
            || transfer.Flags.Any(f => f.Name == "chown") || !user.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '.' or ':'))
        {
            return;
        }

        var keyword = transfer.Keyword.Span;
        context.Report(new Finding(Descriptor, keyword, $"Makes files of root, which `{user}` cannot change: USER counts for RUN and the running program alone")
        {
            Fixes = [new Fix("Give them to the user (it can then change them)", Applicability.Unsafe, [new TextChange(new TextSpan(keyword.End, 0), $" --chown={user}")])],
        });
    }
}
