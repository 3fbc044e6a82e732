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

    private static Rule[] RulesThatAreOn(BuildModel model, AnalysisOptions options)
    {
        if (!options.HonoursIgnoreComments)
        {
            return [.. RuleCatalog.Rules.Where(r => options.Runs(r.Descriptor))];
        }

        var comments = model.Instructions.SelectMany(i => i.Syntax.LeadingComments).Concat(model.Tree.TrailingComments).Select(c => c.Text);
        var ignored = Suppressions.OfFile(comments).AddRange(Suppressions.OfCheckDirective(model.Tree.Directives.Check));
        return [.. RuleCatalog.Rules.Where(r => options.Runs(r.Descriptor) && !ignored.Any(name => r.Descriptor.IsNamed(name)))];
    }
}
