namespace DockerLsp.Files;

/// <summary>Finds the Dockerfiles in a folder and those below it.</summary>
internal static class DockerfileSearch
{
    private static readonly string[] NeverEntered = [".git", "node_modules"];

    /// <summary>The paths found, in a fixed order, each starting with the folder as it was given.</summary>
    /// <param name="directory">Where to start; it is entered even where git ignores it, because someone named it.</param>
    /// <param name="onProblem">Called with the path of a folder that cannot be read; the search goes on.</param>
    /// <param name="goesOn">Asked before each folder, with the number found so far; without it the search goes to the end.</param>
    public static IReadOnlyList<string> Find(string directory, Action<string, Exception> onProblem, Func<int, bool>? goesOn = null)
    {
        var found = new List<string>();
        Search(directory, GitIgnoreScope.ForRoot(Path.GetFullPath(directory)));
        return found;

        void Search(string folder, GitIgnoreScope scope)
        {
            if (goesOn?.Invoke(found.Count) is false)
            {
                return;
            }

            FileSystemInfo[] entries;
            try
            {
                entries = new DirectoryInfo(folder).GetFileSystemInfos();
            }
            catch (Exception exception) when (FileProblem.IsAboutFile(exception))
            {
                onProblem(folder, exception);
                return;
            }

            Array.Sort(entries, (a, b) => string.CompareOrdinal(a.Name, b.Name));
            foreach (var entry in entries)
            {
                if (entry.LinkTarget is not null)
                {
                    continue;
                }

                var path = Path.Combine(folder, entry.Name);
                if (entry is DirectoryInfo)
                {
                    if (!NeverEntered.Contains(entry.Name) && !scope.Ignores(entry.Name, isDirectory: true))
                    {
                        Search(path, scope.Enter(path));
                    }
                }
                else if (DockerfileName.IsDockerfile(entry.Name) && !scope.Ignores(entry.Name, isDirectory: false))
                {
                    found.Add(path);
                }
            }
        }
    }
}
