using System.Collections.Immutable;
using DockerLsp.Engine.Text;

namespace DockerLsp.Engine.Diagnostics;

/// <summary>Text edits with a title and an applicability.</summary>
/// <param name="Title">What will happen, in the imperative, under 60 characters.</param>
/// <param name="Applicability">Whether the build is left as it was.</param>
/// <param name="Edits">Replacements in the text that was analysed, in order, without overlaps.</param>
public sealed record Fix(string Title, Applicability Applicability, ImmutableArray<TextChange> Edits)
{
    /// <summary>The shape of hygiene rewrite that this fix gives, where it is one.</summary>
    public Layering? Layering { get; init; }

    /// <summary>Whether it is never applied together with others: its author chooses it here and there, or not at all.</summary>
    public bool IsOnRequest { get; init; }

    public bool Equals(Fix? other) =>
        other is not null && Title == other.Title && Applicability == other.Applicability
        && Layering == other.Layering && IsOnRequest == other.IsOnRequest && Edits.SequenceEqual(other.Edits);

    public override int GetHashCode() => HashCode.Combine(Title, Applicability, Edits.Length);
}

/// <summary>How sure it is that a fix leaves the build as it was.</summary>
public enum Applicability
{
    /// <summary>
    /// The build runs the same commands, in the same order, in the same directory, user and environment, and fails where it
    /// failed; only what the rule is about differs.
    /// </summary>
    Safe,

    /// <summary>The build may change; the title says how.</summary>
    Unsafe,
}

/// <summary>The shape that hygiene rewrites give.</summary>
public enum Layering
{
    /// <summary>A refresh joins the adjacent installs that read it, cleanup last; an install that cannot be joined becomes self-contained.</summary>
    Merge,

    /// <summary>No steps are joined: each install refreshes and cleans up.</summary>
    SelfContained,

    /// <summary>A cache mount instead of cleanup.</summary>
    CacheMount,
}
