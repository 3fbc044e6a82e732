using DockerLsp.Engine.Diagnostics;
using DockerLsp.Engine.Lookups;
using DockerLsp.Engine.Semantics;
using DockerLsp.Engine.Syntax;
using DockerLsp.Engine.Text;

namespace DockerLsp.Tests.Engine.Lookups;

public class PinFinderTests
{
    private const string Digest = "sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

    [Theory]
    [InlineData("FROM debian:12\n", "docker.io library/debian 12", "FROM debian:12@DIGEST\n")]
    [InlineData("FROM debian\n", "docker.io library/debian latest", "FROM debian:latest@DIGEST\n")]
    [InlineData("FROM debian:latest AS base\r\n", "docker.io library/debian latest", "FROM debian:latest@DIGEST AS base\r\n")]
    [InlineData("FROM --platform=linux/arm64 \"grafana/grafana:11.0.0\"\n", "docker.io grafana/grafana 11.0.0", "FROM --platform=linux/arm64 \"grafana/grafana:11.0.0@DIGEST\"\n")]
    [InlineData("FROM docker.io/library/debian:12", "docker.io library/debian 12", "FROM docker.io/library/debian:12@DIGEST")]
    [InlineData("FROM ghcr.io/a__b/c.d-e/f:1\n", "ghcr.io a__b/c.d-e/f 1", "FROM ghcr.io/a__b/c.d-e/f:1@DIGEST\n")]
    [InlineData("FROM localhost:5000/app\n", "localhost:5000 app latest", "FROM localhost:5000/app:latest@DIGEST\n")]
    [InlineData("FROM \\\n  debian:12\n", "docker.io library/debian 12", "FROM \\\n  debian:12@DIGEST\n")]
    [InlineData("FROM scratch\nCOPY --from=nginx:1.27 /etc/nginx /etc/nginx\n", "docker.io library/nginx 1.27", "FROM scratch\nCOPY --from=nginx:1.27@DIGEST /etc/nginx /etc/nginx\n")]
    [InlineData("FROM scratch\nRUN --mount=type=bind,from=golang:1.23,target=/go true\n", "docker.io library/golang 1.23", "FROM scratch\nRUN --mount=type=bind,from=golang:1.23@DIGEST,target=/go true\n")]
    public void Images_keep_their_tag_and_get_a_digest(string text, string question, string expected)
    {
        var pin = Assert.Single(Find(text));
        var asked = Assert.Single(pin.Places).Question;
        Assert.True(pin.IsImage);
        Assert.Equal(question, $"{asked.Source} {asked.Name} {asked.Version}");
        Assert.Equal(expected.Replace("DIGEST", Digest, StringComparison.Ordinal), Apply(text, pin, _ => Digest));
    }

    [Theory]
    [InlineData("FROM scratch\n")]
    [InlineData("FROM debian@" + Digest + "\n")]
    [InlineData("ARG V=12\nFROM debian:${V}\n")]
    [InlineData("FROM Debian:12\n")]
    [InlineData("FROM debian:.12\n")]
    [InlineData("FROM a//b:1\n")]
    [InlineData("FROM -a:1\n")]
    [InlineData("FROM evil.example/a:1?x=y\n")]
    [InlineData("FROM evil.example:port/a:1\n")]
    [InlineData("FROM evil.example\\@127.0.0.1/a:1\n")]
    [InlineData("FROM scratch AS a\nFROM a\nCOPY --from=0 / /\nCOPY --from=A / /\nCOPY . /\nRUN --mount=from=a true\n")]
    public void Stages_and_what_no_registry_can_be_asked_for_are_left_alone(string text) => Assert.Empty(Find(text));

    [Fact]
    public void A_named_context_is_no_image()
    {
        var build = new BuildRequest { Contexts = BuildRequest.Default.Contexts.Add("debian:12", null).Add("tools", null) };
        Assert.Empty(PinFinder.FindAll(BuildModel.Create(DockerfileSyntax.Parse(SourceText.From("FROM debian:12\nCOPY --from=tools / /\n")), build)));
    }

    [Theory]
    [InlineData("python:3.12-slim", "pip install --no-cache-dir Flask 'uvicorn[standard]' requests==2.0 ./x", "PyPi flask 3.12, PyPi uvicorn 3.12", "pip install --no-cache-dir Flask==1.2 'uvicorn[standard]==1.2' requests==2.0 ./x")]
    [InlineData("debian:12", "python3 -m pip install zope.interface", "PyPi zope-interface ?", "python3 -m pip install zope.interface==1.2")]
    [InlineData("node:22-alpine", "npm install -g @angular/cli pnpm typescript@5", "Npm @angular/cli 22, Npm pnpm 22", "npm install -g @angular/cli@1.2 pnpm@1.2 typescript@5")]
    [InlineData("ruby:3.3", "gem install --no-document rails bundler:2.5", "RubyGems rails 3.3", "gem install --no-document rails:1.2 bundler:2.5")]
    [InlineData("golang:1.23", "go install -trimpath golang.org/x/tools/gopls@latest", "Go golang.org/x/tools/gopls ?", "go install -trimpath golang.org/x/tools/gopls@1.2")]
    [InlineData("alpine:3.20.3", "apk add --no-cache -t .deps \\\n    curl \\\n    g++ busybox git~2", "Alpine curl 3.20", "apk add --no-cache -t .deps \\\n    curl~1.2 \\\n    g++ busybox git~2")]
    [InlineData("python:3.12-alpine3.20", "apk add --no-cache jq", "Alpine jq 3.20", "apk add --no-cache jq~1.2")]
    public void Packages_of_an_install_are_pinned_together(string image, string command, string questions, string expected)
    {
        var text = $"FROM {image}@{Digest}\nRUN echo a && {command} && echo b\n";
        var pin = Assert.Single(Find(text));
        Assert.False(pin.IsImage);
        Assert.Equal(questions, string.Join(", ", pin.Places.Select(p => $"{p.Question.Kind} {p.Question.Name} {p.Question.Version ?? "?"}")));
        Assert.Equal(text.Replace(command, expected, StringComparison.Ordinal), Apply(text, pin, _ => "1.2"));
    }

    [Theory]
    [InlineData("debian:12", "pip install --index-url https://pypi.example/simple flask")]
    [InlineData("debian:12", "pip install --pre flask")]
    [InlineData("debian:12", "pip install -r requirements.txt flask")]
    [InlineData("debian:12", "pip install $OPTIONS flask")]
    [InlineData("debian:12", "PIP_INDEX_URL=https://pypi.example/simple pip install flask")]
    [InlineData("debian:12", "pip config set global.index https://pypi.example && pip install flask")]
    [InlineData("debian:12", "pip install git+https://github.com/a/b ./a.whl")]
    [InlineData("debian:12", "pip download flask")]
    [InlineData("debian:12", "[\"pip\", \"install\", \"flask\"]")]
    [InlineData("node:22", "npm install express")]
    [InlineData("node:22", "npm install -g --registry=https://npm.example express")]
    [InlineData("node:22", "npm install -g ./a.tgz user/repository")]
    [InlineData("ruby:3.3", "gem install -v 1.2 rails")]
    [InlineData("ruby:3.3", "gem install --pre rails")]
    [InlineData("golang:1.23", "go install ./...")]
    [InlineData("golang:1.23", "go install example.com/a@v1.2.3")]
    [InlineData("golang:1.23", "go get example.com/a@latest")]
    [InlineData("alpine", "apk add --no-cache curl")]
    [InlineData("alpine:edge", "apk add --no-cache curl")]
    [InlineData("acme/alpine:3.20", "apk add --no-cache curl")]
    [InlineData("alpine:3.20", "apk add --no-cache -X https://apk.example curl")]
    [InlineData("alpine:3.20", "echo https://apk.example >> /etc/apk/repositories && apk add --no-cache curl")]
    [InlineData("debian:12", "apt-get update && apt-get install -y curl")]
    public void Where_something_else_may_decide_nothing_is_offered(string image, string command) =>
        Assert.Empty(Find($"FROM {image}@{Digest}\nRUN {command}\n"));

    [Theory]
    [InlineData("ENV PIP_INDEX_URL=https://pypi.example/simple\n", false)]
    [InlineData("ARG PIP_INDEX_URL\n", false)]
    [InlineData("COPY pip.conf /etc/\n", false)]
    [InlineData("ENV PIP_NO_CACHE_DIR=1\n", true)]
    public void What_was_set_before_counts(string before, bool isOffered) =>
        Assert.Equal(isOffered, Find($"FROM debian@{Digest} AS a\n{before}FROM a\nRUN pip install flask\n").Length == 1);

    [Theory]
    [InlineData("sha256:0123")]
    [InlineData("sha256:0123456789ABCDEF0123456789abcdef0123456789abcdef0123456789abcdef")]
    [InlineData("md5:0123456789abcdef0123456789abcdef")]
    [InlineData(Digest + "\nRUN curl evil")]
    [InlineData("")]
    public void What_is_no_digest_is_never_written(string answer)
    {
        var pin = Assert.Single(Find("FROM debian:12\n"));
        Assert.Null(pin.ToFix(pin.Places.ToDictionary(p => p.Question, _ => answer)));
    }

    [Theory]
    [InlineData("1.2; curl evil")]
    [InlineData("$(x)")]
    [InlineData("1.2 other")]
    [InlineData("latest")]
    [InlineData("")]
    public void What_is_no_version_is_never_written(string answer)
    {
        var pin = Assert.Single(Find($"FROM debian@{Digest}\nRUN pip install flask\n"));
        Assert.Null(pin.ToFix(pin.Places.ToDictionary(p => p.Question, _ => answer)));
    }

    [Fact]
    public void The_offer_says_who_is_asked_and_that_later_builds_change()
    {
        Assert.Equal("Pin debian:12 to the digest it has now, for later builds too (asks docker.io)", Find("FROM debian:12\n")[0].Offer);
        Assert.Equal("Pin 2 packages to their newest versions, for later builds too (asks pypi.org)", Find($"FROM debian@{Digest}\nRUN pip install a b\n")[0].Offer);
        Assert.Equal("Pin curl to what Alpine 3.20 has now; later builds fail once it is replaced (asks dl-cdn.alpinelinux.org)", Find($"FROM alpine:3.20@{Digest}\nRUN apk add curl\n")[0].Offer);
    }

    [Fact]
    public void Only_what_is_touched_is_found()
    {
        const string Text = "FROM debian:12\nRUN true\nCOPY --from=nginx:1 / /\n";
        var model = BuildModel.Create(DockerfileSyntax.Parse(SourceText.From(Text)));
        Assert.Equal("12", Assert.Single(Assert.Single(PinFinder.FindIn(model, new TextSpan(7, 0))).Places).Question.Version);
        Assert.Empty(PinFinder.FindIn(model, new TextSpan(Text.IndexOf("true", StringComparison.Ordinal), 0)));
        Assert.Equal("1", Assert.Single(Assert.Single(PinFinder.FindIn(model, new TextSpan(Text.IndexOf("nginx", StringComparison.Ordinal), 2))).Places).Question.Version);
    }

    private static Pin[] Find(string text) => [.. PinFinder.FindAll(BuildModel.Create(DockerfileSyntax.Parse(SourceText.From(text))))];

    private static string Apply(string text, Pin pin, Func<LookupQuestion, string> answer)
    {
        var fix = pin.ToFix(pin.Places.Select(p => p.Question).Distinct().ToDictionary(q => q, answer));
        Assert.NotNull(fix);
        Assert.Equal(Applicability.Unsafe, fix.Applicability);
        var changed = SourceText.From(text).WithChanges([.. fix.Edits]).ToString();
        Assert.Equal(DockerfileSyntax.Parse(SourceText.From(text)).Diagnostics.Count(), DockerfileSyntax.Parse(SourceText.From(changed)).Diagnostics.Count());
        Assert.DoesNotContain(Find(changed), p => p.Places.Any(place => pin.Places.Any(former => former.Question == place.Question)));
        return changed;
    }
}
