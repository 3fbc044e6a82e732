using System.Collections.Immutable;
using DockerLsp.Engine.Diagnostics;
using DockerLsp.Engine.Rules;
using DockerLsp.Engine.Text;

namespace DockerLsp.Files;

/// <summary>
/// What can stand at a place of a configuration file, and what the word there means. Goes by lines and indentation, because a file in
/// which somebody types is seldom valid YAML.
/// </summary>
internal sealed class ConfigurationHelp
{
    private static readonly string[] Flags = ["true", "false"];

    private static readonly string[] Levels = ["off", .. ConfigurationWords.Severities, "on"];

    private readonly bool isHadolint;
    private readonly ImmutableArray<string> above;
    private readonly string? key;
    private readonly bool isComment;
    private readonly bool hasColon;
    private readonly string word;

    private ConfigurationHelp(string path, SourceText text, int offset)
    {
        isHadolint = HadolintFile.Names.Contains(Path.GetFileName(path));
        var number = text.GetLineNumber(offset);
        var start = text.GetLineStart(number);
        var line = text.ToString(TextSpan.FromBounds(start, text.GetLineEnd(number)));
        // Within a line break the line ends before the place.
        var (from, to) = (Math.Min(offset - start, line.Length), Math.Min(offset - start, line.Length));
        while (from > 0 && IsWord(line[from - 1]))
        {
            from--;
        }

        while (to < line.Length && IsWord(line[to]))
        {
            to++;
        }

        // A word that ends in a colon is a key; one that a dash leads is an item.
        Word = TextSpan.FromBounds(start + from, start + to);
        word = line[from..to];
        hasColon = to < line.Length && line[to] == ':';
        var head = line[..from];
        isComment = head.TrimStart().StartsWith('#') || head.Contains(" #", StringComparison.Ordinal);
        var (content, dash) = ColumnsOf(line, from);
        var flow = new List<string>();
        key = ReadHead(head[Math.Min(content, head.Length)..], flow);
        above = [.. BlocksAbove(text, number, content, dash), .. flow];
        // Rules are written alike for some files and for all.
        above = above is ["overrides", "rules", ..] ? above[1..] : above;
    }

    /// <summary>The word at the place; may be empty.</summary>
    public TextSpan Word { get; }

    /// <param name="path">Where the file is; its name tells whose it is.</param>
    /// <param name="text">What it says.</param>
    /// <param name="offset">The place.</param>
    public static ConfigurationHelp At(string path, SourceText text, int offset) => new(path, text, offset);

    /// <summary>What can be typed in place of the word.</summary>
    public IEnumerable<Proposal> GetProposals() => isComment ? []
        : IsListOfRules ? RuleProposals("")
        : key is not null ? ValuesOf(key).Select(value => new Proposal(value, value, null))
        : IsRules ? RuleProposals(hasColon ? "" : ": ")
        : KeysHere().Select(k => new Proposal(k.Name, hasColon ? k.Name : k.Name + (HasBlock(k.Name) ? ":" : ": "), k.Description));

    /// <summary>What the word means, in Markdown; null where it means nothing by itself.</summary>
    public string? Explain()
    {
        if (isComment || word.Length == 0)
        {
            return null;
        }

        if ((IsRules || IsListOfRules) && RuleCatalog.Find(word) is { } rule)
        {
            return Explain(rule);
        }

        return key is null && KeysHere().FirstOrDefault(k => k.Name == word) is { Description.Length: > 0 } known ? $"**{known.Name}** · {known.Description}" : null;
    }

    private bool IsRules => !isHadolint && above is ["rules"];

    private bool IsListOfRules => isHadolint && (above is ["ignored"] or ["override", _] || (key is "ignored" && above.IsEmpty));

    private static bool IsWord(char c) => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.';

    private static string Explain(RuleDescriptor rule)
    {
        var lines = new List<string> { $"**{rule.Id}** · {rule.Title}" };
        if (FirstParagraph(RuleCatalog.GetPage(rule)) is { Length: > 0 } paragraph)
        {
            lines.Add(paragraph);
        }

        lines.Add((rule.IsEnabledByDefault ? $"Severity: {ConfigurationWords.Of(rule.DefaultSeverity)}" : "Off unless it is configured")
            + (rule.Aliases.IsEmpty ? "" : $" · also called {string.Join(", ", rule.Aliases)}"));
        lines.AddRange(rule.Options.Select(option => $"- `{option.Name}`: {option.Description}"));
        lines.Add($"[The rule's page]({rule.Url})");
        return string.Join("\n\n", lines);
    }

    private static string FirstParagraph(string page) =>
        page.Replace("\r", "", StringComparison.Ordinal).Split("\n\n").Select(p => p.Trim()).FirstOrDefault(p => p.Length > 0 && char.IsLetter(p[0])) ?? "";

    private static IEnumerable<Proposal> RuleProposals(string behind) =>
        RuleCatalog.All.Select(rule => new Proposal(rule.Id, rule.Id + behind, rule.Title, IsRule: true))
            .Concat(RuleCatalog.All.SelectMany(rule => rule.Aliases.Select(alias => new Proposal(alias, alias + behind, $"{rule.Title}: the same as {rule.Id}", IsRule: true))));

    private IEnumerable<(string Name, string Description)> KeysHere() => (isHadolint, above) switch
    {
        (false, []) => ConfigurationWords.Keys,
        (false, ["overrides"]) => [("files", "Patterns such as **/*.dev.Dockerfile, counted from the folder of this file."), ("rules", ConfigurationWords.DescriptionOf("rules"))],
        (false, ["rules", var rule]) =>
            OptionsOf(rule).Select(option => (option.Name, option.Description)).Prepend(("severity", "The severity of the rule's findings, or off.")),
        (true, []) => HadolintFile.Keys.Select(name => (name, "")),
        (true, ["override"]) => HadolintFile.Levels.Select(name => (name, "")),
        _ => [],
    };

    private IReadOnlyList<string> ValuesOf(string name) => (isHadolint, above) switch
    {
        (false, []) => name switch
        {
            "layering" => ConfigurationWords.Layerings,
            "fail-on" => ConfigurationWords.Thresholds,
            "root" or "ignore-comments" or "strict-labels" => Flags,
            _ => [],
        },
        (false, ["rules"]) => Levels,
        (false, ["rules", var rule]) =>
            name == "severity" ? Levels : OptionsOf(rule).Any(option => option.Name == name && option.Kind == RuleOptionKind.Flag) ? Flags : [],
        (_, ["label-schema"]) => ConfigurationWords.LabelKinds,
        (true, []) => name switch
        {
            "failure-threshold" => HadolintFile.Thresholds,
            "format" => HadolintFile.Formats,
            "no-fail" or "no-color" or "strict-labels" or "disable-ignore-pragma" or "verbose" => Flags,
            _ => [],
        },
        _ => [],
    };

    private static IEnumerable<RuleOption> OptionsOf(string rule) => RuleNames.Select(rule).SelectMany(r => r.Options).DistinctBy(option => option.Name);

    private static bool HasBlock(string name) => name is "rules" or "overrides" or "label-schema" or "ignored" or "override" or "trustedRegistries";

    /// <summary>Reads what stands before the word: brackets that are open, with their keys, and the key whose value is typed.</summary>
    private static string? ReadHead(string head, List<string> open)
    {
        string? pending = null;
        var token = 0;
        for (var i = 0; i < head.Length; i++)
        {
            switch (head[i])
            {
                case ':':
                    pending = head[token..i].Trim().Trim('"', '\'');
                    token = i + 1;
                    break;
                case '{' or '[':
                    open.Add(pending ?? "");
                    (pending, token) = (null, i + 1);
                    break;
                case '}' or ']':
                    open.RemoveRange(Math.Max(0, open.Count - 1), Math.Min(1, open.Count));
                    token = i + 1;
                    break;
                case ',':
                    (pending, token) = (null, i + 1);
                    break;
            }
        }

        return pending;
    }

    /// <summary>Where the content of a line starts, and where the dash of a list before it stands.</summary>
    private static (int Content, int? Dash) ColumnsOf(string line, int limit)
    {
        var content = 0;
        int? dash = null;
        while (content < limit && (line[content] == ' ' || (line[content] == '-' && (content + 1 >= line.Length || line[content + 1] == ' '))))
        {
            dash = line[content] == '-' ? content : dash;
            content++;
        }

        return (content, dash);
    }

    /// <summary>The keys that the line is indented under, the outermost first.</summary>
    private static List<string> BlocksAbove(SourceText text, int number, int content, int? dash)
    {
        var keys = new List<string>();
        for (var i = number - 1; i >= 0 && (content > 0 || dash is not null); i--)
        {
            var line = text.ToString(TextSpan.FromBounds(text.GetLineStart(i), text.GetLineEnd(i)));
            if (line.AsSpan().Trim() is [] or ['#', ..])
            {
                continue;
            }

            var (column, own) = ColumnsOf(line, line.Length);
            if (dash is { } at ? column < at || (column == at && own is null) : column < content)
            {
                if (line.IndexOf(':', column) is > 0 and var end)
                {
                    keys.Add(line[column..end].Trim().Trim('"', '\''));
                }

                (content, dash) = (column, own);
            }
            else if (dash is null && column == content && own is not null)
            {
                // The first line of the same list item.
                dash = own;
            }
        }

        keys.Reverse();
        return keys;
    }

    /// <summary>Something that can be typed.</summary>
    /// <param name="Label">How it is shown.</param>
    /// <param name="Text">What is typed.</param>
    /// <param name="Description">What it does.</param>
    /// <param name="IsRule">Whether it names a rule.</param>
    internal sealed record Proposal(string Label, string Text, string? Description, bool IsRule = false);
}
