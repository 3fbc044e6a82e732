using DockerLsp.Engine.Rules;
using DockerLsp.Engine.Text;

namespace DockerLsp.Files;

/// <summary>Changes configuration files as a person would: what stands there stays as it is, comments and style too.</summary>
internal static class ConfigurationEdit
{
    /// <summary>A new file that switches a rule off.</summary>
    public static string NewFile(string rule) => $"rules:\n  {rule}: off\n";

    /// <summary>Switches a rule off. Null where the file has mistakes, or says it in a way that one edit does not change.</summary>
    /// <param name="path">Where the file is; its name tells whose it is.</param>
    /// <param name="text">What it says.</param>
    /// <param name="rule">The rule's id.</param>
    public static TextChange? SwitchOff(string path, string text, string rule)
    {
        var isHadolint = HadolintFile.Names.Contains(Path.GetFileName(path));
        var problems = new List<ConfigurationProblem>();
        var root = YamlDocument.Parse(text, problems);
        if (problems.Count > 0 || root is not (null or YamlMapping { Entries.Count: > 0 }) || text.TrimEnd().EndsWith("\n...", StringComparison.Ordinal))
        {
            return null;
        }

        var file = new Lines(text);
        var key = isHadolint ? "ignored" : "rules";
        var entry = (root as YamlMapping)?.Entries.FirstOrDefault(e => e.Key.Value == key);
        var change = entry is null ? Append(file, root, $"{key}:", isHadolint ? $"  - {rule}" : $"  {rule}: off")
            : isHadolint ? Add(file, entry, $"- {rule}", rule, entry.Value is YamlSequence { Items: [var item, ..] } ? item : null)
            : SwitchIn(file, entry, rule);

        // The reader has the last word on what an edit means.
        return change is { } edit && Says(ConfigurationStore.Parse(path, text.Remove(edit.Span.Start, edit.Span.Length).Insert(edit.Span.Start, edit.NewText)), rule) ? edit : null;
    }

    private static bool Says(ConfigurationFile file, string rule) =>
        !file.HasErrors && file.Rules.LastOrDefault(r => RuleCatalog.Find(r.Name)?.Id == rule || r.Name == rule) is { IsOn: false };

    private static TextChange? Append(Lines file, YamlNode? root, string key, string entry)
    {
        if (root is YamlMapping mapping && (mapping.Entries[0].Key.Place.Column != 1 || file.At(mapping.Place) == '{'))
        {
            return null;
        }

        var lineBreak = file.LineBreak;
        var start = file.Text.Length > 0 && !file.Text.EndsWith('\n') ? lineBreak : "";
        return new TextChange(new TextSpan(file.Text.Length, 0), $"{start}{key}{lineBreak}{entry}{lineBreak}");
    }

    /// <summary>In a mapping of rules: where the rule has an entry that one is changed, otherwise it comes first.</summary>
    private static TextChange? SwitchIn(Lines file, YamlEntry rules, string rule)
    {
        var mapping = rules.Value as YamlMapping;
        if (mapping?.Entries.FirstOrDefault(e => RuleCatalog.Find(e.Key.Value)?.Id == rule || e.Key.Value == rule) is not { } known)
        {
            return Add(file, rules, $"{rule}: off", $"{rule}: off", mapping is { Entries: [var other, ..] } ? other.Key : null);
        }

        var level = known.Value is YamlMapping options ? options.Find("severity") : known.Value;
        return level is YamlScalar { IsNull: false } scalar ? new TextChange(TextSpan.FromBounds(file.OffsetOf(scalar.Place.Line, scalar.Place.Column), file.OffsetOf(scalar.Place.EndLine, scalar.Place.EndColumn)), "off") : null;
    }

    /// <param name="file">The file.</param>
    /// <param name="parent">What the new entry is added to.</param>
    /// <param name="inBlock">The entry on a line of its own.</param>
    /// <param name="inFlow">The entry between brackets.</param>
    /// <param name="first">The first entry that is there.</param>
    private static TextChange? Add(Lines file, YamlEntry parent, string inBlock, string inFlow, YamlNode? first)
    {
        if (parent.Value is YamlScalar { IsNull: true, Value: "" })
        {
            return new TextChange(new TextSpan(file.EndOf(parent.Key.Place.Line), 0), $"{file.LineBreak}  {inBlock}");
        }

        if (file.At(parent.Value.Place) is '{' or '[')
        {
            var bracket = file.OffsetOf(parent.Value.Place.Line, parent.Value.Place.Column);
            return first is null
                ? new TextChange(new TextSpan(bracket + 1, 0), inFlow)
                : new TextChange(new TextSpan(file.OffsetOf(first.Place.Line, first.Place.Column), 0), $"{inFlow}, ");
        }

        if (first is null || first.Place.Line <= parent.Key.Place.Line)
        {
            return null;
        }

        var start = file.OffsetOf(first.Place.Line, 1);
        var indentation = file.Text[start..file.OffsetOf(first.Place.Line, first.Place.Column)].TrimEnd('-', ' ');
        var width = file.Text.AsSpan(start).IndexOfAnyExcept(' ');
        return indentation.Length > 0 ? null : new TextChange(new TextSpan(start, 0), $"{new string(' ', Math.Max(0, width))}{inBlock}{file.LineBreak}");
    }

    /// <summary>A text by lines and columns, which count from 1.</summary>
    private sealed class Lines
    {
        private readonly SourceText source;

        public Lines(string text)
        {
            Text = text;
            source = SourceText.From(text);
        }

        public string Text { get; }

        public string LineBreak => Text.Contains("\r\n", StringComparison.Ordinal) ? "\r\n" : "\n";

        public int OffsetOf(int line, int column) =>
            line > source.LineCount ? Text.Length : Math.Min(source.GetLineStart(line - 1) + column - 1, source.GetLineEnd(line - 1));

        public int EndOf(int line) => source.GetLineEnd(line - 1);

        public char At(YamlPlace place) => OffsetOf(place.Line, place.Column) is var offset && offset < Text.Length ? Text[offset] : '\0';
    }
}
