using System.Collections.Immutable;
using DockerLsp.Engine.Shell;

namespace DockerLsp.Engine.PackageManagers;

/// <summary>A simple command as the program that really runs: without <c>sudo</c>, <c>env</c>, <c>time</c> and their options.</summary>
public sealed class CommandView
{
    private CommandView(ShellSimpleCommand node, int start, ImmutableArray<string> wrappers)
    {
        Node = node;
        Start = start;
        Wrappers = wrappers;
        Path = start < node.Words.Length ? node.Words[start].ConstantValue : null;
        Name = Path is { } path ? path[(path.LastIndexOf('/') + 1)..] : start < node.Words.Length ? LastSegmentOf(node.Words[start].Parts) : null;
    }

    public ShellSimpleCommand Node { get; }

    /// <summary>
    /// The program's name without its folder, also where only the folder is known at run time (<c>"$VENV/bin/pip"</c>); null where
    /// the name is, or there is none.
    /// </summary>
    public string? Name { get; }

    /// <summary>The program as written; null where some of it is only known at run time.</summary>
    public string? Path { get; }

    /// <summary>Index in <see cref="ShellSimpleCommand.Words"/> of the program.</summary>
    public int Start { get; }

    /// <summary>The names of the programs that run this one: <c>sudo</c>, <c>env</c>, <c>xargs</c>, …</summary>
    public ImmutableArray<string> Wrappers { get; }

    /// <summary>The program's arguments.</summary>
    public ReadOnlySpan<ShellWord> Arguments =>
        Start + 1 <= Node.Words.Length ? Node.Words.AsSpan()[Math.Min(Start + 1, Node.Words.Length)..] : [];

    /// <summary>The constant arguments; what is not constant is null.</summary>
    public IEnumerable<string?> ArgumentValues => Start + 1 < Node.Words.Length ? Values(Node.Words, Start + 1) : [];

    public static CommandView Of(ShellSimpleCommand node)
    {
        var wrappers = ImmutableArray<string>.Empty;
        var index = 0;
        while (index < node.Words.Length)
        {
            var name = node.Words[index].ConstantValue;
            if (name is null)
            {
                break;
            }

            name = name[(name.LastIndexOf('/') + 1)..];
            var next = SkipWrapper(node, index, name);
            if (next <= index || next >= node.Words.Length)
            {
                break;
            }

            wrappers = wrappers.Add(name);
            index = next;
        }

        return new CommandView(node, index, wrappers);
    }

    /// <summary>What stands behind the last slash, where that is constant.</summary>
    public static string? LastSegmentOf(ImmutableArray<ShellWordPart> parts) => parts switch
    {
        [ShellDoubleQuoted quoted] => LastSegmentOf(quoted.Parts),
        [.., { ConstantValue: { } end } and not ShellGlob] when end.LastIndexOf('/') is >= 0 and var slash && slash + 1 < end.Length => end[(slash + 1)..],
        _ => null,
    };

    private static IEnumerable<string?> Values(ImmutableArray<ShellWord> words, int from)
    {
        for (var i = from; i < words.Length; i++)
        {
            yield return words[i].ConstantValue;
        }
    }

    /// <summary>The index of the word behind a wrapper and its options; the same index where it is no wrapper.</summary>
    private static int SkipWrapper(ShellSimpleCommand node, int index, string name) => name switch
    {
        "sudo" => SkipOptions(node, index + 1, ["-C", "-g", "-h", "-p", "-r", "-t", "-T", "-U", "-D", "-R", "--prompt", "--group", "--chdir"], ["-u", "--user", "-l", "-v", "-k", "-i", "-s", "-e"], assignments: true),
        "env" => SkipOptions(node, index + 1, ["-C", "--chdir"], ["-u", "--unset", "-i", "-", "-S"], assignments: true),
        "command" => SkipOptions(node, index + 1, [], ["-v", "-V"], assignments: false),
        "exec" or "builtin" => SkipOptions(node, index + 1, [], ["-a", "-c", "-l"], assignments: false),
        "time" or "nohup" or "eatmydata" or "setsid" => SkipOptions(node, index + 1, ["-f", "-o"], [], assignments: false),
        "nice" => SkipOptions(node, index + 1, ["-n"], [], assignments: false),
        "ionice" => SkipOptions(node, index + 1, ["-c", "-n"], ["-p"], assignments: false),
        "stdbuf" => SkipOptions(node, index + 1, ["-i", "-o", "-e"], [], assignments: false),
        "timeout" => SkipOptions(node, index + 1, ["-k", "-s"], [], assignments: false) is var next && next > index ? next + 1 : index,
        "xargs" => SkipOptions(node, index + 1, ["-a", "-d", "-E", "-I", "-L", "-n", "-P", "-s", "--arg-file", "--max-args", "--delimiter"], [], assignments: false),
        _ => index,
    };

    private static int SkipOptions(
        ShellSimpleCommand node, int index, ImmutableArray<string> withValue, ImmutableArray<string> givingUp, bool assignments)
    {
        for (; index < node.Words.Length; index++)
        {
            var word = node.Words[index].ConstantValue;
            if (word is null)
            {
                // An unknown word could be an option or the program, unless it says which program.
                return assignments && StartsWithAssignment(node.Words[index]) ? index + 1
                    : LastSegmentOf(node.Words[index].Parts) is not null ? index : -1;
            }

            if (givingUp.Contains(word))
            {
                return -1;
            }

            if (word == "--")
            {
                return index + 1;
            }

            if (word.Length > 1 && word[0] == '-')
            {
                if (withValue.Contains(word))
                {
                    index++;
                }

                continue;
            }

            if (assignments && word.IndexOf('=') > 0)
            {
                continue;
            }

            return index;
        }

        return -1;
    }

    private static bool StartsWithAssignment(ShellWord word) =>
        word.LeadingText is { } text && text.IndexOf('=') > 0;
}
