using System.Collections.Immutable;
using System.Text.Json;
using DockerLsp.Engine.ScriptChecks;

namespace DockerLsp.Programs;

/// <summary>Reads ShellCheck's format <c>json1</c>.</summary>
internal static class ShellCheckAnswer
{
    /// <exception cref="JsonException">It is not in that format.</exception>
    public static ImmutableArray<ScriptRemark> Read(string json)
    {
        try
        {
            using var answer = JsonDocument.Parse(json);
            return [.. Items(answer.RootElement, "comments").Select(ReadRemark)];
        }
        catch (Exception exception) when (exception is InvalidOperationException or FormatException)
        {
            throw new JsonException("not the format json1", exception);
        }
    }

    private static ScriptRemark ReadRemark(JsonElement comment) => new(
        ReadRange(comment),
        Text(comment, "level") ?? "style",
        Number(comment, "code"),
        Text(comment, "message") ?? "",
        [.. (Member(comment, "fix") is { } fix ? Items(fix, "replacements") : default).Select(ReadReplacement)]);

    // "afterEnd" is where the piece before it ends: what is put there opens the piece that follows.
    private static ScriptReplacement ReadReplacement(JsonElement piece) =>
        new(ReadRange(piece), Text(piece, "replacement") ?? "", Number(piece, "precedence"), Text(piece, "insertionPoint") == "afterEnd");

    private static ScriptRange ReadRange(JsonElement place) =>
        new(Number(place, "line"), Number(place, "column"), Number(place, "endLine"), Number(place, "endColumn"));

    private static JsonElement.ArrayEnumerator Items(JsonElement parent, string name) => Member(parent, name) is { } list ? list.EnumerateArray() : default;

    private static string? Text(JsonElement parent, string name) => Member(parent, name)?.GetString();

    private static int Number(JsonElement parent, string name) => Member(parent, name)?.GetInt32() ?? 0;

    private static JsonElement? Member(JsonElement parent, string name) =>
        parent.TryGetProperty(name, out var member) && member.ValueKind != JsonValueKind.Null ? member : null;
}
