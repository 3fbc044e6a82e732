namespace DockerLsp.Files;

/// <summary>Says in a few words why a file could not be read or written.</summary>
internal static class FileProblem
{
    /// <summary>Whether the exception is about the file rather than a mistake of ours.</summary>
    public static bool IsAboutFile(Exception exception) =>
        exception is IOException or UnauthorizedAccessException or UnreadableTextException or NotSupportedException;

    /// <summary>What follows the file's name in a message. The framework's own texts are left out of the native binary.</summary>
    public static string Describe(Exception exception) => exception switch
    {
        UnreadableTextException => exception.Message,
        FileNotFoundException or DirectoryNotFoundException => "no such file or directory",
        UnauthorizedAccessException => "permission denied",
        PathTooLongException => "the path is too long",
        _ => "cannot be read or written",
    };
}
