using DockerLsp.Engine.Shell;
using DockerLsp.Engine.Syntax;

namespace DockerLsp.Engine.Semantics;

/// <summary>
/// Reads the scripts of a long file on other threads, from its end on, while the build is followed from its start. What a RUN does
/// depends on its text, on its shell and on little else, and is kept with its green instruction: where the little was guessed
/// wrongly, it is read again.
/// </summary>
internal sealed class ScriptsAhead : IDisposable
{
    /// <summary>In instructions: so many a thread takes at a time.</summary>
    private const int PerTurn = 64;

    private readonly DockerfileSyntax tree;
    private readonly List<(int From, ShellDialect? Dialect)> shells = [];
    private readonly CancellationTokenSource isDone = new();
    private int next;
    private volatile int reached;

    private ScriptsAhead(DockerfileSyntax tree, int helpers)
    {
        this.tree = tree;
        FindShells();
        next = (tree.InstructionCount + PerTurn - 1) / PerTurn;
        for (var i = 0; i < helpers; i++)
        {
            _ = Task.Run(Work, isDone.Token);
        }
    }

    /// <summary>Begins; null where the file is too short for that.</summary>
    public static ScriptsAhead? Begin(DockerfileSyntax tree)
    {
        var helpers = HelperThreads.CountFor(tree.InstructionCount);
        return helpers > 0 ? new ScriptsAhead(tree, helpers) : null;
    }

    /// <summary>Told how far the build has been followed.</summary>
    public void Reached(int index) => reached = index;

    public void Dispose()
    {
        // Who is still at it stops at its next turn, and harms nobody.
        reached = int.MaxValue;
        isDone.Cancel();
        isDone.Dispose();
    }

    private void Work()
    {
        while (Interlocked.Decrement(ref next) is var turn and >= 0 && turn * PerTurn > reached)
        {
            var start = turn * PerTurn;
            var end = Math.Min(start + PerTurn, tree.InstructionCount);
            foreach (var instruction in tree.GetInstructionsFrom(start))
            {
                if (instruction.Index >= end || instruction.Index <= reached)
                {
                    break;
                }

                if (instruction is RunSyntax { Green.AnalysisCache: null } run && DialectAt(instruction.Index) is { } dialect)
                {
                    RunFacts.Of(run, dialect, 0);
                }
            }
        }
    }

    /// <summary>Notes where another shell may begin; null where that takes more than a look.</summary>
    private void FindShells()
    {
        var stages = new Dictionary<string, (BaseImage? Image, ShellDialect? Dialect)>(StringComparer.OrdinalIgnoreCase);
        (BaseImage? Image, ShellDialect? Dialect) current = (null, null);
        string? name = null;
        foreach (var instruction in tree.OfKinds(InstructionKinds.From | InstructionKinds.Shell))
        {
            if (instruction is FromSyntax from)
            {
                if (name is not null)
                {
                    stages[name] = current;
                }

                name = from.StageName?.Text;
                var written = from.Image?.Text ?? "";
                if (!stages.TryGetValue(written, out current) && written.Length > 0 && !written.Contains('$', StringComparison.Ordinal))
                {
                    var image = BaseImage.Identify(written);
                    current = (image, image.Shell);
                }
            }
            else if (instruction is ShellInstructionSyntax { Command: ExecFormSyntax exec } && current.Image is { } image)
            {
                current.Dialect = ShellSetting.Of([.. exec.Elements.Select(e => e.Value)], image.Shell).Dialect;
            }

            shells.Add((instruction.Index, current.Dialect));
        }
    }

    private ShellDialect? DialectAt(int index)
    {
        int low = 0, high = shells.Count;
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = shells[middle].From <= index ? (middle + 1, high) : (low, middle);
        }

        return low == 0 ? null : shells[low - 1].Dialect;
    }
}
