namespace DockerLsp.Files;

/// <summary>
/// The <c>.env</c> beside a Compose file (Compose reference, "Environment file syntax"): <c>NAME=value</c> lines. A value that
/// is made of variables that have no value is not known here.
/// </summary>
internal static class VariableFile
{
    public const string Name = ".env";

    /// <param name="text">What it says.</param>
    /// <param name="getVariable">The environment, which goes before the file.</param>
    public static Dictionary<string, string> Read(string text, Func<string, string?>? getVariable = null)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var raw in text.Split('\n'))
        {
            var line = raw.Trim();
            line = line.StartsWith("export ", StringComparison.Ordinal) ? line["export ".Length..].TrimStart() : line;
            var equals = line.IndexOfAny(['=', ':']);
            if (line.StartsWith('#') || equals <= 0 || ReadValue(line[(equals + 1)..].Trim(), name => getVariable?.Invoke(name) ?? values.GetValueOrDefault(name)) is not { } value)
            {
                continue;
            }

            values[line[..equals].TrimEnd()] = value;
        }

        return values;
    }

    private static string? ReadValue(string text, Func<string, string?> variables)
    {
        if (text is ['\'' or '"', ..])
        {
            var end = text.IndexOf(text[0], 1);
            return end < 0 || (text[0] == '"' && text.AsSpan(0, end).Contains('\\')) ? null
                : text[0] == '"' ? TextTemplate.FillCompose(text[1..end], variables, out _) : text[1..end];
        }

        var comment = text.IndexOf(" #", StringComparison.Ordinal);
        text = comment < 0 ? text : text[..comment].TrimEnd();
        return text.StartsWith('#') ? "" : TextTemplate.FillCompose(text, variables, out _);
    }
}
