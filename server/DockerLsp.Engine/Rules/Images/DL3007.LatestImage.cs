using DockerLsp.Engine.Diagnostics;
using DockerLsp.Engine.Semantics;
using DockerLsp.Engine.Syntax;
using DockerLsp.Engine.Text;

namespace DockerLsp.Engine.Rules.Images;

/// <summary>FROM the <c>latest</c> of an image.</summary>
public sealed class LatestImage : Rule
{
    public override RuleDescriptor Descriptor { get; } =
        new("DL3007", "LatestImage", "Base image tagged latest", "Images", Severity.Warning)
        {
            Aliases = ["S6596", "DS-0001", "CKV_DOCKER_7"],
        };

    public override RuleScope Scope => RuleScope.Instruction;

    public override InstructionKinds Kinds => InstructionKinds.From;

    public override void Analyze(InstructionFacts instruction, RuleContext context)
    {
        if (instruction.Syntax is not FromSyntax { Image: { } image } from || FromImage.Read(image) is not { Tag: "latest", Digest: null }
            || context.Options.Build.HasContext(Operand.Unquoted(image), out _))
        {
            return;
        }

        var tag = new TextSpan(image.Text.LastIndexOf("latest", StringComparison.Ordinal), "latest".Length);
        context.Report(new Finding(
            Descriptor, Operand.SpanOf(from, image, tag), "`latest` moves: two builds of this file may start from different images; a version says which one"));
    }
}
