namespace DockerLsp.Engine.Semantics;

/// <summary>
/// What is known of all package stores at a place. Of most nothing is known but what the image says of all, and only the others are
/// kept: there is such a value for each step that installs something. Immutable; equal states are equal values.
/// </summary>
internal sealed class StoreStates : IEquatable<StoreStates>
{
    private readonly StorePresence initial;
    private readonly Entry[] entries;

    private StoreStates(StorePresence initial, Entry[] entries)
    {
        this.initial = initial;
        this.entries = entries;
    }

    private StoreState Initial => new(initial, null);

    /// <summary>All stores as the image has them.</summary>
    public static StoreStates Of(StorePresence initial) => new(initial, []);

    /// <param name="store">The store's number in the table.</param>
    public StoreState this[int store]
    {
        get
        {
            foreach (ref readonly var entry in entries.AsSpan())
            {
                if (entry.Store == store)
                {
                    return entry.State;
                }
            }

            return Initial;
        }
    }

    /// <summary>The same but for one store.</summary>
    public StoreStates With(int store, StoreState state)
    {
        var at = 0;
        while (at < entries.Length && entries[at].Store < store)
        {
            at++;
        }

        var isKnown = at < entries.Length && entries[at].Store == store;
        var isKept = state != Initial;
        if (!isKnown && !isKept)
        {
            return this;
        }

        // In order, and without those that are as the image has them: one state has one form.
        var changed = new Entry[entries.Length + (isKept ? 1 : 0) - (isKnown ? 1 : 0)];
        entries.AsSpan(0, at).CopyTo(changed);
        if (isKept)
        {
            changed[at] = new Entry(store, state);
        }

        entries.AsSpan(isKnown ? at + 1 : at).CopyTo(changed.AsSpan(isKept ? at + 1 : at));
        return new StoreStates(initial, changed);
    }

    public bool Equals(StoreStates? other) =>
        other is not null && (ReferenceEquals(this, other) || (initial == other.initial && entries.AsSpan().SequenceEqual(other.entries)));

    public override bool Equals(object? obj) => Equals(obj as StoreStates);

    public override int GetHashCode() => HashCode.Combine(initial, entries.Length);

    private readonly record struct Entry(int Store, StoreState State);
}
