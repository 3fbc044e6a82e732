using System.Collections.Immutable;
using DockerLsp.Engine.Diagnostics;

namespace DockerLsp.Engine.Configuration;

/// <summary>
/// The rules that comments of the file switch off: <c># dockerlsp ignore=…</c> and hadolint's <c># hadolint ignore=…</c> for the next
/// instruction, <c># dockerlsp ignore-file=…</c> and <c># hadolint global ignore=…</c> for the file, BuildKit's
/// <c># check=skip=…</c> for the file.
/// </summary>
public static class Suppressions
{
    /// <summary>The names of rules that the comments above an instruction switch off for it.</summary>
    public static ImmutableArray<string> OfInstruction(IEnumerable<string> comments) => Collect(comments, "hadolint ignore", "dockerlsp ignore", "shellcheck disable");

    /// <summary>The names of rules that a comment switches off for the file.</summary>
    public static ImmutableArray<string> OfFile(IEnumerable<string> comments) => Collect(comments, "hadolint global ignore", "dockerlsp ignore-file");

    /// <summary>The names in the <c>skip</c> of BuildKit's <c>check</c> directive.</summary>
    public static ImmutableArray<string> OfCheckDirective(string? value)
    {
        foreach (var option in (value ?? "").Split(';'))
        {
            if (option.Trim().StartsWith("skip=", StringComparison.OrdinalIgnoreCase))
            {
                return Names(option.Trim()[5..]);
            }
        }

        return [];
    }

    /// <summary>The names in the <c>experimental</c> of BuildKit's <c>check</c> directive: checks that it switches on.</summary>
    public static ImmutableArray<string> ExperimentalChecks(string? value)
    {
        foreach (var option in (value ?? "").Split(';', StringSplitOptions.TrimEntries))
        {
            if (option.StartsWith("experimental=", StringComparison.OrdinalIgnoreCase))
            {
                return [.. option["experimental=".Length..].Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)];
            }
        }

        return [];
    }

    private static ImmutableArray<string> Collect(IEnumerable<string> comments, params ReadOnlySpan<string> openings)
    {
        var names = ImmutableArray<string>.Empty;
        foreach (var comment in comments)
        {
            var text = comment.AsSpan().Trim().TrimStart('#').Trim();
            if (openings[0] == "hadolint ignore" && text.StartsWith("check=", StringComparison.OrdinalIgnoreCase))
            {
                // Directly above an instruction BuildKit takes it for that instruction alone.
                names = names.AddRange(OfCheckDirective(text[6..].ToString()));
            }

            foreach (var opening in openings)
            {
                if (text.StartsWith(opening, StringComparison.OrdinalIgnoreCase) && text[opening.Length..].TrimStart() is ['=', .. var list])
                {
                    // A reason may follow the names: `ignore=DL3008 pinned by the base image`.
                    names = names.AddRange(Names(list.ToString()));
                }
            }
        }

        return names;
    }

    private static ImmutableArray<string> Names(string list)
    {
        var names = ImmutableArray.CreateBuilder<string>();
        foreach (var piece in list.Split(','))
        {
            var words = piece.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
            if (words.Length > 0)
            {
                names.Add(words[0]);
            }

            if (words.Length > 1)
            {
                break;
            }
        }

        return names.ToImmutable();
    }
}
