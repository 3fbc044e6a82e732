using System.Collections.Immutable;
using DockerLsp.Engine.Diagnostics;
using DockerLsp.Engine.Semantics;
using DockerLsp.Engine.Text;

namespace DockerLsp.Engine.Rules;

/// <summary>Sees the places of a finding, and says where they are.</summary>
internal interface IPlaces
{
    TextSpan Next(TextSpan span);
}

/// <summary>Goes through all places that a finding names, always in the same order.</summary>
internal static class FindingPlaces
{
    public static void Visit<T>(Finding finding, ref T places)
        where T : struct, IPlaces
    {
        places.Next(finding.Span);
        foreach (var related in finding.Related)
        {
            places.Next(related.Span);
        }

        foreach (var refusal in finding.Refusals)
        {
            places.Next(refusal.Span);
        }

        foreach (var fix in finding.Fixes)
        {
            foreach (var edit in fix.Edits)
            {
                places.Next(edit.Span);
            }
        }
    }

    public static Finding Map<T>(Finding finding, ref T places)
        where T : struct, IPlaces
    {
        var span = places.Next(finding.Span);
        var related = finding.Related;
        if (!related.IsEmpty)
        {
            var mapped = ImmutableArray.CreateBuilder<RelatedPlace>(related.Length);
            foreach (var item in related)
            {
                mapped.Add(item with { Span = places.Next(item.Span) });
            }

            related = mapped.MoveToImmutable();
        }

        var refusals = finding.Refusals;
        if (!refusals.IsEmpty)
        {
            var mapped = ImmutableArray.CreateBuilder<Refusal>(refusals.Length);
            foreach (var item in refusals)
            {
                mapped.Add(item with { Span = places.Next(item.Span) });
            }

            refusals = mapped.MoveToImmutable();
        }

        var fixes = finding.Fixes;
        if (!fixes.IsEmpty)
        {
            var mapped = ImmutableArray.CreateBuilder<Fix>(fixes.Length);
            foreach (var fix in fixes)
            {
                var edits = ImmutableArray.CreateBuilder<TextChange>(fix.Edits.Length);
                foreach (var edit in fix.Edits)
                {
                    edits.Add(new TextChange(places.Next(edit.Span), edit.NewText));
                }

                mapped.Add(fix with { Edits = edits.MoveToImmutable() });
            }

            fixes = mapped.MoveToImmutable();
        }

        return finding with { Span = span, Related = related, Refusals = refusals, Fixes = fixes };
    }
}

/// <summary>Finds out whether all places lie in one instruction.</summary>
internal struct LocalPlaces(TextSpan own) : IPlaces
{
    public bool IsLocal { get; private set; } = true;

    /// <summary>Where the last place ends.</summary>
    public int End { get; private set; }

    public TextSpan Next(TextSpan span)
    {
        IsLocal &= span.Start >= own.Start && span.End <= own.End;
        End = Math.Max(End, span.End);
        return span;
    }
}

/// <summary>Moves all places by the same distance.</summary>
internal struct MovedPlaces(int distance) : IPlaces
{
    public readonly TextSpan Next(TextSpan span) => span.Shift(distance);
}

/// <summary>Notes for both ends of each place in which instruction they lie.</summary>
internal struct AnchoredPlaces(BuildModel model, TextSpan own, StepId ownId) : IPlaces
{
    private readonly ImmutableArray<Anchor>.Builder anchors = ImmutableArray.CreateBuilder<Anchor>(4);

    public readonly ImmutableArray<Anchor> ToAnchors() => anchors.DrainToImmutable();

    public readonly TextSpan Next(TextSpan span)
    {
        var start = AnchorOf(span.Start, span.Start);
        anchors.Add(start);
        anchors.Add(span.IsEmpty ? start : AnchorOf(span.End, span.End - 1));
        return span;
    }

    private readonly bool IsLineBreak(int from, int to)
    {
        for (var i = from; i < to; i++)
        {
            if (model.Tree.Text[i] is not ('\r' or '\n'))
            {
                return false;
            }
        }

        return true;
    }

    /// <param name="position">The place.</param>
    /// <param name="character">A character of the instruction that it belongs to.</param>
    private readonly Anchor AnchorOf(int position, int character)
    {
        // The end of the line before moves with this instruction, however long the one before becomes.
        if ((position >= own.Start && position <= own.End) || (position < own.Start && own.Start - position <= 2 && IsLineBreak(position, own.Start)))
        {
            return new Anchor(ownId, position - own.Start);
        }

        return model.Records.Find(character) is { } entry
            ? new Anchor(entry.Item.Id, position - entry.Start)
            : new Anchor(null, position - model.Records.Width);
    }
}

/// <summary>Looks up where the instructions of noted places are now.</summary>
internal struct ResolvedPlaces(BuildModel model, ImmutableArray<Anchor> anchors) : IPlaces
{
    private int next;

    public TextSpan Next(TextSpan span)
    {
        var start = PositionOf(anchors[next++]);
        var end = PositionOf(anchors[next++]);
        return TextSpan.FromBounds(start, Math.Max(start, end));
    }

    private readonly int PositionOf(Anchor anchor)
    {
        var start = anchor.Step is not { } step ? model.Records.Width
            : model.EntryOf(step) is { } entry ? entry.Start
            : model.Records.Width;
        return Math.Min(start + anchor.Offset, model.Tree.Text.Length);
    }
}
