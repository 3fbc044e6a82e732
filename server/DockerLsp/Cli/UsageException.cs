namespace DockerLsp.Cli;

/// <summary>The command was called in a way that makes no sense; the message says what does.</summary>
internal sealed class UsageException(string message) : Exception(message);
