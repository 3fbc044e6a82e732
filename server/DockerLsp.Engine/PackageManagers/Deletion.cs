using System.Collections.Immutable;
using DockerLsp.Engine.Shell;

namespace DockerLsp.Engine.PackageManagers;

/// <summary>The paths that a command deletes with all below them.</summary>
/// <param name="Paths">As written, braces expanded where the shell does; null where one is only known at run time.</param>
public sealed record Deletion(ImmutableArray<string?> Paths)
{
    /// <summary>Whether it does nothing but clean the store of one package manager.</summary>
    public bool IsOnlyOfPackages => PackageManagerTable.Stores.Any(IsOnly);

    /// <summary>Reads <c>rm -r</c>, <c>find … -delete</c>; null where the command deletes nothing that is known of.</summary>
    public static Deletion? Read(CommandView view, ShellDialect dialect) => view.Name switch
    {
        "rm" => ReadRm(view, dialect),
        "find" => ReadFind(view),
        _ => null,
    };

    /// <summary>Whether the store is gone afterwards; null where that is not known.</summary>
    public bool? Covers(PackageStore store)
    {
        var unknown = false;
        foreach (var path in Paths)
        {
            if (path is null)
            {
                unknown = true;
                continue;
            }

            if (path == store.Files)
            {
                return true;
            }

            foreach (var target in store.Paths)
            {
                switch (PathPattern.IsHomeOf(path, target) ? true : PathPattern.Covers(path, target))
                {
                    case true:
                        return true;
                    case null:
                        unknown = true;
                        break;
                }
            }
        }

        return unknown ? null : false;
    }

    /// <summary>Whether every path lies in the store, so that the command does nothing but clean it.</summary>
    public bool IsOnly(PackageStore store) =>
        Paths.All(path => path is not null && store.Paths.Concat(store.PackagePaths).Any(target => PathPattern.Contains(target, path)));

    private static Deletion? ReadRm(CommandView view, ShellDialect dialect)
    {
        var recursive = false;
        var optionsEnded = false;
        var paths = ImmutableArray.CreateBuilder<string?>();
        foreach (var word in view.Arguments)
        {
            var value = word.ConstantValue;
            if (value is not null && !optionsEnded && value.Length > 1 && value[0] == '-')
            {
                optionsEnded = value == "--";
                recursive |= value is "--recursive" || (value[1] != '-' && value.AsSpan(1).IndexOfAny('r', 'R') >= 0);
                continue;
            }

            AddPaths(word, dialect, paths);
        }

        if (!recursive)
        {
            // Files only, no folders.
            paths.RemoveAll(p => p is null || !PackageManagerTable.Stores.Any(s => s.Files == p));
        }

        return recursive || paths.Count > 0 ? new Deletion(paths.ToImmutable()) : null;
    }

    private static Deletion? ReadFind(CommandView view)
    {
        var values = view.ArgumentValues.ToArray();
        if (!values.Contains("-delete") && !values.Contains("rm"))
        {
            return null;
        }

        var starts = values.TakeWhile(v => v is null || (v.Length > 0 && v[0] is not ('-' or '(' or '!'))).ToArray();
        // Tests narrow what is deleted; only those that every index file passes keep the answer certain.
        var narrowed = values.Any(v => v is "-name" or "-iname" or "-path" or "-mtime" or "-size" or "-newer" or "-regex");
        return new Deletion([.. narrowed ? starts.Select(_ => (string?)null) : starts]);
    }

    private static void AddPaths(ShellWord word, ShellDialect dialect, ImmutableArray<string?>.Builder paths)
    {
        if (word.ConstantValue is { } value)
        {
            if (value.Contains('*', StringComparison.Ordinal) && !word.Children.Any(p => p is ShellGlob))
            {
                // In quotes it is a file of that name, which there is not.
                return;
            }

            if (dialect == ShellDialect.Bash && word.Children.Any(p => p is ShellBrace))
            {
                paths.AddRange(BraceExpansion.Expand(value));
            }
            else
            {
                paths.Add(value);
            }

            return;
        }

        // $HOME is the one variable that cleanups use.
        paths.Add(word.Parts[0] is ShellParameter { Name: "HOME", Operation: "" } && word.Parts.Skip(1).All(p => p.ConstantValue is not null)
            ? "~" + string.Concat(word.Parts.Skip(1).Select(p => p.ConstantValue))
            : HomeInQuotes(word));
    }

    private static string? HomeInQuotes(ShellWord word) =>
        word.Parts is [ShellDoubleQuoted { Parts: [ShellParameter { Name: "HOME", Operation: "" }, .. var rest] }, .. var outer]
        && rest.All(p => p.ConstantValue is not null) && outer.All(p => p.ConstantValue is not null)
            ? "~" + string.Concat(rest.Select(p => p.ConstantValue)) + string.Concat(outer.Select(p => p.ConstantValue))
            : null;
}
