using System.Collections.Immutable;

namespace DockerLsp.Engine.Semantics;

/// <summary>
/// A <c>.dockerignore</c> file: what of the build context the builder never gets to see (Dockerfile reference, ".dockerignore file").
/// Paths are relative to the root of the context, with slashes.
/// </summary>
public sealed class DockerIgnore
{
    private DockerIgnore(ImmutableArray<DockerIgnorePattern> patterns) => Patterns = patterns;

    /// <summary>Ignores nothing.</summary>
    public static DockerIgnore Empty { get; } = new([]);

    /// <summary>The patterns in the order of their lines; of those that match, the last one decides.</summary>
    public ImmutableArray<DockerIgnorePattern> Patterns { get; }

    /// <summary>
    /// The names under which the file is looked for, the first that exists counts: beside the Dockerfile
    /// <c>NAME.dockerignore</c>, then at the root of the context <c>.dockerignore</c>.
    /// </summary>
    public static (string BesideDockerfile, string AtContextRoot) FileNames(string dockerfileName) => ($"{dockerfileName}.dockerignore", ".dockerignore");

    /// <summary>Reads the text of such a file. What is no pattern is left out: the builder stops at it before it reads the Dockerfile.</summary>
    public static DockerIgnore Parse(string text)
    {
        var patterns = ImmutableArray.CreateBuilder<DockerIgnorePattern>();
        var number = 0;
        foreach (var raw in text.AsSpan().EnumerateLines())
        {
            number++;
            var line = raw;
            if (number == 1 && line is ['\uFEFF', .. var withoutMark])
            {
                line = withoutMark;
            }

            // Only a `#` in the first column begins a comment.
            if (line is ['#', ..])
            {
                continue;
            }

            line = line.Trim();
            var isException = line is ['!', ..];
            if (isException)
            {
                line = line[1..].Trim();
            }

            if (!line.IsEmpty && Clean(line.ToString()) is var pattern && pattern != ".")
            {
                patterns.Add(new DockerIgnorePattern(pattern, isException, number));
            }
        }

        return patterns.Count == 0 ? Empty : new DockerIgnore(patterns.ToImmutable());
    }

    /// <summary>Whether the builder does not get the file or folder.</summary>
    public bool IsIgnored(string path) => FindDeciding(path) is { IsException: false };

    /// <summary>The pattern that decides over a path: the last one that matches it or a folder that it lies in; null where none does.</summary>
    public DockerIgnorePattern? FindDeciding(string path)
    {
        var cleaned = Clean(path);
        if (cleaned is "." or ".." || cleaned.StartsWith("../", StringComparison.Ordinal))
        {
            return null;
        }

        for (var i = Patterns.Length - 1; i >= 0; i--)
        {
            if (Patterns[i].MatchesPathOrParent(cleaned))
            {
                return Patterns[i];
            }
        }

        return null;
    }

    /// <summary>
    /// Whether nothing of a file or folder reaches the builder: it is ignored, and no later exception lets something below it through.
    /// </summary>
    public bool IsWhollyIgnored(string path, out DockerIgnorePattern? deciding)
    {
        deciding = FindDeciding(path);
        if (deciding is not { IsException: false })
        {
            return false;
        }

        var cleaned = Clean(path);
        if (cleaned.AsSpan().ContainsAny('*', '?', '['))
        {
            // `*.log` and `!keep.log`: one of the files that the source means is let through.
            var source = new DockerIgnorePattern(cleaned, false, 0);
            if (Patterns.Any(p => p.IsException && (p.Text.AsSpan().ContainsAny('*', '?', '[') || source.MatchesPathOrParent(Clean(p.Text)))))
            {
                return false;
            }
        }

        var below = cleaned + "/";
        return !Patterns.Any(p => p.IsException && p.MayMatchBelow(below));
    }

    /// <summary>As Go's <c>filepath.Clean</c>, without a leading slash: <c>/a/./b/</c> is <c>a/b</c>.</summary>
    private static string Clean(string path)
    {
        var parts = new List<string>();
        foreach (var part in path.Split('/'))
        {
            if (part == ".." && parts.Count > 0 && parts[^1] != "..")
            {
                parts.RemoveAt(parts.Count - 1);
            }
            else if (part is not ("" or "."))
            {
                parts.Add(part);
            }
        }

        return parts.Count == 0 ? "." : string.Join('/', parts);
    }
}

/// <summary>
/// One pattern: that of Go's <c>filepath.Match</c>, and <c>**</c> for any number of folders. It is matched in time proportional to
/// pattern and path, whatever either holds.
/// </summary>
public sealed class DockerIgnorePattern
{
    private readonly ImmutableArray<Token> tokens;

    internal DockerIgnorePattern(string text, bool isException, int line)
    {
        Text = text;
        IsException = isException;
        Line = line;
        tokens = Read(text);
    }

    /// <summary>Without <c>!</c>, cleaned.</summary>
    public string Text { get; }

    /// <summary>Whether it is <c>!pattern</c>, which lets through what earlier ones keep out.</summary>
    public bool IsException { get; }

    /// <summary>The number of its line, from 1.</summary>
    public int Line { get; }

    public override string ToString() => (IsException ? "!" : "") + Text;

    /// <summary>Whether it matches the whole path.</summary>
    public bool Matches(string path) => Run(path, atFolders: false);

    /// <summary>Whether it matches the path, or a folder that the path lies in.</summary>
    internal bool MatchesPathOrParent(string path) => Run(path, atFolders: true);

    /// <summary>Whether some path that begins with a prefix could match.</summary>
    internal bool MayMatchBelow(string prefix)
    {
        var states = Start();
        foreach (var c in prefix)
        {
            if (!(states = Step(states, c)).Contains(true))
            {
                return false;
            }
        }

        // In the last state the pattern is at its end, and matches only what ends here.
        return states.AsSpan(0, states.Length - 1).Contains(true);
    }

    private bool Run(string path, bool atFolders)
    {
        var states = Start();
        foreach (var c in path)
        {
            if (atFolders && c == '/' && states[^1])
            {
                return true;
            }

            states = Step(states, c);
            if (!states.AsSpan().Contains(true))
            {
                return false;
            }
        }

        return states[^1];
    }

    private bool[] Start()
    {
        var states = new bool[(tokens.Length * 2) + 1];
        Enter(states, 0);
        return states;
    }

    /// <summary>Token <c>i</c> has the states <c>2i</c>, before it, and <c>2i + 1</c>, within a <c>**</c>. The last state is the end.</summary>
    private void Enter(bool[] states, int token)
    {
        while (true)
        {
            states[token * 2] = true;
            if (token == tokens.Length || tokens[token].Kind is not (TokenKind.Star or TokenKind.Folders or TokenKind.Everything))
            {
                return;
            }

            token++;
        }
    }

    private bool[] Step(bool[] states, char c)
    {
        var next = new bool[states.Length];
        for (var i = 0; i < tokens.Length; i++)
        {
            var token = tokens[i];
            if (states[(i * 2) + 1] || (states[i * 2] && token.Kind == TokenKind.Folders))
            {
                next[(i * 2) + 1] = true;
                if (c == '/')
                {
                    Enter(next, i + 1);
                }
            }

            if (!states[i * 2])
            {
                continue;
            }

            switch (token.Kind)
            {
                case TokenKind.Star when c != '/':
                case TokenKind.Everything:
                    Enter(next, i);
                    break;
                case TokenKind.AnyCharacter when c != '/':
                case TokenKind.Literal when c == token.Character:
                case TokenKind.Class when c != '/' && token.Includes(c):
                    Enter(next, i + 1);
                    break;
                default:
                    break;
            }
        }

        return next;
    }

    private static ImmutableArray<Token> Read(string pattern)
    {
        var tokens = ImmutableArray.CreateBuilder<Token>();
        for (var i = 0; i < pattern.Length; i++)
        {
            switch (pattern[i])
            {
                case '*' when i + 1 < pattern.Length && pattern[i + 1] == '*':
                    i++;
                    if (i + 1 < pattern.Length && pattern[i + 1] == '/')
                    {
                        i++;
                    }

                    tokens.Add(new Token(i + 1 == pattern.Length ? TokenKind.Everything : TokenKind.Folders));
                    break;
                case '*':
                    tokens.Add(new Token(TokenKind.Star));
                    break;
                case '?':
                    tokens.Add(new Token(TokenKind.AnyCharacter));
                    break;
                case '[' when ReadClass(pattern, i) is var (characters, end):
                    tokens.Add(new Token(TokenKind.Class, Class: characters));
                    i = end;
                    break;
                case '\\' when i + 1 < pattern.Length:
                    tokens.Add(new Token(TokenKind.Literal, pattern[++i]));
                    break;
                default:
                    tokens.Add(new Token(TokenKind.Literal, pattern[i]));
                    break;
            }
        }

        return tokens.ToImmutable();
    }

    /// <summary>What stands between brackets, and the offset of the closing one; null where none closes them.</summary>
    private static (string Characters, int End)? ReadClass(string pattern, int start)
    {
        for (var i = start + 1; i < pattern.Length; i++)
        {
            if (pattern[i] == '\\')
            {
                i++;
            }
            else if (pattern[i] == ']' && i > start + 1)
            {
                return (pattern[(start + 1)..i], i);
            }
        }

        return null;
    }

    private enum TokenKind
    {
        Literal,

        /// <summary><c>?</c></summary>
        AnyCharacter,

        /// <summary><c>*</c></summary>
        Star,

        /// <summary><c>[a-z]</c></summary>
        Class,

        /// <summary><c>**/</c>: no folder, or any number of them.</summary>
        Folders,

        /// <summary><c>**</c> at the end.</summary>
        Everything,
    }

    private readonly record struct Token(TokenKind Kind, char Character = '\0', string Class = "")
    {
        public bool Includes(char c)
        {
            var isNegated = Class is ['^', ..];
            var found = false;
            for (var i = isNegated ? 1 : 0; i < Class.Length; i++)
            {
                var low = ReadCharacter(ref i);
                var high = low;
                if (i + 2 < Class.Length && Class[i + 1] == '-')
                {
                    i += 2;
                    high = ReadCharacter(ref i);
                }

                found |= low <= c && c <= high;
            }

            return found != isNegated;
        }

        private char ReadCharacter(ref int index) => Class[index] == '\\' && index + 1 < Class.Length ? Class[++index] : Class[index];
    }
}
