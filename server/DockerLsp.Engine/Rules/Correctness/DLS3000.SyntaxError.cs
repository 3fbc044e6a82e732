using DockerLsp.Engine.Diagnostics;
using DockerLsp.Engine.Semantics;

namespace DockerLsp.Engine.Rules.Correctness;

/// <summary>Text that BuildKit's parser rejects, so that nothing of the file is built.</summary>
public sealed class SyntaxError : Rule
{
    public override RuleDescriptor Descriptor { get; } =
        new("DLS3000", "SyntaxError", "Text that BuildKit rejects", "Correctness", Severity.Error)
        {
            Aliases = ["S2260"],
        };

    public override RuleScope Scope => RuleScope.Instruction;

    public override void Analyze(InstructionFacts instruction, RuleContext context)
    {
        // A directive stands before the first instruction, and changing one reads the file anew.
        if (instruction.Index == 0)
        {
            foreach (var diagnostic in context.Model.Tree.Directives.Diagnostics)
            {
                context.Report(new Finding(Descriptor, diagnostic.Span, diagnostic.Message));
            }
        }

        foreach (var diagnostic in instruction.Syntax.Diagnostics)
        {
            // What cannot be triggered has a rule of its own, which all linters know.
            if (diagnostic.Code != "onbuild-trigger")
            {
                context.Report(new Finding(Descriptor, diagnostic.Span, diagnostic.Message));
            }
        }
    }
}
