using System.Collections.Immutable;
using DockerLsp.Engine.Text;

namespace DockerLsp.Engine.Shell;

public sealed partial class ShellParser
{
    private ShellList ParseList(ListEnd ends)
    {
        var statements = ImmutableArray.CreateBuilder<ShellStatement>();
        SkipNewLines();
        var start = position;
        while (!AtEnd && !AtListEnd(ends))
        {
            var before = position;
            var andOr = ParseAndOr();
            if (position == before)
            {
                break;
            }

            SkipBlanks();
            var terminatorStart = position;
            var terminator = StatementTerminator.None;
            if (PeekOperator() is ";" or "&" && PeekOperator() is { } op)
            {
                position += op.Length;
                AddToken(ShellTokenKind.Operator, terminatorStart);
                terminator = op == ";" ? StatementTerminator.Semicolon : StatementTerminator.Background;
            }
            else if (TryReadNewLine())
            {
                terminator = StatementTerminator.NewLine;
            }

            var terminatorSpan = terminator switch
            {
                StatementTerminator.None => new TextSpan(terminatorStart, 0),
                StatementTerminator.NewLine => new TextSpan(terminatorStart, text[terminatorStart] == '\r' ? 2 : 1),
                _ => new TextSpan(terminatorStart, 1),
            };
            statements.Add(new ShellStatement(andOr.Span, andOr, terminator, terminatorSpan));
            SkipNewLines();
            if (terminator == StatementTerminator.None)
            {
                break;
            }
        }

        var list = statements.ToImmutable();
        return new ShellList(list.IsEmpty ? new TextSpan(start, 0) : TextSpan.FromBounds(list[0].Span.Start, list[^1].Span.End), list);
    }

    private bool AtListEnd(ListEnd ends)
    {
        switch (PeekOperator())
        {
            case ")":
                return true;
            case ";;" or ";&" or ";;&":
                return true;
        }

        return PeekReserved() switch
        {
            "}" or "then" or "else" or "elif" or "fi" or "do" or "done" or "esac" => true,
            _ => ends != ListEnd.None && AtEnd,
        };
    }

    private ShellAndOr ParseAndOr()
    {
        var pipelines = ImmutableArray.CreateBuilder<ShellPipeline>();
        var operators = ImmutableArray.CreateBuilder<ShellAndOrOperator>();
        pipelines.Add(ParsePipeline());
        while (true)
        {
            SkipBlanks();
            if (PeekOperator() is not ("&&" or "||") || PeekOperator() is not { } op)
            {
                break;
            }

            var start = position;
            position += 2;
            AddToken(ShellTokenKind.Operator, start);
            operators.Add(new ShellAndOrOperator(op == "&&", new TextSpan(start, 2)));
            SkipNewLines();
            var before = position;
            pipelines.Add(ParsePipeline());
            if (position == before)
            {
                Error(new TextSpan(start, 2), $"nothing follows `{op}`");
                break;
            }
        }

        return new ShellAndOr(TextSpan.FromBounds(pipelines[0].Span.Start, pipelines[^1].Span.End), pipelines.ToImmutable(), operators.ToImmutable());
    }

    private ShellPipeline ParsePipeline()
    {
        SkipBlanks();
        var start = position;
        var negated = false;
        while (PeekReserved() is "!" or "time")
        {
            if (TryReadReserved("!"))
            {
                negated = !negated;
            }
            else
            {
                TryReadReserved("time");
                SkipBlanks();
                if (Current == '-' && Peek(1) == 'p' && (position + 2 >= end || IsBlankOrOperator(text[position + 2])))
                {
                    var option = position;
                    position += 2;
                    AddToken(ShellTokenKind.Word, option);
                }
            }

            SkipBlanks();
        }

        var commands = ImmutableArray.CreateBuilder<ShellCommand>();
        commands.Add(ParseCommand());
        while (true)
        {
            SkipBlanks();
            if (PeekOperator() is not ("|" or "|&") || PeekOperator() is not { } op)
            {
                break;
            }

            var pipe = position;
            position += op.Length;
            AddToken(ShellTokenKind.Operator, pipe);
            SkipNewLines();
            var before = position;
            commands.Add(ParseCommand());
            if (position == before)
            {
                Error(new TextSpan(pipe, op.Length), "nothing follows `|`");
                break;
            }
        }

        var first = negated ? start : commands[0].Span.Start;
        return new ShellPipeline(TextSpan.FromBounds(first, Math.Max(first, commands[^1].Span.End)), negated, commands.ToImmutable());
    }

    private ShellCommand ParseCommand()
    {
        SkipBlanks();
        if (depth >= MaxDepth)
        {
            return TooDeep();
        }

        depth++;
        var command = ParseCommandCore();
        depth--;
        return command;
    }

    private ShellBadCommand TooDeep()
    {
        var start = position;
        position = end;
        AddToken(ShellTokenKind.Bad, start);
        Error(new TextSpan(start, Math.Min(20, end - start)), "this is nested too deeply to be read");
        return new ShellBadCommand(TextSpan.FromBounds(start, end));
    }

    private ShellCommand ParseCommandCore()
    {
        var start = position;
        switch (PeekReserved())
        {
            case "{":
                TryReadReserved("{");
                var group = ParseList(ListEnd.CloseBrace);
                Require(group, start, "{");
                Expect("}", start);
                return WithRedirections(start, (span, r) => new ShellGroup(span, group, r));
            case "if":
                return ParseIf(start);
            case "for" or "select":
                return ParseFor(start);
            case "while" or "until":
                return ParseWhile(start);
            case "case":
                return ParseCase(start);
            case "[[":
                return ParseConditional(start);
            case "function":
                return ParseFunctionKeyword(start);
            case "coproc":
                TryReadReserved("coproc");
                var body = ParseCommand();
                return new ShellCoprocess(TextSpan.FromBounds(start, body.Span.End), body);
            case { } reserved when reserved is not ("!" or "time"):
                Error(new TextSpan(start, reserved.Length), $"`{reserved}` closes nothing");
                position += reserved.Length;
                AddToken(ShellTokenKind.Bad, start);
                return new ShellBadCommand(TextSpan.FromBounds(start, position));
        }

        if (PeekOperator() == "(")
        {
            if (IsBash && Peek(1) == '(' && FindArithmeticEnd(position + 2) is var close and >= 0)
            {
                position = close + 2;
                AddToken(ShellTokenKind.Word, start);
                var expression = text[(start + 2)..close];
                return WithRedirections(start, (span, r) => new ShellArithmeticCommand(span, expression, r));
            }

            TryReadOperatorToken("(");
            var list = ParseList(ListEnd.CloseParenthesis);
            Require(list, start, "(");
            if (!TryReadOperatorToken(")"))
            {
                Error(new TextSpan(start, 1), "`(` is not closed");
            }

            return WithRedirections(start, (span, r) => new ShellSubshell(span, list, r));
        }

        return ParseSimpleCommand();
    }

    private void Require(ShellList list, int start, string opener)
    {
        if (list.Statements.IsEmpty)
        {
            Error(new TextSpan(start, Math.Min(opener.Length, end - start)), $"`{opener}` holds no command");
        }
    }

    private bool Expect(string reserved, int opener)
    {
        SkipNewLines();
        if (TryReadReserved(reserved))
        {
            return true;
        }

        Error(new TextSpan(opener, Math.Max(1, Math.Min(1, end - opener))), $"`{reserved}` is missing");
        return false;
    }

    private T WithRedirections<T>(int start, Func<TextSpan, ImmutableArray<ShellRedirection>, T> make)
    {
        var stop = position;
        var redirections = ImmutableArray.CreateBuilder<ShellRedirection>();
        while (true)
        {
            SkipBlanks();
            if (TryParseRedirection() is not { } redirection)
            {
                break;
            }

            redirections.Add(redirection);
            stop = redirection.Span.End;
        }

        return make(TextSpan.FromBounds(start, stop), redirections.ToImmutable());
    }

    private ShellIf ParseIf(int start)
    {
        var clauses = ImmutableArray.CreateBuilder<ShellIfClause>();
        ShellList? elseBody = null;
        TryReadReserved("if");
        while (true)
        {
            var clauseStart = position;
            var condition = ParseList(ListEnd.Then);
            Require(condition, start, "if");
            Expect("then", start);
            var body = ParseList(ListEnd.Else | ListEnd.Fi);
            Require(body, start, "then");
            clauses.Add(new ShellIfClause(TextSpan.FromBounds(clauseStart, position), condition, body));
            SkipNewLines();
            if (TryReadReserved("elif"))
            {
                continue;
            }

            if (TryReadReserved("else"))
            {
                elseBody = ParseList(ListEnd.Fi);
                Require(elseBody, start, "else");
            }

            break;
        }

        Expect("fi", start);
        return WithRedirections(start, (span, r) => new ShellIf(span, clauses.ToImmutable(), elseBody, r));
    }

    private ShellFor ParseFor(int start)
    {
        var isSelect = PeekReserved() == "select";
        TryReadReserved(isSelect ? "select" : "for");
        SkipBlanks();
        string? variable = null;
        var words = ImmutableArray.CreateBuilder<ShellWord>();
        var hasIn = false;
        if (IsBash && !isSelect && Current == '(' && Peek(1) == '(' && FindArithmeticEnd(position + 2) is var close and >= 0)
        {
            var expression = position;
            position = close + 2;
            AddToken(ShellTokenKind.Word, expression);
            SkipBlanks();
            TryReadOperatorToken(";");
        }
        else
        {
            var nameStart = position;
            variable = ReadName();
            AddToken(ShellTokenKind.Word, nameStart);
            if (variable.Length == 0)
            {
                Error(new TextSpan(start, Math.Min(3, end - start)), "`for` needs a name");
            }

            SkipNewLines();
            if (IsWordHere("in"))
            {
                hasIn = true;
                var keyword = position;
                position += 2;
                AddToken(ShellTokenKind.ReservedWord, keyword);
                while (true)
                {
                    SkipBlanks();
                    if (ParseWord() is not { } word)
                    {
                        break;
                    }

                    words.Add(word);
                }
            }

            SkipBlanks();
            TryReadOperatorToken(";");
        }

        SkipNewLines();
        if (IsBash && PeekReserved() == "{")
        {
            var opener = position;
            TryReadReserved("{");
            var braces = ParseList(ListEnd.CloseBrace);
            Expect("}", opener);
            return WithRedirections(start, (span, r) => new ShellFor(span, variable, words.ToImmutable(), hasIn, braces, r));
        }

        Expect("do", start);
        var body = ParseList(ListEnd.Done);
        Require(body, start, "do");
        Expect("done", start);
        return WithRedirections(start, (span, r) => new ShellFor(span, variable, words.ToImmutable(), hasIn, body, r));
    }

    private ShellWhile ParseWhile(int start)
    {
        var isUntil = PeekReserved() == "until";
        TryReadReserved(isUntil ? "until" : "while");
        var condition = ParseList(ListEnd.Do);
        Require(condition, start, isUntil ? "until" : "while");
        Expect("do", start);
        var body = ParseList(ListEnd.Done);
        Require(body, start, "do");
        Expect("done", start);
        return WithRedirections(start, (span, r) => new ShellWhile(span, isUntil, condition, body, r));
    }

    private ShellCommand ParseCase(int start)
    {
        TryReadReserved("case");
        SkipBlanks();
        if (ParseWord() is not { } subject)
        {
            Error(new TextSpan(start, Math.Min(4, end - start)), "`case` needs a word");
            return new ShellBadCommand(TextSpan.FromBounds(start, position));
        }

        SkipNewLines();
        if (IsWordHere("in"))
        {
            var keyword = position;
            position += 2;
            AddToken(ShellTokenKind.ReservedWord, keyword);
        }
        else
        {
            Error(subject.Span, "`in` is missing");
        }

        var items = ImmutableArray.CreateBuilder<ShellCaseItem>();
        while (true)
        {
            SkipNewLines();
            if (AtEnd || PeekReserved() == "esac")
            {
                break;
            }

            var itemStart = position;
            TryReadOperatorToken("(");
            var patterns = ImmutableArray.CreateBuilder<ShellWord>();
            do
            {
                SkipBlanks();
                if (ParseWord() is { } pattern)
                {
                    patterns.Add(pattern);
                }
                else
                {
                    break;
                }

                SkipBlanks();
            }
            while (TryReadOperatorToken("|"));
            SkipBlanks();
            if (patterns.Count == 0 || !TryReadOperatorToken(")"))
            {
                Error(new TextSpan(itemStart, Math.Min(1, end - itemStart)), "a pattern that ends in `)` is missing");
                break;
            }

            var body = ParseList(ListEnd.CaseEnd | ListEnd.Esac);
            SkipNewLines();
            items.Add(new ShellCaseItem(TextSpan.FromBounds(itemStart, position), patterns.ToImmutable(), body));
            if (!TryReadOperatorToken(";;") && !TryReadOperatorToken(";&") && !TryReadOperatorToken(";;&"))
            {
                break;
            }
        }

        Expect("esac", start);
        return WithRedirections(start, (span, r) => new ShellCase(span, subject, items.ToImmutable(), r));
    }

    private ShellConditional ParseConditional(int start)
    {
        TryReadReserved("[[");
        var words = ImmutableArray.CreateBuilder<ShellWord>();
        var closed = false;
        while (!AtEnd && !closed)
        {
            SkipNewLines();
            if (Current == ']' && Peek(1) == ']' && (position + 2 >= end || IsBlankOrOperator(text[position + 2])))
            {
                var close = position;
                position += 2;
                AddToken(ShellTokenKind.ReservedWord, close);
                closed = true;
                break;
            }

            var before = position;
            if (ParseWord(inConditional: true) is { } word)
            {
                words.Add(word);
            }
            else if (TryReadOperator(out _))
            {
                AddToken(ShellTokenKind.Operator, before);
            }
            else
            {
                break;
            }
        }

        if (!closed)
        {
            Error(new TextSpan(start, 2), "`[[` is not closed");
        }

        return WithRedirections(start, (span, r) => new ShellConditional(span, words.ToImmutable(), r));
    }

    private ShellFunction ParseFunctionKeyword(int start)
    {
        TryReadReserved("function");
        SkipBlanks();
        var nameStart = position;
        ReadRawWord();
        var name = text[nameStart..position];
        AddToken(ShellTokenKind.Word, nameStart);
        SkipBlanks();
        if (TryReadOperatorToken("("))
        {
            SkipBlanks();
            TryReadOperatorToken(")");
        }

        SkipNewLines();
        return FinishFunction(start, name);
    }

    private ShellFunction FinishFunction(int start, string name)
    {
        var body = ParseCommand();
        if (name.Length == 0 || body is ShellSimpleCommand or ShellBadCommand)
        {
            Error(new TextSpan(start, Math.Max(1, Math.Min(name.Length, end - start))), "a function needs a name and a body in braces");
        }

        return new ShellFunction(TextSpan.FromBounds(start, Math.Max(body.Span.End, start)), name, body);
    }

    private ShellCommand ParseSimpleCommand()
    {
        var start = position;
        var stop = position;
        var assignments = ImmutableArray.CreateBuilder<ShellAssignment>();
        var words = ImmutableArray.CreateBuilder<ShellWord>();
        var redirections = ImmutableArray.CreateBuilder<ShellRedirection>();
        while (true)
        {
            SkipBlanks();
            if (TryParseRedirection() is { } redirection)
            {
                redirections.Add(redirection);
                stop = redirection.Span.End;
                continue;
            }

            if (words.Count == 0 && TryParseAssignment() is { } assignment)
            {
                assignments.Add(assignment);
                stop = assignment.Span.End;
                continue;
            }

            var before = position;
            if (ParseWord() is not { } word)
            {
                if (Current == '(' && words.Count > 0)
                {
                    if (words.Count == 1 && assignments.Count == 0 && redirections.Count == 0 && IsFunctionParentheses())
                    {
                        return ParseFunction(start, words[0]);
                    }

                    Error(new TextSpan(position, 1), "`(` is unexpected here");
                    SkipParentheses();
                    stop = position;
                    continue;
                }

                break;
            }

            words.Add(word);
            stop = position;
            if (position == before)
            {
                break;
            }
        }

        if (words.Count == 0 && assignments.Count == 0 && redirections.Count == 0)
        {
            if (!AtEnd && PeekOperator() is { } op)
            {
                Error(new TextSpan(position, op.Length), $"`{op}` is unexpected here");
                if (op is not (")" or ";;" or ";&" or ";;&"))
                {
                    var bad = position;
                    position += op.Length;
                    AddToken(ShellTokenKind.Bad, bad);
                    return new ShellBadCommand(TextSpan.FromBounds(bad, position));
                }
            }

            return new ShellBadCommand(new TextSpan(start, 0));
        }

        return new ShellSimpleCommand(TextSpan.FromBounds(start, stop), assignments.ToImmutable(), words.ToImmutable(), redirections.ToImmutable());
    }

    private bool IsFunctionParentheses()
    {
        var i = position + 1;
        while (i < end && text[i] is ' ' or '\t')
        {
            i++;
        }

        return i < end && text[i] == ')';
    }

    private ShellFunction ParseFunction(int start, ShellWord name)
    {
        TryReadOperatorToken("(");
        SkipBlanks();
        TryReadOperatorToken(")");
        SkipNewLines();
        return FinishFunction(start, name.ConstantValue ?? "");
    }

    private void SkipParentheses()
    {
        var start = position;
        var level = 0;
        do
        {
            level += text[position] == '(' ? 1 : text[position] == ')' ? -1 : 0;
            position++;
        }
        while (!AtEnd && level > 0 && text[position] != '\n');
        AddToken(ShellTokenKind.Bad, start);
    }

    private ShellAssignment? TryParseAssignment()
    {
        var start = position;
        var i = position;
        if (i >= end || !(char.IsAsciiLetter(text[i]) || text[i] == '_'))
        {
            return null;
        }

        while (i < end && (char.IsAsciiLetterOrDigit(text[i]) || text[i] == '_'))
        {
            i++;
        }

        var name = text[start..i];
        var isArray = false;
        if (IsBash && i < end && text[i] == '[')
        {
            var close = text.IndexOf(']', i, end - i);
            if (close < 0)
            {
                return null;
            }

            i = close + 1;
            isArray = true;
        }

        var isAppend = IsBash && i + 1 < end && text[i] == '+' && text[i + 1] == '=';
        if (i >= end || !(text[i] == '=' || isAppend))
        {
            return null;
        }

        position = i + (isAppend ? 2 : 1);
        if (Current == '(')
        {
            return ParseArrayAssignment(start, name, isAppend);
        }

        ShellWord? value = null;
        var valueStart = position;
        var parts = ParseWordParts(WordMode.AssignmentValue);
        if (position > valueStart)
        {
            value = new ShellWord(TextSpan.FromBounds(valueStart, position), parts);
        }

        AddToken(ShellTokenKind.AssignmentWord, start);
        return new ShellAssignment(TextSpan.FromBounds(start, position), name, isAppend, value, isArray);
    }

    private ShellAssignment ParseArrayAssignment(int start, string name, bool isAppend)
    {
        var open = position;
        if (!IsBash)
        {
            Error(new TextSpan(open, 1), "only bash has arrays");
        }

        var parts = ImmutableArray.CreateBuilder<ShellWordPart>();
        position++;
        while (!AtEnd && Current != ')')
        {
            if (char.IsWhiteSpace(Current))
            {
                position++;
                continue;
            }

            if (Current == '#')
            {
                while (!AtEnd && Current != '\n')
                {
                    position++;
                }

                continue;
            }

            var before = position;
            parts.AddRange(ParseWordParts(WordMode.Plain));
            if (position == before)
            {
                position++;
            }
        }

        if (AtEnd)
        {
            Error(new TextSpan(open, 1), "`(` is not closed");
        }
        else
        {
            position++;
        }

        AddToken(ShellTokenKind.AssignmentWord, start);
        return new ShellAssignment(
            TextSpan.FromBounds(start, position), name, isAppend, new ShellWord(TextSpan.FromBounds(open, position), [.. parts, new ShellArrayEnd(new TextSpan(position, 0))]), isArray: true);
    }

    private ShellRedirection? TryParseRedirection()
    {
        var start = position;
        var i = position;
        while (i < end && char.IsAsciiDigit(text[i]))
        {
            i++;
        }

        if (i == position && IsBash && Current == '{')
        {
            var close = text.IndexOf('}', position, end - position);
            if (close > position + 1 && close + 1 < end && text[close + 1] is '<' or '>' && text.AsSpan(position + 1, close - position - 1).IndexOfAnyExcept(NameCharacters) < 0)
            {
                i = close + 1;
            }
        }

        var hasDescriptor = i > position;
        if (i >= end || !(text[i] is '<' or '>' || (!hasDescriptor && text[i] == '&' && PeekOperator() is "&>" or "&>>")))
        {
            return null;
        }

        if (IsBash && !hasDescriptor && i + 1 < end && text[i + 1] == '(')
        {
            // Process substitution is a word.
            return null;
        }

        var descriptor = hasDescriptor ? text[start..i] : null;
        position = i;
        if (hasDescriptor)
        {
            AddToken(ShellTokenKind.IoNumber, start);
        }

        var operatorStart = position;
        if (!TryReadOperator(out var op))
        {
            position = start;
            return null;
        }

        AddToken(ShellTokenKind.Operator, operatorStart);
        var kind = op switch
        {
            "<" => RedirectionOperator.Input,
            ">" => RedirectionOperator.Output,
            ">>" => RedirectionOperator.Append,
            ">|" => RedirectionOperator.Clobber,
            "<>" => RedirectionOperator.ReadWrite,
            "<&" => RedirectionOperator.DuplicateInput,
            ">&" => RedirectionOperator.DuplicateOutput,
            "&>" => RedirectionOperator.OutputAndError,
            "&>>" => RedirectionOperator.AppendOutputAndError,
            "<<" => RedirectionOperator.Heredoc,
            "<<-" => RedirectionOperator.HeredocStripTabs,
            _ => RedirectionOperator.HereString,
        };
        SkipBlanks();
        var target = ParseWord();
        if (target is null)
        {
            Error(TextSpan.FromBounds(operatorStart, operatorStart + op.Length), $"`{op}` needs a word");
            return new ShellRedirection(TextSpan.FromBounds(start, operatorStart + op.Length), descriptor, kind, null, null);
        }

        var span = TextSpan.FromBounds(start, target.Span.End);
        if (kind is not (RedirectionOperator.Heredoc or RedirectionOperator.HeredocStripTabs))
        {
            return new ShellRedirection(span, descriptor, kind, target, null);
        }

        var holder = new HeredocHolder();
        var delimiter = target.ConstantValue ?? text.Substring(target.Span.Start, target.Span.Length);
        pendingHeredocs.Add(new PendingHeredoc(delimiter, kind == RedirectionOperator.HeredocStripTabs, target.IsQuoted, holder));
        return new ShellRedirection(span, descriptor, kind, target, () => holder.Body);
    }
}
