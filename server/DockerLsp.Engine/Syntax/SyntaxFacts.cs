using System.Collections.Immutable;
using System.Globalization;
using DockerLsp.Engine.Text;

namespace DockerLsp.Engine.Syntax;

/// <summary>Which keywords and flags exist. Source: BuildKit's command table and flag definitions (frontend/dockerfile/instructions).</summary>
public static class SyntaxFacts
{
    private static readonly string[] Spellings = [.. Enum.GetValues<InstructionKind>().Select(k => k == InstructionKind.Unknown ? "" : k.ToString().ToUpperInvariant())];

    private static readonly Dictionary<string, InstructionKind>.AlternateLookup<ReadOnlySpan<char>> Kinds = ReadKinds().GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>Every keyword in upper case, in alphabetical order.</summary>
    public static ImmutableArray<string> Keywords { get; } = [.. Spellings.Where(s => s.Length > 0).Order(StringComparer.Ordinal)];

    /// <summary>The instruction of a keyword in any case; <see cref="InstructionKind.Unknown"/> where there is none.</summary>
    public static InstructionKind GetInstructionKind(ReadOnlySpan<char> keyword) =>
        Kinds.TryGetValue(keyword, out var kind) ? kind : InstructionKind.Unknown;

    /// <summary>The keyword in upper case; empty for an unknown instruction.</summary>
    public static string GetKeyword(InstructionKind kind) => Spellings[(int)kind];

    /// <summary>Whether a word begins with what opens a statement or a value of a template: Jinja, Go, Handlebars, ERB, EJS.</summary>
    public static bool OpensTemplate(string word) => word is ['{', '{' or '%' or '#', ..] or ['<', '%', ..];

    private static Dictionary<string, InstructionKind> ReadKinds()
    {
        var kinds = new Dictionary<string, InstructionKind>(StringComparer.OrdinalIgnoreCase);
        for (var i = 0; i < Spellings.Length; i++)
        {
            if (Spellings[i].Length > 0)
            {
                kinds.Add(Spellings[i], (InstructionKind)i);
            }
        }

        return kinds;
    }

    /// <summary>The flags that an instruction takes.</summary>
    public static ImmutableArray<FlagFacts> GetFlags(InstructionKind kind) => kind switch
    {
        InstructionKind.From => FromFlags,
        InstructionKind.Run => RunFlags,
        InstructionKind.Copy => CopyFlags,
        InstructionKind.Add => AddFlags,
        InstructionKind.Healthcheck => HealthcheckFlags,
        _ => [],
    };

    /// <summary>The signals of Linux by name, without <c>SIG</c>; those of real time aside. Source: signal(7).</summary>
    public static ImmutableArray<string> Signals { get; } =
    [
        "ABRT", "ALRM", "BUS", "CHLD", "CLD", "CONT", "FPE", "HUP", "ILL", "INT", "IO", "IOT", "KILL", "PIPE", "POLL", "PROF", "PWR", "QUIT",
        "SEGV", "STKFLT", "STOP", "SYS", "TERM", "TRAP", "TSTP", "TTIN", "TTOU", "URG", "USR1", "USR2", "VTALRM", "WINCH", "XCPU", "XFSZ",
    ];

    /// <summary>Whether STOPSIGNAL takes it: a number but 0, or a name in any case with or without <c>SIG</c>.</summary>
    public static bool IsSignal(ReadOnlySpan<char> text)
    {
        if (int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
        {
            return number != 0;
        }

        var name = text.StartsWith("SIG", StringComparison.OrdinalIgnoreCase) ? text[3..] : text;
        if (name.StartsWith("RTM", StringComparison.OrdinalIgnoreCase))
        {
            return true;
        }

        foreach (var signal in Signals)
        {
            if (name.Equals(signal, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether BuildKit knows the protocol of a port.</summary>
    internal static bool IsProtocol(ReadOnlySpan<char> text) =>
        text.Equals("tcp", StringComparison.OrdinalIgnoreCase) || text.Equals("udp", StringComparison.OrdinalIgnoreCase) || text.Equals("sctp", StringComparison.OrdinalIgnoreCase);

    /// <summary>A part of a text; what stands in every file, keywords and single spaces, is not copied.</summary>
    internal static string GetText(string source, TextSpan span)
    {
        var text = source.AsSpan(span.Start, span.Length);
        if (text is " ")
        {
            return " ";
        }

        if (text is "\n")
        {
            return "\n";
        }

        var kind = text.Length is > 2 and < 12 && char.IsAsciiLetterUpper(text[0]) ? GetInstructionKind(text) : InstructionKind.Unknown;
        return kind != InstructionKind.Unknown && text.SequenceEqual(GetKeyword(kind)) ? GetKeyword(kind) : text.ToString();
    }

    private static readonly ImmutableArray<FlagFacts> FromFlags = [new("platform")];

    private static readonly ImmutableArray<FlagFacts> RunFlags =
        [new("mount", IsRepeatable: true), new("device", IsRepeatable: true), new("network"), new("security")];

    private static readonly ImmutableArray<FlagFacts> CopyFlags =
    [
        new("from"), new("chown"), new("chmod"), new("link", IsBoolean: true), new("parents", IsBoolean: true),
        new("exclude", IsRepeatable: true),
    ];

    private static readonly ImmutableArray<FlagFacts> AddFlags =
    [
        new("chown"), new("chmod"), new("link", IsBoolean: true), new("keep-git-dir", IsBoolean: true), new("checksum"),
        new("unpack", IsBoolean: true), new("exclude", IsRepeatable: true),
    ];

    private static readonly ImmutableArray<FlagFacts> HealthcheckFlags =
        [new("interval"), new("timeout"), new("start-period"), new("start-interval"), new("retries")];
}

/// <param name="Name">Without the dashes.</param>
/// <param name="IsBoolean">Whether it may stand without a value, which then means true.</param>
/// <param name="IsRepeatable">Whether it may stand more than once.</param>
public sealed record FlagFacts(string Name, bool IsBoolean = false, bool IsRepeatable = false);
