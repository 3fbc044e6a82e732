using DockerLsp.Engine.Diagnostics;
using DockerLsp.Engine.Semantics;
using DockerLsp.Engine.Syntax;
using DockerLsp.Engine.Text;

namespace DockerLsp.Engine.Rules.Files;

/// <summary>COPY --from something that is no earlier stage.</summary>
public sealed class CopyFromUnknown : Rule
{
    private const int MaxTitleLength = 59;
    private const int MaxCompared = 64;

    public override RuleDescriptor Descriptor { get; } =
        new("DL3022", "CopyFromUnknown", "COPY from a stage that is not there", "Files", Severity.Warning)
        {
            Fixes = FixAvailability.Sometimes,
        };

    public override RuleScope Scope => RuleScope.File;

    public override InstructionKinds Kinds => InstructionKinds.Copy;

    public override InstructionKinds Reads => InstructionKinds.None;

    public override void Analyze(InstructionFacts instruction, RuleContext context)
    {
        if (instruction is not { Effective: CopySyntax copy, Stage: { } stage }
            || copy.Flags.FirstOrDefault(f => f.Name == "from") is not { Value: { Length: > 0 } name } flag
            || name.Contains(':', StringComparison.Ordinal) || context.Model.Build.HasContext(name, out _))
        {
            return;
        }

        AnalyzeFrom(instruction, stage, flag, name, context);
    }

    private void AnalyzeFrom(InstructionFacts instruction, Stage stage, FlagSyntax flag, string name, RuleContext context)
    {
        if (StageNames.Find(name, context.Model).Any(s => s.Index <= stage.Index))
        {
            return;
        }

        var finding = new Finding(Descriptor, flag.ValueSpan, Message(name, instruction, stage, context));
        // A later stage is spelt right, and stands in the wrong place.
        var isLater = StageNames.Find(name, context.Model).Any(s => s.Index > stage.Index);
        if (!isLater && !instruction.IsOnbuild && !name.All(char.IsAsciiDigit)
            && Suggestions.Closest(name, NearestStages(context.Model, stage).Select(s => s.Name ?? "").Where(n => n.Length > 0)) is { } closest
            && $"Copy from stage `{closest}` (not from an image)" is { Length: <= MaxTitleLength } title)
        {
            finding = finding with { Fixes = [new Fix(title, Applicability.Unsafe, [new TextChange(flag.ValueSpan, closest)])] };
        }

        context.Report(finding);
    }

    /// <summary>The stages before one, of very many the last: each name that is not known is held against all of them.</summary>
    private static IEnumerable<Stage> NearestStages(BuildModel model, Stage stage) =>
        Enumerable.Range(Math.Max(0, stage.Index - MaxCompared), Math.Min(MaxCompared, stage.Index)).Select(i => model.Stages[i]);

    private static string Message(string name, InstructionFacts instruction, Stage stage, RuleContext context)
    {
        if (instruction.IsOnbuild)
        {
            return $"Counts on a stage `{name}` in every Dockerfile that starts from this image; without one it is an image of that name";
        }

        if (name.All(char.IsAsciiDigit))
        {
            return $"No stage before this one has the number {name}: BuildKit stops here";
        }

        if (name.Contains('$', StringComparison.Ordinal))
        {
            return "Variables are not replaced here, and BuildKit stops; a stage `FROM` the image gives it a name";
        }

        var later = StageNames.Find(name, context.Model).FirstOrDefault(s => s.Index > stage.Index);
        return later is not null
            ? $"The stage `{name}` comes only in line {context.Line(context.Model.Instructions[later.FirstInstruction])}: here BuildKit takes the name for an image or a named context"
            : $"No stage before this one is called `{name}`: BuildKit takes it for an image without a tag, or for a named context";
    }
}
