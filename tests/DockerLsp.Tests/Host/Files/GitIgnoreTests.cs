using System.Diagnostics;
using CsCheck;
using DockerLsp.Files;
using DockerLsp.Tests.Engine.Text;

namespace DockerLsp.Tests.Host.Files;

public class GitIgnoreTests
{
    [Theory]
    [InlineData("build", "build", true)]
    [InlineData("build", "a/b/build", true)]
    [InlineData("/build", "a/build", false)]
    [InlineData("/build", "build", true)]
    [InlineData("a/build", "a/build", true)]
    [InlineData("a/build", "b/a/build", false)]
    [InlineData("build/", "build", false)]
    [InlineData("build/", "build/", true)]
    [InlineData("*.log", "x.log", true)]
    [InlineData("*.log", "x.log.txt", false)]
    [InlineData("a/*", "a/b", true)]
    [InlineData("a/*", "a/b/c", false)]
    [InlineData("**/foo", "foo", true)]
    [InlineData("**/foo", "a/b/foo", true)]
    [InlineData("a/**", "a/b/c", true)]
    [InlineData("a/**", "a/", false)]
    [InlineData("a/**/b", "a/b", true)]
    [InlineData("a/**/b", "a/x/y/b", true)]
    [InlineData("a/**/b", "a/x/y/c", false)]
    [InlineData("Dockerfile.?", "Dockerfile.a", true)]
    [InlineData("Dockerfile.[a-c]", "Dockerfile.b", true)]
    [InlineData("Dockerfile.[!a-c]", "Dockerfile.b", false)]
    [InlineData("Dockerfile.[]x]", "Dockerfile.]", true)]
    [InlineData("# note", "# note", false)]
    [InlineData("\\#note", "#note", true)]
    [InlineData("\\!x", "!x", true)]
    [InlineData("x   ", "x", true)]
    [InlineData("x\\ ", "x ", true)]
    [InlineData("x\r", "x", true)]
    [InlineData("!x", "x", false)]
    [InlineData("x\n!x", "x", false)]
    [InlineData("x\n!x\nx", "x", true)]
    [InlineData("", "x", false)]
    [InlineData("/", "x", false)]
    public void A_pattern_speaks_of_the_paths_that_git_says(string patterns, string path, bool ignored)
    {
        var isDirectory = path.EndsWith('/');
        Assert.Equal(ignored, GitIgnoreFile.Parse(patterns).Ignores(path.TrimEnd('/').Split('/'), isDirectory) ?? false);
    }

    [Fact]
    public void Stars_cost_no_more_than_pattern_times_text()
    {
        var pattern = string.Concat(Enumerable.Repeat("*a", 200)) + "b";
        Assert.False(Glob.Matches(pattern, new string('a', 5000), StringComparison.Ordinal));
    }

    [Fact]
    public void It_agrees_with_git()
    {
        if (!HasGit())
        {
            return;
        }

        using var folder = new TempFolder();
        Run(folder.Path, "", "init", "-q");
        var word = Gen.OneOfConst("a", "b", "ab", "*", "?", "a*", "**", "[ab]", "[!a]", "\\a");
        var pattern = Gen.Select(
            Gen.OneOfConst("", "", "!", "/", "!/"), word.Array[1, 3], Gen.OneOfConst("", "", "/"),
            (head, words, tail) => head + string.Join('/', words) + tail);
        string[] names = ["a", "b", "ab"];
        var paths = (from x in names from y in names from z in names select new[] { x, y, z })
            .SelectMany(path => new[] { path[..1], path[..2], path }).DistinctBy(path => string.Join('/', path)).ToArray();
        // The folders exist, so that git knows which paths are folders.
        foreach (var path in paths.Where(path => path.Length == 3))
        {
            folder.Add(string.Join('/', path), "");
        }

        pattern.Array[1, 4].Check(
            patterns =>
            {
                folder.Add(".gitignore", string.Join('\n', patterns));
                var ignoredByGit = Run(folder.Path, string.Join('\0', paths.Select(path => string.Join('/', path))), "check-ignore", "--no-index", "-z", "--stdin")
                    .Split('\0', StringSplitOptions.RemoveEmptyEntries).ToHashSet();
                foreach (var path in paths)
                {
                    Assert.Equal(ignoredByGit.Contains(string.Join('/', path)), IsIgnored(folder.Path, path));
                }
            },
            60);
    }

    /// <summary>Walks down as the search does: what lies in an ignored folder is never reached.</summary>
    private static bool IsIgnored(string root, string[] path)
    {
        var scope = GitIgnoreScope.ForRoot(root);
        var folder = root;
        for (var i = 0; i < path.Length; i++)
        {
            if (scope.Ignores(path[i], isDirectory: i < 2))
            {
                return true;
            }

            folder = Path.Combine(folder, path[i]);
            scope = scope.Enter(folder);
        }

        return false;
    }

    private static bool HasGit() =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, "git")));

    private static string Run(string folder, string input, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("git", arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            Environment = { ["GIT_CONFIG_GLOBAL"] = "/dev/null", ["GIT_CONFIG_SYSTEM"] = "/dev/null" },
        }) ?? throw new InvalidOperationException("git did not start");
        process.StandardInput.Write(input);
        process.StandardInput.Close();
        return process.StandardOutput.ReadToEnd();
    }
}
