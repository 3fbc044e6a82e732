using System.IO.Compression;
using System.Text;
using DockerLsp.Engine.Lookups;
using DockerLsp.Lookups;

namespace DockerLsp.Tests.Host.Lookups;

public class PackageIndexesTests
{
    private const string PyPi = "GET https://pypi.org/pypi/flask/json";
    private const string Npm = "GET https://registry.npmjs.org/@angular%2Fcli/latest";
    private const string Gems = "GET https://rubygems.org/api/v1/versions/rails.json";

    [Theory]
    [InlineData(LookupKind.PyPi, "flask", null, PyPi, """{"info":{"version":"3.1.0","requires_python":null}}""", "3.1.0")]
    [InlineData(LookupKind.PyPi, "flask", "3.12", PyPi, """{"info":{"version":"3.1.0.post1","requires_python":">=3.9, !=3.10.*, <4"}}""", "3.1.0.post1")]
    [InlineData(LookupKind.Npm, "@angular/cli", "22", Npm, """{"version":"19.0.1","engines":{"node":"^18.19.1 || ^20.11.1 || >=22.0.0"}}""", "19.0.1")]
    [InlineData(LookupKind.Npm, "@angular/cli", null, Npm, """{"version":"19.0.1-rc.1+x"}""", "19.0.1-rc.1+x")]
    [InlineData(LookupKind.RubyGems, "rails", "3.3", Gems, """[{"number":"8.1.0.rc1","platform":"ruby"},{"number":"7.2.10","platform":"ruby","ruby_version":">= 3.1"},{"number":"9.0.0","platform":"java"},{"number":"7.2.9","ruby_version":">= 9"}]""", "7.2.10")]
    public async Task The_newest_version_is_found(LookupKind kind, string name, string? runtime, string request, string body, string version)
    {
        var web = new FakeWeb().On(request, 200, body);
        Assert.Equal(version, await Ask(web, kind, name, runtime));
    }

    [Theory]
    [InlineData(LookupKind.PyPi, "flask", "3.8", PyPi, """{"info":{"version":"3.1.0","requires_python":">=3.9"}}""", "its newest version, 3.1.0, needs Python >=3.9, and this image has 3.8: an older one is installed, and which one is not looked up")]
    [InlineData(LookupKind.PyPi, "flask", null, PyPi, """{"info":{"version":"3.1.0","requires_python":">=3.9"}}""", "its newest version, 3.1.0, needs Python >=3.9, and which one this image has is not known here")]
    [InlineData(LookupKind.PyPi, "flask", "3.12", PyPi, """{"info":{"version":"3.1.0rc1"}}""", "it has no release that is finished")]
    [InlineData(LookupKind.PyPi, "flask", "3.12", PyPi, "[]", "what pypi.org says of it cannot be read")]
    [InlineData(LookupKind.PyPi, "flask", "3.12", PyPi, "{}", "what pypi.org says of it cannot be read")]
    [InlineData(LookupKind.PyPi, "flask", "3.12", PyPi, "<html>", "what pypi.org says of it cannot be read")]
    [InlineData(LookupKind.Npm, "@angular/cli", "22", Npm, """{"version":"1.0.0","deprecated":"use x"}""", "its latest version, 1.0.0, is deprecated, and npm may take another one")]
    [InlineData(LookupKind.Npm, "@angular/cli", "22", Npm, "{}", "registry.npmjs.org does not say its version")]
    [InlineData(LookupKind.RubyGems, "rails", "3.3", Gems, """[{"number":"9.0.0","platform":"java"}]""", "it has no release that is finished")]
    public async Task What_cannot_be_told_is_said(LookupKind kind, string name, string? runtime, string request, string body, string message)
    {
        var exception = await Assert.ThrowsAsync<LookupException>(() => Ask(new FakeWeb().On(request, 200, body), kind, name, runtime));
        Assert.Equal(message, exception.Message);
    }

    [Theory]
    [InlineData(404, "pypi.org has no such package")]
    [InlineData(429, "pypi.org has been asked too often from here: try again later")]
    [InlineData(500, "pypi.org does not work at the moment (status 500)")]
    public async Task A_refusal_says_why(int status, string message)
    {
        var exception = await Assert.ThrowsAsync<LookupException>(() => Ask(new FakeWeb().On(PyPi, status), LookupKind.PyPi, "flask", "3.12"));
        Assert.Equal(message, exception.Message);
    }

    [Fact]
    public async Task A_go_package_belongs_to_the_nearest_module_above_it()
    {
        var web = new FakeWeb()
            .On("GET https://proxy.golang.org/github.com/!a/b/cmd/b/@latest", 404)
            .On("GET https://proxy.golang.org/github.com/!a/b/cmd/@latest", 410)
            .On("GET https://proxy.golang.org/github.com/!a/b/@latest", 200, """{"Version":"v1.4.0"}""");
        Assert.Equal("v1.4.0", await Ask(web, LookupKind.Go, "github.com/A/b/cmd/b", null));
        var none = new FakeWeb().On("GET https://proxy.golang.org/example.com/a/@latest", 404).On("GET https://proxy.golang.org/example.com/@latest", 404);
        Assert.Equal("proxy.golang.org has no such module", (await Assert.ThrowsAsync<LookupException>(() => Ask(none, LookupKind.Go, "example.com/a", null))).Message);
    }

    [Fact]
    public async Task Alpine_packages_are_looked_up_in_the_index_of_their_release()
    {
        const string Main = "GET https://dl-cdn.alpinelinux.org/alpine/v3.20/main/x86_64/APKINDEX.tar.gz";
        const string Community = "GET https://dl-cdn.alpinelinux.org/alpine/v3.20/community/x86_64/APKINDEX.tar.gz";
        // A signature and an index, packed apart and put behind each other.
        byte[] index = [.. Pack("sign\n"), .. Pack("C:Q1\nP:libcurl\nV:1.0-r0\nA:x86_64\n\nC:Q1\nP:curl\nV:8.9.1-r2\nD:libcurl\n\n")];
        var web = new FakeWeb()
            .On(Main, _ => new WebAnswer(200, [], index))
            .On(Community, _ => new WebAnswer(200, [], Pack("P:jq\nV:1.7.1\n\n")));
        Assert.Equal("8.9.1", await Ask(web, LookupKind.Alpine, "curl", "3.20"));
        Assert.Equal("1.7.1", await Ask(web, LookupKind.Alpine, "jq", "3.20"));
        Assert.Equal("Alpine 3.20 has no such package", (await Assert.ThrowsAsync<LookupException>(() => Ask(web, LookupKind.Alpine, "cur", "3.20"))).Message);
        var broken = new FakeWeb().On(Main, 200, "no archive");
        Assert.Equal("what dl-cdn.alpinelinux.org says of it cannot be read", (await Assert.ThrowsAsync<LookupException>(() => Ask(broken, LookupKind.Alpine, "curl", "3.20"))).Message);
    }

    [Theory]
    [InlineData(">=3.9", "3.12", true)]
    [InlineData(">=3.12.4", "3.12", true)]
    [InlineData(">=3.13", "3.12", false)]
    [InlineData("<3.12", "3.12", false)]
    [InlineData("<4,>=3.7", "3.8.10", true)]
    [InlineData("!=3.0.*,!=3.1.*,>=2.7", "3.1", false)]
    [InlineData("~=3.8", "3.12", true)]
    [InlineData("~=3.8", "4.0", false)]
    [InlineData("==3.8.*", "3.8", true)]
    [InlineData("18 || 20 || >=22", "20", true)]
    [InlineData("18 || 20 || >=22", "21", false)]
    [InlineData("^18.18.0 || ^20.9.0 || >=21.1.0", "18", true)]
    [InlineData(">= 14 < 20", "20", false)]
    [InlineData("20.x", "20.3", true)]
    [InlineData(">= 2.7.0, < 4.dev", "3.3", true)]
    [InlineData("14 - 20", "18", null)]
    [InlineData(">=three", "3", null)]
    [InlineData("===3.8", "3.8", null)]
    public void Requirements_are_read_as_their_managers_do(string requirement, string version, bool? isMet) => Assert.Equal(isMet, VersionRequirement.IsMet(requirement, version));

    private static byte[] Pack(string text)
    {
        using var packed = new MemoryStream();
        using (var zip = new GZipStream(packed, CompressionMode.Compress, leaveOpen: true))
        {
            zip.Write(Encoding.UTF8.GetBytes(text));
        }

        return packed.ToArray();
    }

    private static Task<string> Ask(FakeWeb web, LookupKind kind, string name, string? version) =>
        new PackageIndexes((address, cancellation) => web.SendAsync(new WebRequest(address), cancellation)).FindVersionAsync(new LookupQuestion(kind, name, version), default);
}
