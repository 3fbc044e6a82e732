using System.Collections.Immutable;
using System.Globalization;
using DockerLsp.Engine.Rules;
using DockerLsp.Engine.Semantics;
using DockerLsp.Engine.Syntax;
using DockerLsp.Engine.Text;

namespace DockerLsp.Engine.Lookups;

/// <summary>Finds what can be pinned. Nothing is asked here.</summary>
public static class PinFinder
{
    /// <summary>All of a file, in its order.</summary>
    public static ImmutableArray<Pin> FindAll(BuildModel model) =>
        [.. model.OfKind(InstructionKinds.From | InstructionKinds.Copy | InstructionKinds.Run).SelectMany(facts => Find(model, facts))];

    /// <summary>Those that touch a part of the text.</summary>
    public static ImmutableArray<Pin> FindIn(BuildModel model, TextSpan span) =>
    [
        .. model.OfKind(InstructionKinds.From | InstructionKinds.Copy | InstructionKinds.Run, Math.Max(0, model.Tree.FindInstruction(span.Start)))
            .TakeWhile(facts => facts.Syntax.Span.Start <= span.End)
            .SelectMany(facts => Find(model, facts)).Where(pin => pin.Span.IntersectsWith(span)),
    ];

    private static IEnumerable<Pin> Find(BuildModel model, InstructionFacts facts) => facts.Syntax switch
    {
        FromSyntax { Image: { } image } => facts.Stage is { Base: null } && !model.Build.HasContext(Operand.Unquoted(image), out _)
            && OfImage(Operand.Unquoted(image), image.Span, Operand.EndOf(image)) is { } pin ? [pin] : [],
        CopySyntax copy => OfFlag(model, copy, copy.Flags.FirstOrDefault(flag => flag.Name == "from")) is { } pin ? [pin] : [],
        RunSyntax run => run.Flags.Where(flag => flag.Name == "mount").Select(flag => OfMount(model, run, flag)).OfType<Pin>().Concat(PackagePins.Find(model, facts)),
        _ => [],
    };

    private static Pin? OfFlag(BuildModel model, CopySyntax copy, FlagSyntax? flag)
    {
        if (flag?.MappedValue is not { } value || !IsImage(model, value.Text))
        {
            return null;
        }

        var span = value.ToSource(new TextSpan(0, value.Text.Length)).Shift(copy.Position);
        return OfImage(value.Text, span, span.End);
    }

    /// <summary><c>from=</c> of a mount.</summary>
    private static Pin? OfMount(BuildModel model, RunSyntax run, FlagSyntax flag)
    {
        if (flag.MappedValue is not { } value)
        {
            return null;
        }

        var start = 0;
        foreach (var field in value.Text.Split(','))
        {
            if (field.StartsWith("from=", StringComparison.Ordinal) && IsImage(model, field["from=".Length..]))
            {
                var span = value.ToSource(TextSpan.FromBounds(start + "from=".Length, start + field.Length)).Shift(run.Position);
                return OfImage(field["from=".Length..], span, span.End);
            }

            start += field.Length + 1;
        }

        return null;
    }

    /// <summary>Whether a name that may be that of a stage, its number or a context is none of them.</summary>
    private static bool IsImage(BuildModel model, string name) =>
        !int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out _) && model.StageTable.Named(name).IsEmpty && !model.Build.HasContext(name, out _);

    /// <param name="name">As written, without quotes.</param>
    /// <param name="span">Where it stands.</param>
    /// <param name="end">Where more of it can be written.</param>
    private static Pin? OfImage(string name, TextSpan span, int end)
    {
        if (ImageName.Ask(name) is not { } question)
        {
            return null;
        }

        // The tag stays, or the one that counts without any is named: programs that update digests go by it.
        var prefix = ImageReference.Parse(name).Tag is null ? ":latest@" : "@";
        return new Pin(span, [new PinPlace(question, new TextSpan(end, 0), prefix)]);
    }
}
