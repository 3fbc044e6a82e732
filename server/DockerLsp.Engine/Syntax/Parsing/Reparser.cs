using System.Collections.Immutable;
using System.Runtime.InteropServices;
using DockerLsp.Engine.Text;
using InstructionSequence = DockerLsp.Engine.Text.PersistentSequence<
    DockerLsp.Engine.Syntax.GreenInstruction, DockerLsp.Engine.Syntax.InstructionMeasure>;

namespace DockerLsp.Engine.Syntax;

/// <summary>
/// Makes the instructions of a changed text from those of the old one. From the first instruction that a change touches on it
/// reads anew, until the end of what it read is a place where an old instruction ended, too, and all changes so far lie before
/// it: nothing but the escape character carries over from one instruction to the next, so that the old ones behind are right.
/// </summary>
internal sealed class Reparser(InstructionSequence old, GreenTrailing oldTrailing, InstructionReader reader)
{
    private InstructionSequence result = InstructionSequence.Empty;

    // How many of the old instructions are dealt with, and how far everything behind them has moved.
    private int taken;
    private int shift;

    public GreenTrailing Trailing { get; private set; } = oldTrailing;

    /// <summary>What was read anew, in order.</summary>
    public List<ReplacedRange> Replaced { get; } = [];

    /// <summary>The instructions after changes that are sorted and refer to the old text.</summary>
    public InstructionSequence Apply(ImmutableArray<TextChange> changes)
    {
        var next = 0;
        while (next < changes.Length)
        {
            var first = Math.Max(taken, FindTouched(changes[next].Span.Start));
            Share(first);
            next = ReadFrom(first < old.Count ? old.GetAt(first).Start : old.Width, changes, next);
        }

        Share(old.Count);
        return result;
    }

    /// <summary>The first instruction whose text or end a change at the position can alter; the count for what follows the last.</summary>
    private int FindTouched(int position)
    {
        if (old.Find(position) is { } entry)
        {
            return entry.Index;
        }

        return old.Count > 0 && position == old.Width && old.GetAt(old.Count - 1).Item.IsOpenEnded ? old.Count - 1 : old.Count;
    }

    private void Share(int end)
    {
        if (end > taken)
        {
            result = result.Concat(old.SplitAt(end).Left.SplitAt(taken).Right);
            taken = end;
        }
    }

    /// <summary>Reads until in step with the old instructions again; the first change that lies behind.</summary>
    private int ReadFrom(int oldStart, ImmutableArray<TextChange> changes, int next)
    {
        var fresh = new List<GreenInstruction>();
        var first = taken;
        var lastChangeEnd = 0;
        reader.Seek(oldStart + shift);
        while (reader.Read() is { } instruction)
        {
            fresh.Add(instruction);
            while (next < changes.Length && changes[next].Span.Start + shift < reader.Position)
            {
                var change = changes[next++];
                shift += change.NewText.Length - change.Span.Length;
                lastChangeEnd = change.Span.End + shift;
            }

            if (reader.Position >= lastChangeEnd && IsOldBoundary(reader.Position - shift, out taken))
            {
                Replace(first, fresh);
                return next;
            }
        }

        taken = old.Count;
        Trailing = reader.Trailing ?? GreenTrailing.Empty;
        Replace(first, fresh);
        return changes.Length;
    }

    private void Replace(int first, List<GreenInstruction> fresh)
    {
        Replaced.Add(new ReplacedRange(first, taken - first, result.Count, fresh.Count));
        result = result.Concat(InstructionSequence.From(CollectionsMarshal.AsSpan(fresh)));
    }

    private bool IsOldBoundary(int position, out int index)
    {
        index = taken;

        // What stood first in the file was read as such: with directives and a byte order mark.
        if (position <= 0 || position > old.Width)
        {
            return false;
        }

        if (position == old.Width)
        {
            index = old.Count;
            return true;
        }

        if (old.Find(position) is { } entry && entry.Start == position)
        {
            index = entry.Index;
            return true;
        }

        return false;
    }
}
