using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using DockerLsp.Engine.Semantics;
using DockerLsp.Engine.Shell;
using DockerLsp.Engine.Syntax;
using DockerLsp.Engine.Text;

namespace DockerLsp.Engine.Features;

/// <summary>How an instruction mentions a name.</summary>
internal enum MentionKind
{
    /// <summary>The name behind AS.</summary>
    StageDefinition,

    /// <summary>An image, <c>--from</c> or <c>from=</c> of a mount, which may be a stage's name or number.</summary>
    StageReference,

    /// <summary>A name in ARG.</summary>
    ArgDefinition,

    /// <summary>A name in ENV.</summary>
    EnvDefinition,

    /// <summary>A variable that is read.</summary>
    Read,

    /// <summary>A variable that a shell script sets.</summary>
    ShellWrite,
}

/// <summary>A name in an instruction.</summary>
/// <param name="Kind">What the instruction does with it.</param>
/// <param name="Name">As written.</param>
/// <param name="Span">Where it stands, from the instruction's position.</param>
/// <param name="InScript">Whether it stands in a shell script.</param>
/// <param name="TakesOuterValue">Whether it is an ARG without a value, which takes the one of the ARG before the first FROM.</param>
internal readonly record struct NameMention(MentionKind Kind, string Name, TextSpan Span, bool InScript = false, bool TakesOuterValue = false);

/// <summary>Collects the names that an instruction mentions: reads first, since what an ENV sets holds only behind it.</summary>
internal sealed class NameMentions
{
    private static readonly ConditionalWeakTable<GreenInstruction, Entry> Known = [];

    private readonly ImmutableArray<NameMention>.Builder found = ImmutableArray.CreateBuilder<NameMention>();
    private readonly InstructionFacts facts;
    private readonly char escape;

    private NameMentions(InstructionFacts facts)
    {
        this.facts = facts;
        escape = facts.Syntax.Tree.Directives.EscapeCharacter;
    }

    /// <summary>The mentions of an instruction; those found before where its text is the same.</summary>
    public static ImmutableArray<NameMention> Of(InstructionFacts facts)
    {
        var dialect = InstructionScript.DialectOf(facts);
        if (Known.TryGetValue(facts.Syntax.Green, out var entry) && entry.Dialect == dialect)
        {
            return entry.Mentions;
        }

        var mentions = new NameMentions(facts).Collect();
        Known.AddOrUpdate(facts.Syntax.Green, new Entry(dialect, mentions));
        return mentions;
    }

    private ImmutableArray<NameMention> Collect()
    {
        var instruction = facts.Effective;
        foreach (var flag in instruction.Flags)
        {
            AddFlag(instruction, flag);
        }

        switch (instruction)
        {
            case FromSyntax from:
                if (from.Image is { } image)
                {
                    AddReads(image.Mapped);
                    Add(MentionKind.StageReference, image.Text, image.Mapped, new TextSpan(0, image.Text.Length));
                }

                if (from.StageName is { } name)
                {
                    Add(MentionKind.StageDefinition, name.Text, name.Mapped, new TextSpan(0, name.Text.Length));
                }

                break;
            case PairsInstructionSyntax pairs:
                AddPairs(pairs);
                break;
            case FileTransferSyntax transfer:
                foreach (var word in transfer.Sources)
                {
                    AddReads(word.Mapped);
                }

                AddReads(transfer.Destination?.Mapped);
                foreach (var heredoc in transfer.Heredocs.Where(h => !h.IsDelimiterQuoted))
                {
                    AddReads(heredoc.Body, hasQuotes: false);
                }

                break;
            case ListInstructionSyntax list:
                foreach (var word in list.Items)
                {
                    AddReads(word.Mapped);
                }

                break;
            case ValueInstructionSyntax value:
                AddReads(value.Value?.Mapped);
                break;
            default:
                if (InstructionScript.Of(facts) is { } script)
                {
                    AddScript(script);
                }

                break;
        }

        return found.ToImmutable();
    }

    private void AddFlag(InstructionSyntax instruction, FlagSyntax flag)
    {
        if (flag.MappedValue is not { } value)
        {
            return;
        }

        if (flag.Name == "from" && instruction is CopySyntax)
        {
            Add(MentionKind.StageReference, value.Text, value, new TextSpan(0, value.Length));
            return;
        }

        if (flag.Name == "mount" && FindField(value.Text, "from") is { IsEmpty: false } from)
        {
            Add(MentionKind.StageReference, value.Text.Substring(from.Start, from.Length), value, from);
        }

        AddReads(value);
    }

    /// <summary>The value of a field of <c>a=b,c=d</c>; empty where it is not there.</summary>
    private static TextSpan FindField(string text, string name)
    {
        for (var start = 0; start < text.Length;)
        {
            var end = text.IndexOf(',', start) is var comma and >= 0 ? comma : text.Length;
            var equals = text.IndexOf('=', start, end - start);
            if (equals > 0 && text.AsSpan(start, equals - start).Trim().Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                return TextSpan.FromBounds(equals + 1, end);
            }

            start = end + 1;
        }

        return default;
    }

    private void AddPairs(PairsInstructionSyntax instruction)
    {
        foreach (var pair in instruction.Pairs)
        {
            AddReads(pair.Value?.Mapped);
        }

        if (instruction is LabelSyntax)
        {
            return;
        }

        var kind = instruction is ArgSyntax ? MentionKind.ArgDefinition : MentionKind.EnvDefinition;
        foreach (var pair in instruction.Pairs)
        {
            if (VariableScanner.IsName(pair.Key.Text))
            {
                var key = pair.Key.Mapped;
                found.Add(new NameMention(kind, key.Text, key.ToSource(new TextSpan(0, key.Length)), TakesOuterValue: pair.Value is null));
            }
        }
    }

    private void AddReads(MappedText? text, bool hasQuotes = true)
    {
        if (text is null || text.Text.IndexOf('$', StringComparison.Ordinal) < 0)
        {
            return;
        }

        foreach (var span in VariableScanner.Find(text.Text, escape, hasQuotes))
        {
            Add(MentionKind.Read, text.Text.Substring(span.Start, span.Length), text, span);
        }
    }

    private void Add(MentionKind kind, string name, MappedText text, TextSpan span)
    {
        if (name.Length > 0)
        {
            found.Add(new NameMention(kind, name, text.ToSource(span)));
        }
    }

    private void AddScript(ShellScript script)
    {
        foreach (var node in script.Body.DescendantsAndSelf())
        {
            switch (node)
            {
                case ShellParameter parameter when VariableScanner.IsName(parameter.Name):
                    AddName(script, MentionKind.Read, parameter.Name, parameter.Span.Start + 1 + (parameter.IsBraced ? 1 : 0) + (parameter.IsLength || parameter.IsIndirect ? 1 : 0));
                    break;
                case ShellAssignment assignment:
                    AddName(script, MentionKind.ShellWrite, assignment.Name, assignment.Span.Start);
                    break;
                case ShellFor { Variable: { } variable } loop:
                    AddName(script, MentionKind.ShellWrite, variable, SkipBlanks(script.Text.Text, loop.Span.Start + (loop.IsSelect ? "select" : "for").Length));
                    break;
                case ShellArithmetic or ShellArithmeticCommand:
                    AddArithmetic(script, node.Span);
                    break;
                case ShellSimpleCommand { Words: [{ ConstantValue: { } command }, ..] words } when ShellFacts.IsAssignmentUtility(command) || command is "read" or "unset":
                    foreach (var word in words.Skip(1))
                    {
                        if (word.LeadingText is { } text && VariableScanner.EndOfName(text, 0) is var end and > 0
                            && (end == text.Length || text[end] == '='))
                        {
                            AddName(script, MentionKind.ShellWrite, text[..end], word.Span.Start);
                        }
                    }

                    break;
            }
        }
    }

    /// <summary>Variables in arithmetic need no dollar sign.</summary>
    private void AddArithmetic(ShellScript script, TextSpan span)
    {
        var text = script.Text.Text;
        for (var i = span.Start; i < span.End; i++)
        {
            if (!VariableScanner.IsNamePart(text[i]))
            {
                continue;
            }

            var start = i;
            while (i < span.End && VariableScanner.IsNamePart(text[i]))
            {
                i++;
            }

            if (VariableScanner.IsNameStart(text[start]) && (start == span.Start || text[start - 1] is not ('$' or '{' or '!' or '\'' or '"')))
            {
                AddName(script, MentionKind.Read, text[start..i], start);
            }
        }
    }

    /// <summary>Adds a name if it stands where it is expected: between them the shell may have dropped something.</summary>
    private void AddName(ShellScript script, MentionKind kind, string name, int start)
    {
        if (string.CompareOrdinal(script.Text.Text, start, name, 0, name.Length) == 0)
        {
            found.Add(new NameMention(kind, name, script.Text.ToSource(new TextSpan(start, name.Length)), InScript: true));
        }
    }

    private static int SkipBlanks(string text, int start)
    {
        while (start < text.Length && text[start] is ' ' or '\t')
        {
            start++;
        }

        return start;
    }

    private sealed record Entry(ShellDialect Dialect, ImmutableArray<NameMention> Mentions);
}
