using System.Globalization;
using DockerLsp.Engine;
using DockerLsp.Engine.Configuration;
using DockerLsp.Engine.Features;
using DockerLsp.Engine.Rules;
using DockerLsp.Engine.Text;

namespace DockerLsp.Tests.Engine;

/// <summary>Files that nobody would write take work that grows with them, not with their square. Counted in bytes allocated, which are the same on any machine.</summary>
public sealed class WorkOfBadInputTests
{
    private static readonly AnalysisOptions Everything = AnalysisOptions.Default with
    {
        Select = [.. RuleCatalog.All.Select(r => r.Id)],
        Labels = LabelSchema.Empty.With("team", LabelKind.Text),
    };

    public static TheoryData<string> Inputs => [.. Makers.Keys];

    private static readonly Dictionary<string, Func<int, string>> Makers = new()
    {
        ["one long word"] = n => "FROM debian:12\nRUN echo " + new string('x', n * 100) + "\n",
        ["one line of words"] = n => "FROM debian:12\nRUN echo" + Repeat(n * 10, i => $" w{i}") + "\n",
        ["continuation lines in one RUN"] = n => "FROM debian:12\nRUN true" + Repeat(n, i => $" \\\n    && echo {i}") + "\n",
        ["commands in one heredoc"] = n => "FROM debian:12\nRUN <<EOF\n" + Repeat(n, i => $"echo {i}\n") + "EOF\n",
        ["a heredoc without an end"] = n => "FROM debian:12\n" + Repeat(n, i => "RUN <<EOF\n"),
        ["steps"] = n => "FROM debian:12\n" + Repeat(n, i => $"RUN echo {i}\n"),
        ["stages that inherit from each other"] = n => "FROM debian:12 AS s0\n" + Repeat(n, i => $"FROM s{i} AS s{i + 1}\nUSER u{i}\n"),
        ["ends of chains of stages"] = n => "FROM debian:12 AS s0\n" + Repeat(n, i => $"FROM s{i} AS s{i + 1}\nRUN true\nFROM s{i} AS t{i}\nRUN true\n"),
        ["stages that copy from each other"] = n => "FROM debian:12 AS s0\n" + Repeat(n, i => $"FROM debian:12 AS s{i + 1}\nCOPY --from=s{i} /a /a\n"),
        ["copies from stages that are not there"] = n => Repeat(n, i => $"FROM debian:12 AS stage{i}\nCOPY --from=nothing{i} /a /a\n"),
        ["stages without names"] = n => Repeat(n, i => $"FROM debian:12\nCOPY --from=img{i} /a /a\n"),
        ["installs of a cache that later steps share"] = n => "FROM node:20\n" + Repeat(n, i => $"RUN npm install -g a{i}@1\n"),
        ["installs of Yarn"] = n => "FROM node:20\n" + Repeat(n, i => $"RUN yarn global add a{i}@1\n"),
        ["installs of pip"] = n => "FROM python:3\n" + Repeat(n, i => $"RUN pip install a{i}==1\n"),
        ["refreshes and installs"] = n => "FROM debian:12\n" + Repeat(n, i => $"RUN apt-get update\nRUN apt-get install -y a{i}\n"),
        ["flags"] = n => "FROM debian:12\n" + Repeat(n, i => $"COPY --chown=1:{i} a{i} /a{i}\n"),
        ["deleted files"] = n => "FROM debian:12\n" + Repeat(n, i => $"COPY a{i} /a{i}\nRUN rm /b{i}\n"),
        ["instructions that are none"] = n => "FROM debian:12\n" + Repeat(n, i => $"XYZ {i}\n"),
    };

    [Theory]
    [MemberData(nameof(Inputs))]
    public void Four_times_the_file_takes_about_four_times_the_work(string input)
    {
        AssertFollowsLength(Makers[input], source => Assert.False(DockerfileAnalysis.Create(source, Everything).Findings.IsDefault));
    }

    [Theory]
    [MemberData(nameof(Inputs))]
    public void Formatting_four_times_the_file_takes_about_four_times_the_work(string input)
    {
        AssertFollowsLength(Makers[input], source => Assert.False(FormattingProvider.Format(DockerfileAnalysis.Create(source, Everything), new FormattingOptions()).IsDefault));
    }

    private static void AssertFollowsLength(Func<int, string> make, Action<SourceText> act)
    {
        Allocated(make(60), act);
        var one = Allocated(make(250), act);
        var four = Allocated(make(1_000), act);
        Assert.True(four < (one * 5) + 200_000, string.Create(CultureInfo.InvariantCulture, $"{one:N0} bytes became {four:N0}"));
    }

    private static long Allocated(string text, Action<SourceText> act)
    {
        var source = SourceText.From(text);
        var before = GC.GetAllocatedBytesForCurrentThread();
        act(source);
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    private static string Repeat(int count, Func<int, string> make) => string.Concat(Enumerable.Range(0, count).Select(make));
}
