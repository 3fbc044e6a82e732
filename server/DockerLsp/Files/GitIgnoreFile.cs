using System.Collections.Immutable;

namespace DockerLsp.Files;

/// <summary>The patterns of one .gitignore file.</summary>
internal sealed class GitIgnoreFile
{
    private readonly ImmutableArray<GitIgnorePattern> patterns;

    private GitIgnoreFile(ImmutableArray<GitIgnorePattern> patterns) => this.patterns = patterns;

    public static GitIgnoreFile Parse(string text, StringComparison comparison = StringComparison.Ordinal)
    {
        var patterns = ImmutableArray.CreateBuilder<GitIgnorePattern>();
        foreach (var line in text.TrimStart('\uFEFF').Split('\n'))
        {
            if (GitIgnorePattern.Parse(line.EndsWith('\r') ? line[..^1] : line, comparison) is { } pattern)
            {
                patterns.Add(pattern);
            }
        }

        return new GitIgnoreFile(patterns.ToImmutable());
    }

    /// <summary>Whether the path is ignored; null where no pattern speaks of it. The last one that does decides.</summary>
    /// <param name="path">The path from the folder of this file, in segments.</param>
    /// <param name="isDirectory">Whether the path is a folder.</param>
    public bool? Ignores(ReadOnlySpan<string> path, bool isDirectory)
    {
        for (var i = patterns.Length - 1; i >= 0; i--)
        {
            if (patterns[i].Matches(path, isDirectory))
            {
                return !patterns[i].IsNegated;
            }
        }

        return null;
    }
}
