using System.Collections.Immutable;
using DockerLsp.Engine.Shell;
using DockerLsp.Engine.Text;

namespace DockerLsp.Engine.PackageManagers;

/// <summary>A call of a package manager, understood.</summary>
/// <param name="View">The command.</param>
/// <param name="Manager">Whose call it is.</param>
/// <param name="Operation">What it does.</param>
/// <param name="SubcommandIndex">Index in the node's words of the last word of the subcommand.</param>
/// <param name="Packages">The words behind the subcommand that are neither options nor their values.</param>
/// <param name="Options">The options, as written, also those before the subcommand.</param>
public sealed partial record PackageCommand(
    CommandView View, PackageManager Manager, PackageOperation Operation, int SubcommandIndex,
    ImmutableArray<ShellWord> Packages, ImmutableArray<string> Options)
{
    public ShellSimpleCommand Node => View.Node;

    /// <summary>From the program to its subcommand, in the script: <c>apt-get -qq install</c>.</summary>
    public TextSpan CallSpan => TextSpan.FromBounds(Node.Words[View.Start].Span.Start, Node.Words[SubcommandIndex].Span.End);

    /// <summary>The subcommand's last word: <c>install</c>, also in <c>dnf module install</c>.</summary>
    public string Subcommand => Node.Words[SubcommandIndex].ConstantValue ?? "";

    /// <summary>Whether this call refreshes the index, by its subcommand or by an option of an install.</summary>
    public bool Refreshes => Operation == PackageOperation.Refresh || (InstallsOrUpgrades && HasAny(Manager.RefreshingOptions));

    public bool InstallsOrUpgrades => Operation is PackageOperation.Install or PackageOperation.Upgrade;

    /// <summary>Whether the call needs an index to look packages up in.</summary>
    public bool ReadsIndex =>
        Operation is PackageOperation.Upgrade or PackageOperation.ReadIndex
        || (Operation == PackageOperation.Install && !OnlyLocalFiles);

    /// <summary>Whether all packages are files: their dependencies may still come from the index.</summary>
    public bool OnlyLocalFiles => !Packages.IsEmpty && Packages.All(p => p.ConstantValue is { } v && IsLocalFile(v));

    /// <summary>Whether the option that leaves no cache behind is given.</summary>
    public bool HasNoCacheOption => Manager.NoCacheOption is { } option && Options.Any(o => IsNoCacheOption(o, option));

    /// <summary>Whether an option puts the cache elsewhere.</summary>
    public bool HasMovedCache => HasAny(Manager.MovingOptions);

    /// <summary>The words of the call that are the option that leaves no cache behind.</summary>
    public IEnumerable<ShellWord> NoCacheWords =>
        Manager.NoCacheOption is { } option ? Node.Words.Where(w => w.ConstantValue is { } value && (value == option || IsShortened(value, option))) : [];

    public bool HasOption(string option)
    {
        foreach (var given in Options)
        {
            if (IsOption(given, option))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether one of several options is given.</summary>
    public bool HasAny(ImmutableArray<string> options)
    {
        foreach (var option in options)
        {
            if (HasOption(option))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsOption(string given, string option) =>
        given == option || (given.StartsWith(option, StringComparison.Ordinal) && given.Length > option.Length && given[option.Length] == '=')
        || IsInCluster(given, option);

    private bool IsNoCacheOption(string given, string option) => IsOption(given, option) || IsShortened(given, option);

    private bool IsShortened(string given, string option) =>
        Manager.ShortestNoCacheOption is { } shortest && given.StartsWith(shortest, StringComparison.Ordinal) && option.StartsWith(given, StringComparison.Ordinal);

    /// <summary>Reads a command; null where it is no call of a package manager, or which subcommand it calls is not known.</summary>
    public static PackageCommand? Read(CommandView view)
    {
        if (view.Name is null)
        {
            return null;
        }

        var words = view.Node.Words;
        var manager = PackageManagerTable.FindCommand(view.Name);
        var index = view.Start + 1;
        if (manager is null)
        {
            var (module, next) = IsPython(view.Name) ? FindModuleArgument(words, index) : default;
            manager = module is null ? null : PackageManagerTable.FindModule(module);
            index = next;
            if (manager is null)
            {
                return null;
            }
        }

        return manager.Form is CallForm.Letters or CallForm.ProgramAndLetters ? ReadLetters(view, manager) : ReadArguments(view, manager, index);
    }

    private static PackageCommand? ReadArguments(CommandView view, PackageManager manager, int index)
    {
        var words = view.Node.Words;
        var options = ImmutableArray.CreateBuilder<string>();
        var packages = ImmutableArray.CreateBuilder<ShellWord>();
        string? subcommand = null;
        PackageOperation operation = PackageOperation.Other;
        var subcommandIndex = -1;
        var optionsEnded = false;
        for (; index < words.Length; index++)
        {
            var word = words[index];
            var value = word.ConstantValue;
            if (value is null)
            {
                if (subcommand is null && manager.Form == CallForm.Subcommand && !LooksLikeOption(word))
                {
                    // `apt-get $ACTION`: what it does is only known at run time.
                    return null;
                }

                if (!LooksLikeOption(word))
                {
                    packages.Add(word);
                }

                continue;
            }

            if (!optionsEnded && value == "--")
            {
                optionsEnded = true;
                continue;
            }

            if (!optionsEnded && value.Length > 1 && value[0] == '-')
            {
                options.Add(value);
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

                continue;
            }

            if (manager.Form == CallForm.EveryCall)
            {
                packages.Add(word);
                continue;
            }

            if (subcommand is null)
            {
                subcommand = value;
                subcommandIndex = index;
                manager.Subcommands.TryGetValue(value, out operation);
                continue;
            }

            // `dnf clean $QUIET all`: what stands between is an option, or nothing.
            if (packages.All(p => p.ConstantValue is null) && manager.Subcommands.TryGetValue($"{subcommand} {value}", out var inner))
            {
                subcommand = $"{subcommand} {value}";
                subcommandIndex = index;
                operation = inner;
                continue;
            }

            packages.Add(word);
        }

        if (operation == PackageOperation.CleanAll && !manager.CleaningOptions.IsEmpty && !options.Any(manager.CleaningOptions.Contains))
        {
            operation = PackageOperation.Other;
        }

        if (subcommand is null)
        {
            operation = manager.Form == CallForm.EveryCall ? PackageOperation.Install : manager.BareCall;
            subcommandIndex = view.Start;
            if (operation == PackageOperation.Other || options.Any(OnlyAsks) || (packages.Count == 0 && manager.Form == CallForm.EveryCall && options.Count == 0))
            {
                return null;
            }
        }

        return new PackageCommand(view, manager, operation, subcommandIndex, packages.ToImmutable(), options.ToImmutable());
    }

    /// <summary>
    /// Whether the last of several letters behind one dash takes the next word, as in <c>-yt bookworm</c>. In <c>-tbookworm</c> the
    /// first one has taken the rest; programs with long names behind one dash (<c>-tags</c>) know no such clusters.
    /// </summary>
    private static bool EndsWithValueOption(PackageManager manager, string given)
    {
        if (given.Length < 3 || given[1] == '-' || manager.OptionsWithValue.Any(o => o.Length > 2 && o[1] != '-'))
        {
            return false;
        }

        for (var i = 1; i < given.Length; i++)
        {
            if (!char.IsAsciiLetter(given[i]))
            {
                return false;
            }

            if (manager.OptionsWithValue.Contains($"-{given[i]}"))
            {
                return i == given.Length - 1;
            }
        }

        return false;
    }

    /// <summary>Options of a call that prints something and does nothing.</summary>
    private static bool OnlyAsks(string option) => option is "--version" or "-v" or "-V" or "--help" or "-h" or "-?";

    /// <summary>One letter among others behind one dash, as in <c>-yU</c>.</summary>
    private static bool IsInCluster(string given, string option) =>
        option.Length == 2 && option[0] == '-' && given.Length > 2 && given[0] == '-' && given[1] != '-'
        && given.Contains(option[1], StringComparison.Ordinal) && given.AsSpan(1).IndexOfAnyExceptInRange('A', 'z') < 0;

    private static bool IsLocalFile(string package) =>
        package.StartsWith('/') || package.StartsWith("./", StringComparison.Ordinal) || package.StartsWith("../", StringComparison.Ordinal)
        || package.EndsWith(".deb", StringComparison.Ordinal) || package.EndsWith(".apk", StringComparison.Ordinal)
        || package.Contains(".pkg.tar", StringComparison.Ordinal);

    private static bool IsPython(string name) =>
        name is "python" or "python2" or "python3" or "py" or "pypy" or "pypy3"
        || name.StartsWith("python3.", StringComparison.Ordinal) || name.StartsWith("python2.", StringComparison.Ordinal);

    private static (string? Module, int Next) FindModuleArgument(ImmutableArray<ShellWord> words, int index)
    {
        for (; index < words.Length; index++)
        {
            var value = words[index].ConstantValue;
            if (value == "-m" && index + 1 < words.Length)
            {
                return (words[index + 1].ConstantValue, index + 2);
            }

            if (value is null || value.Length < 2 || value[0] != '-' || value == "-c")
            {
                break;
            }
        }

        return (null, index);
    }

    private static bool LooksLikeOption(ShellWord word) =>
        word.LeadingText is ['-', ..];
}
