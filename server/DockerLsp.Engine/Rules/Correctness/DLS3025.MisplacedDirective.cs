using DockerLsp.Engine.Diagnostics;
using DockerLsp.Engine.Rewriting;
using DockerLsp.Engine.Semantics;
using DockerLsp.Engine.Text;

namespace DockerLsp.Engine.Rules.Correctness;

/// <summary>A parser directive further down, where it is a comment.</summary>
public sealed class MisplacedDirective : Rule
{
    public override RuleDescriptor Descriptor { get; } =
        new("DLS3025", "MisplacedDirective", "Parser directive that comes too late", "Correctness", Severity.Warning)
        {
            Fixes = FixAvailability.Sometimes,
        };

    public override RuleScope Scope => RuleScope.File;

    /// <summary>Above the first instruction a directive is put.</summary>
    public override object? InfluenceOf(InstructionFacts instruction) => instruction.Index == 0 ? Whole(instruction) : null;

    public override void Analyze(InstructionFacts instruction, RuleContext context)
    {
        foreach (var comment in instruction.Syntax.LeadingComments)
        {
            if (DirectiveComment.Read(comment) is not { } directive
                || !((directive.Name == "syntax" && directive.NamesFrontend) || (directive.Name == "escape" && directive.NamesEscape)))
            {
                continue;
            }

            context.Report(new Finding(
                Descriptor, comment.Span, "Is an ordinary comment here: a directive counts only above the first other comment, empty line or instruction")
            {
                // The first of a name counts; another escape character would change how the whole file reads.
                Fixes = directive.Name == "syntax" && context.Model.Tree.Directives.Find("syntax") is null ? [ToTop(directive, context)] : [],
            });
        }
    }

    private static Fix ToTop(DirectiveComment directive, RuleContext context)
    {
        var text = context.Model.Tree.Text;
        var line = text.GetLineNumber(directive.Comment.Span.Start);
        var start = text.GetLineStart(line);
        var end = line + 1 < text.LineCount ? text.GetLineStart(line + 1) : text.Length;
        var top = text.Length > 0 && text[0] == '\uFEFF' ? 1 : 0;
        return new Fix("Move it to the top (the directive then counts)", Applicability.Unsafe,
        [
            new TextChange(new TextSpan(top, 0), $"# {directive.Name}={directive.Value}{ChainStyle.LineBreakOf(context.Model.Tree)}"),
            new TextChange(TextSpan.FromBounds(Math.Max(start, top), end), ""),
        ]);
    }
}
