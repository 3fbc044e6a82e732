namespace DockerLsp.Engine.Rules.Files;

/// <summary>What ADD fetches.</summary>
internal static class RemoteSource
{
    /// <summary>URLs and git repositories (dfgitutil.ParseGitRef).</summary>
    public static bool IsRemote(string source) =>
        source.Contains("://", StringComparison.Ordinal) || source.StartsWith("git@", StringComparison.Ordinal)
        || source.EndsWith(".git", StringComparison.Ordinal) || source.Contains(".git#", StringComparison.Ordinal) || source.Contains(".git?", StringComparison.Ordinal)
        || source.StartsWith("github.com/", StringComparison.Ordinal);
}
