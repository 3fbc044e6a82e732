using System.Text;
using CsCheck;
using DockerLsp.Files;
using DockerLsp.Tests.Engine.Text;

namespace DockerLsp.Tests.Host.Files;

public class FileTextTests
{
    /// <summary>Bytes in which valid and broken UTF-8 mix; no NUL, which would make them binary.</summary>
    private static readonly Gen<byte[]> TextBytes = Gen.OneOf(
        Gen.Byte[1, 255].Array[1, 4],
        Gen.String.Select(text => Encoding.UTF8.GetBytes(text.Replace("\0", "", StringComparison.Ordinal))),
        Gen.Const(new byte[] { 0xED, 0xA0, 0x80 }),
        Gen.Const(new byte[] { 0xF0, 0x9F, 0x98 }),
        Gen.Const("# café 😀\r\n"u8.ToArray())).Array[0, 8].Select(parts => parts.SelectMany(part => part).ToArray());

    [Fact]
    public void Any_bytes_come_back_as_they_were() => TextBytes.Where(bytes => !IsUtf16(bytes)).Check(bytes =>
    {
        var text = FileText.Decode(bytes);
        Assert.Equal(bytes, text.Encode(text.Text));
    }, 1000);

    [Fact]
    public void Bytes_around_an_edit_survive() => Gen.Select(TextBytes, TextBytes).Where((before, after) => !IsUtf16(before)).Check((before, after) =>
    {
        var text = FileText.Decode([.. before, .. "RUN x"u8, .. after]);
        var edited = text.Encode(text.Text.Replace("RUN x", "RUN y", StringComparison.Ordinal));
        var original = text.Encode(text.Text);
        Assert.Equal(original.Length, edited.Length);
        Assert.All(original.Zip(edited), pair => Assert.True(pair.First == pair.Second || (pair.First, pair.Second) == ((byte)'x', (byte)'y')));
    }, 1000);

    [Fact]
    public void Valid_text_is_decoded_as_it_is() => Assert.Equal("# café 😀", FileText.Decode("# café 😀"u8).Text);

    [Fact]
    public void A_byte_order_mark_is_kept_but_not_shown()
    {
        var text = FileText.Decode("\uFEFFFROM a"u8);
        Assert.Equal("FROM a", text.Text);
        Assert.Equal("\uFEFFFROM b"u8.ToArray(), text.Encode("FROM b"));
    }

    [Fact]
    public void Bytes_that_are_not_utf8_can_be_told_from_text()
    {
        var text = FileText.Decode([(byte)'a', 0xE9, (byte)'b']).Text;
        Assert.Equal(3, text.Length);
        Assert.Equal<byte?>(0xE9, FileText.EscapedByte(text[1]));
        Assert.Null(FileText.EscapedByte(text[0]));
    }

    [Theory]
    [InlineData(new byte[] { (byte)'F', 0, 1 }, "binary")]
    [InlineData(new byte[] { 0xFF, 0xFE, (byte)'F', 0 }, "UTF-16")]
    [InlineData(new byte[] { 0xFE, 0xFF, 0, (byte)'F' }, "UTF-16")]
    public void What_is_no_text_is_refused_with_the_reason(byte[] bytes, string reason) =>
        Assert.Contains(reason, Assert.Throws<UnreadableTextException>(() => FileText.Decode(bytes)).Message, StringComparison.Ordinal);

    private static bool IsUtf16(byte[] bytes) => bytes is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..];
}
