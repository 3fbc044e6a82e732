using System.Collections.Immutable;
using DockerLsp.Engine;
using DockerLsp.Engine.Configuration;
using DockerLsp.Engine.Semantics;
using DockerLsp.Engine.Text;

namespace DockerLsp.Tests.Engine.Rules.Caching;

public sealed class MissingIgnoreFileTests
{
    [Theory]
    [InlineData("COPY . .", "", 1)]
    [InlineData("ADD ./ /app", "# nothing\n", 1)]
    [InlineData("COPY . .", ".git\n", 0)]
    [InlineData("COPY . .", null, 0)]
    [InlineData("COPY src .", "", 0)]
    [InlineData("COPY --from=b . .", "", 0)]
    [InlineData("ONBUILD COPY . .", "", 0)]
    [InlineData("COPY --exclude=.git . .", "", 0)]
    [InlineData("COPY <<EOF /a\nCOPY . .\nEOF", "", 0)]
    [InlineData("RUN make\nFROM b\nCOPY . .", "", 1)]
    public void Is_reported_where_the_folder_is_known(string instruction, string? ignore, int findings) =>
        Assert.Equal(findings, Messages(instruction, ignore, null).Length);

    [Theory]
    [InlineData(".git/HEAD:200", "", "Copies `.git` (200 B) among 1 file, 200 B; a change there runs what follows again. A `.dockerignore` leaves them out")]
    [InlineData("a/.venv/x:2000 a.py:1000", "*.md\n", "Copies `.venv` (2.0 kB), which `.dockerignore` lets in, among 2 files, 3.0 kB; a change there runs what follows again")]
    [InlineData("a.py:1000", "", "Copies the whole folder (1 file, 1.0 kB), this Dockerfile included; a change of any file runs what follows again. A `.dockerignore` leaves out what the image does not need")]
    [InlineData("dist/a.js:3000000", "*.md\n", "Copies `dist` (3.0 MB), which `.dockerignore` lets in, among 1 file, 3.0 MB; a change there runs what follows again")]
    [InlineData("dist/a.js:3000000", "*\n!dist\n", null)]
    [InlineData("build/a.sh:3000", "*.md\n", null)]
    [InlineData("a.py:1000", "*.md\n", null)]
    [InlineData("a.py:1000", null, null)]
    // What contains others counts once, for the uppermost.
    [InlineData("node_modules/a/dist/x:2000000 node_modules/b/node_modules/y:1", null, "Copies `node_modules` (2.0 MB) among 2 files, 2.0 MB; a change there runs what follows again. A `.dockerignore` leaves them out")]
    [InlineData("target.txt:2000000 src/dist:3000000", "*.md\n", null)]
    [InlineData(
        ".git/a:9 node_modules/a:8 .venv/a:7 .tox/a:6 __pycache__/a:5", "*.md\n",
        "Copies `.git` (9 B), `node_modules` (8 B), `.venv` (7 B) and 2 more such folders, which `.dockerignore` lets in, among 5 files, 35 B; a change there runs what follows again")]
    public void Says_what_was_measured(string files, string? ignore, string? message) =>
        Assert.Equal(message is null ? [] : [message], Messages("COPY . .", ignore, new Listing(files, IsCut: false)));

    [Fact]
    public void Says_at_least_where_the_look_was_cut_short() => Assert.Equal(
        ["Copies `.git` (at least 9 B), which `.dockerignore` lets in, among at least 1 file, 9 B; a change there runs what follows again"],
        Messages("COPY . .", "*.md\n", new Listing(".git/a:9", IsCut: true)));

    [Fact]
    public void Looks_at_the_folder_only_where_a_copy_asks_for_it()
    {
        var context = new Lazy<ContextSummary?>(() => throw new InvalidOperationException("Nobody needs to know"));
        var options = AnalysisOptions.Default with { Context = context };
        Assert.NotNull(DockerfileAnalysis.Create(SourceText.From("FROM node:20\nCOPY src /src\nCOPY --from=a . /b\nRUN npm ci\n"), options).Findings.ToArray());
        Assert.False(context.IsValueCreated);
    }

    private static string[] Messages(string instruction, string? ignore, IContextListing? listing)
    {
        var options = AnalysisOptions.Default with
        {
            Select = ["DLS2004"],
            IgnoreFile = ignore is null ? null : DockerIgnore.Parse(ignore),
            Context = listing is null ? null : new(ContextSummary.Of(listing)),
        };
        return [.. DockerfileAnalysis.Create(SourceText.From($"FROM a\n{instruction}\n"), options).Findings.Select(f => f.Message)];
    }
}

/// <summary>Files of a context: <c>path:bytes</c>, separated by blanks.</summary>
internal sealed record Listing(string Content, bool IsCut) : IContextListing
{
    public ImmutableArray<ContextFile> Files { get; } =
        [.. Content.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(f => f.Split(':')).Select(f => new ContextFile(f[0], f.Length > 1 ? long.Parse(f[1], System.Globalization.CultureInfo.InvariantCulture) : 1))];

    public string? IgnoreFileName => null;

    public bool Ignores(string path) => false;
}
