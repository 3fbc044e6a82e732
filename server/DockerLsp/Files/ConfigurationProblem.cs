namespace DockerLsp.Files;

/// <summary>Something in a configuration file that cannot be followed.</summary>
/// <param name="Line">The line, from 1.</param>
/// <param name="Column">The column of the first character, from 1, in UTF-16 units.</param>
/// <param name="EndLine">The line where it ends.</param>
/// <param name="EndColumn">The column behind its last character.</param>
/// <param name="Message">What is wrong, and what was probably meant.</param>
/// <param name="IsError">Whether it makes the file invalid; otherwise the rest of it still says what it says.</param>
internal sealed record ConfigurationProblem(int Line, int Column, int EndLine, int EndColumn, string Message, bool IsError = true)
{
    /// <summary>The file, where it is another one than that which was read.</summary>
    public string? File { get; init; }
}
