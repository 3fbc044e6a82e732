using System.Collections.Immutable;
using DockerLsp.Engine.PackageManagers;
using DockerLsp.Engine.Semantics;

namespace DockerLsp.Engine.Layers;

/// <summary>A command that installs what a manifest in the project lists, and needs nothing else of the project for it.</summary>
/// <param name="Tool">The program.</param>
/// <param name="Command">What it is asked to do: <c>npm ci</c>.</param>
/// <param name="Files">The files that it reads, as people name them.</param>
public sealed record DependencyInstall(string Tool, string Command, ImmutableArray<string> Files)
{
    /// <summary>Reads a command; null where it is something else, or needs the project's own code too.</summary>
    public static DependencyInstall? Of(ScriptCommand command)
    {
        if (command.Package is { Manager: var manager, Operation: PackageOperation.Install, Subcommand: "install" } package && manager.Store == PackageManagerTable.Pip)
        {
            return OfPip(command, package);
        }

        if (command.View.Name is not { } name)
        {
            return null;
        }

        string?[] arguments = [.. command.View.ArgumentValues];
        var words = arguments.Where(a => a is null || !a.StartsWith('-')).ToArray();
        var first = words.FirstOrDefault();
        return (name, first, words.Length) switch
        {
            ("npm", "ci" or "clean-install", 1) => new(name, $"npm {first}", ["package.json", "package-lock.json"]),
            ("npm", "install" or "i", 1) when !IsGlobal(arguments) => new(name, $"npm {first}", ["package.json", "package-lock.json"]),
            ("yarn", null, 0) when arguments.All(a => a is not null) => new(name, "yarn", ["package.json", "yarn.lock"]),
            ("yarn", "install", 1) => new(name, "yarn install", ["package.json", "yarn.lock"]),
            ("pnpm", "install" or "i", 1) when !IsGlobal(arguments) => new(name, $"pnpm {first}", ["package.json", "pnpm-lock.yaml"]),
            ("bundle", "install", _) => new(name, "bundle install", ["Gemfile", "Gemfile.lock"]),
            ("go", "mod", 2) when words[1] == "download" => new(name, "go mod download", ["go.mod", "go.sum"]),
            ("pipenv", "install" or "sync", 1) => new(name, $"pipenv {first}", ["Pipfile", "Pipfile.lock"]),
            ("poetry", "install", _) when arguments.Contains("--no-root") => new(name, "poetry install", ["pyproject.toml", "poetry.lock"]),
            ("uv", "sync", _) when arguments.Contains("--no-install-project") => new(name, "uv sync", ["pyproject.toml", "uv.lock"]),
            ("mix", "deps.get", _) => new(name, "mix deps.get", ["mix.exs", "mix.lock"]),
            _ => null,
        };
    }

    private static bool IsGlobal(string?[] arguments) => arguments.Any(a => a is "-g" or "--global");

    private static DependencyInstall? OfPip(ScriptCommand command, PackageCommand package)
    {
        string?[] arguments = [.. command.View.ArgumentValues];
        if (!package.Packages.IsEmpty || arguments.Any(a => a is null or "-e" or "--editable" or "." or "-c" or "--constraint"))
        {
            return null;
        }

        var files = ImmutableArray.CreateBuilder<string>();
        for (var i = 0; i + 1 < arguments.Length; i++)
        {
            if (arguments[i] is "-r" or "--requirement" && arguments[i + 1] is { } file)
            {
                files.Add(file);
            }
        }

        return files.Count == 0 ? null : new("pip", $"{command.View.Name} install -r {files[0]}", files.ToImmutable());
    }
}
