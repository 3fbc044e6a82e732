namespace DockerLsp.Files;

/// <summary>A value in a YAML file, with its place.</summary>
internal abstract record YamlNode(YamlPlace Place)
{
    /// <summary>The same as a part of another file than the one that was asked for.</summary>
    public abstract YamlNode In(string file);
}

/// <summary>Where something stands; lines and columns count from 1, the end is exclusive.</summary>
internal readonly record struct YamlPlace(int Line, int Column, int EndLine, int EndColumn);

/// <summary>A single value.</summary>
/// <param name="Place">Where it stands.</param>
/// <param name="Value">The value without quotes.</param>
/// <param name="IsPlain">Whether it stands without quotes, so that <c>true</c> and <c>12</c> are no texts.</param>
internal sealed record YamlScalar(YamlPlace Place, string Value, bool IsPlain) : YamlNode(Place)
{
    /// <summary>The file that it stands in, where that is another one than the one that was asked for.</summary>
    public string? File { get; init; }

    public override YamlNode In(string file) => this with { File = file };

    /// <summary>Whether nothing is said: an empty value, <c>~</c> or <c>null</c>.</summary>
    public bool IsNull => IsPlain && Value is "" or "~" or "null" or "Null" or "NULL";

    /// <summary>The value as a flag, by the words of YAML 1.1 and 1.2; null where it is none.</summary>
    public bool? AsFlag => !IsPlain ? null : Value.ToUpperInvariant() switch
    {
        "TRUE" or "YES" or "ON" => true,
        "FALSE" or "NO" or "OFF" => false,
        _ => null,
    };
}

internal sealed record YamlSequence(YamlPlace Place, IReadOnlyList<YamlNode> Items) : YamlNode(Place)
{
    public override YamlNode In(string file) => this with { Items = [.. Items.Select(item => item.In(file))] };
}

internal sealed record YamlMapping(YamlPlace Place, IReadOnlyList<YamlEntry> Entries) : YamlNode(Place)
{
    public override YamlNode In(string file) => this with { Entries = [.. Entries.Select(entry => new YamlEntry(entry.Key with { File = file }, entry.Value.In(file)))] };

    /// <summary>The value of a key; null where it is missing.</summary>
    public YamlNode? Find(string key)
    {
        foreach (var entry in Entries)
        {
            if (entry.Key.Value == key)
            {
                return entry.Value;
            }
        }

        return null;
    }
}

internal sealed record YamlEntry(YamlScalar Key, YamlNode Value);
