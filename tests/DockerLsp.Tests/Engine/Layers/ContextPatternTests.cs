using DockerLsp.Engine.Layers;

namespace DockerLsp.Tests.Engine.Layers;

public class ContextPatternTests
{
    [Theory]
    [InlineData(".", "a/b", true)]
    [InlineData("./", "a", true)]
    [InlineData("/", "a", true)]
    [InlineData("../a", "a", true)]
    [InlineData("a", "a", true)]
    [InlineData("a", "a/b/c", true)]
    [InlineData("a", "ab", false)]
    [InlineData("a/", "a/b", true)]
    [InlineData("a/*", "a/b", true)]
    [InlineData("a/*", "a", false)]
    [InlineData("*.json", "package.json", true)]
    [InlineData("*.json", "a/package.json", false)]
    [InlineData("package*.json", "package-lock.json", true)]
    [InlineData("a?c", "abc", true)]
    [InlineData("[a-c]x", "bx", true)]
    [InlineData("[^a-c]x", "bx", false)]
    [InlineData("[^a-c]x", "dx", true)]
    [InlineData("**/a.txt", "b/c/a.txt", true)]
    [InlineData("**/a.txt", "b/c/d.txt", false)]
    [InlineData("src/**", "src/b/c", true)]
    [InlineData("\\*", "a", false)]
    [InlineData("\\*", "*", true)]
    public void It_matches_as_COPY_does(string pattern, string path, bool expected) =>
        Assert.Equal(expected, ContextPattern.Parse(pattern).Matches(path));
}
