using DockerLsp.Engine.Diagnostics;
using DockerLsp.Engine.Semantics;
using DockerLsp.Engine.Syntax;

namespace DockerLsp.Engine.Rules.Images;

/// <summary>The defaults of the arguments do not make an image name, so that a build needs <c>--build-arg</c>.</summary>
public sealed class ImageNameWithoutDefault : Rule
{
    public override RuleDescriptor Descriptor { get; } =
        new("InvalidDefaultArgInFrom", "ImageNameWithoutDefault", "Image name that needs --build-arg", "Images", Severity.Warning);

    public override RuleScope Scope => RuleScope.File;

    public override InstructionKinds Kinds => InstructionKinds.From;

    public override InstructionKinds Reads => InstructionKinds.Arg;

    public override void Analyze(InstructionFacts instruction, RuleContext context)
    {
        if (instruction.Syntax is not FromSyntax { Image: { } image } from || !image.Text.Contains('$', StringComparison.Ordinal))
        {
            return;
        }

        var arguments = context.FactOf(this, GlobalArguments.Of);
        var escape = context.Model.Tree.Directives.EscapeCharacter;
        // An argument that is not declared at all is a problem of its own.
        if (GlobalArguments.UsesIn(from, escape).Any(u => !arguments.IsDeclared(u.Variable.Name) && !u.HasAlternative))
        {
            return;
        }

        // Which platform a build is for is not known here; any will do.
        var name = VariableExpansion.Expand(image.Text, escape, v => arguments.Lookup(v) is (true, null) ? (true, "amd64") : arguments.Lookup(v));
        if (name is not null && !FromImage.IsName(name))
        {
            var with = context.Model.Build.Arguments.IsEmpty ? "without `--build-arg`" : "with the build arguments that are given";
            var another = GlobalArguments.UsesIn(from, escape).Any(u => arguments.Lookup(u.Variable.Name) is (true, { Length: > 0 })) ? "another" : "a";
            context.Report(new Finding(Descriptor, image.Span, name.Length == 0
                ? $"Names no image {with}: a default for the argument makes `docker build` alone work"
                : $"Becomes `{name}` {with}, which is no image name: {another} default for the argument makes `docker build` alone work"));
        }
    }
}
