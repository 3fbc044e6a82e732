using System.Collections.Immutable;
using System.Text;
using DockerLsp.Engine.Semantics;
using DockerLsp.Engine.Syntax;
using DockerLsp.Engine.Text;

namespace DockerLsp.Engine.Features;

/// <summary>An entry of the outline.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Detail">What stands beside it; may be empty.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Span">All of it.</param>
/// <param name="NameSpan">What is selected when it is chosen; inside of <see cref="Span"/>.</param>
public sealed record OutlineEntry(string Name, string Detail, OutlineKind Kind, TextSpan Span, TextSpan NameSpan)
{
    public ImmutableArray<OutlineEntry> Children { get; init; } = [];
}

public enum OutlineKind
{
    Stage,
    Command,
    Files,
    Variable,
    Metadata,
    Start,
}

/// <summary>Lists stages with their instructions.</summary>
public static class OutlineProvider
{
    private const int MaxNameLength = 72;

    /// <summary>The entries in source order; instructions before the first FROM stand beside the stages.</summary>
    public static ImmutableArray<OutlineEntry> GetOutline(BuildModel model)
    {
        var entries = ImmutableArray.CreateBuilder<OutlineEntry>();
        var children = ImmutableArray.CreateBuilder<OutlineEntry>();
        Stage? stage = null;
        foreach (var facts in model.Instructions)
        {
            if (!ReferenceEquals(facts.Stage, stage))
            {
                Close();
                stage = facts.Stage;
            }

            if (facts.Syntax is FromSyntax)
            {
                continue;
            }

            (stage is null || stage.IsImplicit ? entries : children).Add(EntryOf(facts));
        }

        Close();
        return entries.ToImmutable();

        void Close()
        {
            if (stage is { IsImplicit: false })
            {
                entries.Add(EntryOf(model, stage, children.ToImmutable()));
            }

            children.Clear();
        }
    }

    /// <summary>The stages alone, for lists over many files.</summary>
    public static ImmutableArray<OutlineEntry> GetStages(BuildModel model) =>
        [.. model.Stages.Where(s => !s.IsImplicit).Select(s => EntryOf(model, s, []))];

    private static OutlineEntry EntryOf(BuildModel model, Stage stage, ImmutableArray<OutlineEntry> children)
    {
        var from = (FromSyntax)model.Instructions[stage.FirstInstruction].Syntax;
        var last = model.Instructions[Math.Max(stage.FirstInstruction, stage.EndInstruction - 1)].Syntax;
        var image = from.Image?.Text ?? "";
        var name = from.StageName?.Text is { Length: > 0 } alias ? alias : image.Length > 0 ? image : "FROM";
        var nameSpan = (from.StageName ?? from.Image)?.Span ?? from.Keyword.Span;
        return new OutlineEntry(
            Named(name), from.StageName is null ? "" : Shorten(image), OutlineKind.Stage,
            TextSpan.FromBounds(from.Span.Start, last.Span.End), nameSpan)
        {
            Children = children,
        };
    }

    private static OutlineEntry EntryOf(InstructionFacts facts)
    {
        var instruction = facts.Syntax;
        var keyword = instruction.Keyword.ValueText.ToUpperInvariant();
        var variables = ImmutableArray<OutlineEntry>.Empty;
        var name = $"{keyword} {Summary(facts.Effective)}";
        if (instruction is EnvSyntax or ArgSyntax)
        {
            var pairs = ((PairsInstructionSyntax)instruction).Pairs;
            name = $"{keyword} {string.Join(", ", pairs.Take(8).Select(p => p.Key.Text))}";
            if (pairs.Count > 1)
            {
                variables = [.. pairs.Where(p => p.Key.Text.Length > 0).Select(p =>
                    new OutlineEntry(Named(p.Key.Text), Shorten(p.Value?.Text ?? ""), OutlineKind.Variable, p.Span, p.Key.Span))];
            }
        }

        return new OutlineEntry(Named(name), "", KindOf(facts.Effective), instruction.Span, instruction.Keyword.Span) { Children = variables };
    }

    private static OutlineKind KindOf(InstructionSyntax instruction) => instruction switch
    {
        RunSyntax => OutlineKind.Command,
        FileTransferSyntax => OutlineKind.Files,
        EnvSyntax or ArgSyntax => OutlineKind.Variable,
        CmdSyntax or EntrypointSyntax or HealthcheckSyntax => OutlineKind.Start,
        _ => OutlineKind.Metadata,
    };

    /// <summary>What it does, without flags and on one line; of a heredoc, its first line.</summary>
    private static string Summary(InstructionSyntax instruction)
    {
        if (instruction is RunSyntax { Command: ShellFormSyntax shell })
        {
            var line = shell.Text.Text;
            return instruction.Heredocs.Count == 1 && line.StartsWith("<<", StringComparison.Ordinal)
                ? FirstLine(instruction.Heredocs[0].Body.Text)
                : line;
        }

        return instruction is CommandInstructionSyntax { Command: { } command }
            ? instruction.Tree.Text.ToString(command.Span)
            : instruction.ArgumentText.Text;
    }

    private static string FirstLine(string text)
    {
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            var trimmed = line.Trim();
            if (!trimmed.IsEmpty && !trimmed.StartsWith("set -") && trimmed[0] != '#')
            {
                return trimmed.ToString();
            }
        }

        return "";
    }

    /// <summary>Never empty, which editors reject.</summary>
    private static string Named(string text) => Shorten(text) is { Length: > 0 } name ? name : "…";

    /// <summary>On one line, without runs of blanks and control characters.</summary>
    private static string Shorten(string text)
    {
        var result = new StringBuilder();
        foreach (var c in text)
        {
            if (result.Length >= MaxNameLength)
            {
                if (char.IsHighSurrogate(result[^1]))
                {
                    result.Length--;
                }

                return result.Append('…').ToString();
            }

            if (!char.IsWhiteSpace(c) && !char.IsControl(c))
            {
                result.Append(c);
            }
            else if (result.Length > 0 && result[^1] != ' ')
            {
                result.Append(' ');
            }
        }

        return result.ToString().TrimEnd();
    }
}
