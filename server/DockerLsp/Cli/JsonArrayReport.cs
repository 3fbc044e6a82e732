using System.Text.Json;
using DockerLsp.Engine.Diagnostics;

namespace DockerLsp.Cli;

/// <summary>A report whose findings are the elements of one JSON array, one on a line.</summary>
internal abstract class JsonArrayReport(TextWriter writer) : ReportFormat
{
    private readonly ReportJson json = new(writer);
    private bool hasFindings;

    /// <summary>What stands before the elements, the array's bracket included.</summary>
    protected abstract string Opening { get; }

    public sealed override void Begin() => writer.Write(Opening);

    public sealed override void Add(LintedFile file)
    {
        foreach (var finding in file.Findings)
        {
            writer.Write(hasFindings ? ",\n  " : "\n  ");
            hasFindings = true;
            json.Write(j => WriteFinding(j, file, finding));
        }
    }

    public sealed override void End()
    {
        writer.Write(hasFindings ? "\n]" : "]");
        WriteClosing(writer, json);
        writer.Write('\n');
    }

    /// <summary>Writes one element.</summary>
    protected abstract void WriteFinding(Utf8JsonWriter j, LintedFile file, Finding finding);

    /// <summary>Writes what stands behind the array's bracket.</summary>
    protected virtual void WriteClosing(TextWriter writer, ReportJson json)
    {
    }
}
