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
        var rules = RulesThatAreOn(model, options);
        foreach (var instruction in model.Instructions)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var ignored = Suppressions.OfInstruction(instruction.Syntax.LeadingComments.Select(c => c.Text));
            foreach (var rule in rules)
            {
                if (ignored.IsEmpty || !ignored.Any(name => Suppressions.Names(name, rule.Descriptor)))
                {
                    rule.Analyze(instruction, context);
                }
            }
        }

        // Findings at one place keep the order of the catalogue.
        return [.. context.Findings.OrderBy(f => f.Span.Start)];
    }

    /// <summary>Tells whether a finding of a rule on an instruction is wanted: the rule is on, and no comment switches it off.</summary>
    public static Func<RuleDescriptor, InstructionFacts, bool> CreateFilter(BuildModel model, AnalysisOptions options)
    {
        var inFile = IgnoredInFile(model);
        return (rule, instruction) => IsOn(rule, options)
            && !Suppressions.OfInstruction(instruction.Syntax.LeadingComments.Select(c => c.Text)).Any(name => Suppressions.Names(name, rule))
            && !inFile.Any(name => Suppressions.Names(name, rule));
    }

    private static ImmutableArray<string> IgnoredInFile(BuildModel model)
    {
        var comments = model.Instructions.SelectMany(i => i.Syntax.LeadingComments).Concat(model.Tree.TrailingComments).Select(c => c.Text);
        return Suppressions.OfFile(comments).AddRange(Suppressions.OfCheckDirective(model.Tree.Directives.Check));
    }

    private static Rule[] RulesThatAreOn(BuildModel model, AnalysisOptions options)
    {
        var ignored = IgnoredInFile(model);
        return [.. RuleCatalog.Rules.Where(r => IsOn(r.Descriptor, options) && !ignored.Any(name => Suppressions.Names(name, r.Descriptor)))];
    }

    private static bool IsOn(RuleDescriptor rule, AnalysisOptions options) =>
        (options.Select.IsDefaultOrEmpty ? rule.IsEnabledByDefault : options.Select.Any(s => Selects(s, rule)))
        && !options.Ignore.Any(s => Selects(s, rule));

    /// <summary>Whether a selector is the rule's id or alias, or the start of its id.</summary>
    private static bool Selects(string selector, RuleDescriptor rule) =>
        rule.Id.StartsWith(selector, StringComparison.OrdinalIgnoreCase) || rule.Aliases.Contains(selector, StringComparer.OrdinalIgnoreCase);
}
