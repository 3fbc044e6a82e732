using DockerLsp.Engine.Diagnostics;

namespace DockerLsp.Engine.Features;

/// <summary>A rewrite that is offered for a selection, whether or not a finding is there.</summary>
/// <param name="Title">What will happen, in the imperative.</param>
/// <param name="Fix">The edits; null where it is refused.</param>
/// <param name="DisabledReason">Why it is refused; null where it is offered.</param>
public sealed record Refactoring(string Title, Fix? Fix, string? DisabledReason);
