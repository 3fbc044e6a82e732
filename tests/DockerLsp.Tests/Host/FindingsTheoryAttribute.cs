using DockerLsp.Engine.Rules;

namespace DockerLsp.Tests.Host;

/// <summary>A theory that needs an engine that has rules.</summary>
internal sealed class FindingsTheoryAttribute : TheoryAttribute
{
    public FindingsTheoryAttribute()
    {
        if (RuleCatalog.All.IsEmpty)
        {
            Skip = "The engine has no rules yet";
        }
    }
}
