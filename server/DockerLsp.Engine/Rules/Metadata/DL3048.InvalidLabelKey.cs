using DockerLsp.Engine.Diagnostics;
using DockerLsp.Engine.Semantics;
using DockerLsp.Engine.Syntax;

namespace DockerLsp.Engine.Rules.Metadata;

/// <summary>A label whose name is not of the form that Docker's guidelines ask for.</summary>
public sealed class InvalidLabelKey : Rule
{
    public override RuleDescriptor Descriptor { get; } =
        new("DL3048", "InvalidLabelKey", "Label name outside of Docker's guidelines", "Metadata", Severity.Hint);

    public override RuleScope Scope => RuleScope.Instruction;

    public override InstructionKinds Kinds => InstructionKinds.Label;

    public override void Analyze(InstructionFacts instruction, RuleContext context)
    {
        if (instruction.Effective is not LabelSyntax label)
        {
            return;
        }

        foreach (var pair in label.Pairs)
        {
            var key = Operand.Unquoted(pair.Key);
            if (key.Length > 0 && !IsBuiltFromVariables(key, instruction.Before, context.Model.Tree.Directives.EscapeCharacter) && Problem(key) is { } problem)
            {
                context.Report(new Finding(Descriptor, pair.Key.Span, problem));
            }
        }
    }

    /// <summary>Whether variables that the file knows make the name.</summary>
    private static bool IsBuiltFromVariables(string key, BuildState? before, char escape) =>
        VariableReference.FindAll(key, escape).Any(v => before?.Lookup(v.Name).IsDefined == true);

    /// <summary>Docker's "Key format recommendations" for labels.</summary>
    private static string? Problem(string key)
    {
        if (key.StartsWith("com.docker.", StringComparison.Ordinal) || key.StartsWith("io.docker.", StringComparison.Ordinal) || key.StartsWith("org.dockerproject.", StringComparison.Ordinal))
        {
            return $"`{key}` is in a name space that Docker keeps for itself";
        }

        if (key.FirstOrDefault(c => !char.IsAsciiLetterLower(c) && !char.IsAsciiDigit(c) && c is not ('.' or '-')) is var odd and not '\0')
        {
            return $"`{odd}` in a label name: tools count on small letters, digits, `.` and `-`";
        }

        if (!char.IsAsciiLetterLower(key[0]) || key[^1] is '.' or '-')
        {
            return $"`{key}` does not begin and end as a label name does: with a small letter, at the end also a digit";
        }

        return key.Contains("..", StringComparison.Ordinal) || key.Contains("--", StringComparison.Ordinal)
            ? $"Two separators in a row in `{key}`: tools take a label name apart at each"
            : null;
    }
}
