using System.Buffers;
using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using System.Text.Encodings.Web;
using System.Text.Json;
using DockerLsp.Engine;
using DockerLsp.Engine.Diagnostics;
using DockerLsp.Engine.Text;

namespace DockerLsp.Lsp;

/// <summary>
/// Writes findings in the protocol's words. What was written for an instruction is kept with its findings, but for the numbers
/// of lines: after an edit elsewhere only these are filled in anew.
/// </summary>
internal sealed class DiagnosticWriter(ClientFeatures features, PositionMap positions)
{
    /// <summary>The protocol asks for no escapes beyond those of JSON.</summary>
    private static readonly JavaScriptEncoder Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;

    /// <summary>Characters that stand in JSON as they are, in one byte each; what most texts consist of.</summary>
    private static readonly SearchValues<char> Plain =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 !#$%&'()*+,-./:;<=>?@[]^_`{|}~");

    /// <summary>What most findings take, so that the first message of a file has room enough.</summary>
    private const int BytesPerFinding = 372;

    /// <summary>So many other instructions are looked up at most for what is told of them.</summary>
    private const int MaxSteps = 16;

    /// <summary>Of longer texts nobody keeps the memory.</summary>
    private const int MaxSpareBytes = 64 * 1024;

    /// <summary>A file with so many findings is worth a second thread.</summary>
    private const int MinFindingsShared = 400;

    [ThreadStatic]
    private static Scratch? spareScratch;

    private readonly ConcurrentDictionary<(RuleDescriptor Rule, Severity Severity), byte[]> rules = [];

    private readonly BufferPool buffers = new();

    private List<FindingLayout.Part>? spareParts;

    /// <summary>The array of all findings of a version. Its bytes are used again when all that hold them have let go.</summary>
    public RawJson Write(OpenDocument document, DockerfileAnalysis analysis)
    {
        var shared = buffers.Rent(1024 + (analysis.FindingCount * BytesPerFinding));
        var buffer = shared.Buffer;
        buffer.Append((byte)'[');
        var former = document.TakeLayout();
        if (analysis.HasMeasures)
        {
            Encode(document.Uri, analysis.Text, analysis.Findings, null).WriteTo(buffer, 0, []);
        }
        else
        {
            document.KeepLayout(WriteGroups(document.Uri, analysis, shared, former));
        }

        Recycle(former);
        buffer.Append((byte)']');
        return new RawJson(buffer.Written) { Buffer = shared };
    }

    /// <summary>What stands in the former message as it will in this one is copied from there, in runs as long as they come.</summary>
    private FindingLayout WriteGroups(string uri, DockerfileAnalysis analysis, SharedBuffer shared, FindingLayout? former)
    {
        var state = analysis.FindingState;
        var composer = new Composer(shared.Buffer, former, Interlocked.Exchange(ref spareParts, null) ?? []);
        if (former?.State.ChangesTo(state) is { } changed)
        {
            WriteChanges(uri, analysis, composer, former, changed);
        }
        else
        {
            WriteAll(uri, analysis, composer);
        }

        return new FindingLayout(shared, composer.Finish(), state);
    }

    /// <summary>What nobody has written yet is written by two threads, from both ends; the other's work is found with the findings.</summary>
    private void WriteAll(string uri, DockerfileAnalysis analysis, Composer composer)
    {
        Span<int> lines = stackalloc int[MaxSteps];
        FindingGroup[] groups = [.. analysis.FindingGroups];
        var reached = 0;
        var isShared = analysis.FindingCount >= MinFindingsShared && Environment.ProcessorCount > 1 && groups[^1].Cache is null;
        var helper = isShared ? HelperThreads.Start(WriteFromEnd) : Task.CompletedTask;
        for (; reached < groups.Length; Volatile.Write(ref reached, reached + 1))
        {
            WriteGroup(uri, analysis, groups[reached], composer, lines);
        }

        helper.GetAwaiter().GetResult();

        void WriteFromEnd()
        {
            Span<int> otherLines = stackalloc int[MaxSteps];
            for (var i = groups.Length - 1; i > Volatile.Read(ref reached); i--)
            {
                PiecesOf(uri, analysis.Text, groups[i], otherLines);
            }
        }
    }

    /// <summary>No line has moved: only what changed is written, and what tells of something that did.</summary>
    private void WriteChanges(string uri, DockerfileAnalysis analysis, Composer composer, FindingLayout former, IReadOnlyList<int> changed)
    {
        Span<int> lines = stackalloc int[MaxSteps];
        var groups = changed.Select(analysis.GroupAt).ToArray();
        var next = 0;
        foreach (ref readonly var part in CollectionsMarshal.AsSpan(former.Parts))
        {
            var isReplaced = false;
            while (next < changed.Count && changed[next] <= part.Index)
            {
                isReplaced = changed[next] == part.Index;
                WriteGroup(uri, analysis, groups[next++], composer, lines);
            }

            if (isReplaced)
            {
                continue;
            }

            if (part.Steps > 1 || (part.Steps == 1 && IsAmong(groups, part.OtherLine)))
            {
                WriteGroup(uri, analysis, analysis.GroupAt(part.Index), composer, lines);
            }
            else
            {
                composer.Copy(part);
            }
        }

        while (next < changed.Count)
        {
            WriteGroup(uri, analysis, groups[next++], composer, lines);
        }
    }

    private static bool IsAmong(FindingGroup[] groups, int line) => Array.Exists(groups, g => g.Line == line);

    private void WriteGroup(string uri, DockerfileAnalysis analysis, FindingGroup group, Composer composer, Span<int> lines)
    {
        if (group.Count == 0)
        {
            return;
        }

        var pieces = PiecesOf(uri, analysis.Text, group, lines);
        composer.Write(pieces, group, lines);
    }

    private void Recycle(FindingLayout? former)
    {
        if (former is not null)
        {
            former.Buffer.Release();
            former.Parts.Clear();
            Volatile.Write(ref spareParts, former.Parts);
        }
    }

    /// <param name="uri">The document.</param>
    /// <param name="text">Its text.</param>
    /// <param name="group">What to write.</param>
    /// <param name="lines">Takes the lines of other instructions that it tells of.</param>
    private Pieces PiecesOf(string uri, SourceText text, FindingGroup group, Span<int> lines)
    {
        if (group.Cache is Pieces known && ReferenceEquals(known.Owner, this) && known.FindLines(group, lines))
        {
            return known;
        }

        var pieces = Encode(uri, text, group.Findings, group);
        if (pieces.FindLines(group, lines))
        {
            group.Cache = pieces;
            return pieces;
        }

        // Places behind all instructions, or in too many: as they are now, and not for long.
        return Encode(uri, text, group.Findings, null, group.Line);
    }

    /// <param name="uri">The document.</param>
    /// <param name="text">Its text.</param>
    /// <param name="findings">What to write.</param>
    /// <param name="group">From whose line lines count; null for the start of the file.</param>
    /// <param name="offset">What will be added to them.</param>
    private Pieces Encode(string uri, SourceText text, IEnumerable<Finding> findings, FindingGroup? group, int offset = 0)
    {
        var scratch = spareScratch ?? new Scratch();
        spareScratch = null;
        var (buffer, holes, steps) = (scratch.Buffer, scratch.Holes, scratch.Steps);
        buffer.Clear();
        holes.Clear();
        steps.Clear();
        var isKept = group is not null;
        var isFirst = true;
        foreach (var finding in findings)
        {
            buffer.Append(isFirst ? "{\"range\":"u8 : ",{\"range\":"u8);
            isFirst = false;
            AppendRange(finding.Span);
            buffer.Append(",\"message\":"u8);
            AppendString(buffer, finding.Message);
            buffer.Append(OfRule(finding));
            AppendTags(buffer, finding);
            if (features.ShowsRelatedInformation && (!finding.Related.IsEmpty || !finding.Refusals.IsEmpty))
            {
                buffer.Append(",\"relatedInformation\":["u8);
                var places = finding.Related.Select(r => (r.Span, r.Message)).Concat(finding.GetReasons().Select(r => (r.Span, Message: r.Reason)));
                var isFirstPlace = true;
                foreach (var (span, message) in places)
                {
                    buffer.Append(isFirstPlace ? "{\"location\":{\"uri\":"u8 : ",{\"location\":{\"uri\":"u8);
                    isFirstPlace = false;
                    AppendString(buffer, uri);
                    buffer.Append(",\"range\":"u8);
                    AppendRange(span);
                    buffer.Append("},\"message\":"u8);
                    AppendString(buffer, message);
                    buffer.Append((byte)'}');
                }

                buffer.Append((byte)']');
            }

            buffer.Append((byte)'}');
        }

        spareScratch = buffer.Length <= MaxSpareBytes ? scratch : null;
        return new Pieces(this, buffer.Written.ToArray(), [.. holes], [.. steps], isKept && steps.Count <= MaxSteps);

        void AppendRange(TextSpan span)
        {
            var (start, end) = positions.GetPositions(text, span);
            buffer.Append("{\"start\":"u8);
            AppendPosition(start, span.Start, span.Start);
            buffer.Append(",\"end\":"u8);
            AppendPosition(end, span.End, span.IsEmpty ? span.End : span.End - 1);
            buffer.Append((byte)'}');
        }

        // The character is one of the instruction that the place belongs to.
        void AppendPosition(LinePosition place, int position, int character)
        {
            buffer.Append("{\"line\":"u8);
            var (step, line) = StepOf(position, character);
            holes.Add(new Hole(buffer.Length, step, place.Line - line));
            buffer.Append(",\"character\":"u8);
            buffer.Append(place.Character);
            buffer.Append((byte)'}');
        }

        (int Step, int Line) StepOf(int position, int character)
        {
            if (group is not { } own)
            {
                return (Hole.Own, offset);
            }

            if (own.Holds(position))
            {
                return (Hole.Own, own.Line);
            }

            if (own.FindStep(character) is not { } other)
            {
                isKept = false;
                return (Hole.Own, 0);
            }

            // No lambda, for which something would be made at each place.
            var known = 0;
            while (known < steps.Count && !steps[known].IsSame(other))
            {
                known++;
            }

            if (known == steps.Count)
            {
                steps.Add(other);
            }

            return (known, other.Line);
        }
    }

    /// <summary>What all findings of a rule have in common.</summary>
    private byte[] OfRule(Finding finding) => rules.GetOrAdd((finding.Rule, finding.Severity), key =>
    {
        var buffer = new Utf8Buffer(160);
        buffer.Append(",\"severity\":"u8);
        buffer.Append(DiagnosticMapper.SeverityOf(key.Severity));
        buffer.Append(",\"code\":"u8);
        AppendString(buffer, key.Rule.Id);
        buffer.Append(",\"codeDescription\":{\"href\":"u8);
        AppendString(buffer, key.Rule.Url);
        buffer.Append("},\"source\":"u8);
        AppendString(buffer, DiagnosticMapper.Source);
        return buffer.Written.ToArray();
    });

    private void AppendTags(Utf8Buffer buffer, Finding finding)
    {
        if (DiagnosticMapper.GetTags(finding, features) is not { } tags)
        {
            return;
        }

        buffer.Append(",\"tags\":["u8);
        for (var i = 0; i < tags.Length; i++)
        {
            if (i > 0)
            {
                buffer.Append((byte)',');
            }

            buffer.Append(tags[i]);
        }

        buffer.Append((byte)']');
    }

    private static void AppendString(Utf8Buffer buffer, string text)
    {
        buffer.Append((byte)'"');
        if (text.AsSpan().ContainsAnyExcept(Plain))
        {
            buffer.Append(JsonEncodedText.Encode(text, Encoder).EncodedUtf8Bytes);
        }
        else
        {
            buffer.AppendAscii(text);
        }

        buffer.Append((byte)'"');
    }

    /// <summary>Puts a message together.</summary>
    private sealed class Composer(Utf8Buffer buffer, FindingLayout? former, List<FindingLayout.Part> parts)
    {
        private int runStart;
        private int runEnd = -1;
        private int runTarget;

        /// <summary>Copies what the former message says.</summary>
        public void Copy(in FindingLayout.Part part)
        {
            if (runEnd < 0 || part.Start != runEnd + 1)
            {
                Separate();
                (runStart, runTarget) = (part.Start, buffer.Length);
            }

            runEnd = part.End;
            parts.Add(part with { Start = runTarget + part.Start - runStart, End = runTarget + part.End - runStart });
        }

        public void Write(Pieces pieces, FindingGroup group, ReadOnlySpan<int> lines)
        {
            Separate();
            var start = buffer.Length;
            pieces.WriteTo(buffer, group.Line, lines);
            parts.Add(new FindingLayout.Part(group.Index, pieces.Steps, pieces.Steps == 1 ? lines[0] : 0, start, buffer.Length));
        }

        public List<FindingLayout.Part> Finish()
        {
            EndRun();
            return parts;
        }

        private void Separate()
        {
            EndRun();
            if (parts.Count > 0)
            {
                buffer.Append((byte)',');
            }
        }

        private void EndRun()
        {
            if (runEnd >= 0 && former is not null)
            {
                buffer.Append(former.Buffer.Buffer.Written.Span[runStart..runEnd]);
            }

            runEnd = -1;
        }
    }

    /// <summary>What an instruction's findings are written into, used again for the next one.</summary>
    private sealed class Scratch
    {
        public Utf8Buffer Buffer { get; } = new(2048);

        public List<Hole> Holes { get; } = [];

        public List<StepPlace> Steps { get; } = [];
    }

    /// <summary>A place for the number of a line.</summary>
    /// <param name="Position">Where it stands.</param>
    /// <param name="Step">From which instruction lines count: one of those that are told of, or the own one.</param>
    /// <param name="Line">How many lines further down.</param>
    private readonly record struct Hole(int Position, int Step, int Line)
    {
        public const int Own = -1;
    }

    /// <summary>What was written for an instruction, with holes for the numbers of lines.</summary>
    private sealed class Pieces(DiagnosticWriter owner, byte[] bytes, Hole[] holes, StepPlace[] steps, bool isKept)
    {
        public DiagnosticWriter Owner => owner;

        /// <summary>How many other instructions are told of; many where the places are not kept.</summary>
        public int Steps => isKept ? steps.Length : int.MaxValue;

        /// <summary>Looks up where they are now; false where they are not as they were.</summary>
        public bool FindLines(FindingGroup group, Span<int> lines)
        {
            if (!isKept)
            {
                return false;
            }

            for (var i = 0; i < steps.Length; i++)
            {
                if (group.LineOf(steps[i]) is not { } line)
                {
                    return false;
                }

                lines[i] = line;
            }

            return true;
        }

        public void WriteTo(Utf8Buffer buffer, int line, ReadOnlySpan<int> lines)
        {
            var written = 0;
            foreach (var (position, step, relative) in holes)
            {
                buffer.Append(bytes.AsSpan(written, position - written));
                buffer.Append((step == Hole.Own ? line : lines[step]) + relative);
                written = position;
            }

            buffer.Append(bytes.AsSpan(written));
        }
    }
}
