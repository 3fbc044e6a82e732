using DockerLsp.Engine.Diagnostics;
using DockerLsp.Engine.Semantics;
using DockerLsp.Engine.Syntax;
using DockerLsp.Engine.Text;

namespace DockerLsp.Engine.Rules.Files;

/// <summary>COPY of several sources to a destination without a slash at its end.</summary>
public sealed class DestinationWithoutSlash : Rule
{
    public override RuleDescriptor Descriptor { get; } =
        new("DL3021", "DestinationWithoutSlash", "Several sources, and no slash behind the destination", "Files", Severity.Error)
        {
            Aliases = ["DS-0011"],
            Fixes = FixAvailability.Always,
        };

    public override RuleScope Scope => RuleScope.Stage;

    public override InstructionKinds Kinds => InstructionKinds.Copy;

    public override InstructionKinds Reads => InstructionKinds.Workdir;

    public override void Analyze(InstructionFacts instruction, RuleContext context)
    {
        if (instruction.Effective is not CopySyntax { Destination: { } destination } copy || !TransferDestination.LacksSlash(copy, instruction.Before))
        {
            return;
        }

        var path = Operand.Unquoted(destination);
        var edit = new TextChange(new TextSpan(Operand.EndOf(destination), 0), "/");
        var (message, fix) = IsFolder(path, instruction, copy, context.Model)
            ? ($"Several sources need a folder: BuildKit takes `{path}` for one, older builders stop here without a `/` at its end",
                new Fix("Add the slash", Applicability.Safe, [edit]))
            : ($"Several sources need a folder, and `{path}` is one only if it ends in `/` or is there already",
                new Fix("Add the slash (makes a folder where there is none)", Applicability.Unsafe, [edit]));
        context.Report(new Finding(Descriptor, destination.Span, message) { Fixes = [fix] });
    }

    /// <summary>Whether the destination is a folder without the slash, too: the working directory, or sources that are folders all.</summary>
    private static bool IsFolder(string path, InstructionFacts instruction, CopySyntax copy, BuildModel model)
    {
        if (path == ".")
        {
            return true;
        }

        // Of a folder the content is copied.
        if (copy.Sources.All(s => Operand.Unquoted(s) is "." or "./" or [.., '/']))
        {
            return true;
        }

        var directory = WorkingDirectory.Before(model, instruction);
        return directory is not null && WorkingDirectory.Combine(directory, path) == directory && WorkingDirectory.IsSet(model, instruction);
    }
}
