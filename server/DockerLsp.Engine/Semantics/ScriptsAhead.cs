using DockerLsp.Engine.Shell;
using DockerLsp.Engine.Syntax;
using DockerLsp.Engine.Text;

namespace DockerLsp.Engine.Semantics;

/// <summary>
/// Reads the scripts of a long file on other threads: from its start on while its text is still read, and from its end on while the
/// build is followed from its start. What a RUN does depends on its text, on its shell and on little else, and is kept with its green
/// instruction: where the little was guessed wrongly, it is read again.
/// </summary>
internal sealed class ScriptsAhead : IDisposable
{
    /// <summary>So many scripts a thread takes at a time.</summary>
    private const int PerTurn = 64;

    /// <summary>In characters: a shorter text is read before another thread has begun.</summary>
    private const int MinLength = 32 * 1024;

    private readonly Dictionary<string, (BaseImage? Image, ShellDialect? Dialect)> stages = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>What is to be read, with the shell that it is probably for, in the order of the text; guards itself, <see cref="next"/>, <see cref="helpers"/> and <see cref="isComplete"/>.</summary>
    private readonly List<(int Index, GreenInstruction Run, ShellDialect Dialect)[]> turns = [];

    private (BaseImage? Image, ShellDialect? Dialect) current;
    private string? stageName;
    private (int Index, GreenInstruction Run, ShellDialect Dialect)[] turn = new (int, GreenInstruction, ShellDialect)[PerTurn];
    private int scripts;
    private int instructions;
    private int next;
    private int helpers;
    private bool isComplete;
    private volatile int reached = -1;

    private ScriptsAhead()
    {
    }

    /// <summary>Begins with a text whose instructions will be added; null where it is too short for that.</summary>
    public static ScriptsAhead? Begin(SourceText text) =>
        text.Length < MinLength || HelperThreads.CountFor(int.MaxValue) <= 0 ? null : new ScriptsAhead();

    /// <summary>Begins with a text that has been read; null where it is too short for that.</summary>
    public static ScriptsAhead? Begin(DockerfileSyntax tree)
    {
        if (HelperThreads.CountFor(tree.InstructionCount) <= 0)
        {
            return null;
        }

        var ahead = new ScriptsAhead();
        foreach (var green in tree.GreenInstructions)
        {
            ahead.Add(green);
        }

        ahead.Complete();
        return ahead;
    }

    /// <summary>Told of the next instruction of the text.</summary>
    public void Add(GreenInstruction green)
    {
        if (green.Kind is InstructionKind.From or InstructionKind.Shell)
        {
            NoteShell(InstructionSyntax.Apart(green));
        }
        else if (green is { Kind: InstructionKind.Run, AnalysisCache: null } && current.Dialect is { } dialect)
        {
            turn[scripts++] = (instructions, green, dialect);
        }

        instructions++;
        if (scripts == PerTurn)
        {
            EndTurn();
        }
    }

    /// <summary>Told that there are no more instructions.</summary>
    public void Complete()
    {
        Array.Resize(ref turn, scripts);
        EndTurn();
        lock (turns)
        {
            isComplete = true;
        }
    }

    /// <summary>Told how far the build has been followed.</summary>
    public void Reached(int index) => reached = index;

    public void Dispose() =>
        // Who is still at it stops at its next script, and harms nobody.
        reached = int.MaxValue;

    private void EndTurn()
    {
        lock (turns)
        {
            turns.Add(turn);
            // The text is long enough for one, however few of its instructions are read yet.
            if (helpers < Math.Max(1, HelperThreads.CountFor(instructions)))
            {
                helpers++;
                _ = HelperThreads.Start(Work);
            }
        }

        turn = new (int, GreenInstruction, ShellDialect)[PerTurn];
        scripts = 0;
    }

    private void Work()
    {
        while (Take() is { } taken)
        {
            foreach (var (index, green, dialect) in taken)
            {
                if (index <= reached)
                {
                    break;
                }

                if (green.AnalysisCache is null && InstructionSyntax.Apart(green) is RunSyntax run)
                {
                    RunFacts.Of(run, dialect, 0);
                }
            }
        }
    }

    /// <summary>What a helper is to read next; null where it is no longer needed.</summary>
    private (int Index, GreenInstruction Run, ShellDialect Dialect)[]? Take()
    {
        lock (turns)
        {
            if (next == turns.Count)
            {
                helpers--;
                return null;
            }

            if (!isComplete)
            {
                return turns[next++];
            }

            var last = turns[^1];
            turns.RemoveAt(turns.Count - 1);
            return last;
        }
    }

    /// <summary>Notes which shell reads what follows; null where that takes more than a look.</summary>
    private void NoteShell(InstructionSyntax instruction)
    {
        if (instruction is FromSyntax from)
        {
            if (stageName is not null)
            {
                stages[stageName] = current;
            }

            stageName = from.StageName?.Text;
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
    }
}
