using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using DockerLsp.Engine.Diagnostics;
using DockerLsp.Engine.Rules;

namespace DockerLsp.Files;

/// <summary>Writes the JSON schema of <c>.dockerlsp.yaml</c>, by which editors complete and check it.</summary>
internal static class ConfigurationSchema
{
    public static string Create()
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            Write(json);
        }

        return Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length) + "\n";
    }

    private static void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("$schema", "http://json-schema.org/draft-07/schema#");
        json.WriteString("$id", "https://github.com/dockerlsp/dockerlsp/blob/main/client-vscode/schemas/dockerlsp.schema.json");
        json.WriteString("title", "Configuration of dockerlsp (.dockerlsp.yaml)");
        json.WriteString("type", "object");
        json.WriteBoolean("additionalProperties", false);
        json.WriteStartObject("properties");
        WriteFlag(json, "root");
        WriteWords(json, "layering", ConfigurationWords.Layerings);
        WriteWords(json, "fail-on", ConfigurationWords.Thresholds);
        WriteFlag(json, "ignore-comments");
        WriteLabels(json);
        WriteFlag(json, "strict-labels");
        WriteReference(json, "rules", "#/definitions/rules");
        json.WriteStartObject("overrides");
        json.WriteString("description", ConfigurationWords.DescriptionOf("overrides"));
        json.WriteString("type", "array");
        json.WriteStartObject("items");
        json.WriteString("type", "object");
        json.WriteBoolean("additionalProperties", false);
        json.WriteStartArray("required");
        json.WriteStringValue("files");
        json.WriteEndArray();
        json.WriteStartObject("properties");
        json.WriteStartObject("files");
        json.WriteString("description", "Patterns such as **/*.dev.Dockerfile, counted from the folder of this file.");
        WriteTexts(json);
        json.WriteEndObject();
        WriteReference(json, "rules", "#/definitions/rules");
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();
        WriteDefinitions(json);
        json.WriteEndObject();
    }

    private static void WriteDefinitions(Utf8JsonWriter json)
    {
        json.WriteStartObject("definitions");
        json.WriteStartObject("severity");
        json.WriteString("description", "The severity of the rule's findings, or off.");
        json.WriteStartArray("enum");
        foreach (var word in ConfigurationWords.Severities)
        {
            json.WriteStringValue(word);
        }

        // YAML 1.1 reads the word off as false.
        json.WriteStringValue("off");
        json.WriteBooleanValue(false);
        json.WriteStringValue("on");
        json.WriteBooleanValue(true);
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteStartObject("rule");
        WriteRuleForms(json, []);
        json.WriteEndObject();
        json.WriteStartObject("rules");
        json.WriteString("description", ConfigurationWords.DescriptionOf("rules"));
        json.WriteString("type", "object");
        json.WriteStartObject("properties");
        foreach (var rule in RuleCatalog.All)
        {
            json.WriteStartObject(rule.Id);
            json.WriteString("description", $"{rule.Title} ({ConfigurationWords.Of(rule.DefaultSeverity)}{(rule.IsEnabledByDefault ? "" : ", off by default")})");
            WriteRuleForms(json, rule.Options);
            json.WriteEndObject();
            foreach (var alias in rule.Aliases)
            {
                json.WriteStartObject(alias);
                json.WriteString("description", $"{rule.Title}: the same as {rule.Id}");
                WriteRuleForms(json, rule.Options);
                json.WriteEndObject();
            }
        }

        json.WriteEndObject();
        json.WriteStartObject("patternProperties");
        WriteReference(json, $"^(SC[0-9]{{0,4}}|{string.Join('|', Prefixes())})$", "#/definitions/rule");
        json.WriteEndObject();
        json.WriteBoolean("additionalProperties", false);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    /// <summary>The starts that ids share: letters, and letters with one digit.</summary>
    private static IEnumerable<string> Prefixes()
    {
        var letters = RuleCatalog.All.Where(r => char.IsAsciiDigit(r.Id[^1])).Select(r => r.Id.TrimEnd("0123456789".ToCharArray()));
        return letters.Distinct().Order(StringComparer.Ordinal).Select(start => $"{start}[0-9]{{0,3}}");
    }

    private static void WriteRuleForms(Utf8JsonWriter json, IReadOnlyCollection<RuleOption> options)
    {
        json.WriteStartArray("anyOf");
        json.WriteStartObject();
        json.WriteString("$ref", "#/definitions/severity");
        json.WriteEndObject();
        json.WriteStartObject();
        json.WriteString("type", "object");
        json.WriteBoolean("additionalProperties", false);
        json.WriteStartObject("properties");
        WriteReference(json, "severity", "#/definitions/severity");
        foreach (var option in options)
        {
            json.WriteStartObject(option.Name);
            json.WriteString("description", option.Description);
            switch (option.Kind)
            {
                case RuleOptionKind.Flag:
                    json.WriteString("type", "boolean");
                    break;
                case RuleOptionKind.Number:
                    json.WriteString("type", "integer");
                    json.WriteNumber("minimum", 0);
                    break;
                case RuleOptionKind.Text:
                    json.WriteString("type", "string");
                    break;
                default:
                    WriteTexts(json);
                    break;
            }

            json.WriteEndObject();
        }

        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndArray();
    }

    private static void WriteLabels(Utf8JsonWriter json)
    {
        json.WriteStartObject("label-schema");
        json.WriteString("description", ConfigurationWords.DescriptionOf("label-schema"));
        json.WriteString("type", "object");
        json.WriteStartObject("additionalProperties");
        WriteEnum(json, ConfigurationWords.LabelKinds);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteFlag(Utf8JsonWriter json, string name)
    {
        json.WriteStartObject(name);
        json.WriteString("description", ConfigurationWords.DescriptionOf(name));
        json.WriteString("type", "boolean");
        json.WriteEndObject();
    }

    private static void WriteWords(Utf8JsonWriter json, string name, IReadOnlyList<string> words)
    {
        json.WriteStartObject(name);
        json.WriteString("description", ConfigurationWords.DescriptionOf(name));
        WriteEnum(json, words);
        json.WriteEndObject();
    }

    private static void WriteEnum(Utf8JsonWriter json, IReadOnlyList<string> words)
    {
        json.WriteStartArray("enum");
        foreach (var word in words)
        {
            json.WriteStringValue(word);
        }

        json.WriteEndArray();
    }

    private static void WriteTexts(Utf8JsonWriter json)
    {
        json.WriteStartArray("type");
        json.WriteStringValue("array");
        json.WriteStringValue("string");
        json.WriteEndArray();
        json.WriteStartObject("items");
        json.WriteString("type", "string");
        json.WriteEndObject();
    }

    private static void WriteReference(Utf8JsonWriter json, string name, string target)
    {
        json.WriteStartObject(name);
        json.WriteString("$ref", target);
        json.WriteEndObject();
    }
}
