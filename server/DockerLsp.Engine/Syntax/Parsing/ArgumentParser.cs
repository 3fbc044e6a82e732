using DockerLsp.Engine.Text;

namespace DockerLsp.Engine.Syntax;

/// <summary>
/// Reads one logical line: keyword, flags, and the arguments in the way that the keyword asks for. It follows splitCommand and
/// the line parsers of BuildKit's parser package; none of them can fail here, what they reject becomes a diagnostic.
/// </summary>
internal readonly struct ArgumentParser(MappedText logical, char escape)
{
    // A trigger of a trigger is an error anyway, and need not be read.
    private const int MaximumTriggerDepth = 2;

    private readonly string text = logical.Text;

    /// <param name="line">Where to put what is found; it is cleared before.</param>
    public void Parse(ParsedLine line)
    {
        line.Clear();
        Parse(line, new TextSpan(0, text.Length), depth: 0);
    }

    private void Parse(ParsedLine line, TextSpan span, int depth)
    {
        span = WordScanner.Trim(text, span);
        var keywordEnd = WordScanner.FindBlank(text, span);
        var keyword = TextSpan.FromBounds(span.Start, keywordEnd);
        line.Kind = SyntaxFacts.GetInstructionKind(text.AsSpan(keyword.Start, keyword.Length));
        line.Keyword = MakeToken(SyntaxKind.Keyword, keyword);
        line.Tokens.Add(line.Keyword);

        var arguments = WordScanner.Trim(text, TextSpan.FromBounds(WordScanner.SkipBlanks(text, keywordEnd, span.End), span.End));
        line.Arguments = arguments;
        var rest = WordScanner.Trim(text, TextSpan.FromBounds(ReadFlags(line, arguments), span.End));
        ReadArguments(line, rest, depth);
        SyntaxChecker.Check(line, logical, rest);
    }

    private GreenToken MakeToken(SyntaxKind kind, TextSpan span) => new(kind, logical.ToSource(span), span);

    private GreenWord AddWord(ParsedLine line, SyntaxKind kind, TextSpan span)
    {
        var token = MakeToken(kind, span);
        if (!span.IsEmpty)
        {
            line.Tokens.Add(token);
        }

        return new GreenWord(token.Span, span);
    }

    /// <summary>Reads the flags of any instruction, known or not; the offset at which the arguments proper begin.</summary>
    private int ReadFlags(ParsedLine line, TextSpan arguments)
    {
        var position = arguments.Start;
        while (true)
        {
            while (position < arguments.End && WordScanner.IsFlagSpace(text[position]))
            {
                position++;
            }

            if (WordScanner.ReadFlag(logical, position, arguments.End, escape) is not { } flag)
            {
                return position;
            }

            position = flag.Span.End;
            if (flag.Value == "--")
            {
                line.Tokens.Add(MakeToken(SyntaxKind.FlagsEnd, flag.Span));
                return position;
            }

            var token = MakeToken(SyntaxKind.Flag, flag.Span);
            line.Tokens.Add(token);
            var equals = text.AsSpan(flag.Span.Start, flag.Span.Length).IndexOf('=');
            var nameEnd = equals < 0 ? flag.Span.End : flag.Span.Start + equals;
            line.Flags.Add(new GreenFlag(
                token,
                logical.ToSource(TextSpan.FromBounds(Math.Min(flag.Span.Start + 2, nameEnd), nameEnd)),
                equals < 0 ? null : logical.ToSource(TextSpan.FromBounds(nameEnd + 1, flag.Span.End)),
                flag.Mapped ?? logical.Slice(flag.Span)));
        }
    }

    private void ReadArguments(ParsedLine line, TextSpan rest, int depth)
    {
        switch (line.Kind)
        {
            case InstructionKind.Run or InstructionKind.Cmd or InstructionKind.Entrypoint or InstructionKind.Shell:
                ReadCommand(line, rest);
                break;
            case InstructionKind.Healthcheck:
                ReadHealthcheck(line, rest);
                break;
            case InstructionKind.Add or InstructionKind.Copy or InstructionKind.Volume:
                if (!ReadExecForm(line, rest))
                {
                    ReadWords(line, rest);
                }

                break;
            case InstructionKind.From:
                ReadFrom(line, rest);
                break;
            case InstructionKind.Expose:
                ReadWords(line, rest);
                break;
            case InstructionKind.User or InstructionKind.Workdir or InstructionKind.Stopsignal or InstructionKind.Maintainer:
                if (!rest.IsEmpty)
                {
                    line.Words.Add(AddWord(line, SyntaxKind.Word, rest));
                }

                break;
            case InstructionKind.Env or InstructionKind.Label:
                ReadPairs(line, rest);
                break;
            case InstructionKind.Arg:
                foreach (var word in WordScanner.SplitQuoted(text, rest, escape))
                {
                    AddPair(line, word);
                }

                break;
            case InstructionKind.Onbuild when depth + 1 < MaximumTriggerDepth && !rest.IsEmpty:
                line.Trigger = new ParsedLine();
                Parse(line.Trigger, rest, depth + 1);
                line.Tokens.AddRange(line.Trigger.Tokens);
                break;
            default:
                AddLines(line, SyntaxKind.SkippedText, rest);
                break;
        }
    }

    private void ReadWords(ParsedLine line, TextSpan rest)
    {
        foreach (var word in WordScanner.SplitAtBlanks(text, rest))
        {
            line.Words.Add(AddWord(line, SyntaxKind.Word, word));
        }
    }

    private void ReadFrom(ParsedLine line, TextSpan rest)
    {
        var index = 0;
        var hasAs = false;
        foreach (var word in WordScanner.SplitAtBlanks(text, rest))
        {
            if (index == 1)
            {
                hasAs = text.AsSpan(word.Start, word.Length).Equals("AS", StringComparison.OrdinalIgnoreCase);
            }

            var kind = index switch
            {
                0 => SyntaxKind.Word,
                1 when hasAs => SyntaxKind.AsKeyword,
                2 when hasAs => SyntaxKind.Word,
                _ => SyntaxKind.SkippedText,
            };
            line.Words.Add(AddWord(line, kind, word));
            index++;
        }
    }

    private void ReadHealthcheck(ParsedLine line, TextSpan rest)
    {
        var typeEnd = rest.Start;
        while (typeEnd < rest.End && !WordScanner.IsFlagSpace(text[typeEnd]))
        {
            typeEnd++;
        }

        if (typeEnd > rest.Start)
        {
            line.Words.Add(AddWord(line, SyntaxKind.Word, TextSpan.FromBounds(rest.Start, typeEnd)));
            ReadCommand(line, WordScanner.Trim(text, TextSpan.FromBounds(typeEnd, rest.End)));
        }
    }

    /// <summary>A JSON array, or else a line for the shell.</summary>
    private void ReadCommand(ParsedLine line, TextSpan rest)
    {
        if (rest.IsEmpty)
        {
            return;
        }

        if (ReadExecForm(line, rest))
        {
            // The type of a HEALTHCHECK is a word before the strings and stays one.
            var strings = line.Words.FindAll(w => w.Decoded is not null);
            line.Command = new GreenCommand(logical.ToSource(rest), rest, [.. strings]);
            line.Words.RemoveAll(w => w.Decoded is not null);
            return;
        }

        AddLines(line, SyntaxKind.ShellText, rest);
        line.Command = new GreenCommand(logical.ToSource(rest), rest, null);
    }

    /// <summary>Reads the words of an array of strings; false, and nothing read, where the text is no valid JSON array.</summary>
    private bool ReadExecForm(ParsedLine line, TextSpan rest)
    {
        if (rest.IsEmpty || text[rest.Start] != '[')
        {
            return false;
        }

        var scanner = new JsonArrayScanner(text, rest.Start, rest.End);
        if (!scanner.TryRead())
        {
            return false;
        }

        line.IsExecForm = true;
        foreach (var part in scanner.Parts)
        {
            var token = MakeToken(part.Kind, part.Span);
            line.Tokens.Add(token);
            if (part.Kind == SyntaxKind.JsonString)
            {
                line.Words.Add(new GreenWord(token.Span, part.Span, JsonArrayScanner.Decode(logical, part.Span)));
            }
            else if (part.Kind == SyntaxKind.JsonOther)
            {
                line.Diagnostics.Add(SyntaxChecker.NotAString(token.Span, text.Substring(part.Span.Start, part.Span.Length)));
            }
        }

        return true;
    }

    private void ReadPairs(ParsedLine line, TextSpan rest)
    {
        var isFirst = true;
        foreach (var word in WordScanner.SplitQuoted(text, rest, escape))
        {
            if (isFirst && !text.AsSpan(word.Start, word.Length).Contains('='))
            {
                ReadLegacyPair(line, rest);
                return;
            }

            AddPair(line, word);
            isFirst = false;
        }
    }

    /// <summary><c>ENV key value</c>: everything behind the first blank is the value.</summary>
    private void ReadLegacyPair(ParsedLine line, TextSpan rest)
    {
        var keyEnd = WordScanner.FindBlank(text, rest);
        var key = AddWord(line, SyntaxKind.Key, TextSpan.FromBounds(rest.Start, keyEnd));
        GreenWord? value = null;
        if (keyEnd < rest.End)
        {
            value = AddWord(line, SyntaxKind.Value, TextSpan.FromBounds(WordScanner.SkipBlanks(text, keyEnd, rest.End), rest.End));
        }

        line.Pairs.Add(new GreenKeyValue(key, value, null, IsLegacy: value is not null));
    }

    private void AddPair(ParsedLine line, TextSpan word)
    {
        var equals = text.AsSpan(word.Start, word.Length).IndexOf('=');
        if (equals < 0)
        {
            line.Pairs.Add(new GreenKeyValue(AddWord(line, SyntaxKind.Key, word), null, null, IsLegacy: false));
            return;
        }

        var at = word.Start + equals;
        var key = AddWord(line, SyntaxKind.Key, TextSpan.FromBounds(word.Start, at));
        var sign = MakeToken(SyntaxKind.EqualsSign, new TextSpan(at, 1));
        line.Tokens.Add(sign);
        var value = AddWord(line, SyntaxKind.Value, TextSpan.FromBounds(at + 1, word.End));
        line.Pairs.Add(new GreenKeyValue(key, value, sign.Span, IsLegacy: false));
    }

    /// <summary>Adds one token for what each line of the source holds of the text.</summary>
    private void AddLines(ParsedLine line, SyntaxKind kind, TextSpan span)
    {
        if (span.IsEmpty)
        {
            return;
        }

        var last = logical.FindPiece(span.End - 1);
        for (var i = logical.FindPiece(span.Start); i <= last; i++)
        {
            var piece = logical.GetPiece(i).Span;
            var part = TextSpan.FromBounds(Math.Max(piece.Start, span.Start), Math.Min(piece.End, span.End));
            part = WordScanner.Trim(text, part);
            if (!part.IsEmpty)
            {
                line.Tokens.Add(MakeToken(kind, part));
            }
        }
    }
}
