using System.Text;

namespace DockerLsp.Tests.Behaviour;

/// <summary>What the driver is asked to do: words, each with its length before it.</summary>
internal sealed class JailRequest
{
    private readonly List<byte[]> words = [];

    public void Add(params ReadOnlySpan<string> texts)
    {
        foreach (var text in texts)
        {
            words.Add(Encoding.UTF8.GetBytes(text));
        }
    }

    public void Add(byte[] content) => words.Add(content);

    public byte[] ToMessage()
    {
        using var message = new MemoryStream();
        using (var writer = new BinaryWriter(message, Encoding.UTF8, leaveOpen: true))
        {
            writer.Write(words.Count);
            foreach (var word in words)
            {
                writer.Write(word.Length);
                writer.Write(word);
            }
        }

        return message.ToArray();
    }
}
