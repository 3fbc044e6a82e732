using DockerLsp.Engine.Semantics;
using DockerLsp.Engine.Syntax;
using DockerLsp.Engine.Text;

namespace DockerLsp.Engine.Rules.Images;

/// <summary>The arguments that FROM sees: those before the first FROM, and the platforms that BuildKit sets.</summary>
internal sealed class GlobalArguments
{
    private readonly Dictionary<string, string?> values = new(StringComparer.Ordinal);
    private readonly BuildRequest build;

    private GlobalArguments(BuildRequest build) => this.build = build;

    public IEnumerable<string> Names => values.Keys.Concat(PlatformArguments.Names);

    public static GlobalArguments Of(BuildModel model)
    {
        var result = new GlobalArguments(model.Build);
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
                    result.values[pair.Key.Text] = pair.Value is { } value
                        ? VariableExpansion.Expand(value.Text, model.Tree.Directives.EscapeCharacter, result.Lookup)
                        : null;
                }
            }
        }

        return result;
    }

    public bool IsDeclared(string name) => values.ContainsKey(name) || PlatformArguments.Contains(name);

    /// <summary>
    /// What an argument holds: what the build gives it, or else its default. Nothing where there is neither; not known where BuildKit
    /// sets it, declared or not.
    /// </summary>
    public (bool IsDefined, string? Value) Lookup(string name) =>
        IsDeclared(name) && build.Arguments.TryGetValue(name, out var value) ? (true, value)
        : values.TryGetValue(name, out value) && value is not null ? (true, value)
        : PlatformArguments.Contains(name) ? (true, null)
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
