using DockerLsp.Engine.Configuration;
using DockerLsp.Engine.Diagnostics;
using DockerLsp.Engine.Features;

namespace DockerLsp.Tests.Engine.Features;

public class CompletionTests
{
    /// <summary>What is proposed, what of it is not, and what would be replaced.</summary>
    [Theory]
    [InlineData("¦", "FROM ARG", "RUN COPY", "")]
    [InlineData("FR¦", "FROM", "RUN", "FR")]
    [InlineData("FROM a\n¦", "RUN COPY FROM", "MAINTAINER", "")]
    [InlineData("FROM a\nRU¦", "RUN", "AS", "RU")]
    [InlineData("from a\nru¦", "RUN", "AS", "ru")]
    [InlineData("FROM a\nONBUILD ¦", "RUN COPY", "FROM ONBUILD", "")]
    [InlineData("FROM a\nONBUILD RU¦", "RUN COPY", "FROM ONBUILD", "RU")]
    [InlineData("FROM a\nONBUILD COPY --¦", "--from --chown", "--mount", "--")]
    [InlineData("FROM ¦", "alpine debian scratch", "AS", "")]
    [InlineData("FROM a AS build\nFROM b¦", "build alpine", "", "b")]
    [InlineData("FROM a AS build¦\n", "", "build", "")]
    [InlineData("FROM a ¦", "AS", "alpine", "")]
    [InlineData("FROM a AS ¦", "", "AS alpine", "")]
    [InlineData("FROM --pl¦", "--platform", "--from", "--pl")]
    [InlineData("FROM --platform=li¦ a", "linux/amd64", "windows", "li")]
    [InlineData("ARG TAG=1\nFROM a:$¦", "TAG TARGETARCH", "PATH", "")]
    [InlineData("ARG TAG=1\nFROM a:${TA¦", "TAG TARGETARCH", "PATH", "TA")]
    [InlineData("FROM a\nENV V=1\nARG W\nUSER $¦", "V W PATH", "TARGETARCH", "")]
    [InlineData("FROM a\nENV V=1\nRUN echo \"${¦}\"\n", "V HOME", "", "")]
    [InlineData("FROM a\nRUN x=1; echo $¦\n", "x", "", "")]
    [InlineData("FROM a\nRUN <<E\necho $¦\nE\n", "PATH", "", "")]
    [InlineData("FROM a\nENV V=1\nCOPY <<E /x\n$¦\nE\n", "V", "", "")]
    [InlineData("FROM a\nENV V=1\nCOPY <<'E' /x\n$¦\nE\n", "", "V", "")]
    [InlineData("FROM a\nRUN --¦", "--mount --network --security", "--from", "--")]
    [InlineData("FROM a\nRUN --network=none --¦ x", "--mount", "--network", "--")]
    [InlineData("FROM a\nRUN --mount=¦", "type= target=", "sharing=", "")]
    [InlineData("FROM a\nRUN --mount=type=¦", "cache secret", "", "")]
    [InlineData("FROM a\nRUN --mount=type=cache,¦", "target= sharing= id=", "type= required", "")]
    [InlineData("FROM debian:12\nRUN --mount=type=cache,target=/v¦", "/var/cache/apt /root/.npm", "/var/cache/apk", "/v")]
    [InlineData("FROM a\nRUN --mount=type=cache,sharing=¦", "locked shared", "", "")]
    [InlineData("FROM a AS b\nFROM c\nRUN --mount=from=¦", "b", "", "")]
    [InlineData("FROM a AS b\nFROM c AS d\nCOPY --from=¦", "b", "d", "")]
    [InlineData("FROM a\nCOPY --chown=¦ x y", "root 1000", "", "")]
    [InlineData("FROM a\nRUN useradd -m app\nUSER ¦", "app root", "-m", "")]
    [InlineData("FROM a\nRUN ¦", "apt-get apk pip", "update", "")]
    [InlineData("FROM debian:12\nRUN ¦", "apt-get", "sharing=locked", "")]
    [InlineData("FROM a\nRUN apt-get ¦", "install update", "curl", "")]
    [InlineData("FROM a\nRUN apt-get update && apt-get inst¦", "install", "--no-install-recommends", "inst")]
    [InlineData("FROM a\nRUN apt-get install -¦", "-y --no-install-recommends", "update", "-")]
    [InlineData("FROM a\nRUN apt-get install -y --no¦ curl", "--no-install-recommends", "-y", "--no")]
    [InlineData("FROM a\nRUN apt-get update && \\\n    apk add --n¦", "--no-cache", "update", "--n")]
    [InlineData("FROM a\nRUN sudo FOO=1 pip install ¦", "--no-cache-dir", "install", "")]
    [InlineData("FROM a\nRUN if true; then np¦", "npm", "", "np")]
    [InlineData("FROM a\nRUN x=$(apk ¦", "add", "", "")]
    [InlineData("FROM a\nRUN echo 'apt-get ¦", "", "install", "")]
    [InlineData("FROM a\nRUN <<E\nset -e\nnpm ¦\nE\n", "ci install", "", "")]
    [InlineData("FROM a\nRUN a \\\n  # np¦\n  b\n", "", "npm", "")]
    [InlineData("FROM a\nCMD ¦", "[\"…\"]", "", "")]
    [InlineData("FROM a\nHEALTHCHECK ¦", "CMD NONE", "", "")]
    [InlineData("FROM a\nHEALTHCHECK --interval=5s CMD cu¦", "curl", "NONE", "cu")]
    [InlineData("FROM a\nSTOPSIGNAL SIG¦", "SIGTERM", "", "SIG")]
    [InlineData("FROM a\nEXPOSE 81/¦", "81/tcp 81/udp", "80/tcp", "81/")]
    [InlineData("FROM a\nLABEL org¦", "org.opencontainers.image.source", "", "org")]
    [InlineData("ARG V\nFROM a\nARG ¦", "V TARGETARCH", "", "")]
    [InlineData("FROM a\nWORKDIR /app\nCOPY x ¦", "./ /app", "", "")]
    [InlineData("#¦", "syntax=docker/dockerfile:1", "", "")]
    [InlineData("# ¦\nFROM a\n", "escape=` dockerlsp", "", "")]
    [InlineData("FROM a\n# ¦\nRUN x\n", "dockerlsp", "syntax=docker/dockerfile:1", "")]
    [InlineData("FROM a\n# dockerlsp ignore=¦\nRUN x\n", "DL3008 DLS1002", "all", "")]
    [InlineData("FROM a\n# dockerlsp ignore=DL3008,DL¦\nRUN x\n", "DL3009", "DL3008", "DL")]
    [InlineData("FROM a\n# hadolint ignore=DL3¦\nRUN x\n", "DL3008", "", "DL3")]
    [InlineData("FROM a\n# dockerlsp ignore=DL3008 be¦cause\nRUN x\n", "", "DL3008", "")]
    [InlineData("# check=¦\nFROM a\n", "skip= error=true", "all", "")]
    [InlineData("# check=skip=¦\nFROM a\n", "all StageNameCasing", "DL3008", "")]
    [InlineData("FROM a\nFROM a\n# just words and more ¦\n", "", "DL3008", "")]
    public void Proposals(string marked, string proposed, string missing, string replaced)
    {
        var text = FeatureText.Parse(marked);
        var list = CompletionProvider.GetCompletions(text.Analysis, text.Position);
        var labels = list.Items.Select(i => i.Label).ToList();
        Assert.All(proposed.Split(' ', StringSplitOptions.RemoveEmptyEntries), p => Assert.Contains(labels, l => l == p || l.StartsWith(p + " ", StringComparison.Ordinal)));
        Assert.All(missing.Split(' ', StringSplitOptions.RemoveEmptyEntries), m => Assert.DoesNotContain(m, labels));
        if (labels.Count > 0)
        {
            Assert.Equal(replaced, text.Analysis.Text.ToString(list.Replaced));
        }

        Assert.Equal(labels.Count, labels.Distinct().Count());
    }

    [Theory]
    [InlineData("COPY ¦", "src/ a.txt", "node_modules/ .git/")]
    [InlineData("COPY src/ma¦", "main.go", "a.txt")]
    [InlineData("COPY [\"src/¦", "main.go", "a.txt")]
    [InlineData("COPY a.txt s¦", "src/", "")]
    [InlineData("COPY --from=b ¦", "", "a.txt")]
    [InlineData("COPY ../¦", "", "a.txt")]
    [InlineData("ADD --link ¦", "a.txt", "")]
    public void Files_of_the_context_are_proposed(string marked, string proposed, string missing)
    {
        var text = FeatureText.Parse("FROM a\n" + marked);
        var inserted = CompletionProvider.GetCompletions(text.Analysis, text.Position, new Files()).Items.Select(i => i.PlainText).ToList();
        Assert.All(proposed.Split(' ', StringSplitOptions.RemoveEmptyEntries), p => Assert.Contains(p, inserted));
        Assert.All(missing.Split(' ', StringSplitOptions.RemoveEmptyEntries), m => Assert.DoesNotContain(m, inserted));
    }

    [Fact]
    public void Variables_come_with_their_values_and_braces_are_closed()
    {
        var text = FeatureText.Parse("FROM a\nENV V=one\nUSER ${¦");
        var item = Assert.Single(CompletionProvider.GetCompletions(text.Analysis, text.Position).Items, i => i.Label == "V");
        Assert.Equal(("one", "V}"), (item.Detail, item.PlainText));
    }

    [Theory]
    [InlineData("debian:12")]
    [InlineData("alpine:3.20")]
    [InlineData("fedora:41")]
    [InlineData("opensuse/leap:15.6")]
    public void The_rules_have_nothing_against_the_recommended_forms(string image)
    {
        var text = FeatureText.Parse($"FROM {image}\n¦");
        var forms = CompletionProvider.GetCompletions(text.Analysis, text.Position).Items.Where(i => i.Kind == CompletionKind.Snippet).ToList();
        Assert.Contains(forms, f => f.Label.StartsWith("RUN ", StringComparison.Ordinal));
        foreach (var form in forms)
        {
            var analysis = FeatureText.Analyze($"FROM {image}\nWORKDIR /x\n{form.PlainText}\n");
            Assert.DoesNotContain(analysis.Tree.Diagnostics, d => d.Code != "unknown-stage");
            // Which versions to pin is for the author to say.
            Assert.DoesNotContain(analysis.Findings, f => f.Severity >= Severity.Warning && f.Rule.Id is not ("DL3008" or "DL3013" or "DL3018" or "DL3033" or "DL3037" or "DL3041"));
        }
    }

    [Fact]
    public void A_snippet_escapes_what_is_special_in_it()
    {
        var item = new CompletionItem("x", CompletionKind.Snippet, "a ‹b› \\\n $c }");
        Assert.Equal("a ${1:b} \\\\\n \\$c \\}", item.Snippet);
        Assert.Equal("a b \\\n $c }", item.PlainText);
    }

    [Theory]
    [InlineData("FROM ¦", "IMAGE")]
    [InlineData("FROM --platform=x ¦", "IMAGE")]
    [InlineData("FROM --pl¦", "[--platform=PLATFORM]")]
    [InlineData("FROM a AS ¦", "[AS NAME]")]
    [InlineData("COPY --from=x --ch¦", "[--chown=USER:GROUP]")]
    [InlineData("COPY a ¦", "DESTINATION")]
    [InlineData("COPY a b ¦", "DESTINATION")]
    [InlineData("ONBUILD RUN a b ¦", "COMMAND")]
    [InlineData("FR¦", null)]
    [InlineData("NOPE x ¦", null)]
    [InlineData("# x ¦", null)]
    public void The_syntax_shows_what_is_typed(string marked, string? active)
    {
        var text = FeatureText.Parse(marked);
        var signature = SignatureProvider.GetSignature(text.Analysis, text.Position);
        Assert.Equal(active, signature is null ? null : signature.Label.Substring(signature.Parameters[signature.ActiveParameter].Span.Start, signature.Parameters[signature.ActiveParameter].Span.Length));
    }

    private sealed class Files : IBuildContext
    {
        public IReadOnlyList<BuildContextEntry> List(string folder) => folder switch
        {
            "" => [new("a.txt", false), new("b c", false), new("src", true)],
            "src" => [new("main.go", false)],
            _ => [],
        };

        public string? FindFile(string path) => null;
    }
}
