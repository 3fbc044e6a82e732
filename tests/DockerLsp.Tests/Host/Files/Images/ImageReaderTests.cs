using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using DockerLsp.Files.Images;

namespace DockerLsp.Tests.Host.Files.Images;

public class ImageReaderTests
{
    private static readonly string[] History = ["FROM", "RUN one", "-CMD x", "RUN two"];

    public static TheoryData<string> Forms { get; } = ["docker", "docker.gz", "oci", "oci.gz", "folder"];

    [Theory]
    [MemberData(nameof(Forms))]
    public void Every_form_gives_the_same_image(string form)
    {
        foreach (var packing in (string[])["", "gzip", "zstd"])
        {
            using var folder = new TempFolder();
            var path = Write(folder, form, [Pack(Layer(("a/x", 10), ("b", 5)), packing), Pack(Layer(("./a/.wh.x", 0)), packing), Pack(Layer(("b", 7)), packing)]);
            var image = ImageReader.Read(path, ImageLimits.Default);
            Assert.Equal([15, 0, 7], image.Layers.Select(l => l.Bytes));
            Assert.Equal([15, 0, 0], image.Layers.Select(l => l.WastedBytes));
            Assert.Equal(["FROM", "RUN one", "CMD x", "RUN two"], image.History.Select(h => h.CreatedBy));
            Assert.Equal([false, false, true, false], image.History.Select(h => h.IsEmpty));
        }
    }

    [Fact]
    public void An_archive_that_is_cut_off_anywhere_gives_an_error_and_nothing_else()
    {
        using var folder = new TempFolder();
        foreach (var form in (string[])["docker", "oci.gz"])
        {
            var whole = File.ReadAllBytes(Write(folder, form, [Pack(Layer(("a", 3000)), "gzip"), Pack(Layer(("b", 3000)), ""), Pack(Layer(("c", 10)), "zstd")]));
            for (var length = 0; length < whole.Length - 2048; length += Math.Max(1, whole.Length / 60))
            {
                File.WriteAllBytes(folder["cut"], whole[..length]);
                try
                {
                    // What is cut off may be only the padding at the end.
                    Assert.Equal(3, ImageReader.Read(folder["cut"], ImageLimits.Default).Layers.Length);
                }
                catch (ImageException exception)
                {
                    Assert.NotEqual("", exception.Message);
                }
            }
        }
    }

    [Fact]
    public void Noise_gives_an_error()
    {
        using var folder = new TempFolder();
        var random = new Random(1);
        var whole = File.ReadAllBytes(Write(folder, "docker", [Pack(Layer(("a", 300)), "gzip")]));
        for (var round = 0; round < 200; round++)
        {
            var bytes = (byte[])whole.Clone();
            for (var i = 0; i < 20; i++)
            {
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            }

            File.WriteAllBytes(folder["noise"], bytes);
            try
            {
                _ = ImageReader.Read(folder["noise"], ImageLimits.Default);
            }
            catch (ImageException)
            {
                // Most of them.
            }
        }
    }

    [Theory]
    [InlineData("../../etc/passwd")]
    [InlineData("a/../../b")]
    [InlineData("/../x")]
    public void A_path_that_leads_out_is_an_error(string path)
    {
        using var folder = new TempFolder();
        var archive = Write(folder, "docker", [Layer((path, 1))]);
        Assert.Contains("leads out of the image", Assert.Throws<ImageException>(() => ImageReader.Read(archive, ImageLimits.Default)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_size_that_is_a_lie_is_an_error()
    {
        using var folder = new TempFolder();
        var layer = Layer(("a", 100));
        // The size stands in octal at offset 124 of the header, the checksum at 148.
        Encoding.ASCII.GetBytes("77777777777").CopyTo(layer, 124);
        Encoding.ASCII.GetBytes("        ").CopyTo(layer, 148);
        Encoding.ASCII.GetBytes(Convert.ToString(layer[..512].Sum(b => b), 8).PadLeft(6, '0') + "\0 ").CopyTo(layer, 148);
        var archive = Write(folder, "docker", [layer]);
        Assert.Throws<ImageException>(() => ImageReader.Read(archive, ImageLimits.Default));
    }

    [Fact]
    public void A_bomb_is_an_error()
    {
        using var folder = new TempFolder();
        var archive = Write(folder, "docker", [Pack(Layer(("zeros", 4_000_000)), "gzip")]);
        var limits = ImageLimits.Default with { FreeBytes = 100_000, Ratio = 50 };
        Assert.Contains("times bigger", Assert.Throws<ImageException>(() => ImageReader.Read(archive, limits)).Message, StringComparison.Ordinal);
        Assert.Contains("bigger unpacked", Assert.Throws<ImageException>(() => ImageReader.Read(archive, ImageLimits.Default with { Bytes = 1_000_000 })).Message, StringComparison.Ordinal);
        var many = Write(folder, "docker", [Layer([.. Enumerable.Range(0, 100).Select(i => ($"f{i}", 1))])]);
        Assert.Contains("more than 50 paths", Assert.Throws<ImageException>(() => ImageReader.Read(many, ImageLimits.Default with { Paths = 50 })).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""[{"Config":"missing.json","Layers":[]}]""", "lacks `missing.json`")]
    [InlineData("""[]""", "no image in its manifest.json")]
    [InlineData("""[{"Config":5,"Layers":[]}]""", "no text")]
    [InlineData("""{""", "no JSON")]
    public void A_manifest_that_is_wrong_is_an_error(string manifest, string message)
    {
        using var folder = new TempFolder();
        WriteTar(folder["image"], ("manifest.json", Encoding.UTF8.GetBytes(manifest)));
        Assert.Contains(message, Assert.Throws<ImageException>(() => ImageReader.Read(folder["image"], ImageLimits.Default)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_no_image_is_an_error()
    {
        using var folder = new TempFolder();
        folder.Add("text", "FROM a\n").Add("empty", "");
        foreach (var (name, message) in ((string, string)[])[("text", "is no tar archive"), ("empty", "is no tar archive"), ("missing", "no such file"), (".", "is no image")])
        {
            Assert.Contains(message, Assert.Throws<ImageException>(() => ImageReader.Read(folder[name], ImageLimits.Default)).Message, StringComparison.Ordinal);
        }
    }

    private static string Write(TempFolder folder, string form, byte[][] layers)
    {
        var history = string.Join(',', History.Select(h => "{\"created_by\":\"" + h.TrimStart('-') + (h[0] == '-' ? "\",\"empty_layer\":true}" : "\"}")));
        var config = Encoding.UTF8.GetBytes($$"""{"history":[{{history}}]}""");
        if (form.StartsWith("docker", StringComparison.Ordinal))
        {
            var names = string.Join(',', layers.Select((_, i) => $"\"l{i}/layer.tar\""));
            // Layers in the other order than the manifest has them.
            (string, byte[])[] files =
            [
                .. layers.Select((l, i) => ($"l{i}/layer.tar", l)).Reverse(), ("c.json", config),
                ("manifest.json", Encoding.UTF8.GetBytes($$"""[{"Config":"c.json","Layers":[{{names}}]}]""")),
            ];
            return Finish(folder, form, files);
        }

        var manifest = Encoding.UTF8.GetBytes($$"""{"config":{"digest":"{{Digest(config)}}"},"layers":[{{string.Join(',', layers.Select(Reference))}}]}""");
        var index = Encoding.UTF8.GetBytes(
            $$"""{"manifests":[{"digest":"sha256:00","annotations":{"vnd.docker.reference.type":"attestation-manifest"} },{"digest":"{{Digest(manifest)}}","platform":{"os":"linux"} }]}""");
        (string Name, byte[] Content)[] all = [("oci-layout", "{}"u8.ToArray()), ("index.json", index), .. layers.Append(config).Append(manifest).Select(b => ("blobs/" + Digest(b).Replace(':', '/'), b))];
        if (form != "folder")
        {
            return Finish(folder, form, all);
        }

        foreach (var (name, content) in all)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(folder["layout/" + name]) ?? "");
            File.WriteAllBytes(folder["layout/" + name], content);
        }

        return folder["layout"];
    }

    private static string Finish(TempFolder folder, string form, (string Name, byte[] Content)[] files)
    {
        WriteTar(folder["image"], files);
        if (form.EndsWith(".gz", StringComparison.Ordinal))
        {
            File.WriteAllBytes(folder["image"], Pack(File.ReadAllBytes(folder["image"]), "gzip"));
        }

        return folder["image"];
    }

    private static void WriteTar(string path, params (string Name, byte[] Content)[] files)
    {
        using var stream = File.Create(path);
        using var tar = new TarWriter(stream);
        foreach (var (name, content) in files)
        {
            tar.WriteEntry(new UstarTarEntry(TarEntryType.RegularFile, name) { DataStream = new MemoryStream(content) });
        }
    }

    private static byte[] Layer(params (string Name, int Size)[] files)
    {
        using var stream = new MemoryStream();
        using (var tar = new TarWriter(stream, leaveOpen: true))
        {
            foreach (var (name, size) in files)
            {
                tar.WriteEntry(new UstarTarEntry(TarEntryType.RegularFile, name) { DataStream = new MemoryStream(new byte[size]) });
            }
        }

        return stream.ToArray();
    }

    private static byte[] Pack(byte[] bytes, string packing)
    {
        using var stream = new MemoryStream();
        switch (packing)
        {
            case "gzip":
                using (var gzip = new GZipStream(stream, CompressionLevel.Fastest, leaveOpen: true))
                {
                    gzip.Write(bytes);
                }

                return stream.ToArray();
            case "zstd":
                using (var zstd = new ZstdSharp.CompressionStream(stream, leaveOpen: true))
                {
                    zstd.Write(bytes);
                }

                return stream.ToArray();
            default:
                return bytes;
        }
    }

    private static string Reference(byte[] blob) => "{\"digest\":\"" + Digest(blob) + "\"}";

    private static string Digest(byte[] bytes) => "sha256:" + Convert.ToHexStringLower(SHA256.HashData(bytes));
}
