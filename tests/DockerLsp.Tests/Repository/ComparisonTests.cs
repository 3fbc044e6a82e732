using System.Text.RegularExpressions;

namespace DockerLsp.Tests.Repository;

/// <summary>What docs/comparison.md says: of us only what a test holds, of others only what a link supports.</summary>
public sealed partial class ComparisonTests
{
    private static readonly string Page = Path.Combine(RepositoryRoot.Path, "docs", "comparison.md");

    [Fact]
    public void Each_cell_of_ours_names_tests_that_exist()
    {
        var scripts = string.Concat(new[] { "tests", Path.Combine("client-vscode", "test") }
            .SelectMany(folder => Directory.GetFiles(Path.Combine(RepositoryRoot.Path, folder), "*.test.*", SearchOption.AllDirectories))
            .Where(file => !file.Contains("node_modules", StringComparison.Ordinal))
            .Select(File.ReadAllText));
        foreach (var row in Rows())
        {
            var named = Code().Matches(row[1]).Select(match => match.Groups[1].Value)
                .Where(name => MethodName().IsMatch(name) || scripts.Contains($"test('{name}'", StringComparison.Ordinal)).ToList();
            Assert.True(named.Count > 0, $"{row[0]}: no test");
            Assert.All(named.Where(name => MethodName().IsMatch(name)), name => Assert.True(IsTest(name), $"{row[0]}: there is no test {name}"));
        }
    }

    [Fact]
    public void Each_cell_of_others_has_a_link()
    {
        foreach (var row in Rows())
        {
            Assert.Equal(6, row.Length);
            Assert.All(row[2..], cell => Assert.True(cell == "—" || Link().IsMatch(cell), $"{row[0]}: {cell}"));
        }
    }

    /// <summary>Neither the program nor the extension opens a connection.</summary>
    [Fact]
    public void Nothing_is_sent_anywhere()
    {
        var sources = RepositoryRoot.Files(".cs").Where(file => RepositoryRoot.Relative(file).StartsWith("server/", StringComparison.Ordinal))
            .Concat(RepositoryRoot.Files(".ts").Where(file => RepositoryRoot.Relative(file).StartsWith("client-vscode/src/", StringComparison.Ordinal))).ToList();
        Assert.Contains(sources, file => file.EndsWith("extension.ts", StringComparison.Ordinal));
        Assert.Empty(sources.Where(file => Network().IsMatch(File.ReadAllText(file))).Select(RepositoryRoot.Relative));
    }

    private static bool IsTest(string name)
    {
        var parts = name.Split('.');
        return typeof(ComparisonTests).Assembly.GetTypes().Where(type => type.Name == parts[0])
            .SelectMany(type => type.GetMethods()).Any(method => method.Name == parts[1] && method.GetCustomAttributes(typeof(FactAttribute), inherit: true).Length > 0);
    }

    private static List<string[]> Rows()
    {
        var rows = File.ReadLines(Page).Where(line => line.StartsWith('|') && !line.StartsWith("| |", StringComparison.Ordinal) && !line.StartsWith("|---", StringComparison.Ordinal))
            .Select(line => line.Trim('|').Split('|', StringSplitOptions.TrimEntries)).ToList();
        Assert.NotEmpty(rows);
        return rows;
    }

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Code();

    [GeneratedRegex(@"^\w+Tests\.\w+$")]
    private static partial Regex MethodName();

    [GeneratedRegex(@"\]\[[a-z-]+\]")]
    private static partial Regex Link();

    [GeneratedRegex(@"System\.Net\b|HttpClient|\bfetch\(|node:https?'|node:net'|TelemetryLogger")]
    private static partial Regex Network();
}
