using System.Collections.Immutable;
using DockerLsp.Files;
using DockerLsp.Programs;

namespace DockerLsp.Cli;

/// <summary>The files that the arguments stand for, and whether some of the arguments stand for nothing.</summary>
internal sealed class InputList
{
    private readonly CommandEnvironment environment;
    private readonly List<InputFile> files = [];
    private readonly Dictionary<string, int> seen = new(StringComparer.Ordinal);

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
            if (seen.TryAdd(path, files.Count))
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
        ImmutableArray<string> readFiles = [full];
        try
        {
            var variables = BuildFileReader.IsCompose(Path.GetFileName(full)) ? ReadVariables(full, ref readFiles) : null;
            var others = new OtherFiles(environment, full);
            builds = BuildFileReader.Read(
                full, FileText.Decode(environment.Files.Read(full)).Text, variable => environment.GetVariable(variable) ?? variables?.GetValueOrDefault(variable), others);
            readFiles = [.. readFiles, .. others.Seen];
        }
        catch (Exception exception) when (FileProblem.IsAboutFile(exception))
        {
            HasProblems = true;
            environment.Complain($"{name}: {FileProblem.Describe(exception)}");
            return;
        }

        string NameOf(string path) => path == full ? name : TrimCurrent(Path.GetRelativePath(environment.CurrentDirectory, path));
        foreach (var problem in builds.Problems)
        {
            HasProblems |= problem.IsError;
            environment.Complain($"{NameOf(problem.File ?? full)}:{problem.Line}:{problem.Column}: {problem.Message}");
        }

        if (builds is { Targets: [], Problems: [] })
        {
            HasProblems = true;
            environment.Complain($"{name}: builds no Dockerfile of this machine");
        }

        foreach (var build in builds.Targets.Select(build => build with { FileName = NameOf(build.Source) }))
        {
            if (build.Inline is { } inline)
            {
                // Several targets of a matrix may be built from one text.
                if (seen.TryAdd($"{build.Source}\n{build.Line}\n{inline.Text}", files.Count))
                {
                    files.Add(new InputFile(build.FileName, build.Source) { Inline = inline, Builds = [build], IsNamed = false, BuildFiles = readFiles });
                }
            }
            else if (seen.TryAdd(build.Dockerfile, files.Count))
            {
                var relative = Path.GetRelativePath(environment.CurrentDirectory, build.Dockerfile);
                files.Add(new InputFile(TrimCurrent(relative), build.Dockerfile) { Builds = [build], IsNamed = false, BuildFiles = readFiles });
            }
            else
            {
                var known = files[seen[build.Dockerfile]];
                files[seen[build.Dockerfile]] = known with { Builds = known.Builds.Add(build), BuildFiles = [.. known.BuildFiles.Union(readFiles)] };
            }
        }
    }

    /// <summary>What the <c>.env</c> beside a Compose file says; null where there is none that can be read.</summary>
    private Dictionary<string, string>? ReadVariables(string composeFile, ref ImmutableArray<string> readFiles)
    {
        var path = Path.Combine(Path.GetDirectoryName(composeFile) ?? ".", VariableFile.Name);
        if (!File.Exists(path))
        {
            return null;
        }

        readFiles = readFiles.Add(path);
        try
        {
            return VariableFile.Read(FileText.Decode(environment.Files.Read(path)).Text, environment.GetVariable);
        }
        catch (Exception exception) when (FileProblem.IsAboutFile(exception))
        {
            return null;
        }
    }

    /// <summary>The files that a build file leads to: those of its repository, and those of the current folder.</summary>
    private sealed class OtherFiles(CommandEnvironment environment, string buildFile) : IBuildFiles
    {
        private readonly string[] roots = [ProgramSearch.WorkspaceOf(Path.GetDirectoryName(buildFile) ?? buildFile), environment.CurrentDirectory];

        /// <summary>Those that were read.</summary>
        public List<string> Seen { get; } = [];

        public bool MayRead(string path) => IsInside(path) && (TargetOf(path) is not { } target || IsInside(target));

        public bool Exists(string path) => File.Exists(path);

        private bool IsInside(string path) => Array.Exists(roots, root => ConfigurationStore.IsWithin(path, root));

        private static string? TargetOf(string path)
        {
            try
            {
                return File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName;
            }
            catch (Exception exception) when (FileProblem.IsAboutFile(exception))
            {
                // Reading it says what is wrong.
                return null;
            }
        }

        public string Read(string path)
        {
            Seen.Add(path);
            return FileText.Decode(environment.Files.Read(path)).Text;
        }
    }

    private void AddFile(string name, string full)
    {
        if (seen.TryAdd(full, files.Count))
        {
            files.Add(new InputFile(name, full));
        }
        else
        {
            files[seen[full]] = files[seen[full]] with { IsNamed = true };
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
