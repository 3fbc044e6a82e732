using System.Text;
using DockerLsp.Engine;
using DockerLsp.Engine.Configuration;
using DockerLsp.Engine.Diagnostics;
using DockerLsp.Engine.Rules;
using DockerLsp.Engine.Text;
using DockerLsp.Tests.Repository;

namespace DockerLsp.Tests.Engine.Rules;

/// <summary>
/// The pages of the rules: they say what they have to, their examples do what they say, and docs/rules is made of them.
/// <c>DOCKERLSP_UPDATE=1 dotnet test --filter FullyQualifiedName~Pages</c> writes docs/rules.
/// </summary>
public sealed class RulePagesTests
{
    private static readonly string[] Sections =
        ["What it finds", "Why", "Before", "After", "When the fix is safe", "Not reported", "See also"];

    /// <summary>Where only the author knows the right answer, the page shows one.</summary>
    private static readonly string[] SectionsWithoutFix =
        ["What it finds", "Why", "Example", "When the fix is safe", "Not reported", "See also"];

    private static readonly string Docs = Path.Combine(RepositoryRoot.Path, "docs", "rules");

    public static TheoryData<string> Ids { get; } = [.. RuleCatalog.All.Select(r => r.Id)];

    [Theory]
    [MemberData(nameof(Ids))]
    public void A_page_has_its_title_and_sections(string id)
    {
        var rule = Find(id);
        var lines = RuleCatalog.GetPage(rule).ReplaceLineEndings("\n").Split('\n');
        Assert.Equal($"# {rule.Title}", lines[0]);
        Assert.Equal(rule.Fixes == FixAvailability.None ? SectionsWithoutFix : Sections, lines.Where(l => l.StartsWith("## ", StringComparison.Ordinal)).Select(l => l[3..]));
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Before_becomes_After(string id)
    {
        var page = RuleCatalog.GetPage(Find(id));
        if (Find(id).Fixes == FixAvailability.None)
        {
            var example = Example(page, "Example");
            Invariants.Check(example, AnalysisOptions.Default with { Select = [id] });
            return;
        }

        var (before, after) = (Example(page, "Before"), Example(page, "After"));
        var options = AnalysisOptions.Default with { Select = [id] };
        Invariants.Check(before, options);
        Invariants.Check(after, AnalysisOptions.Default);
        var result = DockerfileAnalysis.FixAll(SourceText.From(before), options, includeUnsafe: true, includeOnRequest: true);
        Assert.Equal(after, result.Text.ToString());
        // A page shows what people end up with: nothing of the rule is left in it, and nothing that any rule would mend.
        Assert.DoesNotContain(Invariants.Analyze(after, AnalysisOptions.Default).Findings, f => f.Rule.Id == id || f.Fixes.Any(x => x.Applicability == Applicability.Safe));
        if (Invariants.Analyze(before, options).Tree.Instructions.Any(i => i.Heredocs.Count > 0))
        {
            // BuildKit hands the carriage returns of a heredoc to the shell, which takes them for parts of words.
            return;
        }

        var crlf = DockerfileAnalysis.FixAll(SourceText.From(before.ReplaceLineEndings("\r\n")), options, includeUnsafe: true, includeOnRequest: true);
        Assert.Equal(after.ReplaceLineEndings("\r\n"), crlf.Text.ToString());
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Says_when_its_fix_is_unsafe(string id)
    {
        var page = RuleCatalog.GetPage(Find(id));
        if (Find(id).Fixes == FixAvailability.None)
        {
            Assert.StartsWith("There is none", Section(page, "When the fix is safe"), StringComparison.Ordinal);
            return;
        }

        var result = DockerfileAnalysis.FixAll(SourceText.From(Example(page, "Before")), AnalysisOptions.Default with { Select = [id] }, includeUnsafe: true, includeOnRequest: true);
        var isUnsafe = result.Applied.Any(f => f.Applicability == Applicability.Unsafe);
        Assert.Equal(isUnsafe, Section(page, "When the fix is safe").StartsWith("Never", StringComparison.Ordinal));
    }

    [Fact]
    public void Every_rule_is_in_the_catalogue()
    {
        var inSources = typeof(Rule).Assembly.GetTypes().Where(t => t.IsSubclassOf(typeof(Rule)) && !t.IsAbstract).Select(t => t.Name);
        Assert.Equal(inSources.Order(StringComparer.Ordinal), RuleCatalog.Rules.Select(r => r.GetType().Name).Order(StringComparer.Ordinal));
        // Another tool's name may cover several of our rules, and then means all of them; an id is one rule's alone.
        var ids = RuleCatalog.All.Select(r => r.Id).ToArray();
        Assert.Equal(ids.Length, ids.Distinct(StringComparer.OrdinalIgnoreCase).Count());
        Assert.Empty(RuleCatalog.All.SelectMany(r => r.Aliases.Where(a => ids.Contains(a, StringComparer.OrdinalIgnoreCase) || r.Aliases.Count(b => b == a) > 1)));
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void File_type_page_and_tests_have_one_name(string id)
    {
        var rule = Find(id);
        var type = RuleCatalog.Rules.Single(r => r.Descriptor.Id == id).GetType();
        Assert.Equal(rule.Name, type.Name);
        Assert.EndsWith($".{rule.Category}", type.Namespace, StringComparison.Ordinal);
        foreach (var file in new[]
        {
            $"server/DockerLsp.Engine/Rules/{rule.Category}/{id}.{rule.Name}.cs",
            $"server/DockerLsp.Engine/Rules/{rule.Category}/{id}.{rule.Name}.md",
            $"tests/DockerLsp.Tests/Engine/Rules/{rule.Category}/{rule.Name}Tests.cs",
        })
        {
            Assert.True(File.Exists(Path.Combine(RepositoryRoot.Path, file)), $"{id} has no {file}");
        }
    }

    [Fact]
    public void Docs_are_made_of_the_pages()
    {
        var expected = RuleCatalog.All.ToDictionary(r => $"{r.Id}.md", Publish, StringComparer.Ordinal);
        expected.Add("README.md", Index());
        if (Environment.GetEnvironmentVariable("DOCKERLSP_UPDATE") is { Length: > 0 })
        {
            Directory.CreateDirectory(Docs);
            foreach (var stale in Directory.GetFiles(Docs).Where(f => !expected.ContainsKey(Path.GetFileName(f))))
            {
                File.Delete(stale);
            }

            foreach (var (name, text) in expected)
            {
                File.WriteAllText(Path.Combine(Docs, name), text);
            }
        }

        var hint = "docs/rules is stale: run npm run docs";
        var actual = Directory.Exists(Docs) ? Directory.GetFiles(Docs).Select(f => Path.GetFileName(f) ?? "") : [];
        Assert.True(expected.Keys.Order(StringComparer.Ordinal).SequenceEqual(actual.Order(StringComparer.Ordinal)), hint);
        Assert.All(expected, page => Assert.True(page.Value == File.ReadAllText(Path.Combine(Docs, page.Key)).ReplaceLineEndings("\n"), $"{page.Key}: {hint}"));
    }

    private static RuleDescriptor Find(string id) => RuleCatalog.Find(id) ?? throw new InvalidOperationException($"No rule {id}");

    private static string Section(string page, string title)
    {
        var parts = page.ReplaceLineEndings("\n").Split($"\n## {title}\n");
        Assert.True(parts.Length == 2, $"The page has no section \"{title}\"");
        return parts[1].Split("\n## ")[0].Trim('\n');
    }

    private static string Example(string page, string title)
    {
        var fences = Section(page, title).Split("```");
        Assert.True(fences.Length == 3 && fences[1].StartsWith("dockerfile\n", StringComparison.Ordinal), $"\"{title}\" holds no dockerfile");
        return fences[1]["dockerfile\n".Length..];
    }

    private static string Publish(RuleDescriptor rule)
    {
        var page = RuleCatalog.GetPage(rule).ReplaceLineEndings("\n").Split('\n', 2);
        var aliases = rule.Aliases.IsEmpty ? "" : $" · also known as {string.Join(", ", rule.Aliases.Select(a => $"`{a}`"))}";
        var severity = rule.DefaultSeverity.ToString().ToLowerInvariant();
        return $"{page[0]}\n\n`{rule.Id}` · {Topic(rule.Category).ToLowerInvariant()} · {severity} by default{aliases}\n{page[1]}";
    }

    private static string Index()
    {
        var text = new StringBuilder("# Rules\n\nMade from the pages beside the rules by `npm run docs`; `dockerlsp explain ID` shows them on the command line. ");
        text.Append("By topic: ").AppendJoin(" · ", Topics().Select(t => $"[{Topic(t.Key).ToLowerInvariant()}](#{Topic(t.Key).ToLowerInvariant().Replace(' ', '-')})"));
        text.Append(". Also [by source](#by-source) and [by fix](#by-fix).\n");
        foreach (var topic in Topics())
        {
            text.Append("\n## ").Append(Topic(topic.Key)).Append("\n\n| rule | finds | severity | fix | also called |\n|---|---|---|---|---|\n");
            foreach (var rule in topic)
            {
                var severity = rule.IsEnabledByDefault ? rule.DefaultSeverity.ToString().ToLowerInvariant() : "off";
                text.Append($"| {Link(rule)} | {rule.Title} | {severity} | {FixWord(rule)} | {string.Join(", ", rule.Aliases)} |\n");
            }
        }

        text.Append("\n## By source\n");
        foreach (var source in RuleCatalog.All.SelectMany(r => SourcesOf(r).Select(s => (Source: s, Rule: r))).GroupBy(p => p.Source, p => p.Rule).OrderBy(g => g.Key, StringComparer.Ordinal))
        {
            text.Append($"\n**{source.Key}** ({source.Count()}): ").AppendJoin(", ", source.Select(Link)).Append('\n');
        }

        text.Append("\n## By fix\n");
        foreach (var fix in RuleCatalog.All.GroupBy(r => r.Fixes).OrderByDescending(g => g.Key))
        {
            var words = fix.Key switch { FixAvailability.Always => "Always", FixAvailability.Sometimes => "Where it is exact", _ => "None: only the author knows the right answer" };
            text.Append($"\n**{words}** ({fix.Count()}): ").AppendJoin(", ", fix.Select(Link)).Append('\n');
        }

        return text.ToString();
    }

    private static IEnumerable<IGrouping<string, RuleDescriptor>> Topics() =>
        RuleCatalog.All.GroupBy(r => r.Category).OrderByDescending(g => g.Count()).ThenBy(g => g.Key, StringComparer.Ordinal);

    private static string Link(RuleDescriptor rule) => $"[{rule.Id}]({rule.Id}.md)";

    private static string FixWord(RuleDescriptor rule) => rule.Fixes switch { FixAvailability.Always => "yes", FixAvailability.Sometimes => "where it is exact", _ => "" };

    /// <summary>Who has such a rule: by the forms of ids.</summary>
    private static List<string> SourcesOf(RuleDescriptor rule)
    {
        string[] names = [rule.Id, .. rule.Aliases];
        var sources = new List<string>();
        void Add(string source, Func<string, bool> fits)
        {
            if (names.Any(fits))
            {
                sources.Add(source);
            }
        }

        Add("hadolint", n => n.Length == 6 && n.StartsWith("DL", StringComparison.Ordinal) && n.Skip(2).All(char.IsAsciiDigit));
        Add("BuildKit", n => Suppressions.BuildKitChecks.Contains(n, StringComparer.Ordinal));
        Add("SonarSource", n => n[0] == 'S' && n.Skip(1).All(char.IsAsciiDigit));
        return sources.Count > 0 ? sources : names.Length > 1 ? ["Other tools"] : ["Only here"];
    }

    /// <summary><c>PackageHygiene</c> as words.</summary>
    private static string Topic(string category) =>
        string.Concat(category.Select((c, i) => i > 0 && char.IsUpper(c) ? " " + char.ToLowerInvariant(c) : c.ToString()));
}
