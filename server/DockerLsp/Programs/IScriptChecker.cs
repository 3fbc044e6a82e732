using System.Collections.Immutable;
using DockerLsp.Engine.ScriptChecks;

namespace DockerLsp.Programs;

/// <summary>Checks shell scripts.</summary>
internal interface IScriptChecker
{
    /// <summary>What is to be said of a script; null where nobody could tell.</summary>
    Task<ImmutableArray<ScriptRemark>?> CheckAsync(ScriptToCheck script);
}
