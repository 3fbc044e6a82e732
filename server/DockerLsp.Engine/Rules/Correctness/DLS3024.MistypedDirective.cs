using DockerLsp.Engine.Diagnostics;
using DockerLsp.Engine.Semantics;
using DockerLsp.Engine.Text;

namespace DockerLsp.Engine.Rules.Correctness;

/// <summary>A first line that is nearly a parser directive.</summary>
public sealed class MistypedDirective : Rule
{
    public override RuleDescriptor Descriptor { get; } =
        new("DLS3024", "MistypedDirective", "Mistyped parser directive", "Correctness", Severity.Warning)
        {
            Fixes = FixAvailability.Sometimes,
        };

    public override RuleScope Scope => RuleScope.File;

    public override object? InfluenceOf(InstructionFacts instruction) => instruction.Index == 0 ? Whole(instruction) : null;

    /// <summary>What was the first instruction may be the second one now.</summary>
    public override void AddAffected(Replacement replacement, AffectedInstructions affected) => affected.AddNeighbours(replacement, 0, 1);

    public override void Analyze(InstructionFacts instruction, RuleContext context)
    {
        if (instruction.Index != 0 || instruction.Syntax.LeadingComments is not [var comment, ..]
            || context.Line(comment.Span.Start) != context.Model.Tree.Directives.Items.Length + 1
            || DirectiveComment.Read(comment) is not { } written || Meant(written) is not { } meant)
        {
            return;
        }

        var name = new TextSpan(comment.Span.Start + context.Model.Tree.Text.ToString(comment.Span).IndexOf(written.Name, StringComparison.OrdinalIgnoreCase), written.Name.Length);
        context.Report(new Finding(Descriptor, name, $"Is an ordinary comment: the directive is called `{meant}`")
        {
            // Another escape character would change how the whole file reads.
            Fixes = meant == "escape" ? [] : [new Fix($"Write {meant} (the directive then counts)", Applicability.Unsafe, [new TextChange(name, meant)])],
        });
    }

    private static string? Meant(DirectiveComment written) =>
        written.Name is "syntax" or "escape" or "check" ? null
        : written.NamesFrontend && Distance(written.Name, "syntax") <= 2 ? "syntax"
        : written.NamesEscape && Distance(written.Name, "escape") <= 2 ? "escape"
        : (written.Value.StartsWith("skip=", StringComparison.Ordinal) || written.Value.StartsWith("error=", StringComparison.Ordinal)) && Distance(written.Name, "check") <= 2 ? "check"
        : null;

    /// <summary>How many letters are to be added, dropped or exchanged.</summary>
    private static int Distance(string a, string b)
    {
        if (a.Length > 2 * b.Length)
        {
            return a.Length;
        }

        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var cost = Math.Min(Math.Min(row[j], row[j - 1]) + 1, diagonal + (a[i - 1] == b[j - 1] ? 0 : 1));
                (diagonal, row[j]) = (row[j], cost);
            }
        }

        return row[^1];
    }
}
