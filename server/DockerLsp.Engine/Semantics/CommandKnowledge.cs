using System.Buffers;
using System.Collections.Immutable;
using DockerLsp.Engine.PackageManagers;
using DockerLsp.Engine.Shell;

namespace DockerLsp.Engine.Semantics;

/// <summary>What ordinary programs mean for package indexes.</summary>
internal static class CommandKnowledge
{
    /// <summary>A script is run soon after it was downloaded.</summary>
    private const int MaxLookBack = 32;

    /// <summary>Their failure is an answer: <c>[ -f x ] &amp;&amp; …</c></summary>
    private static readonly HashSet<string> Tests =
        ["[", "test", "[[", "grep", "egrep", "fgrep", "which", "type", "hash", "id", "getent", "cmp", "diff", "expr", "let", "false", "dpkg-query", "pgrep"];

    /// <summary>Programs that read apt's index without being a package manager of the table.</summary>
    private static readonly HashSet<string> AptReaders =
        ["apt-cache", "apt-file", "gdebi", "mk-build-deps", "apt-rdepends", "debtree", "synaptic", "tasksel", "apt-build", "dselect", "rosdep", "check-language-support", "apt-fast",
        "unattended-upgrade", "unattended-upgrades"];

    /// <summary>Programs that bring a machine into a state that somebody described: which package managers that takes, is not seen.</summary>
    private static readonly HashSet<string> Provisioners =
        ["ansible-playbook", "ansible-pull", "ansible", "puppet", "chef-client", "chef-solo", "chef-apply", "cinc-client", "salt-call", "pyinfra"];

    private static readonly HashSet<string> TaskRunners = ["make", "gmake", "just", "task", "rake", "invoke", "inv", "nox", "tox"];

    private static readonly HashSet<string> Interpreters = ["perl", "ruby", "node", "php"];

    /// <summary>Programs that name a store's folder without a need for what is in it.</summary>
    private static readonly HashSet<string> FolderKeepers = ["mkdir", "chown", "chmod", "chgrp", "touch", "install", "[", "test", "[[", "echo", "printf", "export", "cd"];

    private static readonly HashSet<string> Shells = ["sh", "bash", "dash", "ash", "ksh", "zsh", "source", "."];

    /// <summary>
    /// Programs whose name says that they install something, and that count on nobody's index: coreutils' own, those of PHP's images,
    /// and those that refresh by themselves (minideb: install_packages; Kubernetes' debian-base: clean-install; docker-php-extension-installer).
    /// </summary>
    private static readonly HashSet<string> OtherInstallers =
        ["install", "ginstall", "install-info", "docker-php-ext-install", "install-php-extensions", "install_packages", "clean-install"];

    private static readonly ImmutableArray<string> InstallHints = ["install", "setup", "provision", "deps", "depend", "packages", "apt"];

    /// <summary>Programs that leave the sources of packages alone.</summary>
    private static readonly HashSet<string> Harmless =
        ["true", ":", "set", "export", "unset", "test", "[", "[[", "mkdir", "rmdir", "chown", "chmod", "cd", "pwd", "ldconfig", "locale-gen",
        "update-alternatives", "useradd", "groupadd", "adduser", "addgroup", "usermod", "sleep", "date", "uname", "id", "which", "type", "apt-mark"];

    /// <summary>The last names of the stores' folders: whoever names a folder or a file in it writes one of them.</summary>
    private static readonly SearchValues<string> FolderNames = SearchValues.Create(
        [.. PackageManagerTable.Stores.SelectMany(s => s.Paths).Select(p => p.TrimEnd('*', '/')).Select(p => p[(p.LastIndexOf('/') + 1)..]).Where(n => n.Length > 0).Distinct()],
        StringComparison.Ordinal);

    public static bool IsTest(CommandView view) =>
        view.Name is { } name && (Tests.Contains(name) || (name == "dpkg" && view.ArgumentValues.FirstOrDefault() is "-s" or "-l" or "--compare-versions"));

    /// <summary>Whose index the command may look packages up in, in a way that the table does not tell.</summary>
    /// <param name="command">The command.</param>
    /// <param name="before">The commands of the script before it.</param>
    public static IndexReader ReaderOf(ScriptCommand command, IReadOnlyList<ScriptCommand> before) =>
        command.View.Name is { } name && AptReaders.Contains(name) ? IndexReader.Apt : MayRead(command, before) ? IndexReader.Any : IndexReader.None;

    private static bool MayRead(ScriptCommand command, IReadOnlyList<ScriptCommand> before)
    {
        var view = command.View;
        if (Download.RunBy(command) is { } download)
        {
            return Download.IndexUseOf(download) == InstallerIndexUse.Unknown || (Download.ReadBy(command) is null && view.Node.Words.Any(w => w.ConstantValue is null && NamesManager(NetworkInstallers.ShapeOf(w))));
        }

        return MayRead(view) && !IsKnownInstaller(view, before);
    }

    /// <summary>Whether it runs an installer that is known not to count on an index: by its path, or by where it was downloaded from.</summary>
    private static bool IsKnownInstaller(CommandView view, IReadOnlyList<ScriptCommand> before)
    {
        if (IsOfKnownClone(view, before))
        {
            return true;
        }

        if (view.Name is null || ScriptOf(view) is not { } script)
        {
            return false;
        }

        if (NetworkInstallers.OfProgram(script) != InstallerIndexUse.Unknown)
        {
            return true;
        }

        // What comes in AWS's archives copies what lies beside it (AWS: Install the AWS CLI; Install the AWS SAM CLI).
        if (view.Name == "install" && before.Skip(before.Count - MaxLookBack).Any(c => c.View.Name is "curl" or "wget"
            && c.Node.Words.Any(w => NetworkInstallers.ShapeOf(w) is var shape && (shape.Contains("/awscli-exe-linux-", StringComparison.Ordinal) || shape.Contains("/aws-sam-cli-linux-", StringComparison.Ordinal)))))
        {
            return true;
        }

        return DownloadOf(view, before, before.Count) is { } download && Download.IndexUseOf(download) != InstallerIndexUse.Unknown;
    }

    /// <summary>The command that downloads the script, or the program, that another one runs; null where none of those before it does.</summary>
    public static ShellSimpleCommand? DownloadOf(CommandView view, IReadOnlyList<ScriptCommand> commands, int index)
    {
        if (view.Name is null || ScriptOf(view) is not { } script)
        {
            return null;
        }

        var file = script[(script.LastIndexOf('/') + 1)..];
        for (var i = index - 1; i >= 0 && i >= index - MaxLookBack; i--)
        {
            if (commands[i].View.Name is "curl" or "wget" && commands[i].Node.Words.Any(w => PathPattern.EndsWith(NetworkInstallers.ShapeOf(w), file)))
            {
                return commands[i].Node;
            }
        }

        return null;
    }

    /// <summary>
    /// Whether it runs <c>install.sh</c> of a repository that a command before it clones to the same folder, and which copies its own
    /// files alone: ruby-build's (its README, "Clone as standalone program").
    /// </summary>
    private static bool IsOfKnownClone(CommandView view, IReadOnlyList<ScriptCommand> before)
    {
        var script = view.Name is { } name && Shells.Contains(name)
            ? view.Arguments.ToArray().FirstOrDefault(a => a.ConstantValue is not ['-' or '+', ..]) : view.Node.Words.ElementAtOrDefault(view.Start);
        return script is not null && TextOf(script) is { } path && path.EndsWith("/install.sh", StringComparison.Ordinal)
            && before.Skip(before.Count - MaxLookBack).Any(c => c.View.Name == "git" && c.View.Arguments is [{ ConstantValue: "clone" }, .., var repository, var folder]
                && repository.ConstantValue is "https://github.com/rbenv/ruby-build.git" or "https://github.com/rbenv/ruby-build" or "https://github.com/sstephenson/ruby-build.git"
                && TextOf(folder) is { } target && path.Length == target.Length + "/install.sh".Length && path.StartsWith(target, StringComparison.Ordinal));
    }

    /// <summary>A word as written but for its quotes, where it is made of plain text and plain variables; null for any other.</summary>
    private static string? TextOf(ShellWord word)
    {
        var text = "";
        foreach (var part in word.Parts is [ShellDoubleQuoted quoted] ? quoted.Parts : word.Parts)
        {
            if (part is ShellParameter { Operation: "", IsLength: false, IsIndirect: false } parameter)
            {
                text += $"${{{parameter.Name}}}";
            }
            else if (part.ConstantValue is { } value)
            {
                text += value;
            }
            else
            {
                return null;
            }
        }

        return text;
    }

    /// <summary>The script that a shell runs, or the program itself; null where that is not known.</summary>
    private static string? ScriptOf(CommandView view)
    {
        if (view.Name is not { } name || !(Shells.Contains(name) || IsInterpreter(name)))
        {
            return view.Path;
        }

        foreach (var value in view.ArgumentValues)
        {
            if (value is not ['-', ..])
            {
                return value;
            }

            if (value[1..].Contains('c', StringComparison.Ordinal))
            {
                return null;
            }
        }

        return null;
    }

    private static bool MayRead(CommandView view)
    {
        if (view.Name is null)
        {
            // `$INSTALLER …`; a command without words only assigns.
            return view.Node.Words.Length > view.Start;
        }

        if (Provisioners.Contains(view.Name))
        {
            return true;
        }

        if (Shells.Contains(view.Name))
        {
            return ShellMayRead(view);
        }

        if (TaskRunners.Contains(view.Name))
        {
            // `make install` puts what was built into its place.
            return view.ArgumentValues.Any(v => v is not null && !v.StartsWith('-') && v is not ("install" or "setup") && IsScript(v));
        }

        if (IsInterpreter(view.Name))
        {
            // setup.py is Python's own way to build a package.
            var script = view.ArgumentValues.FirstOrDefault(v => v is null || !v.StartsWith('-'));
            return script is not null && script.Contains('.', StringComparison.Ordinal) && script[(script.LastIndexOf('/') + 1)..] is not "setup.py" and var file && IsScript(file);
        }

        if (view.Name == "eval")
        {
            return view.ArgumentValues.Any(v => v is null || NamesManager(v));
        }

        return view.Path is not { } path || path.Contains('/', StringComparison.Ordinal) ? IsScript(view.Name)
            : !OtherInstallers.Contains(view.Name) && (view.Name.Contains("install", StringComparison.Ordinal) || view.Name.EndsWith("packages", StringComparison.Ordinal));
    }

    /// <summary>The arguments that may name the folder of some store, or what is in it: a command may need what is there.</summary>
    public static ImmutableArray<string> FoldersNamedBy(CommandView view)
    {
        var named = ImmutableArray<string>.Empty;
        if (view.Name is null || FolderKeepers.Contains(view.Name))
        {
            return named;
        }

        foreach (var word in view.Arguments)
        {
            if (word.ConstantValue is { } value && value.AsSpan().ContainsAny(FolderNames))
            {
                named = named.Add(value);
            }
        }

        return named;
    }

    /// <summary>Whether one of the paths is a folder of the store, or lies in it.</summary>
    public static bool Holds(PackageStore store, ImmutableArray<string> paths) =>
        !paths.IsEmpty && paths.Any(value => store.Paths.Any(path => PathPattern.MayNamePartOf(value, path)));

    /// <summary>Whether a program that is started without a shell may look packages up in the store's index.</summary>
    /// <param name="words">The program and its arguments.</param>
    /// <param name="store">The store.</param>
    public static bool MayRead(IReadOnlyList<string> words, PackageStore store)
    {
        if (words.Count == 0 || !IsReadUnrefreshed(store))
        {
            return false;
        }

        var program = words[0][(words[0].LastIndexOf('/') + 1)..];
        return Shells.Contains(program) ? words.Skip(1).Any(w => MayRead(w, store))
            : words.Any(w => CallsManager(w[(w.LastIndexOf('/') + 1)..], store)) || (words[0].Contains('/', StringComparison.Ordinal) && IsScript(program));
    }

    /// <summary>Whether a text in a language that is not read may look packages up in the store's index.</summary>
    public static bool MayRead(string text, PackageStore store) =>
        IsReadUnrefreshed(store) && (NamesManager(text) || PackageManagerTable.All.Any(m => m.Store == store && m.Commands.Any(c => text.Contains(c, StringComparison.Ordinal))));

    /// <summary>Whether the command runs what a heredoc or a here-string hands to it.</summary>
    public static bool RunsItsInput(CommandView view) =>
        view.Node.Redirections.Any(r => r.Heredoc is not null || r.Operator == RedirectionOperator.HereString)
        && (view.Name is not { } name || Shells.Contains(name) || IsInterpreter(name));

    /// <summary>Whether somebody has to have refreshed the index before.</summary>
    private static bool IsReadUnrefreshed(PackageStore store) => store.HoldsIndex && PackageManagerTable.All.Any(m => m.Store == store && !m.RefreshesItself);

    private static bool CallsManager(string program, PackageStore store) =>
        (store == PackageManagerTable.Apt && AptReaders.Contains(program)) || PackageManagerTable.All.Any(m => m.Store == store && m.Commands.Contains(program));

    /// <summary>Whether the command may delete indexes and caches in a way that is not seen: a script that cleans up.</summary>
    public static bool MayClean(CommandView view)
    {
        if (view.Name is { } name && name.Contains("clean", StringComparison.OrdinalIgnoreCase))
        {
            return true;
        }

        return view.Name is not null && Shells.Contains(view.Name)
            && view.ArgumentValues.Any(v => v is not null && v.Contains("clean", StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>Whether the command surely leaves the list of package sources alone.</summary>
    public static bool KeepsSources(CommandView view, PackageCommand? package, Deletion? deletion)
    {
        if (view.Node.Redirections.Any(r => r.Target?.ConstantValue is not { } target || target.Contains("/etc/", StringComparison.Ordinal)))
        {
            return view.Node.Redirections.All(r => r.Target?.ConstantValue is { } t && !t.Contains("/etc/", StringComparison.Ordinal));
        }

        if (package is not null)
        {
            return package.Operation switch
            {
                // Certificates, keys and transports decide which sources can be read; some packages bring sources.
                PackageOperation.Install => package.Packages.All(p => p.ConstantValue is { } name && !BringsSources(name)),
                PackageOperation.Other => false,
                _ => true,
            };
        }

        if (deletion is not null)
        {
            return deletion.Paths.All(p => p is not null && !p.StartsWith("/etc", StringComparison.Ordinal));
        }

        return view.Name is null ? view.Node.Words.IsEmpty
            : Harmless.Contains(view.Name) || (view.Name is "echo" or "printf" or "touch" or "ln" && !view.ArgumentValues.Any(v => v is null || v.Contains("/etc/", StringComparison.Ordinal)));
    }

    /// <summary>
    /// Whether the command writes the list of apt's sources, or deletes a part of it. <c>add-apt-repository</c>, which brings the key
    /// along and refreshes, is not meant.
    /// </summary>
    public static bool ChangesAptSources(CommandView view)
    {
        if (view.Node.Redirections.Any(r => r.Operator is not (RedirectionOperator.Input or RedirectionOperator.DuplicateInput or RedirectionOperator.DuplicateOutput)
            && r.Target is { } target && IsAptSource(target)))
        {
            return true;
        }

        return view.Name switch
        {
            "tee" or "cp" or "mv" or "rm" or "ln" or "install" or "curl" or "wget" or "dd" => view.Arguments.ToArray().Any(IsAptSource),
            "sed" or "perl" => view.Arguments.ToArray().Any(IsAptSource) && view.ArgumentValues.Any(v => v is ['-', 'i', ..] or ['-', _, 'i', ..] || v?.StartsWith("--in-place", StringComparison.Ordinal) == true),
            _ => false,
        };
    }

    private static bool IsAptSource(ShellWord word) => NetworkInstallers.ShapeOf(word).Contains("/etc/apt/sources.list", StringComparison.Ordinal);

    private static bool BringsSources(string package) =>
        package.StartsWith("ca-certificates", StringComparison.Ordinal) || package.StartsWith("gnupg", StringComparison.Ordinal)
        || package.StartsWith("gpg", StringComparison.Ordinal) || package.StartsWith("apt-", StringComparison.Ordinal)
        || package.Contains("keyring", StringComparison.Ordinal) || package.Contains("release", StringComparison.Ordinal)
        || package.Contains("software-properties", StringComparison.Ordinal) || package.Contains("python-apt", StringComparison.Ordinal)
        || package.Contains("apt-source", StringComparison.Ordinal) || package.Contains('/', StringComparison.Ordinal)
        || package.EndsWith(".deb", StringComparison.Ordinal) || package.Contains("repo", StringComparison.Ordinal);

    private static bool ShellMayRead(CommandView view)
    {
        var values = view.ArgumentValues.ToArray();
        for (var i = 0; i < values.Length; i++)
        {
            var value = values[i] ?? CommandView.LastSegmentOf(view.Arguments[i].Parts);
            if (value is null)
            {
                return true;
            }

            if (value.Length > 1 && value[0] is '-' or '+')
            {
                if (value[1] != '-' && value.EndsWith('c'))
                {
                    return i + 1 >= values.Length || values[i + 1] is not { } script || NamesManager(script);
                }

                if (value is "-s" or "-")
                {
                    return false;
                }

                if (value is "-o" or "-O")
                {
                    i++;
                }

                continue;
            }

            return value is not ("-" or "/dev/stdin") && IsScript(value[(value.LastIndexOf('/') + 1)..]);
        }

        // Standard input: where that is a download, its address has been looked at.
        return false;
    }

    private static bool IsInterpreter(string program) => Interpreters.Contains(program) || program.StartsWith("python", StringComparison.Ordinal);

    private static bool NamesManager(string script) =>
        script.Contains("apt", StringComparison.Ordinal) || script.Contains("install", StringComparison.Ordinal);

    /// <summary>
    /// A script whose name says that it installs something. Others (<c>configure</c>, <c>autogen.sh</c>, <c>build.sh</c>) may call a
    /// package manager too, but none that counts on an index that somebody else left behind.
    /// </summary>
    private static bool IsScript(string name)
    {
        foreach (var hint in InstallHints)
        {
            if (name.Contains(hint, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }
}

/// <summary>Whose index a program may read.</summary>
internal enum IndexReader
{
    None,

    /// <summary>apt's alone.</summary>
    Apt,

    /// <summary>That of any package manager.</summary>
    Any,
}
