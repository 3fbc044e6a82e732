using System.Text;
using DockerLsp.Engine.Text;

namespace DockerLsp.Engine.Syntax;

/// <summary>Writes a tree as indented text: for people who wonder how a file is read, and for tests that say how.</summary>
public static class SyntaxTreePrinter
{
    /// <summary>The whole tree, with its diagnostics; lines end in LF.</summary>
    public static string Print(DockerfileSyntax tree, bool withTrivia = true)
    {
        var output = new StringBuilder();
        var directives = tree.Directives;
        output.Append("Dockerfile escape=").Append(directives.EscapeCharacter).Append('\n');
        foreach (var directive in directives.Items)
        {
            Line(output, 1, $"Directive {directive.Name}", directive.Span, directive.Value);
        }

        foreach (var instruction in tree.Instructions)
        {
            PrintInstruction(output, instruction, 1, withTrivia);
        }

        foreach (var token in tree.DescendantTokens())
        {
            if (token.Kind == SyntaxKind.EndOfFile)
            {
                PrintToken(output, token, 1, withTrivia);
            }
        }

        foreach (var diagnostic in tree.Diagnostics)
        {
            output.Append("! ").Append(diagnostic.Code).Append(' ').Append(diagnostic.Span).Append(' ').Append(Quote(diagnostic.Message)).Append('\n');
        }

        return output.ToString();
    }

    private static void PrintInstruction(StringBuilder output, InstructionSyntax instruction, int depth, bool withTrivia)
    {
        Line(output, depth, instruction.Kind.ToString(), instruction.Span, null);
        PrintParts(output, instruction, depth + 1);
        if (instruction is OnbuildSyntax { Trigger: { } trigger })
        {
            PrintInstruction(output, trigger, depth + 1, withTrivia: false);
        }

        if (instruction.OnbuildParent is not null)
        {
            return;
        }

        foreach (var token in instruction.Tokens)
        {
            PrintToken(output, token, depth + 1, withTrivia);
        }
    }

    private static void PrintParts(StringBuilder output, InstructionSyntax instruction, int depth)
    {
        foreach (var flag in instruction.Flags)
        {
            Line(output, depth, $"Flag {Quote(flag.Name)}", flag.Span, flag.Value);
        }

        switch (instruction)
        {
            case FromSyntax from:
                PrintWord(output, depth, "Image", from.Image);
                PrintWord(output, depth, "StageName", from.StageName);
                break;
            case HealthcheckSyntax healthcheck:
                PrintWord(output, depth, "Type", healthcheck.Type);
                PrintCommand(output, depth, healthcheck.Command);
                break;
            case CommandInstructionSyntax command:
                PrintCommand(output, depth, command.Command);
                break;
            case PairsInstructionSyntax pairs:
                PrintPairs(output, depth, pairs);
                break;
            case FileTransferSyntax transfer:
                PrintWords(output, depth, transfer.IsExecForm ? "JsonSource" : "Source", transfer.Sources);
                PrintWord(output, depth, transfer.IsExecForm ? "JsonDestination" : "Destination", transfer.Destination);
                break;
            case ListInstructionSyntax list:
                PrintWords(output, depth, list.IsExecForm ? "JsonItem" : "Item", list.Items);
                break;
            case ValueInstructionSyntax value:
                PrintWord(output, depth, "Value", value.Value);
                break;
            default:
                break;
        }

        foreach (var heredoc in instruction.OnbuildParent is null && instruction is OnbuildSyntax { Trigger: not null } ? [] : instruction.Heredocs)
        {
            PrintHeredoc(output, depth, heredoc);
        }
    }

    private static void PrintCommand(StringBuilder output, int depth, CommandSyntax? command)
    {
        if (command is ShellFormSyntax shell)
        {
            Line(output, depth, "ShellForm", shell.Span, shell.Text.Text);
        }
        else if (command is ExecFormSyntax exec)
        {
            Line(output, depth, "ExecForm", exec.Span, null);
            foreach (var element in exec.Elements)
            {
                Line(output, depth + 1, "String", element.Span, element.Value);
            }
        }
    }

    private static void PrintPairs(StringBuilder output, int depth, PairsInstructionSyntax instruction)
    {
        foreach (var pair in instruction.Pairs)
        {
            Line(output, depth, pair.IsLegacy ? "LegacyPair" : "Pair", pair.Span, null);
            PrintWord(output, depth + 1, "Key", pair.Key);
            PrintWord(output, depth + 1, "Value", pair.Value);
        }
    }

    private static void PrintHeredoc(StringBuilder output, int depth, HeredocSyntax heredoc)
    {
        var traits = new StringBuilder("Heredoc ").Append(Quote(heredoc.Delimiter));
        traits.Append(heredoc.IsDelimiterQuoted ? " quoted" : string.Empty)
            .Append(heredoc.StripsTabs ? " strips-tabs" : string.Empty)
            .Append(heredoc.IsTerminated ? string.Empty : " unterminated")
            .Append(heredoc.FileDescriptor is { } descriptor ? $" fd={descriptor}" : string.Empty)
            .Append(" at ").Append(heredoc.OpeningOffset);
        Line(output, depth, traits.ToString(), heredoc.OpeningSpan, null);
        Line(output, depth + 1, "Body", heredoc.BodySpan, heredoc.Body.Text);
    }

    private static void PrintWords(StringBuilder output, int depth, string name, IReadOnlyList<WordSyntax> words)
    {
        foreach (var word in words)
        {
            PrintWord(output, depth, name, word);
        }
    }

    private static void PrintWord(StringBuilder output, int depth, string name, WordSyntax? word)
    {
        if (word is not null)
        {
            Line(output, depth, name, word.Span, word.Text);
        }
    }

    private static void PrintToken(StringBuilder output, SyntaxToken token, int depth, bool withTrivia)
    {
        if (withTrivia)
        {
            PrintTrivia(output, depth, "<", token.LeadingTrivia);
        }

        Line(output, depth, $"'{token.Kind}", token.Span, token.Text);
        if (withTrivia)
        {
            PrintTrivia(output, depth, ">", token.TrailingTrivia);
        }
    }

    private static void PrintTrivia(StringBuilder output, int depth, string side, IEnumerable<SyntaxTrivia> trivia)
    {
        foreach (var item in trivia)
        {
            Line(output, depth, $"{side} {item.Kind}", item.Span, item.Text);
        }
    }

    private static void Line(StringBuilder output, int depth, string name, TextSpan span, string? text)
    {
        output.Append(' ', depth * 2).Append(name).Append(' ').Append(span);
        if (text is not null)
        {
            output.Append(' ').Append(Quote(text));
        }

        output.Append('\n');
    }

    /// <summary>In double quotes, with control characters made visible: the output may go to a terminal.</summary>
    private static string Quote(string text)
    {
        var output = new StringBuilder("\"");
        foreach (var c in text)
        {
            _ = c switch
            {
                '\n' => output.Append("\\n"),
                '\r' => output.Append("\\r"),
                '\t' => output.Append("\\t"),
                '"' or '\\' => output.Append('\\').Append(c),
                _ when char.IsControl(c) || char.IsSurrogate(c) || char.GetUnicodeCategory(c) is System.Globalization.UnicodeCategory.Format
                    or System.Globalization.UnicodeCategory.LineSeparator or System.Globalization.UnicodeCategory.ParagraphSeparator
                    => output.Append($"\\u{(int)c:x4}"),
                _ => output.Append(c),
            };
        }

        return output.Append('"').ToString();
    }
}
