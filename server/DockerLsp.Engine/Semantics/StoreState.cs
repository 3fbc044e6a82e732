namespace DockerLsp.Engine.Semantics;

/// <summary>What is known of a package manager's index and caches in the image between two steps.</summary>
/// <param name="Presence">Whether they are there.</param>
/// <param name="Origin">The step whose layer holds them, or, where they are absent, the one that deleted them; null for the base image.</param>
/// <param name="Sharing">The first of the steps that share what is there; null where no step of the file wrote it, or read what the image has.</param>
public readonly record struct StoreState(StorePresence Presence, StepId? Origin, StepId? Sharing = null);

public enum StorePresence
{
    /// <summary>Nothing is known: an image that we do not know, or a step that may or may not have written them.</summary>
    Unknown,
    Absent,
    Present,
}
