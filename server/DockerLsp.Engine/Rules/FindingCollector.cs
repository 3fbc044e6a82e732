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
            var ignored = options.HonoursIgnoreComments ? Suppressions.OfInstruction(instruction.Syntax.LeadingComments.Select(c => c.Text)) : [];
            foreach (var rule in rules)
            {
                if (ignored.IsEmpty || !ignored.Any(name => rule.Descriptor.IsNamed(name)))
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
        var inFile = IgnoredInFile(model, options);
        return (rule, instruction) => options.Runs(rule)
            && !inFile.Any(rule.IsNamed)
            && !(options.HonoursIgnoreComments && Suppressions.OfInstruction(instruction.Syntax.LeadingComments.Select(c => c.Text)).Any(rule.IsNamed));
    }

    private static Rule[] RulesThatAreOn(BuildModel model, AnalysisOptions options)
    {
        var ignored = IgnoredInFile(model, options);
        return [.. RuleCatalog.Rules.Where(r => options.Runs(r.Descriptor) && !ignored.Any(r.Descriptor.IsNamed))];
    }

    private static ImmutableArray<string> IgnoredInFile(BuildModel model, AnalysisOptions options)
    {
        if (!options.HonoursIgnoreComments)
        {
            return [];
        }

        var comments = model.Instructions.SelectMany(i => i.Syntax.LeadingComments).Concat(model.Tree.TrailingComments).Select(c => c.Text);
        return Suppressions.OfFile(comments).AddRange(Suppressions.OfCheckDirective(model.Tree.Directives.Check));
    }
}
