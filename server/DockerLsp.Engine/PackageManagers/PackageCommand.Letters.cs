using System.Buffers;
using System.Collections.Immutable;
using DockerLsp.Engine.Shell;

namespace DockerLsp.Engine.PackageManagers;

/// <summary>Calls whose options say what they do: <c>pacman -Syu</c> (pacman(8)), <c>xbps-install -Sy</c> (xbps-install(1)).</summary>
public sealed partial record PackageCommand
{
    private static readonly SearchValues<char> PacmanOperations = SearchValues.Create("SURQDFT");

    private static readonly SearchValues<char> OtherPacmanOperations = SearchValues.Create("QDFTVh");

    private static PackageCommand? ReadLetters(CommandView view, PackageManager manager)
    {
        var words = view.Node.Words;
        var options = ImmutableArray.CreateBuilder<string>();
        var packages = ImmutableArray.CreateBuilder<ShellWord>();
        var letters = "";
        var at = view.Start;
        for (var index = view.Start + 1; index < words.Length; index++)
        {
            var value = words[index].ConstantValue;
            if (value is not { Length: > 1 } || value[0] != '-' || value == "--")
            {
                if (value is null && LooksLikeOption(words[index]))
                {
                    return null;
                }

                if (value is not ("--" or "-"))
                {
                    packages.Add(words[index]);
                }

                continue;
            }

            options.Add(value);
            if (value[1] != '-')
            {
                letters += value[1..];
                at = at == view.Start && value.AsSpan(1).ContainsAny(PacmanOperations) ? index : at;
            }
            else if (PacmanLetter(value) is { } letter)
            {
                letters += letter;
                at = at == view.Start && char.IsAsciiLetterUpper(letter) ? index : at;
            }

            if (manager.OptionsWithValue.Contains(value) && index + 1 < words.Length)
            {
                index++;
                options[^1] = $"{value}={words[index].ConstantValue}";
            }
            else if (EndsWithValueOption(manager, value) && index + 1 < words.Length)
            {
                index++;
                options.Add($"-{value[^1]}={words[index].ConstantValue}");
            }
        }

        var operation = manager.Form == CallForm.Letters
            ? PacmanOperation(letters, packages.Count > 0)
            : XbpsOperation(view.Name ?? "", letters, options, packages.Count > 0);
        return operation is { } known ? new PackageCommand(view, manager, known, at, packages.ToImmutable(), options.ToImmutable()) : null;
    }

    private static PackageOperation? PacmanOperation(string letters, bool hasPackages)
    {
        var given = letters.AsSpan();
        if (given.Contains('R'))
        {
            return PackageOperation.Remove;
        }

        if (given.Contains('U'))
        {
            return PackageOperation.Install;
        }

        if (!given.Contains('S') || given.ContainsAny(OtherPacmanOperations))
        {
            return null;
        }

        // -Scc asks before it deletes everything, and --noconfirm answers no; the index stays either way.
        return given.Contains('c') ? PackageOperation.CleanPackages
            : given.IndexOfAny("silgp") >= 0 ? PackageOperation.Other
            : hasPackages ? PackageOperation.Install
            : given.Contains('u') ? PackageOperation.Upgrade
            : given.Contains('y') ? PackageOperation.Refresh
            : null;
    }

    private static PackageOperation? XbpsOperation(string program, string letters, ImmutableArray<string>.Builder options, bool hasPackages)
    {
        var given = letters.AsSpan();
        if (program == "xbps-remove")
        {
            return given.Contains('O') || options.Contains("--clean-cache") ? PackageOperation.CleanAll : PackageOperation.Remove;
        }

        return hasPackages ? PackageOperation.Install
            : given.Contains('u') || options.Contains("--update") ? PackageOperation.Upgrade
            : given.Contains('S') || options.Contains("--sync") ? PackageOperation.Refresh
            : null;
    }

    /// <summary>The letter of one of pacman's long options; null where it has none that matters.</summary>
    private static char? PacmanLetter(string option) => option switch
    {
        "--sync" => 'S',
        "--upgrade" => 'U',
        "--remove" => 'R',
        "--query" => 'Q',
        "--database" => 'D',
        "--files" => 'F',
        "--deptest" => 'T',
        "--version" => 'V',
        "--help" => 'h',
        "--refresh" => 'y',
        "--sysupgrade" => 'u',
        "--clean" => 'c',
        "--search" => 's',
        "--info" => 'i',
        "--list" => 'l',
        "--groups" => 'g',
        "--print" => 'p',
        "--downloadonly" => 'w',
        _ => null,
    };
}
