namespace DockerLsp.Lsp;

/// <summary>The language server as a process of its own.</summary>
internal static class ServerProcess
{
    public static int Run() => 0;
}
