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
            Aliases = ["S6579"],
            Fixes = FixAvailability.Always,
        };

    public override RuleScope Scope => RuleScope.File;

    public override void Analyze(InstructionFacts instruction, RuleContext context)
    {
        if (!context.FactOf(this, FindFirstUses).TryGetValue(instruction.Index, out var uses))
        {
            return;
        }

        foreach (var (parameter, line) in uses)
        {
            context.Report(new Finding(
                Descriptor, RuleContext.SpanOf(instruction, parameter.Span),
                $"Is empty here: the ARG of line {line} holds for FROM alone, and `ARG {parameter.Name}` in this stage brings its value in")
            {
                Fixes =
                [
                    new Fix(
                        "Declare it in this stage (the step then sees its value)", Applicability.Unsafe,
                        [InstructionEdits.InsertBefore(context.Model.Tree, instruction.Syntax, $"ARG {parameter.Name}")]),
                ],
            });
        }
    }

    /// <summary>By instruction: the first use of each such variable in its stage, with the line of its ARG.</summary>
    private static Dictionary<int, List<(ShellParameter Parameter, int Line)>> FindFirstUses(BuildModel model)
    {
        var found = new Dictionary<int, List<(ShellParameter, int)>>();
        var globals = new Dictionary<string, int>(StringComparer.Ordinal);
        var reported = new HashSet<(Stage, string)>();
        foreach (var instruction in model.Instructions)
        {
            if (instruction is { Stage: null, Syntax: ArgSyntax arg })
            {
                foreach (var pair in arg.Pairs)
                {
                    globals.TryAdd(pair.Key.Text, model.Tree.Text.GetLineNumber(pair.Key.Span.Start) + 1);
                }
            }

            if (globals.Count == 0 || instruction is not { Stage: { } stage, Before: { } before, IsOnbuild: false, Run.Script: { IsUnderstood: true, Script: { } script } })
            {
                continue;
            }

            foreach (var node in script.Body.DescendantsAndSelf())
            {
                if (node is ShellParameter { Operation: "" } parameter && globals.TryGetValue(parameter.Name, out var line)
                    && !before.Lookup(parameter.Name).IsDefined && !MayBeSet(parameter.Name, script) && !MayComeFromImage(parameter.Name, stage)
                    && reported.Add((stage, parameter.Name)))
                {
                    if (!found.TryGetValue(instruction.Index, out var uses))
                    {
                        found.Add(instruction.Index, uses = []);
                    }

                    uses.Add((parameter, line));
                }
            }
        }

        return found;
    }

    /// <summary>Whether the step sets it itself.</summary>
    private static bool MayBeSet(string name, ShellScript script) =>
        script.Text.Text.Contains(name + "=", StringComparison.Ordinal)
        || script.Body.DescendantsAndSelf().Any(n => n switch
        {
            ShellFor loop => loop.Variable == name,
            ShellSimpleCommand { Words: [{ ConstantValue: "read" or "." or "source" or "eval" or "getopts" or "mapfile" or "readarray" }, ..] command } =>
                command.Words[0].ConstantValue is "." or "source" or "eval" || command.Words.Any(w => w.ConstantValue == name),
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
