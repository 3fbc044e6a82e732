using DockerLsp.Engine.Configuration;
using DockerLsp.Engine.Diagnostics;
using DockerLsp.Engine.Semantics;
using DockerLsp.Engine.Syntax;
using DockerLsp.Engine.Text;

namespace DockerLsp.Engine.Rules.Style;

/// <summary>A comment that silences a rule which has nothing to say there.</summary>
public sealed class UnusedIgnoreComment : Rule
{
    public override RuleDescriptor Descriptor { get; } =
        new("DLS5101", "UnusedIgnoreComment", "An ignore comment silences nothing", "Style", Severity.Hint) { Fixes = FixAvailability.Sometimes };

    /// <summary>As wide as the widest rule that a comment can name.</summary>
    public override RuleScope Scope => RuleScope.File;

    public override void AddAffected(Replacement replacement, AffectedInstructions affected) => affected.AddWithTrait(InstructionTraits.IgnoreComments);

    public override void AddReadersOfContext(AffectedInstructions affected) => affected.AddWithTrait(InstructionTraits.IgnoreComments);

    public override void Analyze(InstructionFacts instruction, RuleContext context)
    {
        if (!context.Options.HonoursIgnoreComments)
        {
            return;
        }

        foreach (var (comment, ignore) in IgnoreComments.Of(instruction, context))
        {
            var unused = UnusedNames(ignore, instruction, context);
            if (unused.Length > 0)
            {
                Report(comment, ignore, unused, context);
            }
        }
    }

    /// <summary>Apart, so that nothing is made for instructions without such comments, which are most.</summary>
    private static IgnoredName[] UnusedNames(Suppression ignore, InstructionFacts instruction, RuleContext context) =>
        [.. ignore.Names.Where(name => IsUnused(name.Text, instruction, ignore.IsForFile, context))];

    private void Report(CommentSyntax comment, Suppression ignore, IgnoredName[] unused, RuleContext context)
    {
        var text = context.Model.Tree.Text;
        var isWhole = unused.Length == ignore.Names.Length;
        var names = string.Join(", ", unused.Select(name => $"`{name.Text}`"));
        var span = isWhole ? comment.Span : TextSpan.FromBounds(IgnoreComments.SpanOf(comment, unused[0]).Start, IgnoreComments.SpanOf(comment, unused[^1]).End);
        var place = ignore.IsForFile ? "in this file" : "in the next instruction";
        var title = isWhole ? "Delete the comment" : unused.Length == 1 ? $"Delete {names} from the comment" : $"Delete {unused.Length} names from the comment";
        var (risk, applicability) = ignore.Owner == IgnoreCommentOwner.Hadolint
            ? (" (hadolint may need it)", Applicability.Unsafe)
            : ("", Applicability.Safe);
        context.Report(new Finding(Descriptor, span, $"Silences nothing: {names} {(unused.Length == 1 ? "finds" : "find")} nothing {place}")
        {
            Fixes = IgnoreComments.Delete(text, comment, ignore, unused) is { } edit ? [new Fix(title + risk, applicability, [edit])] : [],
            IsUnnecessary = true,
        });
    }

    /// <summary>Whether the rule of a name would find nothing. What is not known here, or switched off, is not for us to say.</summary>
    private static bool IsUnused(string name, InstructionFacts instruction, bool isForFile, RuleContext context)
    {
        // ShellCheck finds more under its codes than is found here without it.
        if (name.StartsWith("SC", StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        // Several rules may have one name of another tool. A selection of this rule alone says nothing of the others.
        var rules = RuleCatalog.Rules.Where(r => r.Descriptor.IsNamed(name)).ToArray();
        if (rules.Length == 0 || rules.Any(r => r is UnusedIgnoreComment || !(context.Options with { Select = [] }).Runs(r.Descriptor)))
        {
            return false;
        }

        return rules.All(rule => isForFile ? !context.Model.Instructions.Any(i => context.Finds(rule, i)) : !context.Finds(rule, instruction));
    }
}
