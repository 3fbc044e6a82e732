using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;

namespace DockerLsp.Tests.Behaviour;

/// <summary>The files of the scratch root between two steps. Two states with the same key are the same.</summary>
internal sealed class ScratchState(byte[] content)
{
    private const int KindMask = 0xF000, Directory = 0x4000, RegularFile = 0x8000;

    private readonly Lazy<ImmutableSortedSet<string>> files = new(() => Describe(content));

    /// <summary>Before anything was made.</summary>
    public static ScratchState Empty { get; } = new([]);

    /// <summary>As the driver wrote it down.</summary>
    public byte[] Content => content;

    public string Key { get; } = Convert.ToHexString(SHA256.HashData(content));

    /// <summary>The files and folders, with modes and contents, but not the recorders.</summary>
    public ImmutableSortedSet<string> Files => files.Value;

    private static ImmutableSortedSet<string> Describe(byte[] content)
    {
        var result = ImmutableSortedSet.CreateBuilder<string>(StringComparer.Ordinal);
        var rest = content.AsSpan();
        while (!rest.IsEmpty)
        {
            var mode = BinaryPrimitives.ReadInt32LittleEndian(rest);
            rest = rest[4..];
            var path = Encoding.UTF8.GetString(Block(ref rest));
            var data = Block(ref rest);
            if ((mode & KindMask) is Directory or RegularFile && !path.StartsWith("/bin/", StringComparison.Ordinal))
            {
                result.Add($"{path} mode {Convert.ToString(mode, 8)} content {Convert.ToHexString(SHA256.HashData(data))[..16]}");
            }
        }

        return result.ToImmutable();
    }

    private static ReadOnlySpan<byte> Block(ref Span<byte> rest)
    {
        var size = BinaryPrimitives.ReadInt32LittleEndian(rest);
        var block = rest.Slice(4, size);
        rest = rest[(4 + size)..];
        return block;
    }
}
