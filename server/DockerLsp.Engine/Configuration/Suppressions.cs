using System.Collections.Immutable;

namespace DockerLsp.Engine.Configuration;

/// <summary>
/// The rules that comments of the file switch off: <c># dockerlsp ignore=…</c> and hadolint's <c># hadolint ignore=…</c> for the next
/// instruction, <c># dockerlsp ignore-file=…</c> and <c># hadolint global ignore=…</c> for the file, BuildKit's
/// <c># check=skip=…</c> for the file.
/// </summary>
public static class Suppressions
{
    private const string ShellCheckComment = "shellcheck disable=";

    /// <summary>The checks that <c>skip=all</c> means (https://docs.docker.com/reference/build-checks/).</summary>
    public static ImmutableArray<string> BuildKitChecks { get; } =
    [
        "ConsistentInstructionCasing", "CopyIgnoredFile", "DuplicateStageName", "ExposeInvalidFormat", "ExposeProtoCasing", "FromAsCasing",
        "FromPlatformFlagConstDisallowed", "InvalidBaseImagePlatform", "InvalidDefaultArgInFrom", "InvalidDefinitionDescription", "JSONArgsRecommended",
        "LegacyKeyValueFormat", "MaintainerDeprecated", "MultipleInstructionsDisallowed", "NoEmptyContinuation", "RedundantTargetPlatform",
        "ReservedStageName", "SecretsUsedInArgOrEnv", "StageNameCasing", "UndefinedArgInFrom", "UndefinedVar", "WorkdirRelativePath",
    ];

    /// <summary>Whether a text may hold such a comment: each form has an equals sign. Most hold none, and each is asked several times.</summary>
    public static bool MayBeIn(ReadOnlySpan<char> comments) => comments.Contains('=');

    /// <summary>The names of rules that the comments above an instruction switch off for it.</summary>
    public static ImmutableArray<string> OfInstruction(IEnumerable<string> comments) => Collect(comments, isForFile: false);

    /// <summary>The names of rules that a comment switches off for the file.</summary>
    public static ImmutableArray<string> OfFile(IEnumerable<string> comments) => Collect(comments, isForFile: true);

    /// <summary>The names in the <c>skip</c> of BuildKit's <c>check</c> directive; <c>all</c> are all checks that BuildKit has, and no other rule.</summary>
    public static ImmutableArray<string> OfCheckDirective(string? value)
    {
        foreach (var option in (value ?? "").Split(';'))
        {
            if (option.Trim().StartsWith("skip=", StringComparison.OrdinalIgnoreCase))
            {
                ImmutableArray<string> names = [.. option.Trim()[5..].Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)];
                return names.Contains("all", StringComparer.OrdinalIgnoreCase) ? BuildKitChecks : names;
            }
        }

        return [];
    }

    /// <summary>Whether BuildKit's <c>check</c> directive makes a build fail at what BuildKit otherwise warns of: <c>error=true</c>.</summary>
    public static bool MakesErrors(string? value)
    {
        foreach (var option in (value ?? "").Split(';', StringSplitOptions.TrimEntries))
        {
            if (option.StartsWith("error=", StringComparison.OrdinalIgnoreCase))
            {
                return option["error=".Length..].Trim() is "1" or "t" or "T" or "TRUE" or "true" or "True";
            }
        }

        return false;
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

    private static ImmutableArray<string> Collect(IEnumerable<string> comments, bool isForFile)
    {
        var names = ImmutableArray.CreateBuilder<string>();
        foreach (var comment in comments)
        {
            if (Suppression.Parse(comment) is { } ignore && ignore.IsForFile == isForFile)
            {
                names.AddRange(ignore.Names.Select(name => name.Text));
            }

            // ShellCheck's own comment holds for those rules, too, that find the same without it.
            var text = comment.AsSpan().TrimStart("# \t");
            if (!isForFile && text.StartsWith(ShellCheckComment, StringComparison.Ordinal))
            {
                names.AddRange(text[ShellCheckComment.Length..].ToString().Split(' ')[0].Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));
            }
        }

        return names.ToImmutable();
    }
}
