using System.Buffers;
using System.Collections.Immutable;
using DockerLsp.Engine.Syntax;
using DockerLsp.Engine.Text;

namespace DockerLsp.Engine.Diagnostics;

/// <summary>What applying all fixes gave.</summary>
/// <param name="Text">The fixed text; the given one where nothing was to do.</param>
/// <param name="Applied">The fixes, in the order in which they were applied.</param>
/// <param name="Remaining">The findings of the fixed text.</param>
public sealed record FixAllResult(SourceText Text, ImmutableArray<Fix> Applied, ImmutableArray<Finding> Remaining);

/// <summary>
/// Applies the preferred fix of every finding until none is left. Fixes that overlap wait for the next round, which sees the
/// text that the first ones left: no rule needs to know another. So does one that changes which commands an instruction runs,
/// where another does: what is exact behind the last command is not when that has got another one behind it.
/// </summary>
public static class FixAll
{
    /// <summary>More rounds than any chain of fixes needs; a rule whose fix undoes another's would otherwise never end.</summary>
    private const int MaxRounds = 64;

    /// <summary>What a text has that adds or removes a command, or takes one apart.</summary>
    private static readonly SearchValues<char> Operators = SearchValues.Create(";&|\n");

    /// <param name="text">The text to fix.</param>
    /// <param name="analyze">Gives the findings of a text.</param>
    /// <param name="includeUnsafe">Whether unsafe fixes are applied too.</param>
    /// <param name="includeOnRequest">Whether those are, too, that only their author asks for.</param>
    public static FixAllResult Run(SourceText text, Func<SourceText, ImmutableArray<Finding>> analyze, bool includeUnsafe = false, bool includeOnRequest = false)
    {
        var applied = ImmutableArray.CreateBuilder<Fix>();
        var findings = analyze(text);
        for (var round = 0; round < MaxRounds; round++)
        {
            var chosen = Choose(text, findings, includeUnsafe, includeOnRequest);
            if (chosen.Count == 0)
            {
                break;
            }

            text = text.WithChanges([.. chosen.SelectMany(f => f.Edits)]);
            applied.AddRange(chosen);
            findings = analyze(text);
        }

        return new FixAllResult(text, applied.ToImmutable(), findings);
    }

    /// <summary>The fixes to apply together: the first one of each finding that may be applied, as long as they do not touch.</summary>
    private static List<Fix> Choose(SourceText text, ImmutableArray<Finding> findings, bool includeUnsafe, bool includeOnRequest)
    {
        var chosen = new List<Fix>();
        var known = new HashSet<Fix>();
        var changed = new HashSet<int>();
        DockerfileSyntax? tree = null;
        var taken = new SortedSet<TextSpan>(Comparer<TextSpan>.Create((a, b) => a.Start != b.Start ? a.Start.CompareTo(b.Start) : a.End.CompareTo(b.End)));
        foreach (var finding in findings)
        {
            var fix = finding.Fixes.FirstOrDefault(f => (includeUnsafe || f.Applicability == Applicability.Safe) && (includeOnRequest || !f.IsOnRequest));
            if (fix is null || known.Contains(fix) || fix.Edits.Any(edit => IsTaken(edit.Span)))
            {
                continue;
            }

            var instructions = fix.Edits.Where(ChangesCommands).Select(edit => (tree ??= DockerfileSyntax.Parse(text)).FindInstruction(edit.Span.Start)).ToHashSet();
            if (instructions.Overlaps(changed))
            {
                continue;
            }

            changed.UnionWith(instructions);
            foreach (var edit in fix.Edits)
            {
                // Two insertions of one fix at one place are one entry here: both are applied, in order.
                taken.Add(edit.Span);
            }

            known.Add(fix);
            chosen.Add(fix);
        }

        return chosen;

        bool ChangesCommands(TextChange edit) =>
            edit.NewText.AsSpan().ContainsAny(Operators) || text.ToString(edit.Span).AsSpan().ContainsAny(Operators);

        // What is taken does not overlap, so that of those that start before the end only the last ones can reach the span.
        bool IsTaken(TextSpan span)
        {
            foreach (var other in taken.GetViewBetween(default, new TextSpan(span.End, int.MaxValue - span.End)).Reverse())
            {
                if (other.IntersectsWith(span))
                {
                    return true;
                }

                if (other.Start < span.Start)
                {
                    return false;
                }
            }

            return false;
        }
    }
}
