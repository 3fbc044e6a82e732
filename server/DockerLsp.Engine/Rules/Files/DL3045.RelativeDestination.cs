using DockerLsp.Engine.Diagnostics;
using DockerLsp.Engine.Semantics;
using DockerLsp.Engine.Syntax;
using DockerLsp.Engine.Text;

namespace DockerLsp.Engine.Rules.Files;

/// <summary>COPY to a relative place, with no WORKDIR before it.</summary>
public sealed class RelativeDestination : Rule
{
    public override RuleDescriptor Descriptor { get; } =
        new("DL3045", "RelativeDestination", "COPY to a relative place without WORKDIR", "Files", Severity.Warning)
        {
            Fixes = FixAvailability.Sometimes,
        };

    public override RuleScope Scope => RuleScope.Stage;

    public override InstructionKinds Kinds => InstructionKinds.Copy;

    public override InstructionKinds Reads => InstructionKinds.Workdir;

    public override void Analyze(InstructionFacts instruction, RuleContext context)
    {
        if (instruction.Effective is not CopySyntax { Destination: { } destination } copy || !TransferDestination.IsAdrift(instruction, copy, context.Model))
        {
            return;
        }

        var path = Operand.Unquoted(destination);
        var where = instruction.Stage is { IsImplicit: false, Image.Name: { Length: > 0 } image } && !image.Contains('$', StringComparison.Ordinal)
            ? $"`{image.Split('@')[0]}`"
            : "the base image";
        var finding = new Finding(Descriptor, destination.Span, $"`{path}` counts from whatever working directory {where} has: no WORKDIR stands before this line");

        // The empty image has the root for its working directory.
        if (WorkingDirectory.Before(context.Model, instruction) == "/" && destination.Mapped.IsContiguous(new TextSpan(0, destination.Text.Length))
            && WorkingDirectory.Combine("/", path) is { } absolute)
        {
            if (path.EndsWith('/') && absolute != "/")
            {
                absolute += "/";
            }

            var start = destination.Text.IndexOf(path, StringComparison.Ordinal);
            var edit = new TextChange(Operand.SpanOf(copy, destination, new TextSpan(start, path.Length)), absolute);
            finding = finding with { Message = $"`{path}` counts from the root as long as this stage starts from scratch; no WORKDIR says so", Fixes = [new Fix("Write the path from the root", Applicability.Safe, [edit])] };
        }

        context.Report(finding);
    }
}
