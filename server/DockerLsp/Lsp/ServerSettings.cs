using System.Text;
using System.Text.Json;
using DockerLsp.Engine.Configuration;
using DockerLsp.Engine.Diagnostics;
using DockerLsp.Files;

namespace DockerLsp.Lsp;

/// <summary>Reads the editor's settings, whose section is <c>dockerlsp</c>.</summary>
/// <param name="complain">Told what cannot be read; that stays as it was.</param>
internal sealed class ServerSettings(Action<string> complain)
{
    /// <summary>The options that the settings ask for. What cannot be read stays as it was.</summary>
    /// <param name="section">The section; undefined where there is none.</param>
    /// <param name="current">The options so far.</param>
    public AnalysisOptions Read(JsonElement section, AnalysisOptions current)
    {
        if (section.ValueKind != JsonValueKind.Object)
        {
            return current;
        }

        if (section.TryGetProperty("layering", out var layering) && layering.ValueKind != JsonValueKind.Null)
        {
            current = ReadLayering(layering, current);
        }

        return section.TryGetProperty("rules", out var rules) && rules.ValueKind != JsonValueKind.Null ? ReadRules(rules, current) : current;
    }

    /// <summary>Whether lookups are offered: <c>lookups</c> is <c>on-request</c>, unless it says <c>off</c>.</summary>
    /// <param name="section">The section; undefined where there is none.</param>
    /// <param name="current">What holds where it says nothing.</param>
    public bool ReadLookups(JsonElement section, bool current)
    {
        if (section.ValueKind != JsonValueKind.Object || !section.TryGetProperty("lookups", out var lookups) || lookups.ValueKind == JsonValueKind.Null)
        {
            return current;
        }

        var value = lookups.ValueKind == JsonValueKind.String ? lookups.GetString() : null;
        if (value is not ("on-request" or "off"))
        {
            complain($"The setting dockerlsp.lookups takes on-request or off, not {lookups.GetRawText()}");
        }

        // Whoever wrote something else did not mean yes.
        return value == "on-request";
    }

    /// <summary>The section inside what the client sent, which may be the section itself.</summary>
    public static JsonElement FindSection(JsonElement settings) =>
        settings.ValueKind == JsonValueKind.Object && settings.TryGetProperty("dockerlsp", out var section) ? section : settings;

    private AnalysisOptions ReadLayering(JsonElement layering, AnalysisOptions current)
    {
        Layering? value = layering.ValueKind != JsonValueKind.String ? null : layering.GetString() switch
        {
            "merge" => Layering.Merge,
            "self-contained" => Layering.SelfContained,
            "cache-mount" => Layering.CacheMount,
            _ => null,
        };
        if (value is not { } known)
        {
            complain($"The setting dockerlsp.layering takes merge, self-contained or cache-mount, not {layering.GetRawText()}");
            return current;
        }

        return current with { Layering = known };
    }

    /// <summary>The rules, said as in a configuration file, which is read by the same reader: JSON is YAML.</summary>
    private AnalysisOptions ReadRules(JsonElement rules, AnalysisOptions current)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
        {
            // On one line, whatever the client's layout was.
            rules.WriteTo(writer);
        }

        var file = DockerlspFile.Read("", "rules: " + Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length));
        foreach (var problem in file.Problems)
        {
            complain($"The setting dockerlsp.rules: {problem.Message}");
        }

        var builder = new ConfigurationBuilder(current);
        builder.Apply(file, "", "dockerlsp.rules");
        return builder.Build().Options;
    }
}
