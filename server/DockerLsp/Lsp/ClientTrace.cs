namespace DockerLsp.Lsp;

/// <summary>How much the client wants in its log.</summary>
internal sealed class ClientTrace
{
    private volatile bool isVerbose;

    /// <summary>Whether details are wanted too.</summary>
    public bool IsVerbose
    {
        get => isVerbose;
        set => isVerbose = value;
    }
}
