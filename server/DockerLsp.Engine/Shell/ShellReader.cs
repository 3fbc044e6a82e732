using System.Collections.Immutable;
using DockerLsp.Engine.Text;

namespace DockerLsp.Engine.Shell;

/// <summary>
/// One pass over a script. As in the shells themselves, tokens are read one at a time on demand, because what a character means
/// depends on the grammar around it: POSIX XCU 2.3 (tokens), 2.10 (grammar). Where the shells differ, the parsers of dash,
/// BusyBox ash and bash have been followed rather than their manuals.
/// </summary>
internal sealed partial class ShellReader
{
    /// <summary>
    /// Nobody nests this deep, and the shells themselves give up somewhere beyond. The bound keeps the stack of a server thread
    /// in one piece.
    /// </summary>
    private const int MaximumDepth = 200;

    private const int MaximumErrors = 1000;

    /// <summary>The lists of the last reader of this thread, for the next one: most scripts are short, and there are many.</summary>
    [ThreadStatic]
    private static Lists? spareLists;

    private readonly string text;
    private readonly ShellDialect dialect;
    private readonly bool isBash;

    /// <summary>Only bash knows these: here-strings, arrays, <c>[[</c>, <c>((</c>, <c>|&amp;</c>. Both bash and ash know the others.</summary>
    private readonly bool isBashOrAsh;

    /// <summary>The place of each character of <see cref="text"/> in the script, where they differ: within backquotes with escapes.</summary>
    private readonly int[]? map;

    private readonly List<ShellError> errors;
    private readonly Lists lists;
    private readonly bool keepsTokens;
    private readonly ImmutableArray<ShellToken>.Builder tokens = ImmutableArray.CreateBuilder<ShellToken>(0);

    /// <summary>Reading stops here: the end of the text, of a backquoted body or of a heredoc's body.</summary>
    private int limit;
    private int position;

    /// <summary>The end of the last token that was not white space.</summary>
    private int lastEnd;

    /// <summary>Above 0 within a word, whose insides are not tokens of their own.</summary>
    private int quiet;
    private int depth;
    private bool isAborted;

    /// <summary>How many characters may still be read a second time; see <see cref="TryReadArithmetic"/>.</summary>
    private long secondReadings;

    /// <param name="text">The script.</param>
    /// <param name="dialect">Its language.</param>
    /// <param name="keepsTokens">Whether all tokens are wanted, and not the comments alone.</param>
    public ShellReader(string text, ShellDialect dialect, bool keepsTokens)
        : this(text, dialect, null, [], 0)
    {
        this.keepsTokens = keepsTokens;
    }

    private ShellReader(string text, ShellDialect dialect, int[]? map, List<ShellError> errors, int depth)
    {
        this.text = text;
        this.dialect = dialect;
        this.map = map;
        this.errors = errors;
        this.depth = depth;
        isBash = dialect is ShellDialect.Bash;
        isBashOrAsh = dialect is ShellDialect.Bash or ShellDialect.BusyBoxAsh;
        limit = text.Length;
        secondReadings = 4L * text.Length;
        lists = spareLists ?? new Lists();
        spareLists = null;
        (pieces, marks, wordStack, pending) = (lists.Pieces, lists.Marks, lists.Words, lists.Heredocs);
    }

    /// <summary>What has been kept of the tokens.</summary>
    public ImmutableArray<ShellToken> Tokens => tokens.ToImmutable();

    public ImmutableArray<ShellError> Errors => [.. errors];

    /// <summary>Reads all of it, which can be done once.</summary>
    public ShellList ReadScript()
    {
        var body = ReadListUntil(TokenKind.EndOfText);
        DropHeredocs();
        spareLists = lists.TryClear() ? lists : null;
        return body;
    }

    /// <summary>The character at an offset, NUL behind the end. A real NUL is no character that the grammar knows.</summary>
    private char At(int offset) => offset < limit ? text[offset] : '\0';

    /// <summary>The first offset from <paramref name="offset"/> on that is not a backslash before a line break (POSIX XCU 2.2.1).</summary>
    private int SkipContinuations(int offset)
    {
        while (offset + 1 < limit && text[offset] == '\\' && text[offset + 1] == '\n')
        {
            offset += 2;
        }

        return offset;
    }

    private TextSpan Span(int start, int end)
    {
        if (map is null)
        {
            return TextSpan.FromBounds(start, end);
        }

        return start == end ? new TextSpan(map[start], 0) : TextSpan.FromBounds(map[start], map[end]);
    }

    /// <summary>The text between two offsets without continuations.</summary>
    private string Slice(int start, int end) => new ShellTextSlice(text, start, end).ToString();

    private void Error(int start, int end, string message)
    {
        // What follows from giving up is not worth a message, nor is a hostile text worth a million.
        if (!isAborted && errors.Count < MaximumErrors)
        {
            errors.Add(new ShellError(Span(start, Math.Max(start, end)), message));
        }
    }

    /// <summary>Reports, for an unknown sh, what the shells that it may be read differently.</summary>
    private void Differs(int start, int end, string what)
    {
        if (dialect is ShellDialect.Posix)
        {
            Error(start, end, $"Shells differ in how they read {what}");
        }
    }

    private void AddToken(ShellTokenKind kind, int start, int end)
    {
        if (quiet == 0 && end > start && (keepsTokens || kind == ShellTokenKind.Comment))
        {
            tokens.Add(new ShellToken(kind, TextSpan.FromBounds(start, end)));
        }
    }

    /// <summary>Goes one level down; false where that is too deep, and reading has been given up.</summary>
    private bool Enter()
    {
        if (depth >= MaximumDepth)
        {
            Abort("Nested too deeply");
            return false;
        }

        depth++;
        return true;
    }

    private void Leave() => depth--;

    private void Abort(string message)
    {
        var start = hasToken ? token.Start : position;
        Error(start, limit, message);
        isAborted = true;
        hasToken = false;
        AddToken(ShellTokenKind.Bad, start, limit);
        position = limit;
    }

    /// <summary>Sets another end of reading; to be handed back to <see cref="RestoreLimit"/>.</summary>
    private int Narrow(int newLimit)
    {
        var old = limit;
        limit = newLimit;
        return old;
    }

    private void RestoreLimit(int old)
    {
        limit = old;
        if (isAborted)
        {
            position = limit;
        }
    }

    /// <summary>What is used while a script is read, and not kept.</summary>
    private sealed class Lists
    {
        /// <summary>Longer ones are not worth their place.</summary>
        private const int MaxKept = 256;

        public List<Piece> Pieces { get; } = [];

        public List<int> Marks { get; } = [];

        public List<ShellWord> Words { get; } = [];

        public List<PendingHeredoc> Heredocs { get; } = [];

        /// <summary>Makes them ready for another script; false where they have grown too long for that.</summary>
        public bool TryClear()
        {
            Pieces.Clear();
            Marks.Clear();
            Words.Clear();
            Heredocs.Clear();
            return Math.Max(Math.Max(Pieces.Capacity, Marks.Capacity), Math.Max(Words.Capacity, Heredocs.Capacity)) <= MaxKept;
        }
    }
}
