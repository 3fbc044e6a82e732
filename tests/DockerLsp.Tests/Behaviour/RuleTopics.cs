using System.Collections.Immutable;
using System.Text.RegularExpressions;
using DockerLsp.Engine.Syntax;

namespace DockerLsp.Tests.Behaviour;

/// <summary>
/// What the fixes of some rules are about beside indexes and caches: the difference that the rule's page announces is none. A
/// fix is judged with the topics of its own rules, so that no rule can hide behind another's.
/// </summary>
internal sealed partial class RuleTopics
{
    private readonly ImmutableHashSet<string>? rules;

    private RuleTopics(ImmutableHashSet<string>? rules) => this.rules = rules;

    /// <summary>Only indexes and caches.</summary>
    public static RuleTopics None { get; } = new([]);

    /// <summary>Those of all rules, for all fixes together.</summary>
    public static RuleTopics All { get; } = new((ImmutableHashSet<string>?)null);

    public static RuleTopics Of(IEnumerable<string> rules) => new(rules.ToImmutableHashSet(StringComparer.Ordinal));

    /// <summary>The words of a call without what the rules are about.</summary>
    /// <param name="words">The arguments that the program got.</param>
    /// <param name="start">The program, behind sudo and the like.</param>
    public ImmutableArray<string> Strip(ImmutableArray<string> words, int start)
    {
        if (start >= words.Length)
        {
            return words;
        }

        var name = words[start].Split('/')[^1];
        switch (name)
        {
            case "apt" or "apt-get":
                if (Has("DL3027"))
                {
                    words = words.SetItem(start, words[start][..^name.Length] + "apt-get");
                    words = [.. Without(words, start, "--with-new-pkgs").Select(w => w == "full-upgrade" ? "dist-upgrade" : w)];
                }

                return Has("DL3014") ? Without(words, start, "-y") : words;
            case "yum" or "dnf" or "microdnf" or "dnf5":
                return Has("DL3030") || Has("DL3038") ? Without(words, start, "-y") : words;
            case "zypper":
                return Has("DL3034") ? Without(words, start, "-y", "-n") : words;
            case "useradd":
                return Has("DL3046") ? Without(words, start, "-l") : words;
            case "wget":
                return Has("DL3047") ? Without(words, start, "--progress=dot:giga") : words;
            default:
                return words;
        }
    }

    /// <summary>The name under which a program was found.</summary>
    public string Program(string path) => Has("DL3027") && path.EndsWith("/apt", StringComparison.Ordinal) ? path + "-get" : path;

    /// <summary>The name of a stage, where it is declared or used.</summary>
    public string Stage(string name) => Has("StageNameCasing") ? name.ToLowerInvariant() : name;

    /// <summary>What an instruction that runs nothing says, however it is laid out.</summary>
    /// <param name="instruction">The instruction.</param>
    /// <param name="resolve">Gives a path from the root.</param>
    public string Text(InstructionSyntax instruction, Func<string, string> resolve)
    {
        switch (instruction)
        {
            case AddSyntax { Destination: { } destination, Heredocs.Count: 0 } add:
                return Transfer(Has("DL3020") ? "COPY" : "ADD", add.Flags, add.Sources.Select(s => s.Text), destination.Text, resolve);
            case CopySyntax { Destination: { } destination, Heredocs.Count: 0 } copy:
                return Transfer("COPY", copy.Flags, copy.Sources.Select(s => s.Text), destination.Text, resolve);
            case FromSyntax from:
                var words = from.Tree.Text.ToString(from.Span).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
                    .Where((w, i) => !(i == 1 && Has("DL3065") && w.StartsWith("--platform=", StringComparison.Ordinal))).ToArray();
                words[0] = "FROM";
                if (words.Length > 3 && words[^2].Equals("as", StringComparison.OrdinalIgnoreCase))
                {
                    (words[^2], words[^1]) = (Has("FromAsCasing") ? "AS" : words[^2], Stage(words[^1]));
                }

                return string.Join(' ', words.Select(w => w == words[^1] || words.Length == 2 ? Stage(w) : w));
            case LabelSyntax label when Has("LegacyKeyValueFormat"):
                return "LABEL " + string.Join(' ', label.Pairs.Select(p => $"{p.Key.Text}={p.Value?.Text.Trim('"')}"));
            case ExposeSyntax expose:
                return "EXPOSE " + string.Join(' ', expose.Items.Select(i => Port(i.Text)));
            case UnknownInstructionSyntax:
                return instruction.Tree.Text.ToString(instruction.Span).ReplaceLineEndings("\n");
            default:
                var text = instruction.Tree.Text.ToString(instruction.Span).ReplaceLineEndings("\n");
                if (instruction.Heredocs.Count > 0)
                {
                    return text;
                }

                // Lines without text, and comments, count for nothing within an instruction.
                var escape = instruction.Tree.Directives.EscapeCharacter;
                var lines = text.Split('\n').Where((l, i) => i == 0 || l.Trim() is { Length: > 0 } line && line[0] != '#').Select(l => l.TrimEnd());
                var joined = string.Concat(lines.Select(l => l.EndsWith(escape) ? l[..^1] : l));
                var keyword = instruction.Keyword.Text;
                return keyword.ToUpperInvariant() + joined[keyword.Length..];
        }
    }

    private string Transfer(string keyword, IEnumerable<FlagSyntax> flags, IEnumerable<string> sources, string destination, Func<string, string> resolve)
    {
        if (Has("DL3045"))
        {
            destination = resolve(destination);
        }

        if (Has("DL3021"))
        {
            destination = destination.TrimEnd('/') + "/";
        }

        var options = flags.Select(f => f.Name == "from" ? $"--from={Stage(f.Value ?? "")}" : f.Token.Text);
        return string.Join(' ', [keyword, .. options, .. sources, destination]);
    }

    private string Port(string text)
    {
        text = Has("ExposeProtoCasing") ? text.ToLowerInvariant() : text;
        return Has("ExposeInvalidFormat") ? text[(text.LastIndexOf(':') + 1)..] : text;
    }

    /// <summary>The flags of a RUN: they may name a stage.</summary>
    public string Flags(string flags) => Has("StageNameCasing") ? FromStage().Replace(flags, m => m.Value.ToLowerInvariant()) : flags;

    private bool Has(string rule) => rules?.Contains(rule) != false;

    private static ImmutableArray<string> Without(ImmutableArray<string> words, int start, params string[] options) =>
        [.. words.Where((w, i) => i <= start || !options.Contains(w))];

    [GeneratedRegex(@"\bfrom=[^, ]*")]
    private static partial Regex FromStage();
}
