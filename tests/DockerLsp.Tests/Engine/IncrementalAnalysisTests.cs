using System.Globalization;
using System.Text;
using CsCheck;
using DockerLsp.Engine;
using DockerLsp.Engine.Configuration;
using DockerLsp.Engine.PackageManagers;
using DockerLsp.Engine.Rules;
using DockerLsp.Engine.Semantics;
using DockerLsp.Engine.Syntax;
using DockerLsp.Engine.Text;
using DockerLsp.Tests.Engine.Rules;
using DockerLsp.Tests.Engine.Rules.Caching;
using DockerLsp.Tests.Engine.Syntax;
using DockerLsp.Tests.Engine.Text;
using DockerLsp.Tests.Repository;

namespace DockerLsp.Tests.Engine;

/// <summary>After any edits an analysis is that of a fresh start: its tree, its states and its findings.</summary>
public sealed class IncrementalAnalysisTests
{
    private const int EditsOfOneText = 12;

    private static readonly AnalysisOptions Everything = AnalysisOptions.Default with { Select = [.. RuleCatalog.All.Select(r => r.Id)] };

    /// <summary>The examples of all rules: what each rule finds stands in at least one of them.</summary>
    private static readonly string[] Examples = [.. RuleCatalog.All.SelectMany(r => CodeBlocks(RuleCatalog.GetPage(r)))];

    private static readonly string[] Lines =
    [
        .. Examples.SelectMany(e => e.Split('\n')).Where(l => l.Length > 0).Distinct(StringComparer.Ordinal).Select(l => l + "\n"),
        "\n", "# dockerlsp ignore=DL3009\n", "# hadolint global ignore=DL3008\n", "FROM s0 AS s1\n", "FROM debian:12\n", "USER root\n", "SHELL [\"/bin/bash\", \"-c\"]\n",
        "ENV PIP_NO_CACHE_DIR=1\n", "RUN apt-get update\n", "RUN apt-get install -y curl\n", "RUN rm -rf /var/lib/apt/lists/*\n", "RUN ./install-deps.sh\n",
        "RUN a \\\n    && b\n", "WORKDIR /src\n", "ARG X=1\n", "RUN curl x | tar x\n", "RUN wget x\n", "COPY --from=s0 /a /b\n", "COPY --from=0 /a /b\n",
        "USER $WHO\n", "CMD [\"mvn\", \"spring-boot:run\"]\n", "RUN mvn package\n", "RUN yarn set version stable\n", "RUN yarn add a@1\n", "RUN npm ci --offline\n", "RUN npm ci\n",
        "RUN rm /etc/apt/apt.conf.d/docker-clean\n", "HEALTHCHECK CMD true\n", "RUN --mount=type=cache,target=/x true\n", "RUN <<EOF\ntrue\nEOF\n", "EOF\n",
    ];

    private static readonly string[] ContextLines =
    [
        "COPY . .\n", "COPY package.json ./\n", "ADD src /src\n", "COPY a.log b/c /x/\n", "ONBUILD COPY . .\n",
        "# dockerlsp ignore=DLS2004,CopyIgnoredFile\nCOPY . .\n", "# dockerlsp global ignore=DLS2006\nCOPY a.log .\n",
    ];

    private static readonly AnalysisOptions[] Contexts =
    [
        Everything,
        Everything with { IgnoreFile = DockerIgnore.Empty },
        Everything with { IgnoreFile = DockerIgnore.Parse("*.log\nsrc\n") },
        Everything with { Context = new(ContextSummary.Of(new Listing("package.json package-lock.json .git/a:1000 node_modules/b:2000000 dist/c:3000000", false))) },
        Everything with { IgnoreFile = DockerIgnore.Parse(".git\n"), Context = new(ContextSummary.Of(new Listing("package.json a.log .git/a:1000", true))) },
    ];

    private static readonly Gen<string> Text = Gen.Frequency(
        (3, GeneratedDockerfile.Texts), (3, Gen.OneOfConst(Examples)), (2, Gen.OneOfConst(Lines).Array[1, 12].Select(string.Concat)), (1, DockerfileGenerators.AnyText));

    private static readonly Gen<(int At, int Length, string NewText)> Edit = Gen.Select(
        Gen.Int[0, 100_000],
        Gen.Frequency((5, Gen.Const(0)), (4, Gen.Int[0, 3]), (2, Gen.Int[0, 60])),
        Gen.Frequency(
            (4, Gen.Const("")), (4, Gen.OneOfConst(Lines)), (3, Gen.OneOfConst(" ", "x", "\n", " \\\n", "-y ", "#", "1", "a b", "\r\n", "$", "=", "&& ", "| ")),
            (1, DockerfileGenerators.Insertion)));

    /// <summary>More edits with DOCKERLSP_EDITS, of the files of another folder with DOCKERLSP_CORPUS: <c>npm run prove -- --edits</c>.</summary>
    private static int Edits => int.TryParse(Environment.GetEnvironmentVariable("DOCKERLSP_EDITS"), CultureInfo.InvariantCulture, out var count) ? count : 20_000;

    [Fact]
    public void After_any_edits_all_is_as_after_a_fresh_start() => IsAsAfterAFreshStart(Text, Edits);

    [Fact]
    public void After_any_edits_of_files_that_people_wrote_all_is_as_after_a_fresh_start()
    {
        var folder = Environment.GetEnvironmentVariable("DOCKERLSP_CORPUS");
        var texts = DockerfileFolder.Find(folder ?? Path.Combine(RepositoryRoot.Path, "examples")).Select(File.ReadAllText);
        IsAsAfterAFreshStart(Gen.OneOfConst([.. texts]), folder is null ? Edits / 20 : Edits);
    }

    [Fact]
    public void A_fix_that_stands_at_a_step_follows_when_another_step_takes_its_place()
    {
        // The step behind is mended by a SHELL before the first pipe, which is then in a step of another number of lines.
        const string Text = "FROM debian:12\nRUN make\nRUN curl x | tar x\nRUN [\"true\"]\nRUN curl y | tar y\n";
        var change = new TextChange(new TextSpan(Text.IndexOf("\nRUN curl x", StringComparison.Ordinal), "\nRUN".Length), "");
        EqualsFresh(
            DockerfileAnalysis.Create(SourceText.From(Text), Everything).WithChanges([change]),
            SourceText.From(Text).WithChanges([change]).ToString(),
            () => Text);
    }

    [Theory]
    [InlineData("true\nRUN ")]
    [InlineData("true\nONBUILD RUN ")]
    public void A_fix_that_stands_at_a_step_follows_when_another_step_comes_before_it(string inserted)
    {
        // The new step has taken the place of the first pipe, which is now behind it.
        const string Text = "FROM debian:12\nRUN curl x | tar x\nRUN [\"true\"]\nRUN curl y | tar y\n";
        var change = new TextChange(new TextSpan(Text.IndexOf("curl x", StringComparison.Ordinal), 0), inserted);
        var changed = SourceText.From(Text).WithChanges([change]).ToString();
        var analysis = DockerfileAnalysis.Create(SourceText.From(Text), Everything).WithChanges([change]);
        EqualsFresh(analysis, changed, () => Text);
        EqualsFresh(analysis.WithChanges([new TextChange(new TextSpan(change.Span.Start, inserted.Length), "")]), Text, () => changed);
    }

    [Fact]
    public void A_fix_that_deletes_from_the_line_before_on_follows_when_that_line_changes()
    {
        const string Text = "FROM debian:12\nONBUILD RUN apt-get update && apt-get install -y curl\nONBUILD RUN apt-get update";
        var change = new TextChange(new TextSpan(Text.IndexOf("curl", StringComparison.Ordinal), 2), "");
        EqualsFresh(
            DockerfileAnalysis.Create(SourceText.From(Text), Everything).WithChanges([change]),
            SourceText.From(Text).WithChanges([change]).ToString(),
            () => Text);
    }

    [Theory]
    // Whether an install stops the build, as the refresh that it makes needless did.
    [InlineData("FROM opensuse/leap:15.6\nRUN zypper -n refresh\nRUN zypper clean --all\nRUN true\nRUN [|! |]zypper -n in curl\n", "")]
    [InlineData("FROM fedora:40\nRUN dnf makecache\nRUN dnf clean all\nRUN true\nRUN dnf -y install curl[||]\n", " || true")]
    [InlineData("FROM fedora:40\nRUN dnf makecache\nRUN dnf clean all\nRUN true\n[||]RUN dnf -y install curl\n", "ONBUILD ")]
    [InlineData("FROM alpine:3.20\nRUN apk add git && apk update\nRUN rm -rf /var/cache/apk/*\nRUN true\nRUN apk add curl[||]\n", " || true")]
    // What may refresh an index unseen.
    [InlineData("FROM ubuntu:24.04\nRUN apt-get update\nRUN rm -rf /var/lib/apt/lists/*\n[|ONBUILD |]RUN ./setup.sh\nRUN true\nRUN apt-get install -y curl\n", "")]
    // Which step of a stage is the first to leave a cache there.
    [InlineData("FROM maven:3\nRUN mvn package[||]\nRUN rm -rf /root/.m2\nRUN true\nRUN mvn verify\n", " && rm -rf /root/.m2")]
    [InlineData("FROM maven:3\nRUN [|mvn package|]\nRUN rm -rf /root/.m2\nRUN true\nRUN mvn verify\n", "true")]
    // Who else uses a cache, by what command, and where.
    [InlineData("FROM maven:3 AS a\nRUN true\nRUN [|true|]\nFROM maven:3\nRUN true\nRUN mvn verify\n", "rm -rf /root/.m2")]
    [InlineData("FROM maven:3 AS a\nRUN [||]mvn package\nFROM maven:3\nRUN true\nRUN mvn verify\n", "true && ")]
    [InlineData("FROM rust:1 AS a\nRUN cargo [|build|]\nFROM rust:1\nRUN true\nRUN cargo build\n", "test")]
    // Whether the image's program needs a cache.
    [InlineData("FROM maven:3\nRUN mvn package\nRUN true\nCMD [\"mvn[||]\"]\n", "x")]
    public void What_a_finding_reads_of_another_step_makes_its_rule_look_again(string marked, string newText)
    {
        var (start, end) = (marked.IndexOf("[|", StringComparison.Ordinal), marked.IndexOf("|]", StringComparison.Ordinal) - 2);
        var text = marked.Replace("[|", "", StringComparison.Ordinal).Replace("|]", "", StringComparison.Ordinal);
        var change = new TextChange(TextSpan.FromBounds(start, end), newText);
        var changed = SourceText.From(text).WithChanges([change]);
        var analysis = DockerfileAnalysis.Create(SourceText.From(text), Everything).WithChanges([change]);
        EqualsFresh(analysis, changed.ToString(), () => text);
        EqualsFresh(analysis.WithChanges([new TextChange(new TextSpan(start, newText.Length), text[start..end])]), text, () => changed.ToString());
    }

    [Fact]
    public void Several_changes_at_once_are_one_step() =>
        Gen.Select(Text, Text, Edit.Array[2, 5]).Check(
            (first, second, edits) =>
            {
                var text = first + (first.EndsWith('\n') ? "" : "\n") + second;
                var changes = new List<TextChange>();
                foreach (var (at, length, newText) in edits)
                {
                    var change = ChangeIn(text, at, length, newText);
                    if (!changes.Exists(c => c.Span.IntersectsWith(change.Span)))
                    {
                        changes.Add(change);
                    }
                }

                var analysis = DockerfileAnalysis.Create(SourceText.From(text), Everything).WithChanges(changes);
                EqualsFresh(analysis, SourceText.From(text).WithChanges(changes).ToString(), () => $"{string.Join("; ", changes)}\nof\n{text}");
            },
            iterations: Edits / 20);

    [Fact]
    public void What_lies_in_the_build_context_may_turn_out_later() =>
        Gen.Select(Text, Gen.OneOfConst(ContextLines).Array[1, 4], Gen.OneOfConst(Contexts), Gen.OneOfConst(Contexts)).Check(
            (text, lines, first, second) =>
            {
                text = text + "\nFROM node:20\n" + string.Concat(lines) + "RUN npm ci\n";
                var later = DockerfileAnalysis.Create(SourceText.From(text), first).WithOptions(second);
                Same(AnalysisPrinter.Print(DockerfileAnalysis.Create(SourceText.From(text), second).Findings), AnalysisPrinter.Print(later.Findings), () => text);
                Assert.Equal(second, later.Options);
            },
            iterations: Edits / 40);

    [Fact]
    public void An_instruction_that_stood_elsewhere_is_as_good_as_one_that_was_read() =>
        Gen.Select(Text.Array[1, 3], Edit.Array[3]).Check(
            (texts, edits) =>
            {
                var known = new InstructionTable(100);
                foreach (var once in texts)
                {
                    var text = once + "\n" + once;
                    var analysis = DockerfileAnalysis.Create(SourceText.From(text), Everything, known);
                    EqualsFresh(analysis, text, () => text);
                    foreach (var (at, length, newText) in edits)
                    {
                        var change = ChangeIn(text, at, length, newText);
                        text = string.Concat(text.AsSpan(0, change.Span.Start), newText, text.AsSpan(change.Span.End));
                        analysis = analysis.WithChanges([change]);
                        EqualsFresh(analysis, text, () => $"{change.Span} -> {newText} in {text}");
                    }
                }
            },
            iterations: Edits / 40);

    [Fact]
    public void A_long_text_says_of_each_instruction_what_a_short_one_does()
    {
        // Longer than what is looked through for what it says twice; each stage stands for itself.
        const string Stage = "FROM alpine:3.20\nRUN apk add curl\nFROM debian:12\nRUN apk add curl\nRUN apt-get update\n\n# twice\nRUN apt-get update\nRUN cd /x && make | tar x\n";
        var expected = DockerfileAnalysis.Create(SourceText.From(Stage), Everything).Findings.GroupBy(f => f.Rule.Id).ToDictionary(g => g.Key, g => g.Count() * 1000);
        var found = DockerfileAnalysis.Create(SourceText.From(string.Concat(Enumerable.Repeat(Stage, 1000))), Everything);
        foreach (var id in new[] { "DL3018", "DL3003", "DL4006" })
        {
            Assert.Equal(expected[id], found.Findings.Count(f => f.Rule.Id == id));
        }

        Assert.Same(found.Tree.GetGreenInstruction(1), found.Tree.GetGreenInstruction(7 + 1));
        Assert.Same(found.Tree.GetGreenInstruction(1), found.Tree.GetGreenInstruction(3));
        Assert.NotSame(found.Tree.GetGreenInstruction(4), found.Tree.GetGreenInstruction(5));
    }

    private static void IsAsAfterAFreshStart(Gen<string> texts, int edits) =>
        Gen.Select(texts, Edit.Array[EditsOfOneText]).Check(
            both =>
            {
                var (text, edits) = both;
                var analysis = DockerfileAnalysis.Create(SourceText.From(text), Everything);
                foreach (var (at, length, newText) in edits)
                {
                    var change = ChangeIn(text, at, length, newText);
                    var before = text;
                    text = string.Concat(text.AsSpan(0, change.Span.Start), newText, text.AsSpan(change.Span.End));
                    analysis = analysis.WithChanges([change]);
                    EqualsFresh(analysis, text, () => $"{change.Span} -> {newText}\nof\n{before}");
                }
            },
            iterations: edits / EditsOfOneText);

    private static void EqualsFresh(DockerfileAnalysis analysis, string text, Func<string> context)
    {
        var fresh = DockerfileAnalysis.Create(SourceText.From(text), Everything);
        Same(States(fresh.Model), States(analysis.Model), context);
        Same(AnalysisPrinter.Print(fresh.Findings), AnalysisPrinter.Print(analysis.Findings), context);
        Assert.Equal(text, analysis.Tree.ToFullString());
    }

    private static void Same(string expected, string actual, Func<string> context)
    {
        if (expected != actual)
        {
            var (fresh, incremental) = (expected.Split('\n'), actual.Split('\n'));
            Assert.Fail($"Fresh alone:\n{string.Join('\n', fresh.Except(incremental))}\nIncremental alone:\n{string.Join('\n', incremental.Except(fresh))}\nafter {context()}");
        }
    }

    /// <summary>All that is known before each instruction, with steps by their number.</summary>
    private static string States(BuildModel model)
    {
        var output = new StringBuilder();
        foreach (var instruction in model.Instructions)
        {
            output.Append(CultureInfo.InvariantCulture, $"{instruction.Index} {instruction.Syntax.Span} {instruction.Stage?.Index} {instruction.Stage?.FirstInstruction} {instruction.Stage?.EndInstruction} {instruction.Stage?.IsShipped} {instruction.Run?.Operations.Length}");
            if (instruction.Before is { } before)
            {
                output.Append(CultureInfo.InvariantCulture, $" {before.User} {before.WorkingDirectory} {before.Shell.Dialect} {string.Join(' ', before.Shell.Arguments)} {before.Image.Name}");
                foreach (var (name, value) in before.Environment.Concat(before.Arguments).OrderBy(p => p.Key, StringComparer.Ordinal))
                {
                    output.Append(CultureInfo.InvariantCulture, $" {name}={value}");
                }

                foreach (var store in PackageManagerTable.Stores)
                {
                    var state = before[store];
                    output.Append(CultureInfo.InvariantCulture, $" {state.Presence} {IndexOf(model, state.Origin)} {IndexOf(model, state.Sharing)}");
                }
            }

            output.Append('\n');
        }

        return output.ToString();
    }

    private static int? IndexOf(BuildModel model, StepId? id) => id is { } step ? model.Find(step)?.Index ?? -1 : null;

    private static TextChange ChangeIn(string text, int at, int length, string newText)
    {
        var start = at % (text.Length + 1);
        return new TextChange(TextSpan.FromBounds(start, Math.Min(text.Length, start + length)), newText);
    }

    private static IEnumerable<string> CodeBlocks(string page)
    {
        var parts = page.ReplaceLineEndings("\n").Split("```");
        for (var i = 1; i < parts.Length; i += 2)
        {
            if (parts[i].StartsWith("dockerfile\n", StringComparison.Ordinal))
            {
                yield return parts[i]["dockerfile\n".Length..];
            }
        }
    }
}
