using DockerLsp.Files;

namespace DockerLsp.Lsp;

/// <summary>The language server as a process of its own.</summary>
internal static class ServerProcess
{
    /// <summary>Serves standard input and output; gives the exit status.</summary>
    public static int Run()
    {
        using var error = new StreamWriter(StandardStream.OpenError()) { AutoFlush = true };
        return ServerHost
            .RunAsync(StandardStream.OpenInput(), StandardStream.OpenOutput(), TextWriter.Synchronized(error), new ClientProcessWatch())
            .GetAwaiter().GetResult();
    }
}
