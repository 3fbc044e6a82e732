using DockerLsp.Engine.Diagnostics;

namespace DockerLsp.Engine.Rules.Security;

/// <summary>A step in the network of the machine that builds.</summary>
public sealed class HostNetwork : RunFlagRule
{
    public override RuleDescriptor Descriptor { get; } =
        new("DLS4006", "HostNetwork", "RUN in the host's network", "Security", Severity.Warning)
        {
            Aliases = ["S6431"],
            Fixes = FixAvailability.Always,
        };

    protected override string Flag => "network";

    protected override string Value => "host";

    protected override string Message => "Reaches every service of the machine that builds, those too that listen on localhost only, and needs the entitlement network.host";

    protected override string FixTitle => "Use the build's own network (may lack a service)";
}
