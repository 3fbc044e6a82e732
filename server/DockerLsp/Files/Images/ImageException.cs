namespace DockerLsp.Files.Images;

/// <summary>An image cannot be read; the message says why, and can stand behind the file's name.</summary>
internal sealed class ImageException(string message) : Exception(message);
