using DockerLsp.Engine.Diagnostics;

namespace DockerLsp.Engine.ScriptChecks;

/// <summary>Findings that bear names of ShellCheck's, found by their places.</summary>
public sealed class NamedFindings
{
    private readonly Finding[] findings;
    private readonly int[] ends;

    public NamedFindings(IEnumerable<Finding> findings)
    {
        this.findings = [.. findings.OrderBy(f => f.Span.Start)];
        ends = new int[this.findings.Length];
        for (var i = 0; i < ends.Length; i++)
        {
            ends[i] = Math.Max(i > 0 ? ends[i - 1] : 0, this.findings[i].Span.End);
        }
    }

    /// <summary>How many findings were held against others; a measure of the work.</summary>
    public int Compared { get; private set; }

    /// <summary>Whether one of them stands at the same place under the same name. Looks only at those around the place.</summary>
    public bool Say(Finding finding)
    {
        int low = 0, high = findings.Length;
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = findings[middle].Span.Start <= finding.Span.End ? (middle + 1, high) : (low, middle);
        }

        // Where none of the first ones reaches the place, none before them does.
        for (var i = low - 1; i >= 0 && ends[i] >= finding.Span.Start; i--)
        {
            Compared++;
            if (findings[i].Span.IntersectsWith(finding.Span) && findings[i].Rule.Aliases.Contains(finding.Rule.Id, StringComparer.Ordinal))
            {
                return true;
            }
        }

        return false;
    }
}
