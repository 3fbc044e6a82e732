using System.Buffers;
using System.Collections.Immutable;
using DockerLsp.Engine.Diagnostics;
using DockerLsp.Engine.Semantics;
using DockerLsp.Engine.Text;

namespace DockerLsp.Engine.Rules;

/// <summary>
/// What a rule found on one instruction, as it was when the rule last looked. The instruction may have moved since; a place in
/// another instruction is kept with that instruction's id.
/// </summary>
internal sealed class RuleFindings
{
    private static readonly SearchValues<string> Line = SearchValues.Create(["line"], StringComparison.OrdinalIgnoreCase);

    private readonly int position;
    private readonly long version;
    private readonly ImmutableArray<Anchor>[]? anchors;

    private RuleFindings(int order, ImmutableArray<Finding> findings, int position, long version, ImmutableArray<Anchor>[]? anchors, bool isElsewhere, bool mentionsLines, bool touchesEnd)
    {
        Order = order;
        Findings = findings;
        this.position = position;
        this.version = version;
        this.anchors = anchors;
        IsElsewhere = isElsewhere;
        MentionsLines = mentionsLines;
        TouchesEnd = touchesEnd;
    }

    /// <summary>The rule's place in the catalogue.</summary>
    public int Order { get; }

    /// <summary>The findings with the positions that held when the rule looked.</summary>
    public ImmutableArray<Finding> Findings { get; }

    /// <summary>Whether some finding stands in another instruction.</summary>
    public bool IsElsewhere { get; }

    /// <summary>Whether some text speaks of lines by their number.</summary>
    public bool MentionsLines { get; }

    /// <summary>Whether some place lies in the last instruction, or behind it: what follows that may count.</summary>
    public bool TouchesEnd { get; }

    /// <summary>Whether some place lies in another instruction.</summary>
    public bool PointsElsewhere => anchors is not null;

    /// <param name="order">The rule's place in the catalogue; behind all of them for what other programs say.</param>
    /// <param name="findings">What was found.</param>
    /// <param name="instruction">On which instruction.</param>
    /// <param name="model">The version.</param>
    public static RuleFindings Create(int order, ImmutableArray<Finding> findings, InstructionFacts instruction, BuildModel model)
    {
        var own = instruction.Syntax.FullSpan;
        var isLocal = true;
        var isElsewhere = false;
        var mentionsLines = false;
        var end = 0;
        foreach (var finding in findings)
        {
            var places = new LocalPlaces(own);
            FindingPlaces.Visit(finding, ref places);
            isLocal &= places.IsLocal;
            end = Math.Max(end, places.End);
            isElsewhere |= !own.Contains(finding.Span.Start);
            mentionsLines = mentionsLines || MentionsLine(finding);
        }

        ImmutableArray<Anchor>[]? anchors = null;
        if (!isLocal)
        {
            anchors = new ImmutableArray<Anchor>[findings.Length];
            for (var i = 0; i < anchors.Length; i++)
            {
                var places = new AnchoredPlaces(model, own, model.IdOf(instruction));
                FindingPlaces.Visit(findings[i], ref places);
                anchors[i] = places.ToAnchors();
            }
        }

        // What lies in an instruction ends before the last one, unless it is that one or its neighbour.
        var touchesEnd = (!isLocal || instruction.Index >= model.Records.Count - 2) && end >= model.Records.GetAt(model.Records.Count - 1).Start;
        return new RuleFindings(order, findings, own.Start, model.Version, anchors, isElsewhere, mentionsLines, touchesEnd);
    }

    /// <summary>A finding where it stands now.</summary>
    /// <param name="index">Which one.</param>
    /// <param name="start">Where the instruction starts.</param>
    /// <param name="model">The current version.</param>
    public Finding At(int index, int start, BuildModel model)
    {
        var finding = Findings[index];
        if (version == model.Version || (anchors is null && start == position))
        {
            return finding;
        }

        if (anchors is null)
        {
            var moved = new MovedPlaces(start - position);
            return FindingPlaces.Map(finding, ref moved);
        }

        var places = new ResolvedPlaces(model, anchors[index]);
        return FindingPlaces.Map(finding, ref places);
    }

    /// <summary>Whether some place lies in one of these instructions.</summary>
    public bool PointsInto(HashSet<StepId> steps) =>
        anchors is not null && Array.Exists(anchors, places => places.Any(anchor => anchor.Step is { } step && steps.Contains(step)));

    /// <summary>Whether a text may name a line: "line 3", "lines 3 and 4".</summary>
    private static bool MentionsLine(Finding finding) =>
        HasLine(finding.Message)
        || finding.Related.Any(r => HasLine(r.Message))
        || finding.Refusals.Any(r => HasLine(r.Reason) || HasLine(r.Title))
        || finding.Fixes.Any(f => HasLine(f.Title) || f.Edits.Any(e => HasLine(e.NewText)));

    private static bool HasLine(string text) => text.AsSpan().ContainsAny(Line);
}

/// <summary>A place by the instruction that it lies in; behind the last one, by the end of that.</summary>
internal readonly record struct Anchor(StepId? Step, int Offset);

/// <summary>The findings on one instruction.</summary>
internal sealed class InstructionFindings
{
    /// <param name="place">How long the instruction is.</param>
    /// <param name="byRule">What the rules found.</param>
    /// <param name="silencesFile">Whether a comment above it switches a rule off for the whole file.</param>
    /// <param name="awaited">Whether other programs may yet have something to say.</param>
    /// <param name="shown">What holds beside what they said; by default, what the rules found.</param>
    public InstructionFindings(BuildMeasure place, ImmutableArray<RuleFindings> byRule, bool silencesFile, AwaitedRemarks awaited, ImmutableArray<RuleFindings> shown = default)
    {
        ByRule = byRule;
        Shown = shown.IsDefault ? byRule : shown;
        bool mentionsLines = false, touchesEnd = false, pointsElsewhere = false;
        foreach (var item in byRule)
        {
            mentionsLines |= item.MentionsLines;
            touchesEnd |= item.TouchesEnd;
            pointsElsewhere |= item.PointsElsewhere;
        }

        var count = 0;
        bool isElsewhere = false, hasSafeFix = false;
        foreach (var item in Shown)
        {
            count += item.Findings.Length;
            isElsewhere |= item.IsElsewhere;
            hasSafeFix = hasSafeFix || item.Findings.Any(f => f.HasSafeFix);
        }

        Measure = new FindingMeasure(place.Width, place.LineBreaks, count, mentionsLines, isElsewhere, touchesEnd, pointsElsewhere, hasSafeFix, silencesFile, awaited);
    }

    /// <summary>What each rule found, in the order of the catalogue; rules that found nothing are left out.</summary>
    public ImmutableArray<RuleFindings> ByRule { get; }

    /// <summary>What holds of it beside what other programs say, and what these say.</summary>
    public ImmutableArray<RuleFindings> Shown { get; }

    public FindingMeasure Measure { get; }

    /// <summary>A place for what the host derives from the findings; immutable.</summary>
    public object? HostCache
    {
        get => Volatile.Read(ref hostCache);
        set => Volatile.Write(ref hostCache, value);
    }

    private object? hostCache;
}

/// <summary>Whether other programs may yet have something to say of an instruction, the most urgent last.</summary>
internal enum AwaitedRemarks
{
    None,

    /// <summary>They are asked when typing pauses.</summary>
    Later,

    /// <summary>What they have said of the same script before belongs beside the other findings at once: the instruction has just been typed.</summary>
    AtOnce,
}

/// <summary>What the findings on a run of instructions add up to.</summary>
/// <param name="Width">Characters of the instructions.</param>
/// <param name="LineBreaks">Their line breaks.</param>
/// <param name="Count">How many findings there are.</param>
/// <param name="MentionsLines">Whether some text speaks of lines by their number.</param>
/// <param name="IsElsewhere">Whether some finding stands in another instruction than the one it is about.</param>
/// <param name="TouchesEnd">Whether some finding depends on what follows the last instruction.</param>
/// <param name="PointsElsewhere">Whether some finding has a place in another instruction.</param>
/// <param name="HasSafeFix">Whether some finding has a safe fix.</param>
/// <param name="SilencesFile">Whether some comment switches a rule off for the whole file.</param>
/// <param name="Awaited">Whether other programs may yet have something to say of some; the most urgent of them.</param>
internal readonly record struct FindingMeasure(
    int Width, int LineBreaks, int Count, bool MentionsLines, bool IsElsewhere, bool TouchesEnd, bool PointsElsewhere, bool HasSafeFix, bool SilencesFile, AwaitedRemarks Awaited)
    : IMeasure<InstructionFindings, FindingMeasure>
{
    public static FindingMeasure Of(InstructionFindings item) => item.Measure;

    public static FindingMeasure Combine(in FindingMeasure left, in FindingMeasure right) => new(
        left.Width + right.Width, left.LineBreaks + right.LineBreaks, left.Count + right.Count,
        left.MentionsLines || right.MentionsLines, left.IsElsewhere || right.IsElsewhere, left.TouchesEnd || right.TouchesEnd, left.PointsElsewhere || right.PointsElsewhere, left.HasSafeFix || right.HasSafeFix, left.SilencesFile || right.SilencesFile,
        left.Awaited > right.Awaited ? left.Awaited : right.Awaited);
}
