using DockerLsp.Engine.Diagnostics;
using DockerLsp.Engine.Semantics;
using DockerLsp.Engine.Syntax;

namespace DockerLsp.Engine.Rules.Images;

/// <summary>FROM asks for the target platform, which it gets anyway.</summary>
public sealed class RedundantPlatform : Rule
{
    public override RuleDescriptor Descriptor { get; } =
        new("DL3065", "RedundantPlatform", "Platform flag that says what holds anyway", "Images", Severity.Warning)
        {
            Aliases = ["RedundantTargetPlatform"],
            Fixes = FixAvailability.Sometimes,
        };

    // An ARG before the first FROM may give the variable another value.
    public override RuleScope Scope => RuleScope.File;

    public override InstructionKinds Kinds => InstructionKinds.From;

    public override InstructionKinds Reads => InstructionKinds.None;

    public override void Analyze(InstructionFacts instruction, RuleContext context)
    {
        if (instruction.Syntax is not FromSyntax { Image: { } image } from
            || from.Flags.FirstOrDefault(f => f.Name == "platform") is not { Value: "$TARGETPLATFORM" or "${TARGETPLATFORM}" } flag)
        {
            return;
        }

        var finding = new Finding(Descriptor, flag.Span, "Says what holds anyway: without the flag the image is the one for the target platform")
        {
            IsUnnecessary = true,
        };
        context.Report(GivesValue(context.Model) ? finding : finding with
        {
            Fixes = [new Fix("Remove the flag", Applicability.Safe, [FromFlags.Remove(context.Model.Tree, flag, image)])],
        });
    }

    private static bool GivesValue(BuildModel model) =>
        model.Build.Arguments.ContainsKey("TARGETPLATFORM")
        || model.Instructions.TakeWhile(i => i.Stage is null).Any(i => i.Syntax is ArgSyntax arg && arg.Pairs.Any(p => p.Key.Text == "TARGETPLATFORM" && p.Value is not null));
}
