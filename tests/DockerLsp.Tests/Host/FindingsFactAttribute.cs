using DockerLsp.Engine.Rules;

namespace DockerLsp.Tests.Host;

/// <summary>A test of what the host does with the engine's findings, so it needs an engine that has rules.</summary>
internal sealed class FindingsFactAttribute : FactAttribute
{
    public FindingsFactAttribute()
    {
        if (RuleCatalog.All.IsEmpty)
        {
            Skip = "The engine has no rules yet";
        }
    }
}
