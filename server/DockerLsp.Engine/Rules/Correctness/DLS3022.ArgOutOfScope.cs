using DockerLsp.Engine.Diagnostics;
using DockerLsp.Engine.Rewriting;
using DockerLsp.Engine.Semantics;
using DockerLsp.Engine.Shell;
using DockerLsp.Engine.Syntax;

namespace DockerLsp.Engine.Rules.Correctness;

/// <summary>A RUN reads an ARG of before the first FROM, which its stage does not declare.</summary>
public sealed class ArgOutOfScope : Rule
{
    public override RuleDescriptor Descriptor { get; } =
        new("DLS3022", "ArgOutOfScope", "ARG from before FROM used in a stage", "Correctness", Severity.Warning)
        {
            Fixes = FixAvailability.Always,
        };

    public override RuleScope Scope => RuleScope.File;

    public override InstructionKinds Kinds => InstructionKinds.Run;

    public override string Characters => "$";

    public override object? InfluenceOf(InstructionFacts instruction) => instruction is { Stage: null, Syntax: ArgSyntax } ? Whole(instruction) : null;

    public override void Analyze(InstructionFacts instruction, RuleContext context)
    {
        if (instruction is not { Stage: { IsImplicit: false } stage, Before: { } before, IsOnbuild: false, Run.Script: { IsUnderstood: true, Script: { } script } }
            || !script.Text.Text.Contains('$', StringComparison.Ordinal) || context.FactOf(this, GlobalArguments) is not { Count: > 0 } globals
            || !NamesAny(globals, script.Text.Text))
        {
            return;
        }

        HashSet<string>? reported = null;
        foreach (var node in script.Body.DescendantsAndSelf())
        {
            if (node is not ShellParameter { Operation: "" } parameter || before.Lookup(parameter.Name).IsDefined
                || !globals.TryGetValue(parameter.Name, out var line) || MayBeSet(parameter.Name, script) || MayComeFromImage(parameter.Name, stage)
                || !(reported ??= new(StringComparer.Ordinal)).Add(parameter.Name))
            {
                continue;
            }

            context.Report(new Finding(
                Descriptor, RuleContext.SpanOf(instruction, parameter.Span),
                $"Is empty here: the ARG of line {line} holds for FROM alone, and `ARG {parameter.Name}` in this stage brings its value in")
            {
                Fixes =
                [
                    new Fix(
                        "Declare it in this stage (the step then sees its value)", Applicability.Unsafe,
                        [InstructionEdits.InsertAfter(context.Model.Tree, context.Model.Instructions[stage.FirstInstruction].Syntax, $"ARG {parameter.Name}")]),
                ],
            });
        }
    }

    private static bool NamesAny(Dictionary<string, int> variables, string text)
    {
        foreach (var (name, _) in variables)
        {
            if (text.Contains(name, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The variables that are declared before the first FROM, with their lines.</summary>
    private static Dictionary<string, int> GlobalArguments(BuildModel model)
    {
        var globals = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var instruction in model.OfKind(InstructionKinds.Arg, 0, model.Stages[0].FirstInstruction))
        {
            foreach (var pair in (instruction.Syntax as ArgSyntax)?.Pairs ?? [])
            {
                globals.TryAdd(pair.Key.Text, model.Tree.Text.GetLineNumber(pair.Key.Span.Start) + 1);
            }
        }

        return globals;
    }

    /// <summary>Whether the step sets it itself.</summary>
    private static bool MayBeSet(string name, ShellScript script) =>
        script.Text.Text.Contains(name + "=", StringComparison.Ordinal)
        || script.Body.DescendantsAndSelf().Any(n => n switch
        {
            ShellFor loop => loop.Variable == name,
            ShellSimpleCommand { Words: [{ ConstantValue: "." or "source" or "eval" }, ..] } => true,
            ShellSimpleCommand { Words: [{ ConstantValue: "read" or "getopts" or "mapfile" or "readarray" }, .. var rest] } => rest.Any(w => w.ConstantValue == name),
            _ => false,
        });

    /// <summary>
    /// Whether the image may set it: <c>NODE_VERSION</c> is there in <c>node</c>. Images of a bare distribution set nothing but PATH.
    /// </summary>
    private static bool MayComeFromImage(string name, Stage stage) =>
        name.EndsWith("VERSION", StringComparison.OrdinalIgnoreCase)
        && !(stage.Image.ShipsPackageIndex == false && ImageReference.Parse(stage.Image.Name).Repository is var repository
            && repository[(repository.LastIndexOf('/') + 1)..] is "debian" or "ubuntu" or "alpine" or "fedora" or "busybox" or "amazonlinux" or "archlinux" or "rockylinux" or "almalinux");
}
