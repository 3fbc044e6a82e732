using DockerLsp.Engine.Diagnostics;
using DockerLsp.Engine.Semantics;
using DockerLsp.Engine.Syntax;

namespace DockerLsp.Engine.Rules.Correctness;

/// <summary>RUN in a stage that holds no file yet.</summary>
public sealed class RunInScratch : Rule
{
    public override RuleDescriptor Descriptor { get; } =
        new("DLS3028", "RunInScratch", "RUN in an empty image", "Correctness", Severity.Error);

    public override RuleScope Scope => RuleScope.Stage;

    public override InstructionKinds Kinds => InstructionKinds.Run;

    /// <summary>That something runs or is copied counts, not what.</summary>
    public override object? InfluenceOf(InstructionFacts instruction) => instruction.Syntax switch
    {
        FromSyntax => Whole(instruction),
        FileTransferSyntax or RunSyntax => instruction.Syntax.Kind,
        _ => null,
    };

    public override void Analyze(InstructionFacts instruction, RuleContext context)
    {
        if (instruction is not { Syntax: RunSyntax run, Stage: not null } || run.Flags.Any(f => f.Name == "mount") || run.Command is null)
        {
            return;
        }

        foreach (var (current, _, end) in BuildModel.PartsBefore(instruction))
        {
            if (current.IsImplicit || Fills(current, end, context.Model))
            {
                return;
            }

            if (current.Base is null && (context.Model.Instructions[current.FirstInstruction].Syntax as FromSyntax)?.Image?.Text != "scratch")
            {
                return;
            }
        }

        context.Report(new Finding(
            Descriptor, run.Keyword.Span, run.Command is ExecFormSyntax
                ? "The build stops here: `scratch` is empty, so there is no program to run"
                : "The build stops here: `scratch` is empty, so there is no shell to run this"));
    }

    /// <summary>Whether something may have put a program there, or an earlier RUN is the one to report.</summary>
    private static bool Fills(Stage stage, int end, BuildModel model)
    {
        for (var i = stage.FirstInstruction; i < end; i++)
        {
            if (model.Instructions[i].Syntax is FileTransferSyntax or RunSyntax)
            {
                return true;
            }
        }

        return false;
    }
}
