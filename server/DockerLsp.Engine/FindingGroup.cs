using System.Collections.Immutable;
using DockerLsp.Engine.Diagnostics;
using DockerLsp.Engine.Rules;
using DockerLsp.Engine.Semantics;
using DockerLsp.Engine.Syntax;
using FindingSequence = DockerLsp.Engine.Text.PersistentSequence<
    DockerLsp.Engine.Rules.InstructionFindings, DockerLsp.Engine.Rules.FindingMeasure>;

namespace DockerLsp.Engine;

/// <summary>
/// The findings on one instruction. As long as nothing changes in them, they are the same object in all versions of a file,
/// wherever the instruction moves.
/// </summary>
public readonly struct FindingGroup
{
    private readonly InstructionFindings item;
    private readonly BuildModel model;

    internal FindingGroup(InstructionFindings item, BuildModel model, int index, int start, int line)
    {
        Index = index;
        this.item = item;
        this.model = model;
        Start = start;
        Line = line;
    }

    /// <summary>The number of the instruction.</summary>
    public int Index { get; }

    /// <summary>Where the instruction starts, with the comments above it.</summary>
    public int Start { get; }

    /// <summary>The number, from 0, of the line that starts there.</summary>
    public int Line { get; }

    /// <summary>How many findings there are.</summary>
    public int Count => item.Measure.Count;

    /// <summary>A place for what the host makes of the findings; immutable, and kept as long as they stay the same.</summary>
    public object? Cache
    {
        get => item.HostCache;
        set => item.HostCache = value;
    }

    /// <summary>Whether a place lies in the instruction itself.</summary>
    public bool Holds(int position) => position >= Start && position <= Start + item.Measure.Width;

    /// <summary>The instruction that a character lies in, to be asked for in later versions; null where there is none.</summary>
    public StepPlace? FindStep(int character) =>
        model.Records.Find(character) is { } entry ? new StepPlace(entry.Item.Id, entry.Item.Green, model.Records.MeasureBefore(entry.Index).LineBreaks) : null;

    /// <summary>The number, from 0, of the line on which the same instruction starts in this version; null where it is gone, or another now.</summary>
    public int? LineOf(StepPlace place) =>
        model.EntryOf(place.Id) is { } entry && ReferenceEquals(entry.Item.Green, place.Green) ? model.Records.MeasureBefore(entry.Index).LineBreaks : null;

    /// <summary>The findings where they stand now.</summary>
    public IEnumerable<Finding> Findings
    {
        get
        {
            foreach (var findings in item.Shown)
            {
                for (var i = 0; i < findings.Findings.Length; i++)
                {
                    yield return findings.At(i, Start, model);
                }
            }
        }
    }
}

/// <summary>An instruction that findings on another one tell of.</summary>
public readonly struct StepPlace
{
    internal StepPlace(StepId id, GreenInstruction green, int line)
    {
        Id = id;
        Green = green;
        Line = line;
    }

    /// <summary>The number, from 0, of the line on which it started.</summary>
    public int Line { get; }

    internal StepId Id { get; }

    internal GreenInstruction Green { get; }

    /// <summary>Whether it is the same instruction.</summary>
    public bool IsSame(StepPlace other) => Id == other.Id;
}

/// <summary>What was found in a version of a file, to be compared with a later one.</summary>
public sealed class FindingState
{
    /// <summary>More changes than that are no key.</summary>
    private const int MaxChanges = 64;

    private readonly FindingSequence findings;

    internal FindingState(FindingSequence findings) => this.findings = findings;

    /// <summary>
    /// The instructions whose findings, or whose text, differ in a later version; null where instructions or lines have come or gone, or
    /// much has changed.
    /// </summary>
    public IReadOnlyList<int>? ChangesTo(FindingState later)
    {
        if (later.findings.DifferencesTo(findings, MaxChanges) is not { } changed)
        {
            return null;
        }

        foreach (var index in changed)
        {
            if (findings.GetAt(index).Item.Measure.LineBreaks != later.findings.GetAt(index).Item.Measure.LineBreaks)
            {
                return null;
            }
        }

        return changed;
    }
}
