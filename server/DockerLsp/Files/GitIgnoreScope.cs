namespace DockerLsp.Files;

/// <summary>
/// What git ignores in one folder: its .gitignore file, then those of the folders above, then the repository's own list. As
/// git does it, what lies in an ignored folder cannot be wanted again, because the folder is never entered. A file that is
/// tracked in spite of a pattern counts as ignored: git's index is not read.
/// </summary>
internal sealed class GitIgnoreScope
{
    private readonly GitIgnoreScope? outer;
    private readonly GitIgnoreFile? file;
    private readonly string[] path;

    private GitIgnoreScope(GitIgnoreScope? outer, string[] path, GitIgnoreFile? file)
    {
        this.outer = outer;
        this.path = path;
        this.file = file;
    }

    private static StringComparison NameComparison { get; } =
        OperatingSystem.IsWindows() || OperatingSystem.IsMacOS() ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;

    /// <summary>The scope of a folder where a search starts, with those of the repository's folders above it.</summary>
    public static GitIgnoreScope ForRoot(string directory)
    {
        var above = new Stack<string>();
        var repository = new DirectoryInfo(directory);
        while (repository is not null && !Path.Exists(Path.Combine(repository.FullName, ".git")))
        {
            above.Push(repository.FullName);
            repository = repository.Parent;
        }

        if (repository is null)
        {
            // Outside a repository, as in an unpacked archive, only the .gitignore files from here on count.
            return new GitIgnoreScope(null, [], Load(Path.Combine(directory, ".gitignore")));
        }

        var scope = new GitIgnoreScope(null, [], Load(Path.Combine(repository.FullName, ".git", "info", "exclude")));
        scope = new GitIgnoreScope(scope, [], Load(Path.Combine(repository.FullName, ".gitignore")));
        foreach (var folder in above)
        {
            scope = scope.Enter(folder);
        }

        return scope;
    }

    /// <summary>The scope of a folder inside this one.</summary>
    public GitIgnoreScope Enter(string directory) =>
        new(this, [.. path, Path.GetFileName(directory)], Load(Path.Combine(directory, ".gitignore")));

    /// <param name="name">The name of a file or folder in this folder.</param>
    /// <param name="isDirectory">Whether it is a folder.</param>
    public bool Ignores(string name, bool isDirectory)
    {
        ReadOnlySpan<string> full = [.. path, name];
        for (var scope = this; scope is not null; scope = scope.outer)
        {
            if (scope.file?.Ignores(full[scope.path.Length..], isDirectory) is { } answer)
            {
                return answer;
            }
        }

        return false;
    }

    private static GitIgnoreFile? Load(string path)
    {
        try
        {
            return File.Exists(path) ? GitIgnoreFile.Parse(File.ReadAllText(path), NameComparison) : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Nobody asked for this file by name; searching too much beats not searching.
            return null;
        }
    }
}
