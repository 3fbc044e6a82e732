namespace DockerLsp.Tests.Host;

/// <summary>Dockerfiles that every version of the rules judges alike.</summary>
internal static class Samples
{
    /// <summary>The index is refreshed in a layer of its own: a finding with a safe fix.</summary>
    public const string Bad = "FROM debian:12\nRUN apt-get update\nRUN apt-get install -y curl\n";

    /// <summary>Nothing at or above a warning.</summary>
    public const string Clean = "FROM debian:12.5\nCOPY app /usr/local/bin/app\nUSER 1000\nENTRYPOINT [\"/usr/local/bin/app\"]\n";
}
