using System.Collections.Immutable;

namespace DockerLsp.Engine.PackageManagers;

/// <summary>
/// What is known of a package manager: one entry of <see cref="PackageManagerTable"/>. Everything that the hygiene rules and
/// rewrites need is here, so that a new manager is one more entry.
/// </summary>
public sealed record PackageManager
{
    /// <summary>The name that messages use.</summary>
    public required string Name { get; init; }

    /// <summary>The programs that are this manager, without their folder.</summary>
    public required ImmutableArray<string> Commands { get; init; }

    /// <summary>Python modules that are this manager (<c>python3 -m pip</c>).</summary>
    public ImmutableArray<string> Modules { get; init; } = [];

    /// <summary>Managers that share their index and caches on disk have the same store.</summary>
    public required PackageStore Store { get; init; }

    /// <summary>Options that take the next word as their value, wherever they stand.</summary>
    public ImmutableArray<string> OptionsWithValue { get; init; } = [];

    /// <summary>What its subcommands do; a key of two words is a subcommand of a subcommand.</summary>
    public required IReadOnlyDictionary<string, PackageOperation> Subcommands { get; init; }

    /// <summary>
    /// Whether what a removal takes away depends on the index. apt sees in it what newer versions need and recommend: on Debian 12,
    /// <c>apt-get autoremove</c> removed a package with the index that it kept without (docs/measurements.md).
    /// </summary>
    public bool RemovalReadsIndex { get; init; }

    /// <summary>The options that make an install refresh the index first (<c>apk add --update</c>).</summary>
    public ImmutableArray<string> RefreshingOptions { get; init; } = [];

    /// <summary>Whether an install fetches the index itself when there is none or it has expired.</summary>
    public bool RefreshesItself { get; init; }

    /// <summary>What goes wrong when the index is refreshed in an earlier, cached layer.</summary>
    public StaleIndexHarm StaleIndexHarm { get; init; }

    /// <summary>The command that refreshes the index; null where there is none.</summary>
    public string? RefreshCommand { get; init; }

    /// <summary>The command that deletes the index and the caches, to be run in the same step.</summary>
    public string? CleanupCommand { get; init; }

    /// <summary>The option that leaves no cache behind; it stands behind the subcommand.</summary>
    public string? NoCacheOption { get; init; }

    /// <summary>The shortest beginning of <see cref="NoCacheOption"/> that the manager takes for it; null where it wants the whole name.</summary>
    public string? ShortestNoCacheOption { get; init; }

    /// <summary>Options that <see cref="NoCacheOption"/> makes needless, because it does what they do.</summary>
    public ImmutableArray<string> OptionsInNoCache { get; init; } = [];

    /// <summary>The environment variable that turns the cache off when it holds a true value.</summary>
    public string? NoCacheVariable { get; init; }

    /// <summary>The options that make a call read nothing but what is cached.</summary>
    public ImmutableArray<string> CacheOnlyOptions { get; init; } = [];

    /// <summary>The options that make an install put packages into the cache and no further, for somebody to take them from there.</summary>
    public ImmutableArray<string> DownloadOnlyOptions { get; init; } = [];

    /// <summary>How its calls are read.</summary>
    public CallForm Form { get; init; }

    /// <summary>What a call without a subcommand does (<c>yarn</c> installs).</summary>
    public PackageOperation BareCall { get; init; }

    /// <summary>Where only some options make the cleaning subcommand clean the caches: one of these has to be there.</summary>
    public ImmutableArray<string> CleaningOptions { get; init; } = [];

    /// <summary>
    /// Environment variables that put the cache elsewhere: where it is then, is not followed. With <c>=VALUE</c>, only that value
    /// keeps us from the cache.
    /// </summary>
    public ImmutableArray<string> MovingVariables { get; init; } = [];

    /// <summary>Options that put the cache elsewhere.</summary>
    public ImmutableArray<string> MovingOptions { get; init; } = [];

    /// <summary>Whether downloaded packages stay behind an install that reads an existing index.</summary>
    public bool KeepsPackages { get; init; }

    /// <summary>Whether what remains is worth a word: small files, or hard links to what is installed, take up next to nothing.</summary>
    public bool RemainsMatter { get; init; } = true;

    /// <summary>Whether later steps, or the program itself, read what lies in the cache: it is no copy, but where the packages live.</summary>
    public bool InstallsIntoCache { get; init; }

    /// <summary>How a cache mount is used with it; null where none is of use.</summary>
    public CacheMountFacts? CacheMount { get; init; }
}

/// <summary>How the words of a call say what it does.</summary>
public enum CallForm
{
    /// <summary><c>apt-get install</c>: the first word that is no option.</summary>
    Subcommand,

    /// <summary><c>cpanm Module</c>, <c>mvn package</c>: any call installs what it needs.</summary>
    EveryCall,

    /// <summary><c>pacman -Syu</c>: letters behind a dash.</summary>
    Letters,

    /// <summary><c>xbps-install -Sy</c>: the program's name, and letters.</summary>
    ProgramAndLetters,
}

/// <summary>What a <c>RUN --mount=type=cache</c> needs (Dockerfile reference, RUN --mount=type=cache).</summary>
/// <param name="Targets">Where it is mounted; <c>~</c> is the home of the user that runs the step.</param>
public sealed record CacheMountFacts(ImmutableArray<string> Targets)
{
    /// <summary>Whether builds that run at the same time have to wait for each other.</summary>
    public bool IsLocked { get; init; }

    /// <summary>The option without which downloaded packages are not kept; it stands behind the subcommand.</summary>
    public string? KeepingOption { get; init; }

    /// <summary>What a mount changes beside the cache, for the title of the fix; null where nothing does.</summary>
    public string? Risk { get; init; }
}

/// <summary>The files in which managers keep the index and downloaded packages.</summary>
/// <param name="Name">A short name, used as a key.</param>
/// <param name="Description">What messages call its content: "index", "cache".</param>
/// <param name="Paths">Folders that grow; deleting one of them counts as cleanup. <c>~</c> is the user's home.</param>
public sealed record PackageStore(string Name, string Description, ImmutableArray<string> Paths)
{
    /// <summary>A shell pattern that names all files that grow, where they lie in no folders of their own; null otherwise.</summary>
    public string? Files { get; init; }

    /// <summary>Folders of downloaded packages, where they are others.</summary>
    public ImmutableArray<string> PackagePaths { get; init; } = [];

    /// <summary>Whether it holds an index, which programs that are not seen may look packages up in.</summary>
    public bool HoldsIndex { get; init; }

    /// <summary>Its place in <see cref="PackageManagerTable.Stores"/>.</summary>
    internal int Index { get; set; }

    public bool Equals(PackageStore? other) => ReferenceEquals(this, other);

    public override int GetHashCode() => Name.GetHashCode(StringComparison.Ordinal);
}

/// <summary>What a subcommand does to the index, the caches and the installed packages.</summary>
public enum PackageOperation
{
    /// <summary>Nothing that matters here (<c>apt-cache policy</c>, <c>pip list</c>).</summary>
    Other,

    /// <summary>Downloads the index.</summary>
    Refresh,

    /// <summary>Installs the packages that it names.</summary>
    Install,

    /// <summary>Installs newer versions of what is there.</summary>
    Upgrade,

    /// <summary>Reads the index for something else (<c>apt-get download</c>, <c>apt-get source</c>).</summary>
    ReadIndex,

    /// <summary>Removes packages.</summary>
    Remove,

    /// <summary>Deletes downloaded packages and leaves the index.</summary>
    CleanPackages,

    /// <summary>Deletes the index and the downloaded packages.</summary>
    CleanAll,
}

/// <summary>What goes wrong when the index is refreshed in an earlier layer than the install.</summary>
public enum StaleIndexHarm
{
    /// <summary>There is no index, or the manager keeps it fresh itself.</summary>
    None,

    /// <summary>The manager refreshes an expired index itself: the earlier layer is only waste.</summary>
    Waste,

    /// <summary>Installs fail or install old versions once the mirror has moved on.</summary>
    StalePackages,
}
