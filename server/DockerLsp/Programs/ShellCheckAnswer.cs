using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using DockerLsp.Engine.ScriptChecks;

namespace DockerLsp.Programs;

/// <summary>Reads ShellCheck's format <c>json1</c>.</summary>
internal static class ShellCheckAnswer
{
    /// <exception cref="JsonException">It is not in that format.</exception>
    public static ImmutableArray<ScriptRemark> Read(string json)
    {
        var answer = JsonSerializer.Deserialize(json, ShellCheckJson.Default.ShellCheckReport) ?? throw new JsonException("an empty answer");
        return [.. (answer.Comments ?? []).Select(c => new ScriptRemark(
            new ScriptRange(c.Line, c.Column, c.EndLine, c.EndColumn),
            c.Level ?? "style",
            c.Code,
            c.Message ?? "",
            [.. (c.Fix?.Replacements ?? []).Select(r => new ScriptReplacement(
                // "afterEnd" is where the piece before it ends: what is put there opens the piece that follows.
                new ScriptRange(r.Line, r.Column, r.EndLine, r.EndColumn), r.Replacement ?? "", r.Precedence, r.InsertionPoint == "afterEnd"))]))];
    }
}

internal sealed record ShellCheckReport(ShellCheckComment[]? Comments);

internal sealed record ShellCheckComment(int Line, int EndLine, int Column, int EndColumn, string? Level, int Code, string? Message, ShellCheckFix? Fix);

internal sealed record ShellCheckFix(ShellCheckReplacement[]? Replacements);

internal sealed record ShellCheckReplacement(int Line, int EndLine, int Column, int EndColumn, string? InsertionPoint, int Precedence, string? Replacement);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(ShellCheckReport))]
internal sealed partial class ShellCheckJson : JsonSerializerContext;
