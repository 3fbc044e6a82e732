using System.Collections.Immutable;
using System.Globalization;
using DockerLsp.Engine.Rules;
using DockerLsp.Engine.Text;

namespace DockerLsp.Engine.ScriptChecks;

/// <summary><c># shellcheck disable=SC2086,SC2100-SC2199</c>, and where in the file it holds.</summary>
/// <param name="Span">What it covers.</param>
/// <param name="Codes">The codes, as ranges with both ends included.</param>
internal sealed record ShellCheckDirective(TextSpan Span, ImmutableArray<(int First, int Last)> Codes)
{
    private const string Option = "disable=";

    public bool Covers(int code, TextSpan span) => Span.Contains(span.Start) && Codes.Any(c => code >= c.First && code <= c.Last);

    /// <summary>
    /// The directives that hold for a script. As in a shell script, one at the top of the file is for all of it, and one between
    /// two lines is for the command that follows; one above the instruction is for the instruction. Those in a heredoc are
    /// ShellCheck's to read.
    /// </summary>
    public static ImmutableArray<ShellCheckDirective> For(CheckedScript script)
    {
        var directives = ImmutableArray.CreateBuilder<ShellCheckDirective>();
        var syntax = script.Instruction.Syntax;
        var everywhere = new TextSpan(0, int.MaxValue);
        foreach (var comment in syntax.LeadingComments.Concat(syntax.Index == 0 ? [] : syntax.Tree.GetInstruction(0).LeadingComments))
        {
            Add(comment.Text, everywhere);
        }

        foreach (var comment in syntax.InnerComments)
        {
            if (comment.Text.StartsWith(ShellCheckRules.Directive, StringComparison.OrdinalIgnoreCase) && NextCommand(script, comment.Span.End) is { } next)
            {
                Add(comment.Text, next);
            }
        }

        return directives.ToImmutable();

        void Add(string text, TextSpan span)
        {
            if (Read(text) is { IsEmpty: false } codes)
            {
                directives.Add(new ShellCheckDirective(span, codes));
            }
        }
    }

    /// <summary>The codes that a comment switches off.</summary>
    public static ImmutableArray<(int First, int Last)> Read(string comment)
    {
        var words = comment.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
        if (words.Length < 2 || words[0] != ShellCheckRules.Directive)
        {
            return [];
        }

        var codes = ImmutableArray.CreateBuilder<(int, int)>();
        foreach (var word in words.Skip(1))
        {
            if (!word.StartsWith(Option, StringComparison.Ordinal))
            {
                continue;
            }

            foreach (var name in word[Option.Length..].Split(','))
            {
                var ends = name.Split('-');
                if (name == "all")
                {
                    codes.Add((0, int.MaxValue));
                }
                else if (ends.Length <= 2 && Number(ends[0]) is { } first && Number(ends[^1]) is { } last)
                {
                    codes.Add((first, last));
                }
            }
        }

        return codes.ToImmutable();
    }

    private static int? Number(string code)
    {
        var digits = code.StartsWith("SC", StringComparison.OrdinalIgnoreCase) ? code[2..] : code;
        return int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
    }

    /// <summary>The first pipeline behind an offset of the file.</summary>
    private static TextSpan? NextCommand(CheckedScript script, int offset)
    {
        var origin = script.Instruction.Syntax.Position;
        foreach (var node in script.Tree?.Body.DescendantsAndSelf() ?? [])
        {
            if (node is Shell.ShellPipeline && script.Source.ToSource(node.Span).Shift(origin) is var span && span.Start >= offset)
            {
                return span;
            }
        }

        return null;
    }
}
