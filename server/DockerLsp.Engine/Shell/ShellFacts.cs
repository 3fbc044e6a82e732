namespace DockerLsp.Engine.Shell;

/// <summary>What is known about commands that the shell itself runs.</summary>
public static class ShellFacts
{
    private static readonly HashSet<string> Special = new(StringComparer.Ordinal)
    {
        ".", ":", "break", "continue", "eval", "exec", "exit", "export", "readonly", "return", "set", "shift", "times", "trap", "unset",
    };

    private static readonly HashSet<string> StateChanging = new(StringComparer.Ordinal)
    {
        ".", "alias", "bg", "bind", "break", "builtin", "caller", "cd", "chdir", "command", "complete", "compopt", "continue", "coproc", "declare",
        "dirs", "disown", "enable", "eval", "exec", "exit", "export", "fc", "fg", "getopts", "hash", "history", "jobs", "let", "local", "logout",
        "mapfile", "popd", "pushd", "read", "readarray", "readonly", "return", "set", "shift", "shopt", "source", "suspend", "times", "trap",
        "typeset", "ulimit", "umask", "unalias", "unset", "wait",
    };

    /// <summary>
    /// POSIX's special built-in utilities (XCU 2.14): an assignment before one of them stays in force behind it, and an error in one
    /// ends the shell.
    /// </summary>
    public static bool IsSpecialBuiltin(string name) => Special.Contains(name);

    /// <summary>
    /// Built-ins of any of the shells that can change what a later command of the same shell sees: directory, variables, options,
    /// functions, traps, descriptors, limits, jobs, or whether it runs at all. Those that run another command (<c>command</c>,
    /// <c>builtin</c>) count. <c>printf -v</c> and <c>test</c> do not: the former only with its option, see the bash manual.
    /// </summary>
    public static bool IsStateChangingBuiltin(string name) => StateChanging.Contains(name);

    /// <summary>
    /// Utilities whose arguments of the form <c>name=value</c> are assignments: the declaration utilities of POSIX.1-2024 (XCU 2.9.1.1)
    /// and those of bash.
    /// </summary>
    public static bool IsAssignmentUtility(string name) => name is "export" or "readonly" or "local" or "declare" or "typeset" or "alias";
}
