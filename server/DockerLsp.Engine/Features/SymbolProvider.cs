using System.Collections.Immutable;
using DockerLsp.Engine.Syntax;
using DockerLsp.Engine.Text;

namespace DockerLsp.Engine.Features;

/// <summary>A place that names the thing asked about.</summary>
/// <param name="Span">The name.</param>
/// <param name="IsWrite">Whether it is defined or set there.</param>
/// <param name="IsDefinition">Whether it is a definition.</param>
public sealed record Reference(TextSpan Span, bool IsWrite, bool IsDefinition);

/// <summary>What a rename is about, or why it is not possible.</summary>
/// <param name="Span">The name at the place asked about.</param>
/// <param name="Name">The name.</param>
/// <param name="Refusal">The reason; null where it can be renamed.</param>
public sealed record RenameTarget(TextSpan Span, string Name, string? Refusal);

/// <summary>The edits of a rename, or why it is refused.</summary>
public sealed record RenameResult(ImmutableArray<TextChange> Edits, string? Refusal);

/// <summary>Follows the names of stages and variables.</summary>
public static class SymbolProvider
{
    /// <summary>Names that programs or BuildKit read by themselves.</summary>
    private static readonly HashSet<string> FixedNames = new(StringComparer.Ordinal)
    {
        "PATH", "HOME", "USER", "SHELL", "PWD", "OLDPWD", "IFS", "LANG", "LC_ALL", "TERM", "TZ", "HOSTNAME", "DEBIAN_FRONTEND", "LD_LIBRARY_PATH",
        "HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "https_proxy", "FTP_PROXY", "ftp_proxy", "NO_PROXY", "no_proxy", "ALL_PROXY", "all_proxy",
        "SOURCE_DATE_EPOCH", "TARGETPLATFORM", "TARGETOS", "TARGETARCH", "TARGETVARIANT", "TARGETSTAGE",
        "BUILDPLATFORM", "BUILDOS", "BUILDARCH", "BUILDVARIANT",
    };

    /// <summary>Where the name at an offset is defined, as it holds there; empty where nothing in the file defines it.</summary>
    public static ImmutableArray<TextSpan> GetDefinitions(DockerfileAnalysis analysis, int position)
    {
        if (SymbolIndex.Of(analysis.Model).Find(position) is not var (symbol, occurrence))
        {
            return [];
        }

        if (symbol.Kind == SymbolKind.ShellVariable)
        {
            var first = symbol.Occurrences.FirstOrDefault(o => o.Mention == MentionKind.ShellWrite);
            return first is null ? [] : [first.Span];
        }

        var definition = occurrence.IsDefinition ? occurrence : occurrence.Definition;
        return definition switch
        {
            null => [],
            { Outer: { } outer } => [definition.Span, outer.Span],
            _ => [definition.Span],
        };
    }

    /// <summary>All places that name what is named at an offset, in source order.</summary>
    public static ImmutableArray<Reference> GetReferences(DockerfileAnalysis analysis, int position, bool includeDefinitions)
    {
        if (SymbolIndex.Of(analysis.Model).Find(position) is not var (symbol, _))
        {
            return [];
        }

        return [.. symbol.Occurrences.Where(o => includeDefinitions || !o.IsDefinition)
            .Select(o => new Reference(o.Span, o.IsDefinition || o.Mention == MentionKind.ShellWrite, o.IsDefinition))];
    }

    /// <summary>The same places, and the two ends of a heredoc.</summary>
    public static ImmutableArray<Reference> GetHighlights(DockerfileAnalysis analysis, int position)
    {
        var references = GetReferences(analysis, position, includeDefinitions: true);
        return references.IsEmpty ? [.. LinkedEditingProvider.GetRanges(analysis.Tree, position).Select(span => new Reference(span, false, false))] : references;
    }

    /// <summary>Whether what is named at an offset can be renamed; null where nothing is named there.</summary>
    public static RenameTarget? PrepareRename(DockerfileAnalysis analysis, int position)
    {
        if (SymbolIndex.Of(analysis.Model).Find(position) is not var (symbol, occurrence))
        {
            return null;
        }

        var refusal = symbol.Kind switch
        {
            SymbolKind.Stage when !symbol.Occurrences.Any(o => o.IsDefinition) => "This stage has no name: give it one with AS first",
            SymbolKind.Stage when occurrence.Mention == MentionKind.StageReference && !Means(occurrence.Name, symbol) => $"`{occurrence.Name}` counts the stage; its name is `{symbol.Name}`",
            SymbolKind.Undefined => $"`{occurrence.Name}` is not defined in this file",
            SymbolKind.Variable or SymbolKind.ShellVariable when FixedNames.Contains(symbol.Name) => $"`{symbol.Name}` is known to programs by this name",
            _ => null,
        };
        return new RenameTarget(occurrence.Span, occurrence.Name, refusal);
    }

    /// <summary>The edits that give what is named at an offset another name; null where nothing is named there.</summary>
    public static RenameResult? Rename(DockerfileAnalysis analysis, int position, string newName)
    {
        var index = SymbolIndex.Of(analysis.Model);
        if (PrepareRename(analysis, position) is not { } target || index.Find(position) is not var (symbol, _))
        {
            return null;
        }

        var refusal = target.Refusal ?? (symbol.Kind == SymbolKind.Stage ? CheckStageName(analysis, symbol, newName) : CheckVariableName(index, symbol, newName));
        if (refusal is not null)
        {
            return new RenameResult([], refusal);
        }

        // A number counts the stage whatever it is called.
        return new RenameResult(
            [.. symbol.Occurrences.Where(o => symbol.Kind != SymbolKind.Stage || Means(o.Name, symbol)).Select(o => new TextChange(o.Span, newName))], null);
    }

    private static bool Means(string name, Symbol stage) => name.Equals(stage.Name, StringComparison.OrdinalIgnoreCase);

    private static string? CheckStageName(DockerfileAnalysis analysis, Symbol symbol, string name)
    {
        if (name.Length == 0 || !char.IsAsciiLetter(name[0]) || !name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.'))
        {
            return "A stage's name begins with a letter and goes on with letters, digits, `-`, `_` and `.`";
        }

        if (name.Equals("scratch", StringComparison.OrdinalIgnoreCase) || name.Equals("context", StringComparison.OrdinalIgnoreCase))
        {
            return $"BuildKit keeps the name `{name}` for itself";
        }

        foreach (var facts in analysis.Model.Instructions)
        {
            foreach (var mention in NameMentions.Of(facts))
            {
                if (mention.Kind is MentionKind.StageDefinition or MentionKind.StageReference && mention.Name.Equals(name, StringComparison.OrdinalIgnoreCase)
                    && !mention.Name.Equals(symbol.Name, StringComparison.OrdinalIgnoreCase))
                {
                    return $"`{name}` stands in line {analysis.Text.GetLineNumber(mention.Span.Start + facts.Syntax.Position) + 1} already";
                }
            }
        }

        return null;
    }

    private static string? CheckVariableName(SymbolIndex index, Symbol symbol, string name)
    {
        if (!VariableScanner.IsName(name))
        {
            return "A variable's name holds letters, digits and `_`, and begins with no digit";
        }

        if (FixedNames.Contains(name))
        {
            return $"Programs know `{name}` by themselves";
        }

        return name != symbol.Name && index.Symbols.Any(s => s.Kind != SymbolKind.Stage && s.Name == name)
            ? $"There is a variable `{name}` in this file already"
            : null;
    }
}
