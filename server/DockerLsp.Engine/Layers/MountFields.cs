namespace DockerLsp.Engine.Layers;

/// <summary>The fields of a <c>RUN --mount</c> (Dockerfile reference, RUN --mount).</summary>
public sealed class MountFields
{
    private readonly List<(string Name, string Value)> fields = [];

    /// <summary>Reads <c>type=cache,target=/root/.npm,ro</c>.</summary>
    public static MountFields Parse(string value)
    {
        var result = new MountFields();
        foreach (var field in value.Split(','))
        {
            var equals = field.IndexOf('=', StringComparison.Ordinal);
            result.fields.Add(equals < 0
                ? (field.Trim().ToLowerInvariant(), "true")
                : (field[..equals].Trim().ToLowerInvariant(), field[(equals + 1)..].Trim('"')));
        }

        return result;
    }

    /// <summary>The value of a field that may have several names; null where it is not given.</summary>
    public string? Get(params ReadOnlySpan<string> names)
    {
        foreach (var (name, value) in fields)
        {
            if (names.Contains(name))
            {
                return value;
            }
        }

        return null;
    }

    /// <summary>What kind of mount it is.</summary>
    public string Type => Get("type") ?? "bind";

    /// <summary>Where it is mounted; null where that is not given.</summary>
    public string? Target => Get("target", "dst", "destination");
}
