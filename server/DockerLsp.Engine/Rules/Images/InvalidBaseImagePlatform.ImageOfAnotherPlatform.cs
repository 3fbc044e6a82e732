using DockerLsp.Engine.Diagnostics;
using DockerLsp.Engine.Semantics;
using DockerLsp.Engine.Syntax;

namespace DockerLsp.Engine.Rules.Images;

/// <summary>FROM asks for a platform, of an image whose name says that it is for another one.</summary>
public sealed class ImageOfAnotherPlatform : Rule
{
    public override RuleDescriptor Descriptor { get; } =
        new("InvalidBaseImagePlatform", "ImageOfAnotherPlatform", "Base image for another platform", "Images", Severity.Warning);

    public override RuleScope Scope => RuleScope.File;

    public override InstructionKinds Kinds => InstructionKinds.From;

    public override InstructionKinds Reads => InstructionKinds.Arg;

    public override void Analyze(InstructionFacts instruction, RuleContext context)
    {
        if (instruction is not { Syntax: FromSyntax { Image: { } image } from, Stage.Base: null }
            || from.Flags.FirstOrDefault(f => f.Name == "platform") is not { Value: { Length: > 0 } asked } flag)
        {
            return;
        }

        var arguments = context.FactOf(this, GlobalArguments.Of);
        var escape = context.Model.Tree.Directives.EscapeCharacter;
        if (VariableExpansion.Expand(image.Text, escape, arguments.Lookup) is not { } name
            || context.Model.Build.HasContext(name, out _)
            || ImagePlatform.OfImage(ImageReference.Parse(name)) is not { } actual
            || VariableExpansion.Expand(asked, escape, arguments.Lookup) is not { } text
            || ImagePlatform.Parse(text) is not { } wanted || actual.RunsOn(wanted))
        {
            return;
        }

        context.Report(new Finding(
            Descriptor, flag.ValueSpan,
            $"`{Operand.Shorten(name)}` is there for {actual} alone: asked for {wanted}, the build stops, or goes on with programs for the other one"));
    }
}
