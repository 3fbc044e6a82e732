using DockerLsp.Files;
using DockerLsp.Lookups;
using DockerLsp.Programs;

namespace DockerLsp.Lsp;

/// <summary>The language server as a process of its own.</summary>
internal static class ServerProcess
{
    /// <summary>Serves standard input and output; gives the exit status.</summary>
    public static int Run()
    {
        // One reads, and one may be writing to a client that takes its time: neither is to be missing for the rest.
        ThreadPool.SetMinThreads(Environment.ProcessorCount + 2, 1);
        using var error = new StreamWriter(StandardStream.OpenError()) { AutoFlush = true };
        return ServerHost
            .RunAsync(StandardStream.OpenInput(), StandardStream.OpenOutput(), TextWriter.Synchronized(error), new ClientProcessWatch(), FindShellCheck, FindCurl)
            .GetAwaiter().GetResult();
    }

    private static CurlProgram? FindCurl(IEnumerable<string> workspace) => CurlProgram.Find(Environment.GetEnvironmentVariable("PATH"), workspace);

    private static ShellCheckProgram? FindShellCheck(IEnumerable<string> workspace, Action<string> log) =>
        ShellCheckProgram.Find(Environment.GetEnvironmentVariable("PATH"), workspace, log, TypingPause.OfProcess.WaitAsync);
}
