using DockerLsp.Engine.Semantics;

namespace DockerLsp.Tests.Engine.Semantics;

public sealed class DockerIgnoreTests
{
    [Theory]
    // The table of the Dockerfile reference.
    [InlineData("*/temp*", "somedir/temporary.txt", true)]
    [InlineData("*/temp*", "somedir/temp/file", true)]
    [InlineData("*/temp*", "somedir/subdir/temporary.txt", false)]
    [InlineData("*/*/temp*", "somedir/subdir/temporary.txt", true)]
    [InlineData("temp?", "tempa", true)]
    [InlineData("temp?", "temp", false)]
    [InlineData("temp?", "tempab", false)]
    [InlineData("**/*.go", "main.go", true)]
    [InlineData("**/*.go", "a/b/main.go", true)]
    [InlineData("**/*.go", "a/b/main.god", false)]
    [InlineData("*.md", "README.md", true)]
    [InlineData("*.md", "docs/README.md", false)]
    [InlineData("*.md\n!README.md", "README.md", false)]
    [InlineData("*.md\n!README*.md\nREADME-secret.md", "README-secret.md", true)]
    [InlineData("*.md\nREADME-secret.md\n!README*.md", "README-secret.md", false)]
    [InlineData("/foo/bar", "foo/bar", true)]
    [InlineData("foo/bar", "foo/bar/baz", true)]
    [InlineData("foo/bar", "x/foo/bar", false)]
    // Folders, slashes and dots.
    [InlineData("node_modules", "node_modules/a/index.js", true)]
    [InlineData("node_modules/", "node_modules", true)]
    [InlineData("node_modules", "packages/a/node_modules", false)]
    [InlineData("**/node_modules", "packages/a/node_modules/x", true)]
    [InlineData("./dist/", "dist/a", true)]
    [InlineData("a/../b", "b", true)]
    [InlineData("dist", "./dist/a.js", true)]
    [InlineData("dist", "/dist/", true)]
    [InlineData("dist", "distribution", false)]
    [InlineData("a/**", "a/b/c", true)]
    [InlineData("a/**", "a", false)]
    [InlineData("a/**/z", "a/z", true)]
    [InlineData("a/**/z", "a/b/c/z", true)]
    [InlineData("a/**/z", "ab/z", false)]
    [InlineData("**", "anything/at/all", true)]
    [InlineData("*", "a/b", true)]
    [InlineData("*\n!src", "src/main.c", false)]
    [InlineData("*\n!src", "test/main.c", true)]
    [InlineData("*\n!src/**\nsrc/*.log", "src/a.log", true)]
    // The context itself is never left out.
    [InlineData("*", ".", false)]
    [InlineData(".", "a", false)]
    // Comments, blanks, marks.
    [InlineData("# a\n\n  b  \n", "b", true)]
    [InlineData("#a", "#a", false)]
    [InlineData(" #a", "#a", true)]
    [InlineData("\uFEFFa", "a", true)]
    [InlineData("a\r\nb\r\n", "b", true)]
    [InlineData("a\n! a", "a", false)]
    [InlineData("a\n!", "a", true)]
    // Classes and escapes.
    [InlineData("[a-c].txt", "b.txt", true)]
    [InlineData("[a-c].txt", "d.txt", false)]
    [InlineData("[^a-c].txt", "d.txt", true)]
    [InlineData("[^a]b", "/b", false)]
    [InlineData("\\*.txt", "a.txt", false)]
    [InlineData("\\*.txt", "*.txt", true)]
    [InlineData("[a", "[a", true)]
    [InlineData("A", "a", false)]
    [InlineData("a.b", "axb", false)]
    public void Ignores(string file, string path, bool isIgnored) => Assert.Equal(isIgnored, DockerIgnore.Parse(file).IsIgnored(path));

    [Theory]
    [InlineData("dist", "dist", true)]
    [InlineData("dist\n!dist/keep", "dist", false)]
    [InlineData("dist\n!other/keep", "dist", true)]
    [InlineData("dist\n!**/keep", "dist", false)]
    [InlineData("dist\n!dist", "dist", false)]
    [InlineData("!dist/keep\ndist", "dist/sub", true)]
    [InlineData("*\n!a*/b", "abc", false)]
    public void Leaves_nothing_of(string file, string path, bool nothing) => Assert.Equal(nothing, DockerIgnore.Parse(file).IsWhollyIgnored(path, out _));

    [Fact]
    public void Says_which_pattern_decides()
    {
        var deciding = DockerIgnore.Parse("# top\n*.md\n!a.md\n").FindDeciding("a.md");
        Assert.Equal((3, "!a.md"), (deciding?.Line, deciding?.ToString()));
        Assert.Null(DockerIgnore.Empty.FindDeciding("a.md"));
    }

    [Fact]
    public void Many_stars_take_no_longer() =>
        Assert.False(DockerIgnore.Parse(string.Concat(Enumerable.Repeat("*a", 200)) + "b").IsIgnored(new string('a', 5000)));

    [Fact]
    public void Is_looked_for_beside_the_Dockerfile_first() =>
        Assert.Equal(("app.Dockerfile.dockerignore", ".dockerignore"), DockerIgnore.FileNames("app.Dockerfile"));
}
