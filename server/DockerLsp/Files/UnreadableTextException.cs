namespace DockerLsp.Files;

/// <summary>The bytes are not text that can be analysed; the message says why, for the person who named the file.</summary>
internal sealed class UnreadableTextException(string message) : Exception(message);
