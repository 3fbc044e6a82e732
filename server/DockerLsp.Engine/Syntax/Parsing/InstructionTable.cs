using DockerLsp.Engine.Text;

namespace DockerLsp.Engine.Syntax;

/// <summary>
/// Instructions by their text: where the same stands once more, in a long file or in the next one, it is not read again, and what is
/// known of its script is known already. Safe for several threads.
/// </summary>
/// <param name="maxKept">How many instructions it keeps at most; those that come first, because what comes often comes early.</param>
public sealed class InstructionTable(int maxKept)
{
    /// <summary>What a run over many files may keep: some tens of megabytes.</summary>
    public const int ForManyFiles = 8192;

    private readonly Dictionary<string, GreenInstruction> known = new(StringComparer.Ordinal);

    /// <summary>The instruction with a text, comments above it included; null where it was not read yet.</summary>
    internal GreenInstruction? Find(ReadOnlySpan<char> text)
    {
        lock (known)
        {
            return known.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(text, out var found) ? found : null;
        }
    }

    /// <summary>Keeps an instruction for its next equal, as long as there is room.</summary>
    internal void Add(GreenInstruction instruction)
    {
        lock (known)
        {
            if (known.Count < maxKept)
            {
                known.TryAdd(instruction.Text, instruction);
            }
        }
    }
}
