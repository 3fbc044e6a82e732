using System.Collections.Immutable;
using DockerLsp.Engine.Diagnostics;
using DockerLsp.Engine.Semantics;

namespace DockerLsp.Engine.Configuration;

/// <summary>What the user decided, wherever it came from: command line, configuration file or editor settings.</summary>
public sealed record AnalysisOptions
{
    public static AnalysisOptions Default { get; } = new();

    /// <summary>The shape that hygiene rewrites give, and which of them is preferred.</summary>
    public Layering Layering { get; init; } = Layering.SelfContained;

    /// <summary>Rule ids, aliases or prefixes that alone are to run; empty for all. It beats <see cref="Rules"/>.</summary>
    public ImmutableArray<string> Select { get; init; } = [];

    /// <summary>Rule ids, aliases or prefixes that are not to run.</summary>
    public ImmutableArray<string> Ignore { get; init; } = [];

    /// <summary>What is configured for single rules: on or off, severity, options.</summary>
    public RuleSettings Rules { get; init; } = RuleSettings.Empty;

    /// <summary>The labels that images are to have.</summary>
    public LabelSchema Labels { get; init; } = LabelSchema.Empty;

    /// <summary>What of the build context the builder does not get; null where the context is not known. The host reads it.</summary>
    public DockerIgnore? IgnoreFile { get; init; }

    /// <summary>What the build is given: arguments, target, contexts.</summary>
    public BuildRequest Build { get; init; } = BuildRequest.Default;

    /// <summary>
    /// The files that the build may copy; null where nobody looked, and its value where nobody could. It is looked at when a rule asks
    /// for it. The host keeps one object as long as nothing changes, so that options stay equal.
    /// </summary>
    public Lazy<ContextSummary?>? Context { get; init; }

    /// <summary>Whether comments of the file may silence rules.</summary>
    public bool HonoursIgnoreComments { get; init; } = true;

    /// <summary>Whether a rule runs, comments of the file aside.</summary>
    public bool Runs(RuleDescriptor rule)
    {
        if (Ignore.Any(rule.IsSelectedBy))
        {
            return false;
        }

        return Select.IsDefaultOrEmpty ? Rules.Of(rule).IsOn ?? rule.IsEnabledByDefault : Select.Any(rule.IsSelectedBy);
    }

    /// <summary>The list that a rule's option holds; empty where it is not configured.</summary>
    public IReadOnlyList<string> ListOf(RuleDescriptor rule, string option) => Rules.Of(rule).GetList(option);

    /// <summary>Whether a rule's flag is set.</summary>
    public bool FlagOf(RuleDescriptor rule, string option) => Rules.Of(rule).GetFlag(option);
}
