using System.Text.RegularExpressions;

namespace DockerLsp.Tests.Repository;

/// <summary>What docs/comparison.md says: of us only what a test holds, of others only what a link supports.</summary>
public sealed partial class ComparisonTests
{
    [Theory]
    [InlineData("comparison.md")]
    [InlineData("vscode-features.md")]
    public void Each_cell_of_ours_names_tests_that_exist(string page)
    {
        var scripts = string.Concat(new[] { "tests", Path.Combine("client-vscode", "test") }
            .SelectMany(folder => Directory.GetFiles(Path.Combine(RepositoryRoot.Path, folder), "*.test.*", SearchOption.AllDirectories))
            .Where(file => !file.Contains("node_modules", StringComparison.Ordinal))
            .Select(File.ReadAllText));
        foreach (var row in Rows(page))
        {
            var named = Code().Matches(row[1]).Select(match => match.Groups[1].Value)
                .Where(name => MethodName().IsMatch(name) || (scripts.Contains($"test('{name}'", StringComparison.Ordinal) || scripts.Contains($"scenario('{name}'", StringComparison.Ordinal))).ToList();
            Assert.True(named.Count > 0, $"{row[0]}: no test");
            // There nothing but tests stands in the cell.
            Assert.True(page == "comparison.md" || named.Count == Code().Count(row[1]), $"{row[0]}: not all of these are tests");
            Assert.All(named.Where(name => MethodName().IsMatch(name)), name => Assert.True(IsTest(name), $"{row[0]}: there is no test {name}"));
        }
    }

    /// <summary>Of the pictures that the tests in the workbench leave.</summary>
    [Fact]
    public void Each_feature_names_pictures_that_are_taken()
    {
        var scripts = string.Concat(Directory.GetFiles(Path.Combine(RepositoryRoot.Path, "client-vscode", "test", "e2e"), "*.test.mjs").Select(File.ReadAllText));
        Assert.All(Rows("vscode-features.md"), row =>
        {
            Assert.Equal(3, row.Length);
            Assert.True(row[2] == "—" || Code().IsMatch(row[2]), $"{row[0]}: {row[2]}");
            Assert.All(Code().Matches(row[2]), match => Assert.True(Picture(match.Groups[1].Value).IsMatch(scripts), $"{row[0]}: no picture {match.Groups[1].Value}"));
        });

        // Taken by name, or as the last word of a row of such a table.
        static Regex Picture(string name) => new($@"(picture\(|, )'{Regex.Escape(name)}'[)\]]", RegexOptions.CultureInvariant);
    }

    [Fact]
    public void Each_cell_of_others_has_a_link()
    {
        foreach (var row in Rows("comparison.md"))
        {
            Assert.Equal(6, row.Length);
            Assert.All(row[2..], cell => Assert.True(cell == "—" || Link().IsMatch(cell), $"{row[0]}: {cell}"));
        }
    }

    /// <summary>Neither the program nor the extension opens a connection to another machine.</summary>
    [Fact]
    public void Nothing_is_sent_anywhere()
    {
        var sources = RepositoryRoot.Files(".cs").Where(file => RepositoryRoot.Relative(file).StartsWith("server/", StringComparison.Ordinal))
            .Concat(RepositoryRoot.Files(".ts").Where(file => RepositoryRoot.Relative(file).StartsWith("client-vscode/src/", StringComparison.Ordinal))).ToList();
        Assert.Contains(sources, file => file.EndsWith("extension.ts", StringComparison.Ordinal));
        Assert.Empty(sources.Where(file => Network().IsMatch(File.ReadAllText(file))).Select(RepositoryRoot.Relative));
        // Servers are asked by curl, and that is done where a person asked for a pin.
        var asking = sources.Where(file => File.ReadAllText(file).Contains(".PinAsync(", StringComparison.Ordinal)).Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal);
        Assert.Equal(["PinFeature.cs", "Pinner.cs"], asking);
        // The socket of the container engine is of this machine (AF_UNIX is 1), and only who asks for an image of it opens it.
        var engine = Assert.Single(sources, file => File.ReadAllText(file).Contains("EntryPoint = \"socket\"", StringComparison.Ordinal));
        Assert.Equal("ImageEngine.cs", Path.GetFileName(engine));
        Assert.All(Socket().Matches(File.ReadAllText(engine)), match => Assert.True(match.Groups[1].Value is "1" or "int family"));
    }

    private static bool IsTest(string name)
    {
        var parts = name.Split('.');
        return typeof(ComparisonTests).Assembly.GetTypes().Where(type => type.Name == parts[0])
            .SelectMany(type => type.GetMethods()).Any(method => method.Name == parts[1] && method.GetCustomAttributes(typeof(FactAttribute), inherit: true).Length > 0);
    }

    private static List<string[]> Rows(string page)
    {
        var rows = File.ReadLines(Path.Combine(RepositoryRoot.Path, "docs", page))
            .Where(line => line.StartsWith('|') && !line.StartsWith("| |", StringComparison.Ordinal) && !line.StartsWith("|---", StringComparison.Ordinal) && !line.EndsWith("| shown by | picture |", StringComparison.Ordinal))
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

    [GeneratedRegex(@"OpenSocket\(([^,]+),")]
    private static partial Regex Socket();

    [GeneratedRegex(@"System\.Net\b|HttpClient|\bfetch\(|node:https?'|node:net'|TelemetryLogger")]
    private static partial Regex Network();
}
