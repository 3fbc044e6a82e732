using DockerLsp.Engine.Semantics;
using DockerLsp.Engine.Syntax;
using DockerLsp.Engine.Text;

namespace DockerLsp.Engine.Rules.Images;

/// <summary>The arguments that FROM sees: those before the first FROM, and the platforms that BuildKit sets.</summary>
internal sealed class GlobalArguments
{
    /// <summary>Dockerfile reference, "Automatic platform ARGs in the global scope"; TARGETSTAGE is BuildKit's too.</summary>
    private static readonly string[] Predefined =
    [
        "TARGETPLATFORM", "TARGETOS", "TARGETARCH", "TARGETVARIANT", "TARGETOSVERSION", "TARGETSTAGE",
        "BUILDPLATFORM", "BUILDOS", "BUILDARCH", "BUILDVARIANT", "BUILDOSVERSION",
    ];

    private readonly Dictionary<string, string?> defaults = new(StringComparer.Ordinal);

    private GlobalArguments()
    {
    }

    public IEnumerable<string> Names => defaults.Keys.Concat(Predefined);

    public static GlobalArguments Of(BuildModel model)
    {
        var result = new GlobalArguments();
        foreach (var instruction in model.OfKind(InstructionKinds.Arg))
        {
            if (instruction.Stage is not null)
            {
                break;
            }

            if (instruction.Syntax is ArgSyntax arg)
            {
                foreach (var pair in arg.Pairs)
                {
                    result.defaults[pair.Key.Text] = pair.Value is { } value
                        ? VariableExpansion.Expand(value.Text, model.Tree.Directives.EscapeCharacter, result.Lookup)
                        : null;
                }
            }
        }

        return result;
    }

    public bool IsDeclared(string name) => defaults.ContainsKey(name) || Predefined.Contains(name);

    /// <summary>The default of an argument: nothing where none is given; not known where BuildKit sets it, declared or not.</summary>
    public (bool IsDefined, string? Value) Lookup(string name) =>
        defaults.TryGetValue(name, out var value) && value is not null ? (true, value)
        : Predefined.Contains(name) ? (true, null)
        : (false, "");

    /// <summary>The places in which FROM uses variables: the image and the platform.</summary>
    public static IEnumerable<(VariableReference Variable, TextSpan Span, bool HasAlternative)> UsesIn(FromSyntax from, char escape)
    {
        if (from.Image is { } image)
        {
            foreach (var variable in VariableReference.FindAll(image.Text, escape))
            {
                yield return (variable, Operand.SpanOf(from, image, variable.Span), Operand.HasAlternative(image.Text, variable));
            }
        }

        foreach (var flag in from.Flags)
        {
            if (flag is { Name: "platform", MappedValue: { } value })
            {
                foreach (var variable in VariableReference.FindAll(value.Text, escape))
                {
                    yield return (variable, value.ToSource(variable.Span).Shift(from.Position), Operand.HasAlternative(value.Text, variable));
                }
            }
        }
    }
}
