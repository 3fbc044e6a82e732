using DockerLsp.Engine.Lookups;
using DockerLsp.Lookups;

namespace DockerLsp.Tests.Host.Lookups;

public class ImageRegistryTests
{
    private const string Digest = "sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";
    private const string Hub = "HEAD https://registry-1.docker.io/v2/library/debian/manifests/12";
    private const string Challenge = "Bearer realm=\"https://auth.docker.io/token\",service=\"registry.docker.io\",scope=\"repository:library/debian:pull\"";
    private const string Service = "GET https://auth.docker.io/token?service=registry.docker.io&scope=repository%3Alibrary%2Fdebian%3Apull";

    private static readonly LookupQuestion Debian = new(LookupKind.Image, "library/debian", "12");

    [Fact]
    public async Task Docker_Hub_is_asked_with_a_token_for_everyone()
    {
        var web = new FakeWeb()
            .On(Hub, request => request.Token == "abc.def" ? FakeWeb.Answer(200, "", ("docker-content-digest", Digest)) : FakeWeb.Answer(401, "", ("Www-Authenticate", Challenge)))
            .On(Service, 200, """{"token":"abc.def","expires_in":300}""");
        Assert.Equal(Digest, await new ImageRegistry(web).FindDigestAsync(Debian, default));
        Assert.Equal(3, web.Requests.Count);
        Assert.Contains("application/vnd.oci.image.index.v1+json", web.Requests[0].Accept, StringComparison.Ordinal);
        Assert.Contains("application/vnd.docker.distribution.manifest.list.v2+json", web.Requests[2].Accept, StringComparison.Ordinal);
        Assert.Null(web.Requests[1].Token);
    }

    [Fact]
    public async Task Another_registry_is_asked_by_its_own_host()
    {
        var web = new FakeWeb().On("HEAD https://ghcr.io:444/v2/a/b/manifests/latest", 200, "", ("Docker-Content-Digest", Digest));
        Assert.Equal(Digest, await new ImageRegistry(web).FindDigestAsync(new LookupQuestion(LookupKind.Image, "a/b", "latest") { Registry = "ghcr.io:444" }, default));
    }

    [Theory]
    [InlineData("registry.example:99999")]
    [InlineData("a..b")]
    public async Task What_is_no_host_is_not_asked(string host)
    {
        var web = new FakeWeb();
        var exception = await Assert.ThrowsAsync<LookupException>(() => new ImageRegistry(web).FindDigestAsync(new LookupQuestion(LookupKind.Image, "a", "1") { Registry = host }, default));
        Assert.Equal($"{host} is no address of a server", exception.Message);
        Assert.Empty(web.Requests);
    }

    [Theory]
    [InlineData(405)]
    [InlineData(200)]
    public async Task A_registry_that_says_too_little_of_a_head_is_asked_for_all(int status)
    {
        var web = new FakeWeb().On(Hub, status).On(Hub.Replace("HEAD", "GET", StringComparison.Ordinal), 200, "{}", ("Docker-Content-Digest", Digest));
        Assert.Equal(Digest, await new ImageRegistry(web).FindDigestAsync(Debian, default));
    }

    [Theory]
    [InlineData(404, "docker.io has no such image")]
    [InlineData(403, "docker.io has no such image for everyone: it asks for a login, which is not given here")]
    [InlineData(429, "docker.io has been asked too often from here: try again later")]
    [InlineData(503, "docker.io does not work at the moment (status 503)")]
    [InlineData(301, "docker.io answered with status 301")]
    public async Task A_refusal_says_why(int status, string message)
    {
        var exception = await Assert.ThrowsAsync<LookupException>(() => new ImageRegistry(new FakeWeb().On(Hub, status)).FindDigestAsync(Debian, default));
        Assert.Equal(message, exception.Message);
    }

    [Theory]
    [InlineData("Basic realm=\"x\"", "asks for a login")]
    [InlineData("Bearer service=\"x\"", "asks for a login")]
    [InlineData("Bearer", "asks for a login")]
    [InlineData("Bearer realm=\"", "asks for a login")]
    [InlineData("Bearer realm=\"http://auth.example/token\"", "without TLS")]
    [InlineData("Bearer realm=\"http://127.0.0.1/token\"", "without TLS")]
    [InlineData("Bearer realm=\"file:///etc/passwd\"", "without TLS")]
    public async Task A_token_is_only_fetched_where_that_is_safe(string challenge, string message)
    {
        var web = new FakeWeb().On(Hub, 401, "", ("WWW-Authenticate", challenge));
        var exception = await Assert.ThrowsAsync<LookupException>(() => new ImageRegistry(web).FindDigestAsync(Debian, default));
        Assert.Contains(message, exception.Message, StringComparison.Ordinal);
        Assert.Single(web.Requests);
    }

    [Theory]
    [InlineData("no json")]
    [InlineData("[]")]
    [InlineData("{\"token\":7}")]
    [InlineData("{\"token\":\"a\\\"\\nurl = x\"}")]
    public async Task What_is_no_token_is_sent_nowhere(string body)
    {
        var web = new FakeWeb().On(Hub, 401, "", ("WWW-Authenticate", Challenge)).On(Service, 200, body);
        var exception = await Assert.ThrowsAsync<LookupException>(() => new ImageRegistry(web).FindDigestAsync(Debian, default));
        Assert.Equal("the token service of docker.io gave no token", exception.Message);
    }
}
