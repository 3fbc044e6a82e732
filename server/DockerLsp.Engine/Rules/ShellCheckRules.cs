using System.Globalization;
using DockerLsp.Engine.Diagnostics;

namespace DockerLsp.Engine.Rules;

/// <summary>The rules that ShellCheck brings, which are as many as its version has.</summary>
public static class ShellCheckRules
{
    /// <summary>What a comment begins with that says something to ShellCheck.</summary>
    public const string Directive = "shellcheck";

    private const string Wiki = "https://www.shellcheck.net/wiki/";

    /// <summary>The rule of a number.</summary>
    public static RuleDescriptor Get(int code, Severity severity) =>
        Describe($"SC{code.ToString("D4", CultureInfo.InvariantCulture)}", severity);

    /// <summary>The rule of an id such as <c>SC2155</c>; null where it is no such id.</summary>
    public static RuleDescriptor? Find(string id) => IsId(id) ? Describe(id.ToUpperInvariant(), Severity.Warning) : null;

    /// <summary>Whether it is the id of a rule of ShellCheck's.</summary>
    public static bool IsId(string name) => name.Length == 6 && IsPrefix(name);

    /// <summary>Whether it is such an id, or the beginning of one.</summary>
    public static bool IsPrefix(string name) =>
        name.Length is >= 2 and <= 6 && name.StartsWith("SC", StringComparison.OrdinalIgnoreCase) && name.AsSpan(2).IndexOfAnyExceptInRange('0', '9') < 0;

    /// <summary>What <c>explain</c> says of it.</summary>
    public static string GetPage(RuleDescriptor rule) =>
        $"# {rule.Title}\n\nReported where ShellCheck is installed. Its page says what is wrong and what is right: {rule.Url}\n\n"
        + $"`# shellcheck disable={rule.Id}` above the instruction or the line silences it, and so does `# dockerlsp ignore={rule.Id}`.\n";

    private static RuleDescriptor Describe(string id, Severity severity) =>
        new(id, $"ShellCheck{id}", $"ShellCheck {id}", "ShellCheck", severity) { Fixes = FixAvailability.Sometimes, Url = Wiki + id };
}
