using System.Collections.Immutable;

namespace DockerLsp.Engine.Semantics;

/// <summary>A command that installs what a manifest of the project lists, in the versions that a lock file beside it names.</summary>
/// <param name="Command">What is called: <c>npm ci</c>.</param>
/// <param name="Manifest">The name of the manifest.</param>
/// <param name="LockFiles">The names that its lock file may have, the usual one first.</param>
/// <param name="NeedsLockFile">Whether it fails without one.</param>
public sealed record LockedInstall(string Command, string Manifest, ImmutableArray<string> LockFiles, bool NeedsLockFile)
{
    private static readonly LockedTool Npm = new("package.json", ["package-lock.json", "npm-shrinkwrap.json"]);
    private static readonly LockedTool Yarn = new("package.json", ["yarn.lock"]);
    private static readonly LockedTool Pnpm = new("package.json", ["pnpm-lock.yaml"]);
    private static readonly LockedTool Bun = new("package.json", ["bun.lock", "bun.lockb"]);
    private static readonly LockedTool Poetry = new("pyproject.toml", ["poetry.lock"]);
    private static readonly LockedTool Uv = new("pyproject.toml", ["uv.lock"]);
    private static readonly LockedTool Pipenv = new("Pipfile", ["Pipfile.lock"]);
    private static readonly LockedTool Cargo = new("Cargo.toml", ["Cargo.lock"]);
    private static readonly LockedTool Go = new("go.mod", ["go.sum"]);
    private static readonly LockedTool Composer = new("composer.json", ["composer.lock"]);
    private static readonly LockedTool Bundler = new("Gemfile", ["Gemfile.lock"]);
    private static readonly LockedTool Mix = new("mix.exs", ["mix.lock"]);

    /// <summary>
    /// What fails without a lock file, each by the documentation of its tool: npm-ci; yarn install --immutable (Yarn 2 and later; the
    /// --frozen-lockfile of Yarn 1 goes on without one); pnpm install --frozen-lockfile; uv sync --locked and --frozen; pipenv sync;
    /// cargo --locked; bundle install --frozen.
    /// </summary>
    private static readonly ImmutableArray<Call> Calls =
    [
        new("npm", "ci", Npm) { AlwaysNeeds = true },
        new("npm", "clean-install", Npm) { AlwaysNeeds = true },
        new("npm", "install", Npm),
        new("npm", "i", Npm),
        new("yarn", null, Yarn) { Needs = ["--immutable"] },
        new("yarn", "install", Yarn) { Needs = ["--immutable"] },
        new("pnpm", "install", Pnpm) { Needs = ["--frozen-lockfile", "--frozen-lockfile=true"] },
        new("pnpm", "i", Pnpm) { Needs = ["--frozen-lockfile", "--frozen-lockfile=true"] },
        new("bun", "install", Bun),
        new("bun", "i", Bun),
        new("poetry", "install", Poetry) { TakesWords = true },
        new("uv", "sync", Uv) { Needs = ["--frozen", "--locked"], TakesWords = true },
        new("pipenv", "install", Pipenv),
        new("pipenv", "sync", Pipenv) { AlwaysNeeds = true },
        new("cargo", "build", Cargo) { Needs = ["--locked", "--frozen"], TakesWords = true },
        new("cargo", "b", Cargo) { Needs = ["--locked", "--frozen"], TakesWords = true },
        new("cargo", "fetch", Cargo) { Needs = ["--locked", "--frozen"], TakesWords = true },
        new("go", "mod download", Go),
        new("go", "build", Go) { TakesWords = true },
        new("composer", "install", Composer),
        new("bundle", "install", Bundler) { Needs = ["--frozen", "--deployment"], TakesWords = true },
        new("mix", "deps.get", Mix),
    ];

    /// <summary>Options by which a tool leaves its lock file alone, or works in another folder.</summary>
    private static readonly ImmutableArray<string> Elsewhere =
    [
        "--no-package-lock", "--package-lock=false", "--no-lockfile", "--lockfile=false", "--skip-lock", "--ignore-pipfile", "-g", "--global", "--prefix", "--cwd", "-C",
        "--dir", "--manifest-path", "--working-dir", "-d", "--gemfile", "--directory", "--project", "-modfile",
    ];

    /// <summary>The names of all manifests and lock files.</summary>
    public static ImmutableHashSet<string> FileNames { get; } = Calls.SelectMany(c => c.Tool.LockFiles.Add(c.Tool.Manifest)).ToImmutableHashSet(StringComparer.Ordinal);

    /// <summary>The names of all manifests.</summary>
    public static ImmutableArray<string> Manifests { get; } = [.. Calls.Select(c => c.Tool.Manifest).Distinct(StringComparer.Ordinal)];

    /// <summary>Whether the name of a manifest stands in a text.</summary>
    public static bool NamesManifest(string text)
    {
        foreach (var manifest in Manifests)
        {
            if (text.Contains(manifest, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Reads a command; null where it is something else, or where an option makes the lock file none of its business.</summary>
    public static LockedInstall? Of(ScriptCommand command)
    {
        if (command.View.Name is not { } name)
        {
            return null;
        }

        string?[] arguments = [.. command.View.ArgumentValues];
        if (arguments.Any(a => a is not null && Elsewhere.Any(o => a == o || a.StartsWith(o + "=", StringComparison.Ordinal))))
        {
            return null;
        }

        string?[] words = [.. arguments.Where(a => a is null || !a.StartsWith('-'))];
        foreach (var call in Calls)
        {
            if (call.Program == name && call.IsOf(words))
            {
                // A branch may be taken, and what fails may be caught.
                var needs = (call.AlwaysNeeds || arguments.Any(a => a is not null && call.Needs.Contains(a)))
                    && (command.Place & (FlowPlace.Conditional | FlowPlace.Tested | FlowPlace.Function | FlowPlace.Background)) == 0
                    && command.AndOr.Operators.All(o => o.IsAnd);
                return new LockedInstall(call.Subcommand is null ? name : $"{name} {call.Subcommand}", call.Tool.Manifest, call.Tool.LockFiles, needs);
            }
        }

        return null;
    }

    /// <summary>Whether a command may write a lock file: <c>poetry lock</c>, <c>go mod tidy</c>, <c>npm install express</c>, <c>git clone</c>.</summary>
    public static bool MayMakeLockFile(ScriptCommand command) => command.View.Name switch
    {
        null or "git" or "curl" or "wget" or "tar" or "unzip" or "cp" or "mv" or "touch" or "pip-compile" => true,
        "npm" or "yarn" or "pnpm" or "bun" or "poetry" or "uv" or "pipenv" or "cargo" or "go" or "composer" or "bundle" or "mix" =>
            command.View.ArgumentValues.Any(a => a is "lock" or "generate-lockfile" or "get" or "add" or "require" or "update" or "import" or "shrinkwrap" or "init" or "tidy"),
        _ => false,
    };

    private sealed record LockedTool(string Manifest, ImmutableArray<string> LockFiles);

    private sealed record Call(string Program, string? Subcommand, LockedTool Tool)
    {
        public bool AlwaysNeeds { get; init; }

        public ImmutableArray<string> Needs { get; init; } = [];

        /// <summary>Whether words may follow that are no packages.</summary>
        public bool TakesWords { get; init; }

        public bool IsOf(string?[] words)
        {
            string[] own = Subcommand is null ? [] : Subcommand.Split(' ');
            return words.Length >= own.Length && (TakesWords || words.Length == own.Length) && own.Zip(words).All(p => p.First == p.Second);
        }
    }
}
