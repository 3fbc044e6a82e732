using DockerLsp.Engine.Syntax;

namespace DockerLsp.Engine.Rules.Correctness;

/// <summary>A comment that has the form of a parser directive.</summary>
/// <param name="Comment">The comment.</param>
/// <param name="Name">What stands before the <c>=</c>, in lower case.</param>
/// <param name="Value">What stands behind it.</param>
internal sealed record DirectiveComment(CommentSyntax Comment, string Name, string Value)
{
    /// <summary>Null where it has another form.</summary>
    public static DirectiveComment? Read(CommentSyntax comment)
    {
        if (comment.Text.Split('=', 2) is not [var before, var behind])
        {
            return null;
        }

        var name = before.TrimEnd();
        var value = behind.TrimStart();
        return name.Length > 0 && name.All(char.IsAsciiLetter) && value.Length > 0 && !value.Any(char.IsWhiteSpace)
            ? new DirectiveComment(comment, name.ToLowerInvariant(), value)
            : null;
    }

    /// <summary>Whether the value names a frontend: <c>docker/dockerfile:1</c>.</summary>
    public bool NamesFrontend => Value.Contains("docker", StringComparison.OrdinalIgnoreCase) && (Value.Contains('/', StringComparison.Ordinal) || Value.Contains(':', StringComparison.Ordinal));

    public bool NamesEscape => Value is "\\" or "`";
}
