using System.Collections.Immutable;
using DockerLsp.Engine.Text;

namespace DockerLsp.Engine.Shell;

/// <summary>
/// Reads POSIX sh, dash, BusyBox ash and the bash that people write in RUN. The grammar is that of POSIX XCU 2.10, with bash's
/// extensions where bash runs the script.
/// </summary>
public sealed partial class ShellParser
{
    /// <summary>Deeper nesting is no script that a person wrote, and would exhaust the stack.</summary>
    private const int MaxDepth = 120;

    private readonly string text;
    private readonly ShellDialect dialect;
    private readonly int end;
    private readonly List<ShellToken> tokens;
    private readonly List<ShellError> errors;
    private readonly List<PendingHeredoc> pendingHeredocs = [];
    private readonly bool recordsTokens;
    private int position;
    private int depth;

    private ShellParser(string text, ShellDialect dialect, int start, int end, List<ShellToken> tokens, List<ShellError> errors, bool recordsTokens, int depth)
    {
        this.text = text;
        this.dialect = dialect;
        this.end = end;
        this.tokens = tokens;
        this.errors = errors;
        this.recordsTokens = recordsTokens;
        this.depth = depth;
        position = start;
    }

    private bool IsBash => dialect == ShellDialect.Bash;

    private bool AtEnd => position >= end;

    private char Current => position < end ? text[position] : '\0';

    /// <summary>Parses a script. Any text gives a tree; what does not parse is in <see cref="ShellScript.Errors"/>.</summary>
    /// <exception cref="ArgumentException">The dialect is not of the POSIX family.</exception>
    public static ShellScript Parse(MappedText text, ShellDialect dialect)
    {
        if (!dialect.IsPosixFamily())
        {
            throw new ArgumentException($"{dialect} is not read here", nameof(dialect));
        }

        var parser = new ShellParser(text.Text, dialect, 0, text.Length, [], [], recordsTokens: true, depth: 0);
        var body = parser.ParseScript();
        return new ShellScript(text, dialect, body, [.. parser.tokens], [.. parser.errors]);
    }

    private ShellList ParseScript()
    {
        var start = position;
        var statements = ImmutableArray.CreateBuilder<ShellStatement>();
        while (true)
        {
            statements.AddRange(ParseList(ListEnd.None).Statements);
            if (AtEnd)
            {
                break;
            }

            // Something that closes what was never opened: `)`, `fi`, `;;`.
            var from = position;
            if (!TryReadOperator(out _))
            {
                ReadRawWord();
            }

            position = Math.Max(position, from + 1);
            AddToken(ShellTokenKind.Bad, from);
            Error(new TextSpan(from, position - from), $"`{Shorten(from, position)}` closes nothing");
        }

        FlushHeredocs();
        var list = statements.ToImmutable();
        return new ShellList(list.IsEmpty ? new TextSpan(start, 0) : TextSpan.FromBounds(list[0].Span.Start, list[^1].Span.End), list);
    }

    private void Error(TextSpan span, string message)
    {
        if (errors.Count < 100)
        {
            errors.Add(new ShellError(span, message));
        }
    }

    private string Shorten(int start, int stop) =>
        stop - start <= 20 ? text[start..stop] : text[start..(start + 19)] + "…";

    private void AddToken(ShellTokenKind kind, int start)
    {
        if (recordsTokens && position > start)
        {
            tokens.Add(new ShellToken(kind, TextSpan.FromBounds(start, position)));
        }
    }

    private sealed record PendingHeredoc(string Delimiter, bool StripsTabs, bool IsLiteral, HeredocHolder Holder);

    /// <summary>A redirection is made before the body of its heredoc is read.</summary>
    private sealed class HeredocHolder
    {
        public ShellHeredocBody? Body { get; set; }
    }

    [Flags]
    private enum ListEnd
    {
        None = 0,
        CloseParenthesis = 1,
        CloseBrace = 2,
        Then = 4,
        Else = 8,
        Fi = 16,
        Do = 32,
        Done = 64,
        Esac = 128,
        CaseEnd = 256,
    }
}
