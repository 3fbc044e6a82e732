using System.Collections.Immutable;
using System.Text;
using DockerLsp.Engine.Text;

namespace DockerLsp.Engine.Features;

/// <summary>What can be put at a place.</summary>
/// <param name="Replaced">What has been typed of it.</param>
/// <param name="Items">The proposals, the best first.</param>
public sealed record CompletionList(TextSpan Replaced, ImmutableArray<CompletionItem> Items)
{
    public static CompletionList Empty { get; } = new(default, []);
}

/// <summary>A proposal.</summary>
/// <param name="Label">What is shown, and what the typed text is compared with.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Template">What is put in; <c>‹…›</c> are the places to fill in.</param>
public sealed record CompletionItem(string Label, CompletionKind Kind, string Template)
{
    public CompletionItem(string label, CompletionKind kind)
        : this(label, kind, label)
    {
    }

    /// <summary>A few words beside the label.</summary>
    public string? Detail { get; init; }

    /// <summary>Markdown; text from the file in it is escaped.</summary>
    public string? Documentation { get; init; }

    /// <summary>Whether something else is to be proposed right behind it.</summary>
    public bool Continues { get; init; }

    public bool HasPlaceholders => Template.Contains('‹', StringComparison.Ordinal);

    /// <summary>The text with the examples in the places to fill in.</summary>
    public string PlainText => Template.Replace("‹", "", StringComparison.Ordinal).Replace("›", "", StringComparison.Ordinal);

    /// <summary>The text in the snippet syntax of the language server protocol.</summary>
    public string Snippet
    {
        get
        {
            var result = new StringBuilder();
            var number = 0;
            foreach (var c in Template)
            {
                _ = c switch
                {
                    '‹' => result.Append("${").Append(++number).Append(':'),
                    '›' => result.Append('}'),
                    '\\' or '$' or '}' => result.Append('\\').Append(c),
                    _ => result.Append(c),
                };
            }

            return result.ToString();
        }
    }
}

public enum CompletionKind
{
    Keyword,
    Flag,
    Value,
    Stage,
    Image,
    Variable,
    File,
    Folder,
    Command,
    Rule,
    Snippet,
    User,
    Directive,
}
