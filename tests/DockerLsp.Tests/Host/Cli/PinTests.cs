using System.Text;
using DockerLsp.Cli;
using DockerLsp.Lookups;
using DockerLsp.Tests.Host.Lookups;

namespace DockerLsp.Tests.Host.Cli;

public class PinTests
{
    private const string Digest = "sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";
    private const string Debian = "HEAD https://registry-1.docker.io/v2/library/python/manifests/3.12";
    private const string Text = "FROM python:3.12\r\nRUN pip install --no-cache-dir flask\r\n";

    private static FakeWeb Web() => new FakeWeb()
        .On(Debian, 200, "", ("Docker-Content-Digest", Digest))
        .On("GET https://pypi.org/pypi/flask/json", 200, """{"info":{"version":"3.1.0","requires_python":">=3.9"}}""");

    [Theory]
    [InlineData("images", "FROM python:3.12@" + Digest + "\r\nRUN pip install --no-cache-dir flask\r\n")]
    [InlineData("packages", "FROM python:3.12\r\nRUN pip install --no-cache-dir flask==3.1.0\r\n")]
    [InlineData("all", "FROM python:3.12@" + Digest + "\r\nRUN pip install --no-cache-dir flask==3.1.0\r\n")]
    public void What_was_asked_for_is_pinned(string what, string expected)
    {
        using var folder = new TempFolder();
        folder.Add("Dockerfile", Text);
        var run = In(folder, Web(), "fix", "--pin", what, "--select", "DL3013", "Dockerfile");
        Assert.Equal(expected, File.ReadAllText(folder["Dockerfile"]));
        Assert.Contains("Applied ", run.Error, StringComparison.Ordinal);
        var again = In(folder, Web(), "fix", "--pin", what, "--select", "DL3013", "Dockerfile");
        Assert.Contains("Nothing to fix", again.Error, StringComparison.Ordinal);
        Assert.Equal(expected, File.ReadAllText(folder["Dockerfile"]));
    }

    [Fact]
    public void Without_the_option_nobody_is_asked()
    {
        using var folder = new TempFolder();
        folder.Add("Dockerfile", Text);
        var web = Web();
        foreach (var arguments in (string[][])[["lint"], ["fix", "--unsafe"], ["fix", "--diff"]])
        {
            In(folder, web, arguments);
        }

        Assert.Empty(web.Requests);
    }

    [Fact]
    public void A_diff_shows_the_pins_and_writes_nothing()
    {
        using var folder = new TempFolder();
        folder.Add("Dockerfile", Text);
        var run = In(folder, Web(), "fix", "--diff", "--pin", "images", "--fail-on", "never", "Dockerfile");
        Assert.Contains($"+FROM python:3.12@{Digest}", run.Text, StringComparison.Ordinal);
        Assert.Equal(Text, File.ReadAllText(folder["Dockerfile"]));
        Assert.Equal(0, run.Status);
    }

    [Fact]
    public void What_cannot_be_looked_up_stays_and_is_said_with_its_line()
    {
        using var folder = new TempFolder();
        folder.Add("Dockerfile", Text);
        var run = In(folder, new FakeWeb().On(Debian, 200, "", ("Docker-Content-Digest", "sha256:x")).On("GET https://pypi.org/pypi/flask/json", 404), "fix", "--pin", "all", "Dockerfile");
        Assert.Equal(2, run.Status);
        Assert.Contains("dockerlsp: Dockerfile:1: python:3.12 is not pinned: docker.io answered with something that is no digest\n", run.Error, StringComparison.Ordinal);
        Assert.Contains("dockerlsp: Dockerfile:2: flask is not pinned: pypi.org has no such package\n", run.Error, StringComparison.Ordinal);
        Assert.Equal(Text, File.ReadAllText(folder["Dockerfile"]));
    }

    [Fact]
    public void Without_curl_that_is_said()
    {
        using var folder = new TempFolder();
        folder.Add("Dockerfile", Text);
        var run = In(folder, null, "fix", "--pin", "images", "Dockerfile");
        Assert.Equal(2, run.Status);
        Assert.Contains("`curl`, which would ask docker.io, is not installed here", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Each_thing_is_asked_once_for_all_files()
    {
        using var folder = new TempFolder();
        folder.Add("a/Dockerfile", "FROM python:3.12\n").Add("b/Dockerfile", "FROM python:3.12 AS x\nFROM python:3.12\n");
        var web = Web();
        In(folder, web, "fix", "--pin", "images");
        Assert.Single(web.Requests);
        Assert.Equal($"FROM python:3.12@{Digest} AS x\nFROM python:3.12@{Digest}\n", File.ReadAllText(folder["b/Dockerfile"]));
    }

    [Fact]
    public void A_context_of_one_of_several_builds_is_no_image()
    {
        using var folder = new TempFolder();
        folder.Add("Dockerfile", "FROM python:3.12\n");
        folder.Add("compose.yaml", "services:\n  a:\n    build: .\n  b:\n    build:\n      context: .\n      additional_contexts:\n        python:3.12: ./other\n");
        var web = Web();
        In(folder, web, "fix", "--pin", "images", "compose.yaml");
        Assert.Empty(web.Requests);
        Assert.Equal("FROM python:3.12\n", File.ReadAllText(folder["Dockerfile"]));
    }

    [Fact]
    public void An_unknown_word_is_wrong_usage()
    {
        using var folder = new TempFolder();
        folder.Add("Dockerfile", Text);
        Assert.Equal(2, In(folder, Web(), "fix", "--pin", "tags", "Dockerfile").Status);
    }

    [CurlFact]
    public async Task A_registry_of_this_machine_is_asked_with_the_real_curl()
    {
        await using var server = LoopbackServer.Start(head => head switch
        {
            _ when head.StartsWith("GET /token?service=test&scope=repository%3Aa%2Fb%3Apull ", StringComparison.Ordinal) => "HTTP/1.1 200 OK\r\nContent-Length: 15\r\n\r\n{\"token\":\"abc\"}",
            _ when !head.StartsWith("HEAD /v2/a/b/manifests/1 ", StringComparison.Ordinal) => "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n",
            _ when head.Contains("Authorization: Bearer abc\r\n", StringComparison.Ordinal) => $"HTTP/1.1 200 OK\r\nDocker-Content-Digest: {Digest}\r\nContent-Length: 700\r\n\r\n",
            _ => $"HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: Bearer realm=\"http://{head.Split("Host: ")[1].Split("\r\n")[0]}/token\",service=\"test\"\r\nContent-Length: 0\r\n\r\n",
        });
        using var folder = new TempFolder();
        folder.Add("Dockerfile", $"FROM {server.Host}/a/b:1\n");
        var run = await Task.Run(() => In(folder, new CurlProgram(CurlFactAttribute.Program ?? ""), "fix", "--pin", "images", "--select", "DL3006", "Dockerfile"));
        Assert.Equal("Applied 1 fix in 1 file\n", run.Error);
        Assert.Equal($"FROM {server.Host}/a/b:1@{Digest}\n", await File.ReadAllTextAsync(folder["Dockerfile"]));
        Assert.Equal(3, server.Requests.Count);
    }

    private static Run In(TempFolder folder, IWebClient? web, params string[] args)
    {
        using var output = new MemoryStream();
        using var error = new StringWriter { NewLine = "\n" };
        var environment = new CommandEnvironment { Input = Stream.Null, Output = output, Error = error, CurrentDirectory = folder.Path, FindWebClient = () => web };
        return new Run(CommandLine.Run(args, environment, () => 0), output.ToArray(), error.ToString());
    }
}
