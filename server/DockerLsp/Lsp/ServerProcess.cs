namespace DockerLsp.Lsp;

/// <summary>The language server as a process of its own.</summary>
internal static class ServerProcess
{
    /// <summary>Serves standard input and output; gives the exit status.</summary>
    public static int Run() => ServerHost
        .RunAsync(Console.OpenStandardInput(), Console.OpenStandardOutput(), Console.Error, new ClientProcessWatch())
        .GetAwaiter().GetResult();
}
