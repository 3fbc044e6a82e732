using DockerLsp.Engine.Text;

namespace DockerLsp.Engine.Syntax;

/// <summary>
/// Reads instruction after instruction from a text. Where one begins, nothing but the escape character carries over from what
/// stands before it; that is what makes an instruction the unit of reuse.
/// </summary>
/// <param name="text">The text.</param>
/// <param name="position">Where to begin.</param>
/// <param name="directives">What stands at its top.</param>
/// <param name="table">Instructions that need not be read again; null for none.</param>
internal sealed class InstructionReader(SourceText text, int position, ParserDirectives directives, InstructionTable? table = null)
{
    // bufio.MaxScanTokenSize in Go's library, less the line feed: longer lines make BuildKit give up.
    private const int MaximumLineBytes = 65_535;

    private readonly SourceLineReader reader = new(text, position);
    private readonly char escape = directives.EscapeCharacter;
    private readonly InstructionTable? known = directives.EscapeCharacter == '\\' ? table : null;
    private readonly List<GreenTrivia> trivia = [];
    private readonly List<TextSpan> pieces = [];
    private readonly List<SyntaxDiagnostic> diagnostics = [];
    private readonly TokenLayout.Filling filling = new();
    private readonly MappedText.Builder logicalText = new();
    private readonly ParsedLine line = new();
    private readonly List<GreenHeredoc> heredocs = [];
    private char[] buffer = new char[1024];
    private int length;
    private int origin;
    private int instructionsRead;
    private int tokensMade;
    private long charactersRead;

    public int Position => reader.Position;

    public ParseStatistics Statistics => new(instructionsRead, tokensMade, charactersRead);

    /// <summary>After the last instruction: the blank lines and comments behind it.</summary>
    public GreenTrailing? Trailing { get; private set; }

    public void Seek(int position) => reader.Seek(position);

    /// <summary>The next instruction; null at the end of the text.</summary>
    public GreenInstruction? Read()
    {
        length = 0;
        origin = reader.Position;
        trivia.Clear();
        pieces.Clear();
        diagnostics.Clear();

        var contentStart = SkipLeadingTrivia(out var contentEnd);
        if (contentStart < 0)
        {
            Trailing = new GreenTrailing(new string(buffer, 0, length), [.. trivia], [.. diagnostics]);
            return null;
        }

        var reachedEnd = ReadLogicalLine(contentStart, contentEnd);
        // At the top, a comment may be a directive; and with the end of the text, more than the text ends an instruction.
        var mayBeKnown = origin > 0 && !reachedEnd;
        if (mayBeKnown && known?.Find(buffer.AsSpan(0, length)) is { } same)
        {
            return same;
        }

        var logical = MakeLogicalText(contentStart);
        new ArgumentParser(logical, escape).Parse(line);
        heredocs.Clear();
        if (line.CanContainHeredocs && logical.Text.Contains("<<", StringComparison.Ordinal))
        {
            ReadHeredocs(logical, ref reachedEnd);
        }

        instructionsRead++;
        var instruction = MakeInstruction(logical, reachedEnd);
        if (mayBeKnown && heredocs.Count == 0)
        {
            known?.Add(instruction);
        }

        return instruction;
    }

    private bool ReadLine(out int start, out int contentEnd)
    {
        start = length;
        if (!reader.ReadLine(ref buffer, ref length))
        {
            contentEnd = length;
            return false;
        }

        charactersRead += length - start;
        contentEnd = length;
        while (contentEnd > start && buffer[contentEnd - 1] is '\n' or '\r')
        {
            contentEnd--;
        }

        if (length - start > MaximumLineBytes / 3)
        {
            CheckLineLength(start, contentEnd);
        }

        return true;
    }

    private void CheckLineLength(int start, int contentEnd)
    {
        var end = length > start && buffer[length - 1] == '\n' ? length - 1 : length;
        var bytes = System.Text.Encoding.UTF8.GetByteCount(buffer.AsSpan(start, end - start));
        if (bytes > MaximumLineBytes)
        {
            diagnostics.Add(new SyntaxDiagnostic(
                TextSpan.FromBounds(start, contentEnd),
                $"This line has {bytes} bytes; BuildKit reads at most {MaximumLineBytes} in one line: break it with `{escape}`",
                "line-too-long"));
        }
    }

    private int SkipWhiteSpace(int from, int to)
    {
        while (from < to && char.IsWhiteSpace(buffer[from]))
        {
            from++;
        }

        return from;
    }

    private void AddTrivia(SyntaxKind kind, int start, int end)
    {
        if (end > start)
        {
            trivia.Add(new GreenTrivia(kind, TextSpan.FromBounds(start, end)));
        }
    }

    /// <summary>Reads up to the first line that is neither blank nor a comment; the offset of its first character, or -1.</summary>
    private int SkipLeadingTrivia(out int contentEnd)
    {
        while (ReadLine(out var start, out contentEnd))
        {
            if (origin == 0 && start == 0 && buffer[0] == '\uFEFF')
            {
                AddTrivia(SyntaxKind.ByteOrderMark, 0, 1);
                start = 1;
            }

            var first = SkipWhiteSpace(start, contentEnd);
            AddTrivia(SyntaxKind.WhiteSpace, start, first);
            if (first < contentEnd && buffer[first] != '#')
            {
                return first;
            }

            var kind = directives.IsDirectiveAt(origin + first) ? SyntaxKind.Directive : SyntaxKind.Comment;
            AddTrivia(kind, first, contentEnd);
            AddTrivia(SyntaxKind.LineBreak, contentEnd, length);
        }

        return -1;
    }

    /// <summary>Collects the pieces of a line and its continuations; whether the end of the text ended it.</summary>
    private bool ReadLogicalLine(int contentStart, int contentEnd)
    {
        var start = contentStart;
        while (true)
        {
            if (!EndsInContinuation(start, contentEnd, out var pieceEnd))
            {
                pieces.Add(TextSpan.FromBounds(start, contentEnd));
                AddTrivia(SyntaxKind.LineBreak, contentEnd, length);
                return buffer[length - 1] != '\n';
            }

            pieces.Add(TextSpan.FromBounds(start, pieceEnd));
            AddTrivia(SyntaxKind.LineContinuation, pieceEnd, length);
            do
            {
                if (!ReadLine(out start, out contentEnd))
                {
                    return true;
                }
            }
            while (IsDroppedLine(start, contentEnd));
        }
    }

    /// <summary>Comments and blank lines within an instruction are left out of it and do not end it (Parse in parser.go).</summary>
    private bool IsDroppedLine(int start, int contentEnd)
    {
        var first = SkipWhiteSpace(start, contentEnd);
        if (first == contentEnd)
        {
            AddTrivia(SyntaxKind.BlankContinuationLine, start, length);
            return true;
        }

        if (buffer[first] != '#')
        {
            return false;
        }

        AddTrivia(SyntaxKind.WhiteSpace, start, first);
        AddTrivia(SyntaxKind.Comment, first, contentEnd);
        AddTrivia(SyntaxKind.LineBreak, contentEnd, length);
        return true;
    }

    /// <summary>
    /// Whether the line goes on: an escape character, then only spaces and tabs, and no second escape character before it.
    /// There is no counting: three of them do not continue, either (setEscapeToken in parser.go).
    /// </summary>
    private bool EndsInContinuation(int start, int contentEnd, out int pieceEnd)
    {
        pieceEnd = contentEnd;
        while (pieceEnd > start && buffer[pieceEnd - 1] is ' ' or '\t')
        {
            pieceEnd--;
        }

        pieceEnd--;
        return pieceEnd >= start && buffer[pieceEnd] == escape && (pieceEnd == start || buffer[pieceEnd - 1] != escape);
    }

    private MappedText MakeLogicalText(int contentStart)
    {
        if (pieces.Count == 1)
        {
            return MappedText.Contiguous(new string(buffer, pieces[0].Start, pieces[0].Length), contentStart);
        }

        logicalText.Clear();
        foreach (var piece in pieces)
        {
            logicalText.Append(buffer.AsSpan(piece.Start, piece.Length), piece.Start);
        }

        return logicalText.Length == 0 ? MappedText.Contiguous(string.Empty, contentStart) : logicalText.ToMappedText();
    }

    private void ReadHeredocs(MappedText logical, ref bool reachedEnd)
    {
        foreach (var opening in HeredocLexer.Find(logical.Text))
        {
            heredocs.Add(ReadHeredoc(opening, logical));
            if (heredocs[^1].Terminator is null && !diagnostics.Exists(d => d.Code == "unterminated-heredoc"))
            {
                diagnostics.Add(SyntaxChecker.UnterminatedHeredoc(heredocs[^1]));
                reachedEnd = true;
            }
        }

        reachedEnd |= length > 0 && buffer[length - 1] != '\n';
    }

    private GreenHeredoc ReadHeredoc(HeredocLexer.Opening opening, MappedText logical)
    {
        var bodyStart = length;

        // An escaped space may end the delimiter, but not the line: BuildKit trims what it hands to the shell.
        var word = WordScanner.Trim(logical.Text, opening.Span);
        var span = logical.ToSource(word);
        while (ReadLine(out var start, out var contentEnd))
        {
            var nameStart = start;
            while (opening.StripsTabs && nameStart < contentEnd && buffer[nameStart] == '\t')
            {
                nameStart++;
            }

            if (buffer.AsSpan(nameStart, contentEnd - nameStart).SequenceEqual(opening.Delimiter))
            {
                AddTrivia(SyntaxKind.WhiteSpace, start, nameStart);
                AddTrivia(SyntaxKind.LineBreak, contentEnd, length);
                return Make(TextSpan.FromBounds(bodyStart, start), TextSpan.FromBounds(nameStart, contentEnd));
            }
        }

        return Make(TextSpan.FromBounds(bodyStart, length), null);

        GreenHeredoc Make(TextSpan body, TextSpan? terminator) => new(
            opening.Delimiter, opening.IsQuoted, opening.StripsTabs, opening.FileDescriptor, span, word, body, terminator);
    }

    private GreenInstruction MakeInstruction(MappedText logical, bool reachedEnd)
    {
        foreach (var heredoc in heredocs)
        {
            if (!heredoc.Body.IsEmpty)
            {
                line.Tokens.Add(new GreenToken(SyntaxKind.HeredocBody, heredoc.Body, default));
            }

            if (heredoc.Terminator is { IsEmpty: false } terminator)
            {
                line.Tokens.Add(new GreenToken(SyntaxKind.HeredocTerminator, terminator, default));
            }
        }

        var fullText = new string(buffer, 0, length);
        TokenLayout.Complete(fullText, line.Tokens, trivia, filling);
        tokensMade += line.Tokens.Count;
        var end = line.Tokens[^1].Span.End;
        return Build(line, fullText, end, logical, [.. heredocs], [.. trivia], [.. diagnostics], reachedEnd);
    }

    private static GreenInstruction Build(
        ParsedLine line,
        string fullText,
        int end,
        MappedText logical,
        GreenHeredoc[] heredocs,
        GreenTrivia[] trivia,
        SyntaxDiagnostic[] readerDiagnostics,
        bool reachedEnd)
    {
        var trigger = line.Trigger is null ? null : Build(line.Trigger, fullText, end, logical, heredocs, trivia, [], reachedEnd);
        SyntaxDiagnostic[] diagnostics = [.. readerDiagnostics, .. line.Diagnostics, .. trigger?.Diagnostics ?? []];
        return new GreenInstruction(fullText, logical)
        {
            Kind = line.Kind,
            Content = TextSpan.FromBounds(line.Keyword.Span.Start, end),
            Trivia = trivia,
            Tokens = [.. line.Tokens],
            Keyword = line.Keyword,
            Arguments = line.Arguments,
            Flags = [.. line.Flags],
            Words = [.. line.Words],
            Pairs = [.. line.Pairs],
            Heredocs = heredocs,
            Command = line.Command,
            Trigger = trigger,
            IsExecForm = line.IsExecForm || line.Command?.Elements is not null,
            Diagnostics = diagnostics,
            IsOpenEnded = reachedEnd,
        };
    }
}

/// <summary>What stands behind the last instruction.</summary>
internal sealed record GreenTrailing(string Text, GreenTrivia[] Trivia, SyntaxDiagnostic[] Diagnostics)
{
    public static readonly GreenTrailing Empty = new(string.Empty, [], []);
}
