using System.Collections.Immutable;
using System.Text;

namespace DockerLsp.Engine.Features;

/// <summary>The command of a shell script that is being typed, read from what stands before the cursor.</summary>
/// <param name="Words">The whole words of the command; without assignments, and without <c>sudo</c> and its kin.</param>
/// <param name="Word">The word being typed.</param>
/// <param name="IsQuoted">Whether the cursor is within quotes.</param>
/// <param name="IsFirst">Whether nothing else stands in the script.</param>
internal sealed record ShellSite(ImmutableArray<string> Words, string Word, bool IsQuoted, bool IsFirst)
{
    private static readonly HashSet<string> Openers = new(StringComparer.Ordinal) { "then", "do", "else", "elif", "if", "while", "until", "!", "{", "time" };

    private static readonly HashSet<string> Wrappers = new(StringComparer.Ordinal) { "sudo", "env", "exec", "command", "nice", "nohup", "time", "eatmydata" };

    public static ShellSite Read(string script)
    {
        var outer = new Stack<List<string>>();
        var words = new List<string>();
        var word = new StringBuilder();
        var quote = '\0';
        var hasWord = false;
        for (var i = 0; i < script.Length; i++)
        {
            var c = script[i];
            if (quote == '\'' ? c != '\'' : quote == '"' && c != '"' && c != '\\')
            {
                word.Append(c);
                continue;
            }

            switch (c)
            {
                case '\\' when i + 1 < script.Length:
                    word.Append(c).Append(script[++i]);
                    hasWord = true;
                    break;
                case '"' or '\'':
                    quote = quote == '\0' ? c : '\0';
                    word.Append(c);
                    hasWord = true;
                    break;
                case ' ' or '\t':
                    EndWord();
                    break;
                case '#' when !hasWord:
                    i = script.IndexOf('\n', i) is var end and >= 0 ? end - 1 : script.Length;
                    break;
                case ';' or '&' or '|' or '\n' or '\r':
                    EndWord();
                    words.Clear();
                    break;
                case '(' or '`':
                    word.Clear();
                    hasWord = false;
                    outer.Push(words);
                    words = [];
                    break;
                case ')':
                    EndWord();
                    words = outer.Count > 0 ? outer.Pop() : [];
                    break;
                default:
                    word.Append(c);
                    hasWord = true;
                    break;
            }
        }

        return new ShellSite(Strip(words), word.ToString(), quote != '\0', string.IsNullOrWhiteSpace(script) || script.Trim() == word.ToString());

        void EndWord()
        {
            if (hasWord && (words.Count > 0 || !Openers.Contains(word.ToString())))
            {
                words.Add(word.ToString());
            }

            word.Clear();
            hasWord = false;
        }
    }

    private static ImmutableArray<string> Strip(List<string> words)
    {
        var start = 0;
        while (start < words.Count && (Wrappers.Contains(words[start]) || IsAssignment(words[start]) || (start > 0 && words[start].StartsWith('-'))))
        {
            start++;
        }

        return [.. words.Skip(start)];
    }

    private static bool IsAssignment(string word) => VariableScanner.EndOfName(word, 0) is var end and > 0 && end < word.Length && word[end] == '=';
}
