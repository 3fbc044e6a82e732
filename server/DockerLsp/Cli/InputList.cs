using DockerLsp.Files;

namespace DockerLsp.Cli;

/// <summary>The files that the arguments stand for, and whether some of the arguments stand for nothing.</summary>
internal sealed class InputList
{
    private readonly CommandEnvironment environment;
    private readonly List<InputFile> files = [];
    private readonly HashSet<string> seen = new(StringComparer.Ordinal);

    private InputList(CommandEnvironment environment) => this.environment = environment;

    /// <summary>In the order of the arguments, each file once.</summary>
    public IReadOnlyList<InputFile> Files => files;

    /// <summary>Whether something that was asked for could not be had; it was said on standard error.</summary>
    public bool HasProblems { get; private set; }

    /// <param name="paths">Files, folders and <c>-</c>; none means the current folder.</param>
    /// <param name="inputName">The name that standard input goes by.</param>
    /// <param name="environment">Where the files are and problems are told.</param>
    public static InputList Create(IReadOnlyList<string> paths, string? inputName, CommandEnvironment environment)
    {
        var list = new InputList(environment);
        foreach (var path in paths.Count == 0 ? ["."] : paths)
        {
            list.Add(path, inputName);
        }

        return list;
    }

    private void Add(string path, string? inputName)
    {
        if (path == "-")
        {
            if (seen.Add(path))
            {
                files.Add(new InputFile(inputName ?? "-", null));
            }

            return;
        }

        var full = Path.GetFullPath(path, environment.CurrentDirectory);
        if (Directory.Exists(full))
        {
            AddFolder(path, full);
        }
        else
        {
            if (BuildFileReader.IsBuildFile(Path.GetFileName(full)))
            {
                AddBuilds(TrimCurrent(path), full);
                return;
            }

            // Whether it can be read shows when it is read: until then it may come or go.
            AddFile(TrimCurrent(path), full);
        }
    }

    private void AddFolder(string name, string full)
    {
        var found = DockerfileSearch.Find(full, (folder, exception) =>
        {
            HasProblems = true;
            environment.Complain($"{GetName(name, full, folder)}: {FileProblem.Describe(exception)}");
        });
        if (found.Count == 0)
        {
            HasProblems = true;
            environment.Complain($"{name}: no Dockerfile or Containerfile in this folder or below it");
        }

        foreach (var file in found)
        {
            AddFile(GetName(name, full, file), file);
        }
    }

    /// <summary>The Dockerfiles that a Compose or Bake file builds, each once.</summary>
    private void AddBuilds(string name, string full)
    {
        BuildFile builds;
        try
        {
            builds = BuildFileReader.Read(full, FileText.Decode(environment.Files.Read(full)).Text, environment.GetVariable);
        }
        catch (Exception exception) when (FileProblem.IsAboutFile(exception))
        {
            HasProblems = true;
            environment.Complain($"{name}: {FileProblem.Describe(exception)}");
            return;
        }

        foreach (var problem in builds.Problems)
        {
            HasProblems = true;
            environment.Complain($"{name}:{problem.Line}:{problem.Column}: {problem.Message}");
        }

        if (builds is { Targets: [], Problems: [] })
        {
            HasProblems = true;
            environment.Complain($"{name}: builds no Dockerfile of this machine");
        }

        foreach (var group in builds.Targets.GroupBy(build => build.Dockerfile, StringComparer.Ordinal))
        {
            if (seen.Add(group.Key))
            {
                var relative = Path.GetRelativePath(environment.CurrentDirectory, group.Key);
                files.Add(new InputFile(TrimCurrent(relative), group.Key) { Builds = [.. group], BuildFileName = name });
            }
        }
    }

    private void AddFile(string name, string full)
    {
        if (seen.Add(full))
        {
            files.Add(new InputFile(name, full));
        }
    }

    private static string GetName(string folderName, string folder, string path) =>
        TrimCurrent(Path.Combine(folderName, Path.GetRelativePath(folder, path)));

    private static string TrimCurrent(string path)
    {
        path = Path.DirectorySeparatorChar == '\\' ? path.Replace('\\', '/') : path;
        return path.StartsWith("./", StringComparison.Ordinal) && path.Length > 2 ? path[2..] : path;
    }
}
