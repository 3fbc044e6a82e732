using System.Text.RegularExpressions;
using DockerLsp.Engine.Syntax;

namespace DockerLsp.Engine.Rules.Correctness;

/// <summary>A comment that has the form of a parser directive.</summary>
/// <param name="Comment">The comment.</param>
/// <param name="Name">What stands before the <c>=</c>, in lower case.</param>
/// <param name="Value">What stands behind it.</param>
internal sealed partial record DirectiveComment(CommentSyntax Comment, string Name, string Value)
{
    /// <summary>Null where it has another form.</summary>
    public static DirectiveComment? Read(CommentSyntax comment) =>
        Form().Match(comment.Text) is { Success: true } match
            ? new DirectiveComment(comment, match.Groups[1].Value.ToLowerInvariant(), match.Groups[2].Value)
            : null;

    /// <summary>Whether the value names a frontend: <c>docker/dockerfile:1</c>.</summary>
    public bool NamesFrontend => Value.Contains("docker", StringComparison.OrdinalIgnoreCase) && (Value.Contains('/', StringComparison.Ordinal) || Value.Contains(':', StringComparison.Ordinal));

    public bool NamesEscape => Value is "\\" or "`";

    [GeneratedRegex(@"^([A-Za-z]+)\s*=\s*(\S+)$", RegexOptions.CultureInvariant)]
    private static partial Regex Form();
}
