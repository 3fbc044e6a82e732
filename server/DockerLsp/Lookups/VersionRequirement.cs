using System.Buffers;
using System.Globalization;

namespace DockerLsp.Lookups;

/// <summary>Which versions of a language a package wants, as far as it can be told.</summary>
internal static class VersionRequirement
{
    private static readonly SearchValues<char> Operators = SearchValues.Create("<>=!~^");

    /// <summary>
    /// Whether a version of a language meets what a package wants; null where that is written in a way that is not read here. A tag
    /// such as <c>3.12</c> stands for the newest version that begins so.
    /// </summary>
    /// <param name="requirement">Conditions that all hold, joined by commas or blanks; <c>||</c> between alternatives.</param>
    /// <param name="version">The version.</param>
    public static bool? IsMet(string requirement, string version)
    {
        if (Numbers(version) is not { } numbers)
        {
            return null;
        }

        bool? result = false;
        foreach (var alternative in requirement.Split("||"))
        {
            var met = AreMet(alternative, numbers);
            if (met is true)
            {
                return true;
            }

            result = met is null ? null : result;
        }

        return result;
    }

    /// <summary>Whether a requirement is none.</summary>
    public static bool IsNone(string? requirement) => requirement?.Replace(" ", "", StringComparison.Ordinal) is null or "" or "*" or ">=0" or "x";

    /// <summary>The numbers of a version, to compare versions by; null where it has more than numbers.</summary>
    public static int[]? Numbers(string version)
    {
        var numbers = new List<int>();
        foreach (var part in version.Split('.'))
        {
            if (!int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            {
                return null;
            }

            numbers.Add(number);
        }

        return [.. numbers];
    }

    /// <summary>Compares versions; what the first one leaves open is the newest that there is.</summary>
    public static int Compare(int[] version, int[] other, bool isOpen = false)
    {
        for (var i = 0; i < Math.Max(version.Length, other.Length); i++)
        {
            var left = i < version.Length ? version[i] : isOpen ? int.MaxValue : 0;
            var right = i < other.Length ? other[i] : 0;
            if (left != right)
            {
                return left.CompareTo(right);
            }

            if (i >= version.Length && isOpen)
            {
                break;
            }
        }

        return 0;
    }

    private static bool? AreMet(string conditions, int[] version)
    {
        bool? result = true;
        var rest = conditions.AsSpan().Trim();
        while (rest.Length > 0)
        {
            var length = rest.IndexOfAnyExcept(Operators);
            var operation = length <= 0 ? "" : rest[..length].ToString();
            if (length < 0)
            {
                return null;
            }

            rest = rest[length..].TrimStart();
            var end = rest.IndexOfAny(',', ' ');
            var wanted = (end < 0 ? rest : rest[..end]).ToString();
            rest = end < 0 ? default : rest[end..].TrimStart(" ,");
            if (rest is ['-', ' ', ..] || wanted.Length == 0)
            {
                // From one to another.
                return null;
            }

            var met = IsMet(operation, wanted, version);
            if (met is false)
            {
                return false;
            }

            result = met is null ? null : result;
        }

        return result;
    }

    private static bool? IsMet(string operation, string wanted, int[] version)
    {
        var isFamily = false;
        var parts = wanted.TrimStart('v').Split('.').ToList();
        while (parts is [.., "*" or "x" or "X"])
        {
            parts.RemoveAt(parts.Count - 1);
            isFamily = true;
        }

        // `4.dev` is before 4, and `3.8.0a1` before 3.8.
        if (parts is [_, .., "dev" or "a"])
        {
            parts.RemoveAt(parts.Count - 1);
        }

        if (parts.Count == 0)
        {
            return true;
        }

        if (Numbers(string.Join('.', parts)) is not { } numbers)
        {
            return null;
        }

        var order = Compare(version, numbers, isOpen: true);
        return operation switch
        {
            ">=" => order >= 0,
            ">" => isFamily ? order > 0 && !BeginsWith(version, numbers, numbers.Length) : order > 0,
            "<=" => order <= 0 || (isFamily && BeginsWith(version, numbers, numbers.Length)),
            "<" => order < 0,
            "==" or "=" or "" => isFamily || operation.Length == 0 ? BeginsWith(version, numbers, numbers.Length) : version.Length >= numbers.Length && order == 0,
            "!=" => isFamily ? !BeginsWith(version, numbers, numbers.Length) : order != 0,
            "~=" or "~>" => order >= 0 && BeginsWith(version, numbers, Math.Max(1, numbers.Length - 1)),
            "~" => order >= 0 && BeginsWith(version, numbers, Math.Min(2, numbers.Length)),
            "^" => order >= 0 && BeginsWith(version, numbers, 1 + Math.Max(0, Array.FindIndex(numbers, n => n != 0))),
            _ => null,
        };
    }

    private static bool BeginsWith(int[] version, int[] numbers, int count)
    {
        for (var i = 0; i < count; i++)
        {
            if (i >= version.Length || version[i] != numbers[i])
            {
                return false;
            }
        }

        return true;
    }
}
