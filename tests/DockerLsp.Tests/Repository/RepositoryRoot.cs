namespace DockerLsp.Tests.Repository;

/// <summary>The checked-out repository that the tests were built from.</summary>
internal static class RepositoryRoot
{
    private static readonly string[] NotOurs = ["bin", "obj", "node_modules", "artifacts", "out", "TestResults", "BenchmarkDotNet.Artifacts"];

    public static string Path { get; } = Find();

    /// <summary>The files with the extension, without what a build makes or installs.</summary>
    public static IEnumerable<string> Files(string extension) => Walk(new DirectoryInfo(Path), "*" + extension);

    /// <summary>The path below the root, with slashes.</summary>
    public static string Relative(string file) => System.IO.Path.GetRelativePath(Path, file).Replace('\\', '/');

    private static IEnumerable<string> Walk(DirectoryInfo folder, string pattern)
    {
        foreach (var file in folder.EnumerateFiles(pattern).OrderBy(f => f.Name, StringComparer.Ordinal))
        {
            yield return file.FullName;
        }

        foreach (var child in folder.EnumerateDirectories().OrderBy(d => d.Name, StringComparer.Ordinal))
        {
            if (!child.Name.StartsWith('.') && !NotOurs.Contains(child.Name))
            {
                foreach (var file in Walk(child, pattern))
                {
                    yield return file;
                }
            }
        }
    }

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(System.IO.Path.Combine(folder.FullName, "DockerLsp.sln")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException($"No DockerLsp.sln above {AppContext.BaseDirectory}");
    }
}
