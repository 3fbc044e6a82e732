using DockerLsp.Engine.Diagnostics;
using DockerLsp.Engine.Semantics;
using DockerLsp.Engine.Syntax;

namespace DockerLsp.Engine.Rules.Files;

/// <summary>COPY or ADD of what <c>.dockerignore</c> keeps out of the build.</summary>
public sealed class IgnoredSource : Rule
{
    public override RuleDescriptor Descriptor { get; } =
        new("CopyIgnoredFile", "IgnoredSource", "COPY of a file that .dockerignore keeps out", "Files", Severity.Warning);

    public override RuleScope Scope => RuleScope.Instruction;

    public override InstructionKinds Kinds => InstructionKinds.Copy | InstructionKinds.Add;

    public override void AddReadersOfContext(AffectedInstructions affected) => affected.AddOfKind(Kinds);

    public override void Analyze(InstructionFacts instruction, RuleContext context)
    {
        if (context.Options.IgnoreFile is not { Patterns.IsEmpty: false } ignore || instruction.IsOnbuild
            || instruction.Effective is not FileTransferSyntax { Destination: not null } transfer || transfer.Flags.Any(f => f.Name == "from"))
        {
            return;
        }

        foreach (var source in transfer.Sources)
        {
            if (source.IsHeredoc || PathOf(source, instruction, context) is not { Length: > 0 } path
                || (transfer is AddSyntax && RemoteSource.IsRemote(path)) || !ignore.IsWhollyIgnored(path, out var pattern) || pattern is null)
            {
                continue;
            }

            context.Report(new Finding(
                Descriptor, source.Span, $"`.dockerignore` keeps it out of the build (line {pattern.Line}, `{pattern}`): BuildKit does not find it, and stops here"));
        }
    }

    /// <summary>The path in the context; null where a variable may make it another one.</summary>
    private static string? PathOf(WordSyntax source, InstructionFacts instruction, RuleContext context)
    {
        var text = source.IsJsonString ? source.Text : Operand.Unquoted(source);
        return text.Contains('$', StringComparison.Ordinal)
            ? instruction.Before is { } before ? VariableExpansion.Expand(text, context.Model.Tree.Directives.EscapeCharacter, before.Lookup) : null
            : text;
    }
}
