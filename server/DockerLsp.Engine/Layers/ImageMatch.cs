using System.Collections.Immutable;
using DockerLsp.Engine.Syntax;

namespace DockerLsp.Engine.Layers;

/// <summary>
/// Which layer of a built image each instruction made. The history tells it by its text: entries are never just counted, because
/// WORKDIR makes a layer too, and a base image brings entries of its own.
/// </summary>
public sealed class ImageMatch
{
    private readonly Dictionary<int, ImageLayer> byInstruction;

    private ImageMatch(BuiltImage image, Dictionary<int, ImageLayer> byInstruction, int baseLayers, int unmatched)
    {
        Image = image;
        this.byInstruction = byInstruction;
        BaseLayers = baseLayers;
        Unmatched = unmatched;
    }

    public BuiltImage Image { get; }

    /// <summary>How many of the lowest layers come with the base image.</summary>
    public int BaseLayers { get; }

    /// <summary>How many layers above the base image no instruction was found for.</summary>
    public int Unmatched { get; }

    /// <summary>How many instructions have a layer of the image.</summary>
    public int Matched => byInstruction.Count;

    /// <summary>The layer of an instruction; null where it has none.</summary>
    public ImageLayer? LayerOf(int instruction) => byInstruction.GetValueOrDefault(instruction);

    /// <summary>Matches the image against the stages that the target consists of.</summary>
    public static ImageMatch Create(BuiltImage image, LayerGraph graph, StageLayers target)
    {
        var chain = new Stack<StageLayers>();
        for (var stage = target; ; stage = graph.Stages[stage.Stage.Base.Index])
        {
            chain.Push(stage);
            if (stage.Stage.Base is null)
            {
                break;
            }
        }

        var instructions = chain.SelectMany(s => s.Entries).Where(e => e.Role != CacheRole.Start).ToArray();
        var layers = LayersOfHistory(image);

        // From the top down: what is at the end of the history is ours, what is at its beginning comes with the base image.
        var found = new Dictionary<int, ImageLayer>();
        string[] history = [.. image.History.Select(h => HistoryText.Normalize(h.CreatedBy))];
        var firstOwn = image.History.Length;
        var next = image.History.Length - 1;
        for (var i = instructions.Length - 1; i >= 0 && next >= 0; i--)
        {
            var argument = HistoryText.ArgumentOf(instructions[i]);
            for (var j = next; j >= 0; j--)
            {
                if (!HistoryText.IsOf(history[j], argument, instructions[i]))
                {
                    continue;
                }

                if (layers[j] is { } layer)
                {
                    found[instructions[i].Index] = image.Layers[layer];
                }

                firstOwn = j;
                next = j - 1;
                break;
            }
        }

        var baseLayers = layers.Take(firstOwn).Count(l => l is not null);
        return new ImageMatch(image, found, baseLayers, image.Layers.Length - baseLayers - found.Count);
    }

    /// <summary>The number of the layer of each entry of the history; null where it made none.</summary>
    private static int?[] LayersOfHistory(BuiltImage image)
    {
        var layers = new int?[image.History.Length];
        var next = 0;
        for (var i = 0; i < layers.Length; i++)
        {
            if (!image.History[i].IsEmpty && next < image.Layers.Length)
            {
                layers[i] = next++;
            }
        }

        return layers;
    }
}

/// <summary>The text by which a builder writes an instruction into the history.</summary>
public static class HistoryText
{
    /// <summary>
    /// Whether an entry tells of an instruction. BuildKit writes <c>RUN /bin/sh -c make # buildkit</c> and
    /// <c>COPY a b # buildkit</c>; the classic builder <c>/bin/sh -c make</c> and <c>/bin/sh -c #(nop) COPY file:… in b</c>; buildah
    /// like it, with <c>|1 A=b</c> in front where there are build arguments.
    /// </summary>
    /// <param name="text">The entry's text, normalized.</param>
    /// <param name="argument">The instruction's <see cref="ArgumentOf"/>.</param>
    /// <param name="entry">The instruction.</param>
    internal static bool IsOf(string text, string argument, LayerEntry entry)
    {
        var keyword = entry.Instruction.Syntax.Keyword.Text.ToUpperInvariant();
        if (text.IndexOf("#(nop)", StringComparison.Ordinal) is var nop and >= 0)
        {
            text = text[(nop + "#(nop)".Length)..].Trim();
            return text.StartsWith(keyword + " ", StringComparison.Ordinal) && IsOfNop(text[(keyword.Length + 1)..], argument, entry);
        }

        if (entry.Instruction.Syntax is RunSyntax)
        {
            text = text.StartsWith("RUN ", StringComparison.Ordinal) ? text["RUN ".Length..] : text;
            return IsCommand(text, argument, entry)
                // buildah writes an exec form as it stands in the file.
                || (entry.Instruction.Syntax is RunSyntax { Command: ExecFormSyntax } run && IsCommand(text, Squeeze(WrittenForm(run)), entry));
        }

        return text.StartsWith(keyword + " ", StringComparison.Ordinal)
            && (text[(keyword.Length + 1)..] == argument || entry.Instruction.Syntax is WorkdirSyntax or FileTransferSyntax && SameEnd(text, argument));
    }

    /// <summary>Whether a text is a command with nothing before it but the shell, build arguments and flags.</summary>
    private static bool IsCommand(string text, string argument, LayerEntry entry)
    {
        if (argument.Length == 0 || !text.EndsWith(argument, StringComparison.Ordinal))
        {
            return false;
        }

        var before = text[..^argument.Length];
        if (before.Length == 0 || before[0] == '|')
        {
            return true;
        }

        if (before[^1] != ' ')
        {
            return false;
        }

        before = before.TrimEnd();
        var last = before[(before.LastIndexOf(' ') + 1)..];
        return last is "-c" or "/c" or "-Command"
            || RunFlags.Any(f => last.StartsWith(f, StringComparison.Ordinal))
            || before == string.Join(' ', entry.Instruction.Before?.Shell.Arguments ?? []);
    }

    private static string WrittenForm(RunSyntax run)
    {
        var text = run.ArgumentText.Text;
        return text.IndexOf('[', StringComparison.Ordinal) is var start and >= 0 ? text[start..] : "";
    }

    private static readonly string[] RunFlags = ["--mount=", "--network=", "--security="];

    private static bool IsOfNop(string text, string argument, LayerEntry entry) => entry.Instruction.Syntax switch
    {
        // Sources are replaced by a digest there: the destination is what is left to compare.
        FileTransferSyntax => SameEnd(text, argument),
        WorkdirSyntax => text == argument || text.EndsWith('/' + argument, StringComparison.Ordinal),
        _ => text == argument,
    };

    private static bool SameEnd(string left, string right) => LastWord(left) == LastWord(right);

    private static string LastWord(string text)
    {
        text = text.TrimEnd().TrimEnd(']').TrimEnd();
        return text[(text.LastIndexOf(' ') + 1)..].Trim('"').TrimEnd('/');
    }

    /// <summary>The text of an entry of the history with single blanks, and without what BuildKit writes behind it.</summary>
    internal static string Normalize(string createdBy)
    {
        var text = Squeeze(createdBy);
        return text.EndsWith(" # buildkit", StringComparison.Ordinal) ? text[..^" # buildkit".Length] : text;
    }

    /// <summary>What a builder writes down of an instruction behind its keyword, with single blanks.</summary>
    internal static string ArgumentOf(LayerEntry entry) => Squeeze(TextOf(entry));

    private static string TextOf(LayerEntry entry)
    {
        var syntax = entry.Instruction.Syntax;
        if (syntax is RunSyntax { Command: ExecFormSyntax exec })
        {
            return string.Join(' ', exec.Elements.Select(e => e.Value));
        }

        // Flags of RUN are not written down, those of COPY are.
        var text = syntax is RunSyntax { Command: ShellFormSyntax shell } ? shell.Text.Text : syntax.ArgumentText.Text;
        return syntax is RunSyntax ? text + string.Concat(syntax.Heredocs.Select(h => "\n" + h.Body.Text + h.Delimiter)) : text;
    }

    private static string Squeeze(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
