namespace DockerLsp.Programs;

/// <summary>Finds programs that are installed, and never one that the workspace brings along.</summary>
internal static class ProgramSearch
{
    /// <summary>The absolute path of a program; null where there is none outside of the given folders.</summary>
    /// <param name="name">The program, without <c>.exe</c>.</param>
    /// <param name="searchPath">The value of <c>PATH</c>.</param>
    /// <param name="workspace">The folders that the user works in: what lies there is not run.</param>
    public static string? Find(string name, string? searchPath, IEnumerable<string> workspace)
    {
        var folders = workspace.Select(FullPath).OfType<string>().ToArray();
        var file = OperatingSystem.IsWindows() ? name + ".exe" : name;
        foreach (var entry in (searchPath ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries))
        {
            // A relative entry means another folder in each working directory.
            if (!Path.IsPathFullyQualified(entry) || FullPath(Path.Combine(entry, file)) is not { } path || !IsExecutable(path))
            {
                continue;
            }

            var target = TargetOf(path);
            if (target is not null && !folders.Any(folder => IsInside(path, folder) || IsInside(target, folder)))
            {
                return path;
            }
        }

        return null;
    }

    /// <summary>The folder that stands for what the user works in: the repository around a folder, or the folder itself.</summary>
    public static string WorkspaceOf(string folder)
    {
        for (var current = FullPath(folder); current is not null; current = Path.GetDirectoryName(current))
        {
            var git = Path.Combine(current, ".git");
            if (Directory.Exists(git) || File.Exists(git))
            {
                return current;
            }
        }

        return folder;
    }

    private static bool IsInside(string path, string folder)
    {
        // Everything is inside the root, which is nobody's workspace: a container job may well start there.
        var start = Path.TrimEndingDirectorySeparator(folder);
        return start != Path.GetPathRoot(start)
            && path.StartsWith(start + Path.DirectorySeparatorChar, OperatingSystem.IsWindows() ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal);
    }

    private static bool IsExecutable(string path)
    {
        try
        {
            return File.Exists(path)
                && (OperatingSystem.IsWindows() || (File.GetUnixFileMode(path) & (UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute)) != 0);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static string? TargetOf(string path)
    {
        try
        {
            return File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static string? FullPath(string path)
    {
        try
        {
            return Path.GetFullPath(path);
        }
        catch (Exception exception) when (exception is ArgumentException or IOException or NotSupportedException)
        {
            return null;
        }
    }
}
