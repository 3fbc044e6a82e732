namespace DockerLsp.Engine.Shell;

/// <summary>
/// A piece of a script that is cut out only when somebody asks for it: pieces nest, and cutting out each of them would take time
/// and space in the square of the nesting.
/// </summary>
internal readonly record struct ShellTextSlice(string Text, int Start, int End)
{
    /// <summary>The piece without its continuations (POSIX XCU 2.2.1).</summary>
    public override string ToString()
    {
        var slice = Text.AsSpan(Start, End - Start);
        return slice.IndexOf("\\\n") >= 0 ? slice.ToString().Replace("\\\n", "", StringComparison.Ordinal) : WordPool.Get(slice);
    }
}
