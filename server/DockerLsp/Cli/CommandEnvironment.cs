using System.Text;
using DockerLsp.Files;
using DockerLsp.Lookups;
using DockerLsp.Programs;

namespace DockerLsp.Cli;

/// <summary>What a command reads from and writes to, so that tests can run it without a process.</summary>
internal sealed class CommandEnvironment : IDisposable
{
    private StreamWriter? writer;

    public required Stream Input { get; init; }

    /// <summary>Standard output as bytes: fixed text is written as it was read.</summary>
    public required Stream Output { get; init; }

    public required TextWriter Error { get; init; }

    public required string CurrentDirectory { get; init; }

    public bool IsOutputTerminal { get; init; }

    public bool IsErrorTerminal { get; init; }

    public TimeProvider Time { get; init; } = TimeProvider.System;

    public Func<string, string?> GetVariable { get; init; } = _ => null;

    /// <summary>Ends a command that would go on for ever.</summary>
    public CancellationToken Ended { get; init; }

    /// <summary>Finds ShellCheck where it is installed; it tells once when it does not work.</summary>
    public Func<Action<string>, IScriptChecker?> FindScriptChecker { get; init; } = _ => null;

    /// <summary>Finds what asks servers; null where nothing is there that can. Called only where a person asked for a lookup.</summary>
    public Func<IWebClient?> FindWebClient { get; init; } = () => null;

    public IFileStore Files { get; init; } = new DiskFileStore();

    /// <summary>Standard output as text. Flush before writing to <see cref="Output"/>.</summary>
    public TextWriter Writer => writer ??= new StreamWriter(Output, new UTF8Encoding(false), 1 << 14, leaveOpen: true) { NewLine = "\n" };

    public static CommandEnvironment ForProcess() => new()
    {
        Input = StandardStream.OpenInput(),
        Output = StandardStream.OpenOutput(),
        Error = new StreamWriter(StandardStream.OpenError(), new UTF8Encoding(false)) { AutoFlush = true, NewLine = "\n" },
        CurrentDirectory = Environment.CurrentDirectory,
        IsOutputTerminal = !Console.IsOutputRedirected,
        IsErrorTerminal = !Console.IsErrorRedirected,
        GetVariable = Environment.GetEnvironmentVariable,
        FindScriptChecker = log => ShellCheckProgram.Find(
            Environment.GetEnvironmentVariable("PATH"), [ProgramSearch.WorkspaceOf(Environment.CurrentDirectory)], log),
        FindWebClient = () => CurlProgram.Find(Environment.GetEnvironmentVariable("PATH"), [ProgramSearch.WorkspaceOf(Environment.CurrentDirectory)]),
    };

    /// <summary>The same without a word: for looking again at what was complained of before.</summary>
    public CommandEnvironment Quietly() => new()
    {
        Input = Stream.Null,
        Output = Stream.Null,
        Error = TextWriter.Null,
        CurrentDirectory = CurrentDirectory,
        GetVariable = GetVariable,
        Files = Files,
    };

    /// <summary>Says on standard error what could not be done.</summary>
    public void Complain(string message) => Error.WriteLine($"dockerlsp: {VisibleText.Of(message)}");

    /// <summary>Hands all text written so far to <see cref="Output"/>.</summary>
    public void Flush() => writer?.Flush();

    /// <summary>Gives up what could not be written.</summary>
    public void Abandon() => writer = null;

    public void Dispose() => writer?.Dispose();
}
