using DockerLsp.Engine.Diagnostics;
using DockerLsp.Engine.Semantics;
using DockerLsp.Engine.Syntax;
using DockerLsp.Engine.Text;

namespace DockerLsp.Engine.Rules.Instructions;

/// <summary>EXPOSE with an address or a port of the host, as <c>docker run --publish</c> has them.</summary>
public sealed class HostPort : Rule
{
    public override RuleDescriptor Descriptor { get; } =
        new("ExposeInvalidFormat", "HostPort", "EXPOSE with a port of the host", "Instructions", Severity.Warning)
        {
            Fixes = FixAvailability.Sometimes,
        };

    public override RuleScope Scope => RuleScope.Instruction;

    public override InstructionKinds Kinds => InstructionKinds.Expose;

    public override void Analyze(InstructionFacts instruction, RuleContext context)
    {
        if (instruction.Effective is not ExposeSyntax expose)
        {
            return;
        }

        foreach (var item in expose.Items)
        {
            var text = item.Text;
            var colon = text.LastIndexOf(':');
            if (colon < 0 || VariableReference.FindAll(text, context.Model.Tree.Directives.EscapeCharacter).Any(v => v.Span.Contains(new TextSpan(colon, 1))))
            {
                continue;
            }

            var port = text[(colon + 1)..].TrimEnd('"', '\'');
            var isPlain = port.Length > 0 && char.IsAsciiDigit(port[0]) && !text.Contains('$', StringComparison.Ordinal) && text.AsSpan().IndexOfAny('"', '\'') < 0;
            var finding = new Finding(Descriptor, item.Span, isPlain
                ? $"Only the port of the container counts, {port}: `docker run --publish` maps it to one of the host, and BuildKit will stop here"
                : "Only the port of the container counts: `docker run --publish` maps it to one of the host, and BuildKit will stop here");
            context.Report(isPlain
                ? finding with { Fixes = [new Fix($"Keep the container's port {port}", Applicability.Safe, [new TextChange(item.Span, port)])] }
                : finding);
        }
    }
}
