using DockerLsp.Engine.Semantics;
using DockerLsp.Engine.Syntax;
using DockerLsp.Engine.Text;

namespace DockerLsp.Engine.Rules.Security;

/// <summary>The USER that a stage ends with: the one that its image keeps.</summary>
internal static class LastUser
{
    /// <summary>The user, without the group, and its place; null where the instruction is no USER, or a later one of the stage replaces it.</summary>
    public static (string Name, TextSpan Span)? Read(InstructionFacts instruction, BuildModel model)
    {
        if (instruction is not { Effective: UserSyntax { Value: { } value } user, Stage: { } stage })
        {
            return null;
        }

        if (model.OfKind(InstructionKinds.User, instruction.Index + 1, stage.EndInstruction).Any(other => other.IsOnbuild == instruction.IsOnbuild))
        {
            return null;
        }

        var text = Operand.Unquoted(value);
        // A variable may hold a colon of its own.
        var name = text.Contains('$', StringComparison.Ordinal) ? text : text.Split(':')[0].Trim();
        var start = value.Text.IndexOf(name, StringComparison.Ordinal);
        return name.Length == 0 ? null : (name, Operand.SpanOf(user, value, new TextSpan(start, name.Length)));
    }
}
