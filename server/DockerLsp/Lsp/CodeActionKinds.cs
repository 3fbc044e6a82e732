namespace DockerLsp.Lsp;

/// <summary>The kinds of code actions that are offered.</summary>
internal static class CodeActionKinds
{
    public const string QuickFix = "quickfix";
    public const string Rewrite = "refactor.rewrite";
    public const string FixAll = "source.fixAll.dockerlsp";

    public static string[] All => [QuickFix, Rewrite, FixAll];

    /// <summary>Whether a kind is among those asked for, each of which stands for all kinds below it.</summary>
    public static bool IsWanted(string kind, IReadOnlyList<string>? only) =>
        only is null || only.Any(wanted => wanted.Length == 0 || kind == wanted || kind.StartsWith(wanted + ".", StringComparison.Ordinal));
}
