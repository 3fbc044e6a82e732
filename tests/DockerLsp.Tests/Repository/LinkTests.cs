using System.Text.RegularExpressions;

namespace DockerLsp.Tests.Repository;

/// <summary>A page that points to a file that is gone misleads; every relative link of every page is followed.</summary>
public sealed partial class LinkTests
{
    [Fact]
    public void Relative_links_resolve()
    {
        var pages = RepositoryRoot.Files(".md").ToArray();
        Assert.NotEmpty(pages);
        Assert.Empty(pages.SelectMany(Broken));
    }

    private static IEnumerable<string> Broken(string page)
    {
        foreach (Match match in Link().Matches(Code().Replace(File.ReadAllText(page), "")))
        {
            var target = match.Groups[1].Value;
            if (target.Contains(':', StringComparison.Ordinal))
            {
                continue;
            }

            var parts = target.Split('#');
            // The pages of rules are written for docs/rules, where they stand beside each other under their ids.
            var folder = page.Contains(Path.Combine("DockerLsp.Engine", "Rules"), StringComparison.Ordinal)
                ? Path.Combine(RepositoryRoot.Path, "docs", "rules")
                : Path.GetDirectoryName(page) ?? "";
            var file = parts[0].Length == 0 ? page : Path.GetFullPath(Path.Combine(folder, Uri.UnescapeDataString(parts[0])));
            if (!Path.Exists(file))
            {
                yield return $"{RepositoryRoot.Relative(page)}: {target}";
            }
            else if (parts.Length > 1 && file.EndsWith(".md", StringComparison.Ordinal) && !Anchors(file).Contains(parts[1]))
            {
                yield return $"{RepositoryRoot.Relative(page)}: {target} (no such heading)";
            }
        }
    }

    /// <summary>The names that GitHub gives to headings.</summary>
    private static IEnumerable<string> Anchors(string page) =>
        File.ReadLines(page).Where(l => l.StartsWith('#'))
            .Select(l => NoAnchor().Replace(l.TrimStart('#').Trim().ToLowerInvariant(), "").Replace(' ', '-'));

    [GeneratedRegex(@"\]\(([^)\s]+)(?:\s+""[^""]*"")?\)")]
    private static partial Regex Link();

    [GeneratedRegex("```.*?```|`[^`\n]*`", RegexOptions.Singleline)]
    private static partial Regex Code();

    [GeneratedRegex(@"[^\w\- ]")]
    private static partial Regex NoAnchor();
}
