namespace DockerLsp.Files;

/// <summary>Standard output or error cannot be written: the reader has left, or the disk is full.</summary>
internal sealed class OutputException(bool readerHasLeft) : Exception("Standard output cannot be written")
{
    /// <summary>The reader has what it wanted, as <c>head</c> does: nothing to complain of.</summary>
    public bool ReaderHasLeft { get; } = readerHasLeft;
}
