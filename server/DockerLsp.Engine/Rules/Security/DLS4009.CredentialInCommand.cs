using System.Buffers;
using System.Text.RegularExpressions;
using DockerLsp.Engine.Diagnostics;
using DockerLsp.Engine.Semantics;
using DockerLsp.Engine.Shell;
using DockerLsp.Engine.Syntax;
using DockerLsp.Engine.Text;

namespace DockerLsp.Engine.Rules.Security;

/// <summary>A credential that is written into the file.</summary>
public sealed partial class CredentialInCommand : Rule
{
    private static readonly SearchValues<string> SecretWords =
        SearchValues.Create(["secret", "token", "passw", "pwd", "key", "auth", "credential"], StringComparison.OrdinalIgnoreCase);

    /// <summary>How the tokens begin that <see cref="Known"/> knows.</summary>
    private static readonly SearchValues<string> TokenStarts = SearchValues.Create(
        ["ghp_", "gho_", "ghu_", "ghs_", "ghr_", "github_pat_", "glpat-", "AKIA", "xox", "sk_live_", "npm_", "AIza", "dckr_pat_", "pypi-AgE"], StringComparison.Ordinal);

    /// <summary>The shortest of these tokens, in characters: letters, digits, dashes and underscores without anything between them.</summary>
    private const int ShortestToken = 20;

    private static readonly HashSet<string> Placeholders = new(StringComparer.OrdinalIgnoreCase)
    {
        "pass", "password", "passwd", "passphrase", "pwd", "secret", "token", "changeme", "example", "dummy", "test", "foo", "bar", "x-oauth-basic",
    };

    private static readonly string[] PasswordOptions = ["--password=", "--http-password=", "--ftp-password="];

    private const string Message = "Whoever has the image or the file can read this credential; `RUN --mount=type=secret` hands it over without keeping it";

    public override RuleDescriptor Descriptor { get; } =
        new("DLS4009", "CredentialInCommand", "Credential written into the file", "Security", Severity.Warning)
        {
            Aliases = ["S6437"],
        };

    public override RuleScope Scope => RuleScope.Instruction;

    public override InstructionKinds Kinds => InstructionKinds.Run | InstructionKinds.Env | InstructionKinds.Arg | InstructionKinds.Label;

    public override void Analyze(InstructionFacts instruction, RuleContext context)
    {
        var syntax = instruction.Effective;
        if (syntax is PairsInstructionSyntax variables)
        {
            foreach (var pair in variables.Pairs)
            {
                // A name that says what it is, is another rule's matter.
                if (pair.Value is { } value && !pair.Key.Text.AsSpan().ContainsAny(SecretWords) && MayHoldCredential(value.Text) && Known().Match(value.Text) is { Success: true } match)
                {
                    context.Report(new Finding(Descriptor, Operand.SpanOf(syntax, value, new TextSpan(match.Index, match.Length)), Message));
                }
            }

            return;
        }

        if (instruction.Run is not { Script.Script: { } script })
        {
            return;
        }

        foreach (var match in MayHoldCredential(script.Text.Text) ? Known().Matches(script.Text.Text).AsEnumerable() : [])
        {
            if (!match.Groups["password"].Success || IsPassword(match.Groups["password"].Value))
            {
                context.Report(new Finding(Descriptor, RuleContext.SpanOf(instruction, new TextSpan(match.Index, match.Length)), Message));
            }
        }

        foreach (var command in instruction.Run.Commands)
        {
            if (GivenTo(command) is { } word)
            {
                context.Report(new Finding(Descriptor, RuleContext.SpanOf(instruction, word.Span), Message));
            }
        }
    }

    /// <summary>Asked of every text, where the search for all forms at once takes far longer.</summary>
    private static bool MayHoldCredential(string text) =>
        (text.Contains('@', StringComparison.Ordinal) && text.Contains("://", StringComparison.Ordinal)) || text.Contains(":_authToken=", StringComparison.Ordinal)
        || (HasLongWord(text) && text.AsSpan().ContainsAny(TokenStarts));

    /// <summary>Whether something is as long as a token. Of so many characters in a row one is looked at: a token covers it.</summary>
    private static bool HasLongWord(string text)
    {
        for (var i = ShortestToken - 1; i < text.Length; i += ShortestToken)
        {
            int start = i, end = i;
            while (start >= 0 && IsTokenPart(text[start]))
            {
                start--;
            }

            while (end < text.Length && IsTokenPart(text[end]))
            {
                end++;
            }

            if (end - start > ShortestToken)
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsTokenPart(char c) => char.IsAsciiLetterOrDigit(c) || c is '-' or '_';

    /// <summary>The word that holds a name and a password, or a password, for curl and wget.</summary>
    private static ShellWord? GivenTo(ScriptCommand command)
    {
        if (command.View.Name is not ("curl" or "wget"))
        {
            return null;
        }

        var words = command.View.Arguments;
        for (var i = 0; i < words.Length; i++)
        {
            var text = words[i].ConstantValue;
            if (command.View.Name == "curl")
            {
                var value = text is "-u" or "--user" && i + 1 < words.Length ? words[i + 1]
                    : text is ['-', 'u', _, ..] ? words[i] : null;
                var pair = ReferenceEquals(value, words[i]) ? text?[2..] : value?.ConstantValue;
                if (value is not null && pair?.Split(':', 2) is [{ Length: > 0 }, { Length: > 0 } password] && IsPassword(password))
                {
                    return value;
                }
            }
            else if (text is not null && PasswordIn(text) is { } given && IsPassword(given))
            {
                return words[i];
            }
        }

        return null;
    }

    /// <summary>The password that an option of wget gives; null where it is another option.</summary>
    private static string? PasswordIn(string option)
    {
        foreach (var start in PasswordOptions)
        {
            if (option.StartsWith(start, StringComparison.Ordinal))
            {
                return option[start.Length..];
            }
        }

        return null;
    }

    /// <summary>Whether it may be a real one: neither a placeholder nor a variable.</summary>
    private static bool IsPassword(string password) =>
        password.Length > 0 && !password.Contains('$', StringComparison.Ordinal) && !Placeholders.Contains(password)
        && password[0] is not ('<' or '{' or '[' or '%') && !(password[0] is 'x' or 'X' or '*' or '.' && password.All(c => char.ToLowerInvariant(c) == char.ToLowerInvariant(password[0])));

    /// <summary>The forms of tokens that their issuers document, npm's registry tokens, and passwords within URLs.</summary>
    [GeneratedRegex(
        @"(?<![A-Za-z0-9_])(gh[pousr]_[A-Za-z0-9]{36}|github_pat_[A-Za-z0-9_]{40,}|glpat-[A-Za-z0-9_-]{20,}|AKIA[0-9A-Z]{16}(?![0-9A-Z])|xox[abprs]-[0-9A-Za-z-]{20,}|sk_live_[0-9A-Za-z]{20,}|npm_[A-Za-z0-9]{36}|AIza[0-9A-Za-z_-]{35}|dckr_pat_[A-Za-z0-9_-]{20,}|pypi-AgE[A-Za-z0-9_-]{50,})"
        + @"|(?<=:_authToken=)(?!['""]?[$<{])[^\s'""]{8,}"
        + @"|(?<=(https?|ftps?|git)://)[A-Za-z0-9._%+-]+:(?<password>[^\s/:@'""$<>{}]+)@(?=[A-Za-z0-9])",
        RegexOptions.CultureInvariant)]
    private static partial Regex Known();
}
