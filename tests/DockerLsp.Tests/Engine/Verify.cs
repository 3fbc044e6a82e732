using System.Collections.Immutable;
using DockerLsp.Engine;
using DockerLsp.Engine.Configuration;
using DockerLsp.Engine.Diagnostics;
using DockerLsp.Engine.Rules;
using DockerLsp.Tests.Behaviour;

namespace DockerLsp.Tests.Engine;

/// <summary>
/// Checks a rule on a Dockerfile. Every call also checks what has to hold for every text (<see cref="Invariants"/>), and does all
/// of it three times: as given, with CRLF, and without the final line break.
/// <code>
/// Verify.Only("DL3009")
///     .Finds("""
///         FROM debian:12
///         RUN apt-get update &amp;&amp; [|apt-get install|] -y curl
///         """)
///     .Fixed("…");
/// </code>
/// </summary>
internal static class Verify
{
    /// <summary>Runs one rule; <c>[|…|]</c> marks its findings.</summary>
    public static Verification Only(string rule) => new(AnalysisOptions.Default with { Select = [rule] });

    /// <summary>Prefers the rewrites of a shape.</summary>
    public static Verification With(Layering layering) => new(AnalysisOptions.Default with { Layering = layering });

    /// <inheritdoc cref="Verification.Finds"/>
    public static Verification Finds(string marked) => new Verification(AnalysisOptions.Default).Finds(marked);

    /// <inheritdoc cref="Verification.FindsNothing"/>
    public static Verification FindsNothing(string text) => new Verification(AnalysisOptions.Default).FindsNothing(text);
}

/// <summary>A Dockerfile under test.</summary>
internal sealed class Verification(AnalysisOptions options)
{
    private static readonly ImmutableArray<(string Name, Func<string, string> Change)> Variants =
    [
        ("as given", text => text + "\n"),
        ("with CRLF", text => text.ReplaceLineEndings("\r\n") + "\r\n"),
        ("without a final line break", text => text),
    ];

    private string? marked;
    private bool hasHeredoc;

    public Verification Only(string rule) => new(options with { Select = [rule] });

    public Verification With(Layering layering) => new(options with { Layering = layering });

    /// <summary>
    /// The markers are the findings, exactly. Without <see cref="Only"/>, every marker names its rule, and unnamed rules are silent.
    /// </summary>
    public Verification Finds(string source)
    {
        marked = source.ReplaceLineEndings("\n");
        var given = Parse(source => source);
        hasHeredoc = Invariants.Analyze(given.Text, options).Tree.Instructions.Any(i => i.Heredocs.Count > 0);
        Assert.True(given.Marks.Count > 0, "Nothing is marked: say FindsNothing where nothing is expected");
        ForEachVariant(change => CheckFindings(Parse(change)));
        return this;
    }

    /// <summary>Nothing is found: a near miss.</summary>
    public Verification FindsNothing(string source)
    {
        marked = source.ReplaceLineEndings("\n");
        hasHeredoc = Invariants.Analyze(marked, options).Tree.Instructions.Any(i => i.Heredocs.Count > 0);
        ForEachVariant(change => CheckFindings(Parse(change)));
        return this;
    }

    /// <summary>The findings' messages, in source order.</summary>
    public Verification Says(params string[] messages)
    {
        Assert.Equal(messages, Invariants.Analyze(Parse(t => t).Text, options).Findings.Select(f => f.Message));
        return this;
    }

    /// <summary>The first finding's fixes, the preferred one first.</summary>
    public Verification Offers(params string[] titles)
    {
        var fixes = Invariants.Analyze(Parse(t => t).Text, options).Findings[0].Fixes;
        Assert.Equal(titles, fixes.Select(f => f.Title));
        return this;
    }

    /// <summary>Applying all safe fixes gives the text, and the build does what it did.</summary>
    public Verification Fixed(string expected)
    {
        FixJudge.AssertFixAll(Parse(t => t + "\n").Text, options);
        ForEachVariant(change =>
        {
            var text = Parse(change).Text;
            var result = DockerfileAnalysis.FixAll(Invariants.Analyze(text, options).Text, options);
            AssertText(change(expected.ReplaceLineEndings("\n")), result.Text.ToString());
            Assert.NotEmpty(result.Applied);
            Assert.All(result.Applied, f => Assert.Equal(Applicability.Safe, f.Applicability));
        });
        return this;
    }

    /// <summary>Safe fixes change nothing; applying the unsafe ones too gives the text, and the first title says the risk.</summary>
    public Verification Unsafe(string titlePart, string expected)
    {
        ForEachVariant(change =>
        {
            var before = Invariants.Analyze(Parse(change).Text, options);
            Assert.Equal(before.Text.ToString(), DockerfileAnalysis.FixAll(before.Text, options).Text.ToString());
            var result = DockerfileAnalysis.FixAll(before.Text, options, includeUnsafe: true, includeOnRequest: true);
            Assert.Contains(result.Applied, f => f.Applicability == Applicability.Unsafe && f.Title.Contains(titlePart, StringComparison.Ordinal));
            AssertText(change(expected.ReplaceLineEndings("\n")), result.Text.ToString());
        });
        return this;
    }

    /// <summary>No safe fix is offered. With a reason: some refusal gives it.</summary>
    public Verification Refused(string? reasonPart = null)
    {
        ForEachVariant(change =>
        {
            var before = Invariants.Analyze(Parse(change).Text, options);
            Assert.Equal(before.Text.ToString(), DockerfileAnalysis.FixAll(before.Text, options).Text.ToString());
            Assert.DoesNotContain(before.Findings.SelectMany(f => f.Fixes), f => f.Applicability == Applicability.Safe);
        });
        return reasonPart is null ? this : Refuses(reasonPart);
    }

    /// <summary>One of the rewrites is refused for the reason; others may be offered.</summary>
    public Verification Refuses(string reasonPart)
    {
        ForEachVariant(change =>
        {
            var reasons = Invariants.Analyze(Parse(change).Text, options).Findings.SelectMany(f => f.Refusals).Select(r => r.Reason).ToArray();
            Assert.True(reasons.Any(r => r.Contains(reasonPart, StringComparison.Ordinal)), $"No refusal says `{reasonPart}`: {string.Join("; ", reasons)}");
        });
        return this;
    }

    private void CheckFindings(MarkedText source)
    {
        var analysis = Invariants.Analyze(source.Text, options);
        var only = options.Select.IsDefaultOrEmpty ? null : RuleCatalog.Find(options.Select[0])?.Id;
        var expected = source.Marks.Select(m => (m.Rule ?? only ?? throw new InvalidOperationException("A marker names no rule"), m.Span)).Order(BySpan).ToArray();
        var actual = analysis.Findings.Select(f => (f.Rule.Id, f.Span)).Order(BySpan).ToArray();
        Assert.True(
            expected.SequenceEqual(actual),
            $"Expected\n{string.Concat(expected.Select(e => $"  {e.Item1} line {analysis.Text.GetLineNumber(e.Span.Start) + 1} `{analysis.Text.ToString(e.Span)}`\n"))}but found\n{AnalysisPrinter.Describe(analysis.Text, analysis.Findings)}in\n{source.Text}");
        Invariants.Check(source.Text, options);
    }

    private static Comparer<(string Rule, DockerLsp.Engine.Text.TextSpan Span)> BySpan { get; } = Comparer<(string Rule, DockerLsp.Engine.Text.TextSpan Span)>.Create((a, b) =>
        a.Span.Start != b.Span.Start ? a.Span.Start.CompareTo(b.Span.Start)
        : a.Span.End != b.Span.End ? b.Span.End.CompareTo(a.Span.End)
        : string.CompareOrdinal(a.Rule, b.Rule));

    private MarkedText Parse(Func<string, string> change) =>
        MarkedText.Parse(change(marked ?? throw new InvalidOperationException("Say first what is found")));

    private void ForEachVariant(Action<Func<string, string>> check)
    {
        foreach (var (name, change) in Variants)
        {
            if (hasHeredoc && name == "with CRLF")
            {
                // BuildKit hands the carriage returns of a heredoc to the shell, which takes them for parts of words.
                continue;
            }

            try
            {
                check(change);
            }
            catch (Exception e) when (name != Variants[0].Name)
            {
                throw new InvalidOperationException($"Holds as given, but not {name}: {e.Message}", e);
            }
        }
    }

    private static void AssertText(string expected, string actual) =>
        Assert.True(expected == actual, $"Expected\n{Visible(expected)}\nbut was\n{Visible(actual)}");

    private static string Visible(string text) => text.Replace("\t", "→", StringComparison.Ordinal).Replace("\r", "␍", StringComparison.Ordinal);
}
