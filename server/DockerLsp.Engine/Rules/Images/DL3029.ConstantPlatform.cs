using DockerLsp.Engine.Diagnostics;
using DockerLsp.Engine.Semantics;
using DockerLsp.Engine.Syntax;
using DockerLsp.Engine.Text;

namespace DockerLsp.Engine.Rules.Images;

/// <summary>FROM fixes the platform, whatever the build asks for.</summary>
public sealed class ConstantPlatform : Rule
{
    public override RuleDescriptor Descriptor { get; } =
        new("DL3029", "ConstantPlatform", "Platform of a base image written down", "Images", Severity.Warning)
        {
            Aliases = ["FromPlatformFlagConstDisallowed"],
            Fixes = FixAvailability.Always,
        };

    public override RuleScope Scope => RuleScope.Instruction;

    public override InstructionKinds Kinds => InstructionKinds.From;

    public override void Analyze(InstructionFacts instruction, RuleContext context)
    {
        if (instruction.Syntax is not FromSyntax { Image: { } image } from
            || from.Flags.FirstOrDefault(f => f.Name == "platform") is not { Value: { Length: > 0 } platform } flag
            || FollowsTheBuild(platform) || (from.StageName is { } name && SaysPlatform(name.Text, platform)))
        {
            return;
        }

        context.Report(new Finding(Descriptor, flag.Span, platform.Contains('$', StringComparison.Ordinal)
            ? $"Takes the image for {platform}, which `docker build --platform` knows nothing of"
            : $"Takes the image for {platform}, whatever platform the build is for")
        {
            Fixes = [new Fix("Remove the flag (builds for the platform asked for)", Applicability.Unsafe, [FromFlags.Remove(context.Model.Tree, flag, image)])],
        });
    }

    /// <summary>BUILDPLATFORM, TARGETPLATFORM and their parts come from the build itself.</summary>
    private static bool FollowsTheBuild(string platform) =>
        VariableReference.FindAll(platform, '\\').Any(v => v.Name is "BUILDPLATFORM" or "TARGETPLATFORM"
            or "BUILDOS" or "BUILDARCH" or "BUILDVARIANT" or "TARGETOS" or "TARGETARCH" or "TARGETVARIANT");

    /// <summary>A stage that has its platform in its name is meant for that one, as BuildKit sees it, too (reportConstPlatformDisallowed).</summary>
    private static bool SaysPlatform(string name, string platform) =>
        platform.Split('/').Take(2).Any(part => part.Length > 0 && name.Contains(part, StringComparison.OrdinalIgnoreCase));
}
