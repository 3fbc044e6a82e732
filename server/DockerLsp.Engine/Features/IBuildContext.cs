namespace DockerLsp.Engine.Features;

/// <summary>The files that COPY and ADD may take, as far as the host lets them be seen.</summary>
public interface IBuildContext
{
    /// <summary>What is in a folder of the context, given by its path from the root with slashes; empty where there is none.</summary>
    IReadOnlyList<BuildContextEntry> List(string folder);

    /// <summary>The whole path of a file or folder of the context; null where it is not there.</summary>
    string? FindFile(string path);
}

/// <summary>A file or folder of the context.</summary>
public sealed record BuildContextEntry(string Name, bool IsFolder);
