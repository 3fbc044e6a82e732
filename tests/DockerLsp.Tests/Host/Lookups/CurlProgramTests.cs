using System.Text;
using DockerLsp.Lookups;
using DockerLsp.Tests.Host.Programs;

namespace DockerLsp.Tests.Host.Lookups;

public class CurlProgramTests
{
    private static CurlProgram Curl => new(CurlFactAttribute.Program ?? "");

    [CurlFact]
    public async Task Head_and_body_come_through()
    {
        await using var server = LoopbackServer.Start(_ => "HTTP/1.1 200 OK\r\nX-One: a: b\r\nContent-Length: 5\r\n\r\nHTTP/");
        var answer = await Curl.SendAsync(new WebRequest(new Uri($"http://{server.Host}/a%2Fb?c=d")) { Accept = "a/b, c/d", Token = "to.k-en==" }, default);
        Assert.Equal(200, answer.Status);
        Assert.Equal("a: b", Assert.Single(answer.HeadersOf("x-one")));
        Assert.Equal("HTTP/", Encoding.ASCII.GetString(answer.Body));
        var request = Assert.Single(server.Requests);
        Assert.StartsWith("GET /a%2Fb?c=d HTTP/1.1\r\n", request, StringComparison.Ordinal);
        Assert.Contains("\r\nAccept: a/b, c/d\r\n", request, StringComparison.Ordinal);
        Assert.Contains("\r\nAuthorization: Bearer to.k-en==\r\n", request, StringComparison.Ordinal);
        Assert.Contains("\r\nUser-Agent: dockerlsp/", request, StringComparison.Ordinal);
    }

    [CurlFact]
    public async Task A_head_is_asked_for_without_its_body()
    {
        await using var server = LoopbackServer.Start(_ => "HTTP/1.1 404 Not Found\r\nContent-Length: 500\r\n\r\n");
        var answer = await Curl.SendAsync(new WebRequest(new Uri($"http://{server.Host}/")) { IsHead = true }, default);
        Assert.Equal(404, answer.Status);
        Assert.Empty(answer.Body);
        Assert.StartsWith("HEAD / ", Assert.Single(server.Requests), StringComparison.Ordinal);
        Assert.DoesNotContain("Authorization", server.Requests.First(), StringComparison.Ordinal);
    }

    [CurlFact]
    public async Task Who_sends_on_to_a_place_without_TLS_is_not_followed()
    {
        await using var other = LoopbackServer.Start(_ => "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
        await using var server = LoopbackServer.Start(_ => $"HTTP/1.1 307 Temporary\r\nLocation: http://{other.Host}/\r\nContent-Length: 0\r\n\r\n");
        var exception = await Assert.ThrowsAsync<LookupException>(() => Curl.SendAsync(new WebRequest(new Uri($"http://{server.Host}/")), default));
        Assert.Equal($"{server.Host} sends on to where there is no TLS, which is not followed", exception.Message);
        Assert.Empty(other.Requests);
    }

    [CurlFact]
    public async Task An_answer_without_end_is_given_up()
    {
        await using var server = LoopbackServer.Start(async (_, stream) =>
        {
            await stream.WriteAsync("HTTP/1.1 200 OK\r\n\r\n"u8.ToArray());
            var block = new byte[1 << 20];
            while (true)
            {
                await stream.WriteAsync(block);
            }
        });
        var exception = await Assert.ThrowsAsync<LookupException>(() => Curl.SendAsync(new WebRequest(new Uri($"http://{server.Host}/")), default));
        Assert.Equal($"{server.Host} gave an answer that is too large", exception.Message);
    }

    [CurlFact]
    public async Task Nobody_there_is_said()
    {
        string host;
        await using (var server = LoopbackServer.Start(_ => ""))
        {
            host = server.Host;
        }

        var exception = await Assert.ThrowsAsync<LookupException>(() => Curl.SendAsync(new WebRequest(new Uri($"http://{host}/")), default));
        Assert.Equal($"{host} does not answer: is this machine online?", exception.Message);
    }

    [CurlFact]
    public async Task An_answer_that_is_none_is_said()
    {
        await using var server = LoopbackServer.Start(_ => "");
        var exception = await Assert.ThrowsAsync<LookupException>(() => Curl.SendAsync(new WebRequest(new Uri($"http://{server.Host}/")), default));
        Assert.Equal($"{server.Host} said nothing", exception.Message);
    }

    [CurlFact]
    public async Task Who_gives_up_ends_the_program()
    {
        using var given = new CancellationTokenSource();
        await using var server = LoopbackServer.Start(async (_, _) =>
        {
            await given.CancelAsync();
            await Task.Delay(Timeout.Infinite, given.Token);
        });
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Curl.SendAsync(new WebRequest(new Uri($"http://{server.Host}/")), given.Token));
    }

    [Theory]
    [InlineData("http://example.com/")]
    [InlineData("http://127.0.0.1.example.com/")]
    [InlineData("file:///etc/passwd")]
    public async Task Other_machines_are_not_asked_without_TLS(string address)
    {
        using var folder = new TempFolder();
        var program = new CurlProgram(FakeProgram.Add(folder, "curl", $"touch '{folder["started"]}'"));
        await Assert.ThrowsAsync<LookupException>(() => program.SendAsync(new WebRequest(new Uri(address)), default));
        Assert.False(File.Exists(folder["started"]));
    }

    [Fact]
    public async Task Its_own_configuration_and_other_protocols_are_off_and_the_token_is_no_argument()
    {
        using var folder = new TempFolder();
        var program = new CurlProgram(FakeProgram.Add(folder, "curl", $"cat > '{folder["input"]}'; echo \"$@\" > '{folder["arguments"]}'; printf 'HTTP/2 301 \\r\\nlocation: x\\r\\n\\r\\nHTTP/2 200 \\r\\na: b\\r\\n\\r\\n'"));
        Assert.Equal(200, (await program.SendAsync(new WebRequest(new Uri("https://registry.example/v2/")) { Token = "secret" }, default)).Status);
        var arguments = await File.ReadAllTextAsync(folder["arguments"]);
        Assert.StartsWith("--disable --config - ", arguments, StringComparison.Ordinal);
        Assert.Contains("--proto =https --proto-redir =https", arguments, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", arguments, StringComparison.Ordinal);
        Assert.Equal("header = \"Authorization: Bearer secret\"\n", await File.ReadAllTextAsync(folder["input"]));
    }

    [Theory]
    [InlineData("exit 6", "registry.example is not known to the name service: is this machine online?")]
    [InlineData("exit 28", "registry.example did not answer in time")]
    [InlineData("exit 60", "registry.example has a certificate that is not trusted here, or speaks no TLS")]
    [InlineData("exit 99", "registry.example could not be asked (curl ended with status 99)")]
    [InlineData("echo hello", "the answer is not one of HTTP")]
    public async Task Failures_are_told_in_words(string script, string message)
    {
        using var folder = new TempFolder();
        var program = new CurlProgram(FakeProgram.Add(folder, "curl", script));
        Assert.Equal(message, (await Assert.ThrowsAsync<LookupException>(() => program.SendAsync(new WebRequest(new Uri("https://registry.example/")), default))).Message);
    }
}
