using DockerLsp.Engine;
using DockerLsp.Engine.Configuration;
using DockerLsp.Engine.Features;
using DockerLsp.Engine.Text;

namespace DockerLsp.Tests.Engine.Features;

public class HoverProviderTests
{
    [Theory]
    [InlineData("F^ROM debian:12\nRUN x", "starts from `debian:12`", "1 step runs again (line 2)")]
    [InlineData("FROM a@sha256:00 AS b\nF^ROM b", "starts from the stage `b`", "no step runs again")]
    [InlineData("FROM a\nCOPY package*.json ./\nR^UN npm ci\nRUN npm test", "**Layer 2 of the image** · reused until line 1–3 or the content of `package*.json` changes", "1 later step runs again (line 4)")]
    [InlineData("FROM a\nE^NV A=1\nRUN npm ci", "cache key of every later RUN", "1 step runs again (line 3), among them `npm ci`")]
    [InlineData("FROM a\nL^ABEL a=b\nRUN x", "in no cache key", "BuildKit runs no step again. Other builders")]
    [InlineData("FROM a\nW^ORKDIR /x\nRUN y", "**Layer 1 of the image**", "Cache key: the step before; the path")]
    [InlineData("FROM a\nRUN x\nC^OPY --link a /", "whatever the steps before do", "With `--link`")]
    [InlineData("A^RG A=1\nFROM b:$A\nRUN x", "**ARG before the first FROM**", "1 step runs again (line 3)")]
    [InlineData("FROM a AS b\nRUN x\nFROM c\nC^OPY --from=b / /\nRUN make", "content of the files taken from the stage (`b`)", "1 later step runs again (line 5), among them `make`")]
    [InlineData("FROM a AS b\nR^UN x\nFROM c\nCOPY --from=b / /", "**Layer 1 of `b`**", "1 later step runs again (line 4) if the files that it takes from another stage came out differently")]
    [InlineData("FROM a\nON^BUILD RUN x", "**Runs later**", "no step runs again")]
    [InlineData("FROM a\nONBUILD R^UN x", "**Runs later**", "no step runs again")]
    [InlineData("FROM a\nHEALTHCHECK --retries=3 C^MD x", "**No layer, and in no cache key**", "whether it works")]
    [InlineData("FROM a\nHEALTHCHECK NO^NE", "**No layer, and in no cache key**")]
    public void An_instruction_says_what_the_cache_does_with_it(string text, params string[] parts) => AssertHover(text, parts);

    [Theory]
    [InlineData("ARG V=1\nFROM a\nARG V\nENV W=$V-x\nRUN echo $^W", "**`$W`** is `1-x` · ENV in line 4", "from `V=1`, ARG in line 3", "from `V=1`, ARG in line 1", "With another value: 1 step runs again")]
    [InlineData("ARG V=12\nFROM debian:$^V\nRUN x", "**`$V`** is `12` · ARG in line 1", "`--build-arg V=…` replaces it")]
    [InlineData("FROM a\nARG ^V=1\nRUN x", "**`$V`** is `1`", "1 step runs again (line 3)")]
    [InlineData("FROM a\nARG V\nRUN echo ${^V}", "has no value here · ARG in line 2")]
    [InlineData("FROM a\nCOPY $^NO /", "not set by this file")]
    [InlineData("FROM --platform=$^BUILDPLATFORM a", "the machine that builds")]
    [InlineData("FROM a\nENV A=1\nARG A=2\nRUN echo $^A", "is `1` · ENV in line 2")]
    [InlineData("FROM a\nENV A=\nRUN echo $^A", "is empty · ENV")]
    public void A_variable_has_a_value_and_an_origin(string text, params string[] parts) => AssertHover(text, parts);

    [Theory]
    [InlineData("FROM a\nRUN --mount=type=cac^he,target=/root/.npm npm ci", "**Cache mount `/root/.npm`**", "in no cache key")]
    [InlineData("FROM a\nRUN --mount=type=sec^ret,id=x y", "in no cache key")]
    [InlineData("FROM a\nRUN --mount=sou^rce=x,target=/x y", "**Bind mount `/x`**", "From the build context, `x`")]
    [InlineData("FROM a\nRUN --mount=type=bin^g,target=/x y", "unknown type")]
    [InlineData("FROM a AS b\nFROM c\nCOPY --fr^om=b / /", "**Stage `b`**", "even when that stage was built anew")]
    [InlineData("FROM c\nCOPY --fr^om=b / /", "**Image `b`**")]
    [InlineData("FROM c\nCOPY --li^nk b /", "does not depend on those below")]
    [InlineData("FROM a\nHEALTHCHECK --ret^ries=3 CMD x", "3 by default")]
    public void A_flag_is_explained(string text, params string[] parts) => AssertHover(text, parts);

    [Theory]
    [InlineData("# syn^tax=docker/dockerfile:1\nFROM a", "**Frontend**", "newest stable syntax")]
    [InlineData("#escape=^`\nFROM a", "**Escape character**")]
    [InlineData("# check=skip=all;err^or=true\nFROM a", "**Build checks**", "makes the build stop")]
    public void A_directive_is_explained(string text, params string[] parts) => AssertHover(text, parts);

    [Theory]
    [InlineData("FROM debian:^12", "**Image `debian:12`**", "an official image. Made of Debian. It ships no package index.")]
    [InlineData("FROM ghcr.io/a/b^", "it means `latest`", "From `ghcr.io`")]
    [InlineData("FROM scr^atch", "nothing at all")]
    [InlineData("FROM a AS bu^ild\nRUN x\nFROM c\nCOPY --from=build / /", "**Stage `build`** · 1 step from line 1", "Used by `stage 1`")]
    [InlineData("FROM a AS bu^ild\nFROM c", "BuildKit skips it")]
    public void A_name_is_explained(string text, params string[] parts) => AssertHover(text, parts);

    [Theory]
    [InlineData("FROM debian:12\nRUN apt-get update\nRUN apt-get ins^tall -y curl", "installs from the index of line 2")]
    [InlineData("FROM debian:12\nRUN apt-get update && apt-get ins^tall -y curl", "so the two are always of one age")]
    [InlineData("FROM debian:12\nRUN apt-get ins^tall -y curl", "finds no index")]
    public void A_package_command_says_how_old_its_index_is(string text, params string[] parts) => AssertHover(text, parts);

    [Theory]
    [InlineData("FROM a\n# comm^ent\nRUN x")]
    [InlineData("FROM a\nRUN ec^ho x")]
    [InlineData("FROM a\nRUN echo $^HERE")]
    public void Where_there_is_nothing_to_say_nothing_is_said(string text) => Assert.Null(Get(text));

    [Theory]
    [InlineData("FROM a\nARG ^A=<img/src=x>[l](javascript:x)")]
    [InlineData("FROM a\nARG ^A=`b`<script>")]
    [InlineData("FROM <b>![x](y)^ AS c")]
    [InlineData("FROM a\nCOPY --from=^![i](x) a /")]
    [InlineData("FROM a\nRUN --mount=type=<b^>,target=</b> x")]
    [InlineData("FROM a\nC^OPY <i>x</i> *b* /")]
    public void Text_of_the_file_is_never_markup(string text)
    {
        var markdown = Get(text)?.Markdown ?? "";
        var outside = System.Text.RegularExpressions.Regex.Replace(markdown, "(`+)(?!`).*?(?<!`)\\1(?!`)", "");
        Assert.DoesNotContain('<', outside);
        Assert.DoesNotContain("](", outside, StringComparison.Ordinal);
    }

    [Fact]
    public void Values_that_are_made_of_values_without_end_are_answered()
    {
        var text = "FROM a\nENV V0=x\n" + string.Concat(Enumerable.Range(1, 40).Select(i => $"ENV V{i}=" + string.Concat(Enumerable.Repeat($"$V{i - 1}", 2)).PadRight(3, 'x')[..(2 * $"$V{i - 1}".Length)] + "\n").Take(12)) + "RUN echo $^V12\n";
        Assert.NotNull(Get(text));
        var wide = "FROM a\n" + string.Concat(Enumerable.Range(0, 30).Select(i => $"ENV {string.Join(' ', Enumerable.Range(0, 20).Select(j => $"V{j}={string.Concat(Enumerable.Range(0, 20).Select(k => $"$V{k}"))}"))}\n")) + "RUN echo $^V1\n";
        Assert.NotNull(Get(wide));
    }

    private static void AssertHover(string text, string[] parts)
    {
        var hover = Get(text);
        Assert.NotNull(hover);
        Assert.All(parts, p => Assert.Contains(p, hover.Markdown, StringComparison.Ordinal));
        Assert.True(hover.Markdown.Split('\n')[0].Length < 200, hover.Markdown);
    }

    private static Hover? Get(string text)
    {
        var position = text.IndexOf('^', StringComparison.Ordinal);
        return HoverProvider.GetHover(DockerfileAnalysis.Create(SourceText.From(text.Remove(position, 1)), AnalysisOptions.Default), position);
    }
}
