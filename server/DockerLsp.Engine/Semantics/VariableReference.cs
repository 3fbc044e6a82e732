using DockerLsp.Engine.Text;

namespace DockerLsp.Engine.Semantics;

/// <summary>A variable in the argument of an instruction.</summary>
/// <param name="Name">Without dollar sign and braces.</param>
/// <param name="Span">Where it stands in the word, from the dollar sign on.</param>
public sealed record VariableReference(string Name, TextSpan Span)
{
    /// <summary>The variables that BuildKit replaces in a word, those within <c>${A:-$B}</c> included.</summary>
    /// <param name="word">As written, with its quotes.</param>
    /// <param name="escape">The file's escape character.</param>
    /// <param name="hasQuotes">Whether quotes mean something: in a heredoc they do not.</param>
    public static IEnumerable<VariableReference> FindAll(string word, char escape, bool hasQuotes = true) =>
        word.Contains('$', StringComparison.Ordinal) ? FindAll(word, escape, hasQuotes, 0) : [];

    private static IEnumerable<VariableReference> FindAll(string word, char escape, bool hasQuotes, int offset)
    {
        var quote = '\0';
        for (var i = 0; i < word.Length; i++)
        {
            var c = word[i];
            if (c == escape && quote != '\'')
            {
                i++;
            }
            else if (hasQuotes && (c is '"' or '\'') && (quote == '\0' || quote == c))
            {
                quote = quote == '\0' ? c : '\0';
            }
            else if (c == '$' && quote != '\'' && VariableExpansion.ReadVariable(word, i, out var name, out var operation, out var argument) is var end and > 0)
            {
                yield return new VariableReference(name, TextSpan.FromBounds(offset + i, offset + end));
                if (operation.Length > 0)
                {
                    // The closing brace is the last character.
                    foreach (var inner in FindAll(argument, escape, hasQuotes, offset + end - 1 - argument.Length))
                    {
                        yield return inner;
                    }
                }

                i = end - 1;
            }
        }
    }
}
