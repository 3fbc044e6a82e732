using DockerLsp.Engine.Diagnostics;

namespace DockerLsp.Engine.Rules.Security;

/// <summary>A step outside of the sandbox.</summary>
public sealed class InsecureStep : RunFlagRule
{
    public override RuleDescriptor Descriptor { get; } =
        new("DLS4007", "InsecureStep", "RUN without the sandbox", "Security", Severity.Warning)
        {
            Aliases = ["S6502"],
            Fixes = FixAvailability.Always,
        };

    protected override string Flag => "security";

    protected override string Value => "insecure";

    protected override string Message => "Runs with all privileges, as `docker run --privileged` does: what it runs can take over the machine that builds";

    protected override string FixTitle => "Keep the sandbox (may lack a privilege)";
}
