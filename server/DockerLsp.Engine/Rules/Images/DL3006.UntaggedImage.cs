using DockerLsp.Engine.Diagnostics;
using DockerLsp.Engine.Semantics;
using DockerLsp.Engine.Syntax;

namespace DockerLsp.Engine.Rules.Images;

/// <summary>FROM an image without tag or digest.</summary>
public sealed class UntaggedImage : Rule
{
    public override RuleDescriptor Descriptor { get; } =
        new("DL3006", "UntaggedImage", "Base image without a version", "Images", Severity.Warning)
        {
            Aliases = ["S6596", "DS-0001", "CKV_DOCKER_7"],
        };

    // Which earlier stages there are is for the whole file to say.
    public override RuleScope Scope => RuleScope.File;

    public override InstructionKinds Kinds => InstructionKinds.From;

    public override InstructionKinds Reads => InstructionKinds.None;

    public override void Analyze(InstructionFacts instruction, RuleContext context)
    {
        if (instruction is { Syntax: FromSyntax { Image: { } image }, Stage.Base: null }
            && FromImage.Read(image) is { Tag: null, Digest: null } reference && reference.Text != "scratch"
            && !context.Model.Build.HasContext(Operand.Unquoted(image), out _))
        {
            context.Report(new Finding(
                Descriptor, image.Span, $"Takes `{image.Text}:latest`, whatever that is on the day of the build; a tag or a digest says which one"));
        }
    }
}
