using System.Collections.Immutable;
using DockerLsp.Engine.Configuration;
using DockerLsp.Engine.Diagnostics;
using DockerLsp.Engine.Semantics;

namespace DockerLsp.Engine.Rules;

/// <summary>Runs the rules that are switched on, and puts their findings in order.</summary>
public static class FindingCollector
{
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static ImmutableArray<Finding> Collect(BuildModel model, AnalysisOptions options, CancellationToken cancellationToken)
    {
        var context = new RuleContext(model, options);
        var rules = RuleCatalog.Rules.Where(r => IsOn(r.Descriptor, options)).ToArray();
        foreach (var instruction in model.Instructions)
        {
            cancellationToken.ThrowIfCancellationRequested();
            foreach (var rule in rules)
            {
                rule.Analyze(instruction, context);
            }
        }

        // Findings at one place keep the order of the catalogue.
        return [.. context.Findings.OrderBy(f => f.Span.Start)];
    }

    private static bool IsOn(RuleDescriptor rule, AnalysisOptions options) =>
        (options.Select.IsDefaultOrEmpty ? rule.IsEnabledByDefault : options.Select.Any(s => Names(s, rule)))
        && !options.Ignore.Any(s => Names(s, rule));

    /// <summary>Whether a selector is the rule's id or alias, or the start of its id.</summary>
    private static bool Names(string selector, RuleDescriptor rule) =>
        rule.Id.StartsWith(selector, StringComparison.OrdinalIgnoreCase) || rule.Aliases.Contains(selector, StringComparer.OrdinalIgnoreCase);
}
