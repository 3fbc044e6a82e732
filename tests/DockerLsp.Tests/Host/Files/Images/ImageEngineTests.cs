using System.Text;
using DockerLsp.Files.Images;
using DockerLsp.Tests.Host.Cli;

namespace DockerLsp.Tests.Host.Files.Images;

public class ImageEngineTests
{
    private const string Install = "RUN apt-get update && apt-get install -y curl";

    [Theory]
    [InlineData("app:1")]
    [InlineData("ghcr.io/acme/app@sha256:ab12")]
    public void The_sizes_of_an_image_of_the_engine_are_shown(string name)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        using var folder = Folder();
        using var engine = FakeEngine.WithImage(folder["s"], name, Archive(folder));
        var run = Layers(folder, name);
        Assert.Equal("", run.Error);
        Assert.Contains("3.0 MB, measured in the image", run.Text, StringComparison.Ordinal);
        // Once for what it is, once for what is in it: both of the image that the name meant at the start.
        Assert.Equal([$"/images/{name}/json", "/images/sha256:ab12/get", "/images/sha256:ab12/get"], engine.Requests);
    }

    [Fact]
    public void A_file_of_that_name_comes_first()
    {
        using var folder = Folder();
        File.WriteAllBytes(folder["app"], Archive(folder));
        Assert.Contains("measured in the image", Layers(folder, "app").Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("none", "none: is no file, and no image that the engine at ")]
    [InlineData("../none", "../none: no such file or directory")]
    [InlineData("a b", "a b: no such file or directory")]
    public void What_is_no_image_is_said(string given, string message)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        using var folder = Folder();
        using var engine = FakeEngine.WithImage(folder["s"], "app", Archive(folder));
        var run = Layers(folder, given);
        Assert.Equal(2, run.Status);
        Assert.Contains(message, run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("HTTP/1.1 500 Internal\r\n\r\nno", "answered with status 500")]
    [InlineData("", "did not answer")]
    [InlineData("HTTP/1.1 20", "did not answer")]
    [InlineData("nonsense without an end\r\n\r\n", "did not answer")]
    [InlineData("HTTP/1.1 200 OK\r\n\r\nno json", "no JSON")]
    [InlineData("HTTP/1.1 200 OK\r\n\r\n{}", "damaged or cut off")]
    [InlineData("HTTP/1.1 200 OK\r\n\r\n{\"Id\":\"/etc passwd\"}", "damaged or cut off")]
    [InlineData("HTTP/1.1 200 OK\r\n\r\n{\"Id\":\"ab\"}", "is no tar archive")]
    public void Bad_answers_are_errors(string answer, string message)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        using var folder = Folder();
        using var engine = new FakeEngine(folder["s"], path => path.EndsWith("/get", StringComparison.Ordinal) ? FakeEngine.Answer(200, []) : Encoding.ASCII.GetBytes(answer));
        var run = Layers(folder, "app");
        Assert.Equal(2, run.Status);
        Assert.Contains(message, run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void An_endless_head_is_an_error()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        using var folder = Folder();
        using var engine = new FakeEngine(folder["s"], _ => Encoding.ASCII.GetBytes("HTTP/1.1 200 OK\r\n" + new string('x', 100_000)));
        Assert.Contains("did not answer", Layers(folder, "app").Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_an_engine_it_says_what_to_do()
    {
        using var folder = Folder();
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal($"dockerlsp: app: is no file, and no engine is there at {folder["s"]}: start it, or give a file that `docker save` wrote\n", Layers(folder, "app").Error);
            folder.Add("s", "");
            Assert.Contains($"no engine answers at {folder["s"]}", Layers(folder, "app").Error, StringComparison.Ordinal);
        }

        var remote = Run.With(folder, new Dictionary<string, string> { ["DOCKER_HOST"] = "tcp://build.example:2376" }, "layers", "Dockerfile", "--image", "app");
        Assert.Equal(2, remote.Status);
        Assert.Contains("only an engine on this machine is asked", remote.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void An_image_that_is_cut_off_is_an_error()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        using var folder = Folder();
        using var engine = FakeEngine.WithImage(folder["s"], "app", Archive(folder)[..^1_000_000]);
        Assert.Contains("app: ", Layers(folder, "app").Error, StringComparison.Ordinal);
    }

    private static Run Layers(TempFolder folder, string image) =>
        Run.With(folder, new Dictionary<string, string> { ["DOCKER_HOST"] = "unix://" + folder["s"] }, "layers", "Dockerfile", "--image", image);

    private static TempFolder Folder() => new TempFolder().Add("Dockerfile", "FROM debian:12\n" + Install + "\n");

    private static byte[] Archive(TempFolder folder)
    {
        TestImage.Write(folder["image.tar"], ("ADD file:ab in / ", [("bin/sh", 10)]), ($"RUN /bin/sh -c {Install[4..]} # buildkit", [("var/lib/apt/lists/x", 3_000_000)]));
        return File.ReadAllBytes(folder["image.tar"]);
    }
}
