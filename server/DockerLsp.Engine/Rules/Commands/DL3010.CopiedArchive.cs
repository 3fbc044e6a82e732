using System.Collections.Immutable;
using DockerLsp.Engine.Diagnostics;
using DockerLsp.Engine.PackageManagers;
using DockerLsp.Engine.Semantics;
using DockerLsp.Engine.Syntax;

namespace DockerLsp.Engine.Rules.Commands;

/// <summary>COPY puts a local archive into a layer, and a later step unpacks it.</summary>
public sealed class CopiedArchive : Rule
{
    /// <summary>What ADD unpacks: tar archives, as they are or compressed (Dockerfile reference, ADD).</summary>
    private static readonly ImmutableArray<string> Extensions =
    [
        ".tar", ".tar.gz", ".tgz", ".tpz", ".tar.bz2", ".tbz2", ".tbz", ".tb2", ".tar.xz", ".txz", ".tar.zst", ".tzst", ".tar.lzma", ".tlz", ".tar.lz",
        ".tar.Z", ".tZ", ".taz", ".gz", ".bz2", ".xz", ".lz", ".lzma", ".Z",
    ];

    private static readonly ImmutableArray<string> Unpackers = ["unzip", "gunzip", "bunzip2", "unlzma", "unxz", "zgz", "uncompress", "zcat", "gzcat", "bsdtar"];

    public override RuleDescriptor Descriptor { get; } =
        new("DL3010", "CopiedArchive", "A copied archive is unpacked in a later step", "Commands", Severity.Info);

    public override RuleScope Scope => RuleScope.Stage;

    public override InstructionKinds Kinds => InstructionKinds.Copy;

    public override object? InfluenceOf(InstructionFacts instruction) => instruction.HasTrait(InstructionTraits.Unpacks) ? Whole(instruction) : null;

    public override void AddAffected(Replacement replacement, AffectedInstructions affected)
    {
        var end = replacement.Range.NewEnd;
        if (replacement.Model.Instructions[replacement.Range.NewStart - 1].Stage is { } stage)
        {
            foreach (var copy in replacement.Model.WithTrait(InstructionTraits.CopiesArchive, stage.FirstInstruction, end))
            {
                affected.Add(replacement.Model, copy);
            }
        }
    }

    public override void Analyze(InstructionFacts instruction, RuleContext context)
    {
        var copy = instruction.Syntax as CopySyntax ?? (instruction.Syntax as OnbuildSyntax)?.Trigger as CopySyntax;
        if (copy is not { Destination: { } destination } || copy.Flags.Any(f => f.Name == "from") || instruction.Stage is not { } stage)
        {
            return;
        }

        foreach (var source in copy.Sources)
        {
            if (source.IsHeredoc || !IsArchive(Operand.Unquoted(source)))
            {
                continue;
            }

            var target = IsArchive(Operand.Unquoted(destination)) ? BaseName(destination.Text) : BaseName(source.Text);
            if ((FindUnpacking(target, instruction.Index, stage, context.Model)
                ?? (RenamedTo(copy, destination) is { } name ? FindUnpacking(name, instruction.Index, stage, context.Model) : null)) is var (step, command))
            {
                context.Report(new Finding(
                    Descriptor, source.Span,
                    $"Stays packed in this layer beside what line {context.Line(RuleContext.SpanOf(step, command).Start)} unpacks; ADD unpacks it at once")
                {
                    Related = [new RelatedPlace(RuleContext.SpanOf(step, command), "unpacks it")],
                });
            }
        }
    }

    /// <summary>The name of the copy where the destination may be a file that does not tell what it is: <c>COPY a.tar.gz /tmp/a</c>.</summary>
    private static string? RenamedTo(CopySyntax copy, WordSyntax destination) =>
        copy.Sources.Count == 1 && BaseName(destination.Text) is not ("" or "." or "..") and var name ? name : null;

    private static (InstructionFacts Step, ScriptCommand Command)? FindUnpacking(string archive, int index, Stage stage, BuildModel model)
    {
        foreach (var step in model.WithTrait(InstructionTraits.Unpacks, index + 1, stage.EndInstruction))
        {
            foreach (var command in step.Run?.Commands ?? [])
            {
                if (Unpacks(command.View, archive))
                {
                    return (step, command);
                }
            }
        }

        return null;
    }

    private static bool Unpacks(CommandView view, string archive)
    {
        // What is only compressed, and no tar archive, ADD leaves packed: tar itself tells that it is one.
        return view.Name is { } name && ((name is "tar" or "bsdtar" && IsExtraction(view)) || (Unpackers.Contains(name) && IsTarByName(archive))) && Names(view, archive);
    }

    private static bool Names(CommandView view, string archive)
    {
        foreach (var word in view.Arguments)
        {
            if (word.ConstantValue is { } value && BaseName(value.AsSpan(value.IndexOf('=', StringComparison.Ordinal) + 1)).SequenceEqual(archive))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary><c>tar xf</c>, <c>tar -xf</c>, <c>tar --extract</c></summary>
    private static bool IsExtraction(CommandView view)
    {
        var first = true;
        foreach (var value in view.ArgumentValues)
        {
            if (value is "--extract" or "--get"
                || (value is ['-', not '-', ..] && value.Contains('x', StringComparison.Ordinal))
                || (first && value is [not '-', ..] && value.Contains('x', StringComparison.Ordinal) && !value.AsSpan().ContainsAny("./")))
            {
                return true;
            }

            first = false;
        }

        return false;
    }

    private static bool IsArchive(string path)
    {
        foreach (var extension in Extensions)
        {
            if (path.EndsWith(extension, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsTarByName(string path) =>
        path.Contains(".tar", StringComparison.Ordinal)
        || Extensions.Any(e => e.StartsWith(".t", StringComparison.Ordinal) && path.EndsWith(e, StringComparison.Ordinal));

    private static string BaseName(string path) => BaseName(path.AsSpan()).ToString();

    private static ReadOnlySpan<char> BaseName(ReadOnlySpan<char> path)
    {
        var trimmed = path.Trim("\"'");
        return trimmed[(trimmed.LastIndexOf('/') + 1)..];
    }
}
