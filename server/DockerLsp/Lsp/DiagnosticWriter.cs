using System.Collections.Concurrent;
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

    private readonly ConcurrentDictionary<(RuleDescriptor Rule, Severity Severity), byte[]> rules = [];

    private readonly BufferPool buffers = new();

    /// <summary>The array of all findings of a version. Its bytes are used again when all that hold them have let go.</summary>
    public RawJson Write(string uri, DockerfileAnalysis analysis)
    {
        var shared = buffers.Rent(1024 + (analysis.FindingCount * 320));
        var buffer = shared.Buffer;
        buffer.Append((byte)'[');
        if (analysis.HasMeasures)
        {
            Encode(uri, analysis.Text, analysis.Findings, 0).WriteTo(buffer, 0);
        }
        else
        {
            var isFirst = true;
            foreach (var group in analysis.FindingGroups)
            {
                if (!isFirst)
                {
                    buffer.Append((byte)',');
                }

                isFirst = false;
                PiecesOf(uri, analysis.Text, group).WriteTo(buffer, group.Line);
            }
        }

        buffer.Append((byte)']');
        return new RawJson(buffer.Written) { Buffer = shared };
    }

    private Pieces PiecesOf(string uri, SourceText text, FindingGroup group)
    {
        if (group.Cache is Pieces known && ReferenceEquals(known.Owner, this))
        {
            return known;
        }

        if (!group.IsLocal)
        {
            // Places in other instructions move by themselves.
            return Encode(uri, text, group.Findings, 0, group.Line);
        }

        var pieces = Encode(uri, text, group.Findings, group.Line);
        group.Cache = pieces;
        return pieces;
    }

    /// <param name="uri">The document.</param>
    /// <param name="text">Its text.</param>
    /// <param name="findings">What to write.</param>
    /// <param name="line">The line from which lines count.</param>
    /// <param name="offset">What will be added to them.</param>
    private Pieces Encode(string uri, SourceText text, IEnumerable<Finding> findings, int line, int offset = 0)
    {
        var buffer = new Utf8Buffer(512);
        var holes = new List<(int Position, int Line)>();
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
                var places = finding.Related.Select(r => (r.Span, r.Message)).Concat(finding.Refusals.Select(r => (r.Span, Message: r.Reason)));
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

        return new Pieces(this, buffer.Written.ToArray(), [.. holes]);

        void AppendRange(TextSpan span)
        {
            buffer.Append("{\"start\":"u8);
            AppendPosition(span.Start);
            buffer.Append(",\"end\":"u8);
            AppendPosition(span.End);
            buffer.Append((byte)'}');
        }

        void AppendPosition(int position)
        {
            var place = positions.GetPosition(text, position);
            buffer.Append("{\"line\":"u8);
            holes.Add((buffer.Length, (int)place.Line - line - offset));
            buffer.Append(",\"character\":"u8);
            buffer.Append(place.Character);
            buffer.Append((byte)'}');
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
        buffer.Append(JsonEncodedText.Encode(text, Encoder).EncodedUtf8Bytes);
        buffer.Append((byte)'"');
    }

    /// <summary>What was written for an instruction, with holes for the numbers of lines.</summary>
    private sealed class Pieces(DiagnosticWriter owner, byte[] bytes, (int Position, int Line)[] holes)
    {
        public DiagnosticWriter Owner => owner;

        public void WriteTo(Utf8Buffer buffer, int line)
        {
            var written = 0;
            foreach (var (position, relative) in holes)
            {
                buffer.Append(bytes.AsSpan(written, position - written));
                buffer.Append(line + relative);
                written = position;
            }

            buffer.Append(bytes.AsSpan(written));
        }
    }
}
