namespace DockerLsp.Lsp;

/// <summary>Knows when a process has ended.</summary>
internal interface IClientProcessWatch
{
    /// <summary>Ends when the process does. A process that is not there to begin with is taken for one of another machine or container, and never ends.</summary>
    Task WaitForEndAsync(int processId, CancellationToken cancellationToken);
}
