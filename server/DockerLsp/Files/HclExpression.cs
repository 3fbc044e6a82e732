using System.Globalization;
using System.Text;

namespace DockerLsp.Files;

/// <summary>
/// Works out an expression of a Bake file (HCL's native syntax: "Expressions"): operators, conditions, calls, lists, objects,
/// <c>for</c>, indexes and attributes. A branch that is not taken is only read.
/// </summary>
/// <remarks>Values are texts, whole numbers (long), truth values, null, lists (<see cref="List{T}"/>) and objects (<see cref="Dictionary{TKey, TValue}"/>).</remarks>
internal sealed class HclExpression
{
    private const int MaxDepth = 64;

    private readonly string text;
    private readonly HclScope scope;
    private int position;
    private int depth;
    private bool isSkipping;

    private HclExpression(string text, HclScope scope)
    {
        this.text = text;
        this.scope = scope;
    }

    /// <exception cref="HclException">It has no value here.</exception>
    public static object? Evaluate(string text, HclScope scope)
    {
        var expression = new HclExpression(text, scope);
        var value = expression.ReadCondition();
        expression.SkipBlanks();
        return expression.position == text.Length ? value : throw new HclException(text);
    }

    private object? ReadCondition()
    {
        scope.Count();
        if (++depth > MaxDepth)
        {
            throw new HclException(text);
        }

        var value = ReadBinary(0);
        if (Take("?"))
        {
            var isTrue = isSkipping || HclValue.Truth(value);
            var first = ReadBranch(isTrue);
            Expect(":");
            var second = ReadBranch(!isTrue);
            value = isTrue ? first : second;
        }

        depth--;
        return value;
    }

    private object? ReadBranch(bool isTaken)
    {
        var before = isSkipping;
        isSkipping |= !isTaken;
        var value = ReadCondition();
        isSkipping = before;
        return value;
    }

    private static readonly string[][] Operators = [["||"], ["&&"], ["==", "!="], ["<=", ">=", "<", ">"], ["+", "-"], ["*", "/", "%"]];

    private object? ReadBinary(int level)
    {
        if (level == Operators.Length)
        {
            return ReadUnary();
        }

        var left = ReadBinary(level + 1);
        while (Array.Find(Operators[level], TakeOperator) is { } operation)
        {
            var before = isSkipping;
            // What is decided already needs no second half.
            isSkipping |= !isSkipping && ((operation == "||" && HclValue.Truth(left)) || (operation == "&&" && !HclValue.Truth(left)));
            var isDecided = isSkipping;
            var right = ReadBinary(level + 1);
            isSkipping = before;
            left = isSkipping ? null : isDecided ? operation == "||" : Combine(operation, left, right);
        }

        return left;
    }

    private object? Combine(string operation, object? left, object? right) => operation switch
    {
        "||" or "&&" => HclValue.Truth(right),
        "==" => HclValue.AreEqual(left, right),
        "!=" => !HclValue.AreEqual(left, right),
        "<" => HclValue.Number(left) < HclValue.Number(right),
        ">" => HclValue.Number(left) > HclValue.Number(right),
        "<=" => HclValue.Number(left) <= HclValue.Number(right),
        ">=" => HclValue.Number(left) >= HclValue.Number(right),
        "+" => HclValue.Number(left) + HclValue.Number(right),
        "-" => HclValue.Number(left) - HclValue.Number(right),
        "*" => HclValue.Number(left) * HclValue.Number(right),
        "/" or "%" when HclValue.Number(right) <= 0 || (operation == "/" && HclValue.Number(left) % HclValue.Number(right) != 0) => throw new HclException(text),
        "/" => HclValue.Number(left) / HclValue.Number(right),
        _ => HclValue.Number(left) % HclValue.Number(right),
    };

    private object? ReadUnary()
    {
        if (++depth > MaxDepth)
        {
            throw new HclException(text);
        }

        object? value;
        if (Peek() == '!' && !Ahead("!="))
        {
            position++;
            value = ReadUnary();
            value = isSkipping ? null : !HclValue.Truth(value);
        }
        else if (Peek() == '-')
        {
            position++;
            value = ReadUnary();
            value = isSkipping ? null : -HclValue.Number(value);
        }
        else
        {
            value = ReadPostfix();
        }

        depth--;
        return value;
    }

    private object? ReadPostfix()
    {
        var value = ReadPrimary();
        // Three points hand a list over as arguments.
        while (position < text.Length && !Ahead("..."))
        {
            if (Take("[*]") || Take(".*"))
            {
                var rest = new List<string>();
                while (position < text.Length && text[position] == '.')
                {
                    position++;
                    rest.Add(ReadName());
                }

                value = isSkipping ? null : (value is List<object?> list ? list : value is null ? [] : [value]).Select(item => rest.Aggregate(item, scope.Attribute)).ToList();
            }
            else if (text[position] == '.')
            {
                position++;
                var name = position < text.Length && char.IsAsciiDigit(text[position]) ? ReadDigits() : ReadName();
                value = isSkipping ? null : scope.Attribute(value, name);
            }
            else if (text[position] == '[')
            {
                position++;
                var index = ReadCondition();
                Expect("]");
                value = isSkipping ? null : scope.Attribute(value, HclValue.Text(index));
            }
            else
            {
                break;
            }
        }

        return value;
    }

    private object? ReadPrimary()
    {
        switch (Peek())
        {
            case '(':
                position++;
                var value = ReadCondition();
                Expect(")");
                return value;
            case '"':
                return ReadText();
            case '[':
                position++;
                return TakeWord("for") ? ReadFor(isObject: false, "]") : ReadItems("]");
            case '{':
                position++;
                return TakeWord("for") ? ReadFor(isObject: true, "}") : ReadObject();
            case >= '0' and <= '9':
                var start = position;
                while (position < text.Length && (char.IsAsciiLetterOrDigit(text[position]) || text[position] == '.'))
                {
                    position++;
                }

                // What is no whole number is kept as it is written: it is hardly ever reckoned with.
                return long.TryParse(text.AsSpan(start, position - start), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : text[start..position];
        }

        var name = ReadName();
        if (Peek() == '(')
        {
            position++;
            var arguments = ReadArguments();
            return isSkipping ? null : scope.Call(name, arguments);
        }

        return name switch
        {
            "true" => true,
            "false" => false,
            "null" => null,
            _ => isSkipping ? null : scope.Find(name),
        };
    }

    private List<object?> ReadArguments()
    {
        var arguments = new List<object?>();
        while (!Take(")"))
        {
            var value = ReadCondition();
            if (Take("..."))
            {
                arguments.AddRange(isSkipping ? [] : HclValue.List(value));
            }
            else
            {
                arguments.Add(value);
            }

            if (!Take(","))
            {
                Expect(")");
                break;
            }
        }

        return arguments;
    }

    private List<object?> ReadItems(string end)
    {
        var items = new List<object?>();
        while (!Take(end))
        {
            items.Add(ReadCondition());
            if (!Take(","))
            {
                Expect(end);
                break;
            }
        }

        return items;
    }

    private Dictionary<string, object?> ReadObject()
    {
        var members = new Dictionary<string, object?>(StringComparer.Ordinal);
        while (!Take("}"))
        {
            var next = Peek();
            var key = next == '"' ? ReadText() : next == '(' ? HclValue.Text(ReadPrimary()) : ReadName();
            if (!Take("=") && !Take(":"))
            {
                throw new HclException(text);
            }

            members[key] = ReadCondition();
            // Members stand in lines of their own, or have commas between them.
            Take(",");
        }

        return members;
    }

    /// <summary><c>for key, value in collection : result if condition</c>, from behind the first word on.</summary>
    private object? ReadFor(bool isObject, string end)
    {
        var first = ReadName();
        var second = Take(",") ? ReadName() : null;
        if (!TakeWord("in"))
        {
            throw new HclException(text);
        }

        var collection = ReadCondition();
        Expect(":");
        var body = position;
        var list = new List<object?>();
        var members = new Dictionary<string, object?>(StringComparer.Ordinal);
        foreach (var pair in isSkipping ? [] : HclValue.Pairs(collection))
        {
            var (key, value) = (pair[0], pair[1]);
            position = body;
            var inner = new Dictionary<string, object?>(StringComparer.Ordinal) { [second ?? first] = value };
            if (second is not null)
            {
                inner[first] = key;
            }

            using (scope.With(inner))
            {
                var (name, item, isWanted) = ReadForItem(isObject);
                if (isWanted && isObject)
                {
                    members[name] = item;
                }
                else if (isWanted)
                {
                    list.Add(item);
                }
            }
        }

        // Once more to find the end, also where there is nothing to go through.
        position = body;
        var before = isSkipping;
        isSkipping = true;
        ReadForItem(isObject);
        isSkipping = before;
        Expect(end);
        return isObject ? members : list;
    }

    private (string Name, object? Value, bool IsWanted) ReadForItem(bool isObject)
    {
        var value = ReadCondition();
        var name = "";
        if (isObject)
        {
            name = isSkipping ? "" : HclValue.Text(value);
            Expect("=>");
            value = ReadCondition();
            Take("...");
        }

        var isWanted = true;
        if (TakeWord("if"))
        {
            var condition = ReadCondition();
            isWanted = isSkipping || HclValue.Truth(condition);
        }

        return (name, value, isWanted);
    }

    /// <summary>A text in quotes, with its templates filled in.</summary>
    private string ReadText()
    {
        var result = new StringBuilder();
        position++;
        while (position < text.Length && text[position] != '"')
        {
            if (text[position] == '\\' && position + 1 < text.Length)
            {
                result.Append(text[position + 1] switch { 'n' => '\n', 't' => '\t', 'r' => '\r', var other => other });
                position += 2;
            }
            else if (text[position] is '$' or '%' && position + 1 < text.Length && text[position + 1] == '{')
            {
                var end = TextTemplate.EndOfBraces(text, position + 1, text.Length);
                if (text[position] == '%' || end <= position + 2)
                {
                    throw new HclException(text[position..end]);
                }

                result.Append(isSkipping ? "" : HclValue.Text(scope.Evaluate(text[(position + 2)..(end - 1)])));
                position = end;
            }
            else
            {
                // `$${` is what stays.
                var isEscape = text.AsSpan(position).StartsWith("$${") || text.AsSpan(position).StartsWith("%%{");
                result.Append(isEscape ? text.AsSpan(position + 1, 2) : text.AsSpan(position, 1));
                position += isEscape ? 3 : 1;
            }

            if (result.Length > HclScope.MaxLength)
            {
                throw new HclException(text);
            }
        }

        if (position >= text.Length)
        {
            throw new HclException(text);
        }

        position++;
        return result.ToString();
    }

    private string ReadDigits()
    {
        var start = position;
        while (position < text.Length && char.IsAsciiDigit(text[position]))
        {
            position++;
        }

        return text[start..position];
    }

    private string ReadName()
    {
        SkipBlanks();
        var start = position;
        while (position < text.Length && (char.IsLetter(text[position]) || text[position] == '_' || (position > start && (char.IsDigit(text[position]) || text[position] == '-'))))
        {
            position++;
        }

        return position > start ? text[start..position] : throw new HclException(text);
    }

    private char Peek()
    {
        SkipBlanks();
        return position < text.Length ? text[position] : '\0';
    }

    private bool Ahead(string token) => text.AsSpan(position).StartsWith(token, StringComparison.Ordinal);

    private bool TakeOperator(string operation)
    {
        SkipBlanks();
        // `=>` belongs to `for`, and `!x` to what it denies.
        return Ahead(operation) && !(operation is "<" or ">" && Ahead(operation + "=")) && Take(operation);
    }

    private bool Take(string token)
    {
        SkipBlanks();
        if (!Ahead(token) || (token == "=" && (Ahead("==") || Ahead("=>"))))
        {
            return false;
        }

        position += token.Length;
        return true;
    }

    private bool TakeWord(string word)
    {
        SkipBlanks();
        var end = position + word.Length;
        return Ahead(word) && (end == text.Length || !(char.IsLetterOrDigit(text[end]) || text[end] is '_' or '-')) && Take(word);
    }

    private void Expect(string token)
    {
        if (!Take(token))
        {
            throw new HclException(text);
        }
    }

    private void SkipBlanks()
    {
        while (position < text.Length)
        {
            if (char.IsWhiteSpace(text[position]))
            {
                position++;
            }
            else if (text[position] == '#' || Ahead("//"))
            {
                var end = text.IndexOf('\n', position);
                position = end < 0 ? text.Length : end;
            }
            else if (Ahead("/*"))
            {
                var end = text.IndexOf("*/", position, StringComparison.Ordinal);
                position = end < 0 ? text.Length : end + 2;
            }
            else
            {
                return;
            }
        }
    }
}

/// <summary>Something has no value here.</summary>
/// <param name="missing">What: a variable, a function, or the expression.</param>
internal sealed class HclException(string missing) : Exception
{
    public string Missing { get; } = missing;
}
