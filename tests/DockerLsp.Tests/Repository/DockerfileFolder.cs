namespace DockerLsp.Tests.Repository;

/// <summary>A folder of Dockerfiles that people wrote.</summary>
internal static class DockerfileFolder
{
    /// <summary>Its Dockerfiles, by their names.</summary>
    public static string[] Find(string folder)
    {
        var files = Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Where(f => !f.Contains("/.git/", StringComparison.Ordinal)
                && (Path.GetFileName(f).Contains("ockerfile", StringComparison.Ordinal) || Path.GetFileName(f).Contains("ontainerfile", StringComparison.Ordinal)))
            .Order(StringComparer.Ordinal).ToArray();
        Assert.NotEmpty(files);
        return files;
    }
}
