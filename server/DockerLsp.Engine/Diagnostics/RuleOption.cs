namespace DockerLsp.Engine.Diagnostics;

/// <summary>Something that can be configured for a rule.</summary>
/// <param name="Name">Its key in the configuration file: <c>allowed-registries</c>.</param>
/// <param name="Kind">What it takes.</param>
/// <param name="Description">What it does, for editors and the list of options.</param>
public sealed record RuleOption(string Name, RuleOptionKind Kind, string Description);

/// <summary>What an option of a rule takes.</summary>
public enum RuleOptionKind
{
    /// <summary>True or false.</summary>
    Flag,

    /// <summary>A whole number, from 0.</summary>
    Number,

    /// <summary>One text.</summary>
    Text,

    /// <summary>Texts.</summary>
    List,
}
