using System.Collections.Immutable;
using DockerLsp.Engine.PackageManagers;
using DockerLsp.Engine.Syntax;

namespace DockerLsp.Engine.Semantics;

/// <summary>What is known before an instruction. Immutable; equal states are equal values.</summary>
public sealed class BuildState : IEquatable<BuildState>
{
    private BuildState(
        BaseImage image, ShellSetting shell, string? user, string? workingDirectory,
        ImmutableDictionary<string, string?> environment, ImmutableDictionary<string, string?> arguments, StoreStates stores, ulong cachesOff)
    {
        CachesOff = cachesOff;
        Image = image;
        Shell = shell;
        User = user;
        WorkingDirectory = workingDirectory;
        Environment = environment;
        Arguments = arguments;
        Stores = stores;
    }

    /// <summary>The image that the chain of stages starts from.</summary>
    public BaseImage Image { get; }

    public ShellSetting Shell { get; }

    /// <summary>The last USER; null where the image decides, or variables do.</summary>
    public string? User { get; }

    /// <summary>Whether the last USER is root, by name or number; null where the image decides, or variables do.</summary>
    public bool? IsRoot => User is { } user ? user.AsSpan(0, user.AsSpan().IndexOf(':') is >= 0 and var colon ? colon : user.Length) is "root" or "0" : null;

    /// <summary>The last WORKDIR, absolute; null where the image decides, or variables do.</summary>
    public string? WorkingDirectory { get; }

    /// <summary>ENV by name; a null value is not known.</summary>
    public ImmutableDictionary<string, string?> Environment { get; }

    /// <summary>ARG in scope by name; a null value is not known, or none is given.</summary>
    public ImmutableDictionary<string, string?> Arguments { get; }

    /// <summary>The managers whose cache ENV and ARG turn off or move, one bit each in the order of the table.</summary>
    public ulong CachesOff { get; }

    private StoreStates Stores { get; }

    public StoreState this[PackageStore store] => Stores[store.Index];

    /// <summary>The state behind FROM an image.</summary>
    public static BuildState FromImage(BaseImage image)
    {
        return new BuildState(
            image, ShellSetting.Default(image.Shell), null, null,
            ImmutableDictionary<string, string?>.Empty, ImmutableDictionary<string, string?>.Empty,
            StoreStates.Of(image.ShipsPackageIndex == false ? StorePresence.Absent : StorePresence.Unknown), 0);
    }

    /// <summary>
    /// The state behind FROM a stage: all is inherited, ARG included ("Once a build argument is declared or consumed in a stage,
    /// it's automatically inherited by child stages": Docker's documentation, Build variables).
    /// </summary>
    public BuildState InStageFrom() => this;

    public BuildState WithShell(ShellSetting shell) => With(shell: shell);

    public BuildState WithUser(string? user) => new(Image, Shell, user, WorkingDirectory, Environment, Arguments, Stores, CachesOff);

    public BuildState WithWorkingDirectory(string? directory) => new(Image, Shell, User, directory, Environment, Arguments, Stores, CachesOff);

    public BuildState WithEnvironment(string name, string? value) => WithVariables(name, Environment.SetItem(name, value), Arguments);

    public BuildState WithArgument(string name, string? value) => WithVariables(name, Environment, Arguments.SetItem(name, value));

    /// <summary>The state behind a RUN.</summary>
    public BuildState After(RunFacts run, StepId step)
    {
        if (run.Operations.IsEmpty)
        {
            return AfterUnseen(run, step);
        }

        var changed = Stores;
        for (var i = 0; i < PackageManagerTable.Stores.Length; i++)
        {
            var store = PackageManagerTable.Stores[i];
            var end = run.AtEnd(store);
            if ((end == StoreBits.Inherited && !run.Stores.Contains(store)) || run.IsMounted(store))
            {
                // Most stores: nothing is said of them.
                continue;
            }

            var use = StoreUse.Of(run, store);
            // Who reads the index of the image shares it with all later ones that do: whoever deletes it takes it from them.
            StepId? ofImage = use.IsLate && Stores[i].Sharing is null && Stores[i].Presence != StorePresence.Absent ? step : null;
            if (end == StoreBits.Inherited)
            {
                if (ofImage is not null)
                {
                    changed = changed.With(i, Stores[i] with { Sharing = ofImage });
                }

                continue;
            }

            // Written again or not, it is there; deleted or not, it is gone. Who writes it without having read it shares nothing with
            // those before, so that there are two of them then.
            var isKept = (end, Stores[i].Presence) is (StoreBits.Inherited | StoreBits.Deleted, StorePresence.Absent)
                || ((end, Stores[i].Presence) is (StoreBits.Inherited | StoreBits.Written, StorePresence.Present) && use.IsLate);
            var presence = end switch
            {
                _ when isKept => Stores[i].Presence,
                StoreBits.Written => StorePresence.Present,
                StoreBits.Deleted => StorePresence.Absent,
                _ => StorePresence.Unknown,
            };
            StepId? sharing = !use.Touches ? Stores[i].Sharing
                : (end & StoreBits.Written) != 0 ? (use.IsLate ? Stores[i].Sharing : null) ?? step
                : end == StoreBits.Deleted ? null
                : Stores[i].Sharing ?? ofImage;
            changed = changed.With(i, new StoreState(presence, isKept ? Stores[i].Origin : step, sharing));
        }

        return ReferenceEquals(changed, Stores) ? this : With(stores: changed);
    }

    /// <summary>A step that is not followed, and names a package manager, may have left what was not there before.</summary>
    private BuildState AfterUnseen(RunFacts run, StepId step)
    {
        var changed = Stores;
        foreach (var store in run.Unseen)
        {
            if (Stores[store.Index].Presence == StorePresence.Absent && !run.IsMounted(store))
            {
                changed = changed.With(store.Index, new StoreState(StorePresence.Unknown, step));
            }
        }

        return ReferenceEquals(changed, Stores) ? this : With(stores: changed);
    }

    /// <summary>Looks a variable up as instructions do: ENV hides ARG.</summary>
    public (bool IsDefined, string? Value) Lookup(string name) =>
        Environment.TryGetValue(name, out var value) ? (true, value)
        : Arguments.TryGetValue(name, out value) ? (true, value)
        : (name is "PATH" or "HOME", null);

    public bool Equals(BuildState? other) =>
        other is not null
        && (ReferenceEquals(this, other)
            || (User == other.User && WorkingDirectory == other.WorkingDirectory && Shell == other.Shell && Image == other.Image
                && Stores.Equals(other.Stores) && SameValues(Environment, other.Environment) && SameValues(Arguments, other.Arguments)));

    public override bool Equals(object? obj) => Equals(obj as BuildState);

    public override int GetHashCode() => HashCode.Combine(User, WorkingDirectory, Shell, Environment.Count, Arguments.Count);

    private static bool SameValues(ImmutableDictionary<string, string?> left, ImmutableDictionary<string, string?> right)
    {
        if (ReferenceEquals(left, right))
        {
            return true;
        }

        if (left.Count != right.Count)
        {
            return false;
        }

        foreach (var (name, value) in left)
        {
            if (!right.TryGetValue(name, out var other) || other != value)
            {
                return false;
            }
        }

        return true;
    }

    private BuildState With(ShellSetting? shell = null, StoreStates? stores = null) =>
        new(Image, shell ?? Shell, User, WorkingDirectory, Environment, Arguments, stores ?? Stores, CachesOff);

    private BuildState WithVariables(string changed, ImmutableDictionary<string, string?> environment, ImmutableDictionary<string, string?> arguments) =>
        new(Image, Shell, User, WorkingDirectory, environment, arguments, Stores, CacheSwitch.Counts(changed) ? CacheSwitch.Off(environment, arguments) : CachesOff);
}
