using System.Text;
using System.Text.Json;
using DockerLsp.Engine.Diagnostics;
using DockerLsp.Files;

namespace DockerLsp.Cli;

/// <summary>
/// Findings that were there when a project began: they are left out of reports. A finding stays the same finding when lines above
/// it come and go; when the text that it is about changes, it is a new one.
/// </summary>
internal sealed class Baseline
{
    private const int Version = 2;

    private readonly string path;
    private readonly Dictionary<string, int> known = new(StringComparer.Ordinal);
    private readonly List<(string File, string Rule, string Fingerprint)> added = [];

    private Baseline(string path) => this.path = path;

    /// <summary>An empty one, to be filled and written.</summary>
    public static Baseline Create(string path) => new(path);

    /// <exception cref="UsageException">The file cannot be read, or is none.</exception>
    public static Baseline Read(string name, string path, IFileStore files)
    {
        try
        {
            var baseline = new Baseline(path);
            using var document = JsonDocument.Parse(files.Read(path));
            if (document.RootElement.GetProperty("version").GetInt32() != Version)
            {
                throw new UsageException($"{name}: written by another version of dockerlsp; write it again with --write-baseline");
            }

            foreach (var finding in document.RootElement.GetProperty("findings").EnumerateArray())
            {
                var fingerprint = finding.GetProperty("fingerprint").GetString() ?? "";
                baseline.known[fingerprint] = baseline.known.GetValueOrDefault(fingerprint) + 1;
            }

            return baseline;
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new UsageException($"{name}: no such file; --write-baseline writes it");
        }
        catch (Exception exception) when (FileProblem.IsAboutFile(exception))
        {
            throw new UsageException($"{name}: {FileProblem.Describe(exception)}");
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new UsageException($"{name}: no baseline; --write-baseline writes one");
        }
    }

    /// <summary>The file without the findings that are known. Each known one stands for one finding.</summary>
    public LintedFile WithoutKnown(LintedFile file)
    {
        return file with { Findings = [.. file.Findings.Where(IsNew)] };

        bool IsNew(Finding finding)
        {
            var fingerprint = FindingFingerprint.Of(NameOf(file), file.Text, finding);
            if (known.GetValueOrDefault(fingerprint) is var count and > 0)
            {
                known[fingerprint] = count - 1;
                return false;
            }

            return true;
        }
    }

    public void Add(LintedFile file) =>
        added.AddRange(file.Findings.Select(finding => (NameOf(file), finding.Rule.Id, FindingFingerprint.Of(NameOf(file), file.Text, finding))));

    /// <summary>Writes what was added: one finding on a line, in a fixed order, so that changes of it can be read.</summary>
    /// <exception cref="UsageException">It cannot be written.</exception>
    public void Write(string name, IFileStore files)
    {
        using var text = new StringWriter();
        text.Write($"{{\"version\":{Version},\"findings\":[");
        var json = new ReportJson(text);
        var isFirst = true;
        foreach (var (file, rule, fingerprint) in added.Order())
        {
            text.Write(isFirst ? "\n  " : ",\n  ");
            isFirst = false;
            json.Write(j =>
            {
                j.WriteStartObject();
                j.WriteString("file", file);
                j.WriteString("rule", rule);
                j.WriteString("fingerprint", fingerprint);
                j.WriteEndObject();
            });
        }

        text.Write(isFirst ? "]}\n" : "\n]}\n");
        try
        {
            files.Replace(path, Encoding.UTF8.GetBytes(text.ToString()));
        }
        catch (Exception exception) when (FileProblem.IsAboutFile(exception))
        {
            throw new UsageException($"{name}: {FileProblem.Describe(exception)}");
        }
    }

    /// <summary>The file as seen from the baseline's folder, so that it does not matter where the command is run.</summary>
    private string NameOf(LintedFile file) =>
        file.FullPath is null ? file.Name : Path.GetRelativePath(Path.GetDirectoryName(path) ?? path, file.FullPath).Replace('\\', '/');
}
