using DockerLsp.Engine.PackageManagers;
using DockerLsp.Engine.Shell;

namespace DockerLsp.Engine.Semantics;

/// <summary>Commands that download, and what runs the download as it comes in.</summary>
public static class Download
{
    /// <summary>The options of curl with a value, of one letter (curl(1)).</summary>
    private const string CurlOptionsWithValue = "AbcCdDeEFhHKmoPQrtTuUwxXyYz";

    /// <summary>So many commands of a pipeline are looked at.</summary>
    private const int MaxPipeline = 32;

    /// <summary>
    /// The download that an interpreter runs: <c>curl … | sh</c>, <c>sh -c "$(curl …)"</c>, <c>bash &lt;(curl …)</c>; null where it
    /// runs something else.
    /// </summary>
    public static ShellSimpleCommand? RunBy(ScriptCommand command) =>
        IsInterpreter(command.View.Name) ? ReadBy(command) ?? HeldBy(command.View) : null;

    /// <summary>What a download does with the package index when it is run, by where it comes from.</summary>
    public static InstallerIndexUse IndexUseOf(ShellSimpleCommand download)
    {
        var result = InstallerIndexUse.Unknown;
        var isFound = false;
        for (var hasScheme = 1; hasScheme >= 0 && !isFound; hasScheme--)
        {
            for (var i = CommandView.Of(download).Start + 1; i < download.Words.Length; i++)
            {
                var shape = NetworkInstallers.ShapeOf(download.Words[i]);
                if (shape.StartsWith('-') || !(hasScheme == 1 ? shape.Contains("://", StringComparison.Ordinal) : shape.Contains('.', StringComparison.Ordinal)))
                {
                    continue;
                }

                var use = NetworkInstallers.OfUrl(shape);
                result = !isFound || use == result ? use : InstallerIndexUse.Unknown;
                isFound = true;
            }
        }

        return result;
    }

    /// <summary>Whether a script from the network refreshes the index that another command reads, in the same script and before it.</summary>
    public static bool RefreshesBefore(RunFacts run, PackageStore store, ScriptCommand reader)
    {
        if (store != PackageManagerTable.Apt)
        {
            return false;
        }

        for (var i = 0; i < run.Commands.Length; i++)
        {
            var command = run.Commands[i];
            if (command.Node.Span.Start >= reader.Node.Span.Start)
            {
                break;
            }

            if ((RunBy(command) ?? CommandKnowledge.DownloadOf(command.View, run.Commands, i)) is { } download && IndexUseOf(download) == InstallerIndexUse.Refreshes && StoreUse.RunsBefore(command, reader))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether a program runs scripts.</summary>
    public static bool IsInterpreter(string? name) =>
        name is "sh" or "bash" or "dash" or "ash" or "zsh" or "ksh" or "python" or "python3" or "perl" or "ruby" or "node" or "php";

    /// <summary>The download that is its standard input, where its script is what it reads there.</summary>
    public static ShellSimpleCommand? ReadBy(ScriptCommand command)
    {
        var commands = command.Pipeline.Commands;
        ShellSimpleCommand? download = null;
        var index = 0;
        for (; index < commands.Length && index < MaxPipeline && !ReferenceEquals(commands[index], command.Node); index++)
        {
            download ??= commands[index] is ShellSimpleCommand simple && Prints(simple) ? simple : null;
        }

        if (download is null || index == MaxPipeline)
        {
            return null;
        }

        foreach (var word in command.View.Arguments)
        {
            switch (word.ConstantValue)
            {
                case "-c" or "-e" or "-m":
                    return null;
                case "-" or "-s" or "--" or "/dev/stdin":
                    return download;
                case ['-', ..]:
                    break;
                default:
                    // A file of its own, which reads the download as data.
                    return null;
            }
        }

        return download;
    }

    /// <summary>The download that is the script: <c>sh -c "$(curl …)"</c> and <c>bash &lt;(curl …)</c></summary>
    private static ShellSimpleCommand? HeldBy(CommandView view)
    {
        foreach (var word in view.Arguments)
        {
            if (word.ConstantValue is ['-', ..])
            {
                continue;
            }

            var parts = word.Parts is [ShellDoubleQuoted quoted] ? quoted.Parts : word.Parts;
            var body = parts is [ShellCommandSubstitution substitution, ..] ? substitution.Body : parts is [ShellProcessSubstitution process] ? process.Body : null;
            return body is { Statements: [{ AndOr.Pipelines: [{ Commands: [ShellSimpleCommand inner] }] }] } && Prints(inner) ? inner : null;
        }

        return null;
    }

    /// <summary>Whether it downloads to its standard output: with <c>curl -o FILE</c> nothing goes through the pipe.</summary>
    public static bool Prints(ShellSimpleCommand command)
    {
        var view = CommandView.Of(command);
        return view.Name == "wget" || (view.Name == "curl" && !WritesFile(view));
    }

    private static bool WritesFile(CommandView curl)
    {
        var arguments = curl.Arguments;
        for (var i = 0; i < arguments.Length; i++)
        {
            var value = arguments[i].ConstantValue;
            if (value is "--remote-name" or "--remote-name-all"
                || (value is "--output" && i + 1 < arguments.Length && arguments[i + 1].ConstantValue is not ("-" or "/dev/stdout")))
            {
                return true;
            }

            if (value is not ['-', not '-', ..])
            {
                continue;
            }

            // Several letters in one word: what follows one that takes a value is that value.
            for (var at = 1; at < value.Length; at++)
            {
                if (value[at] == 'O')
                {
                    return true;
                }

                if (!CurlOptionsWithValue.Contains(value[at], StringComparison.Ordinal))
                {
                    continue;
                }

                if (value[at] == 'o')
                {
                    var file = at + 1 < value.Length ? value[(at + 1)..] : i + 1 < arguments.Length ? arguments[i + 1].ConstantValue : "-";
                    if (file is not ("-" or "/dev/stdout"))
                    {
                        return true;
                    }
                }

                i += at + 1 < value.Length ? 0 : 1;
                break;
            }
        }

        return false;
    }
}
