using System.Collections.Immutable;
using DockerLsp.Engine.Diagnostics;
using DockerLsp.Engine.Rules;
using DockerLsp.Engine.Semantics;

namespace DockerLsp.Engine;

/// <summary>
/// The findings on one instruction. As long as nothing changes in them, they are the same object in all versions of a file,
/// wherever the instruction moves.
/// </summary>
public readonly struct FindingGroup
{
    private readonly InstructionFindings item;
    private readonly BuildModel model;

    internal FindingGroup(InstructionFindings item, BuildModel model, int start, int line)
    {
        this.item = item;
        this.model = model;
        Start = start;
        Line = line;
    }

    /// <summary>Where the instruction starts, with the comments above it.</summary>
    public int Start { get; }

    /// <summary>The number, from 0, of the line that starts there.</summary>
    public int Line { get; }

    /// <summary>How many findings there are.</summary>
    public int Count => item.Measure.Count;

    /// <summary>Whether all that a reader is shown of them lies in the instruction, and so moves with it.</summary>
    public bool IsLocal => item.IsShownLocally;

    /// <summary>A place for what the host makes of the findings; immutable, and kept as long as they stay the same.</summary>
    public object? Cache
    {
        get => item.HostCache;
        set => item.HostCache = value;
    }

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
