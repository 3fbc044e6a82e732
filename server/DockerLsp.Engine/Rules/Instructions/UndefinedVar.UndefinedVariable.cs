using System.Collections.Immutable;
using DockerLsp.Engine.Diagnostics;
using DockerLsp.Engine.Rewriting;
using DockerLsp.Engine.Semantics;
using DockerLsp.Engine.Syntax;
using DockerLsp.Engine.Text;

namespace DockerLsp.Engine.Rules.Instructions;

/// <summary>An instruction whose variables BuildKit replaces uses one that nothing defines.</summary>
public sealed class UndefinedVariable : Rule
{
    private const int MaxTitleLength = 59;

    public override RuleDescriptor Descriptor { get; } =
        new("UndefinedVar", "UndefinedVariable", "Variable that nothing defines", "Instructions", Severity.Warning)
        {
            Aliases = ["S6579"],
            Fixes = FixAvailability.Sometimes,
        };

    // Arguments before the first FROM, and of other stages, explain what is missing here.
    public override RuleScope Scope => RuleScope.File;

    public override InstructionKinds Kinds => InstructionKinds.Copy | InstructionKinds.Add | InstructionKinds.Env | InstructionKinds.Label | InstructionKinds.Arg | InstructionKinds.Workdir
        | InstructionKinds.User | InstructionKinds.Expose | InstructionKinds.Volume | InstructionKinds.Stopsignal | InstructionKinds.Run;

    public override InstructionKinds Reads => InstructionKinds.Arg;

    /// <summary>The names that it declares, whatever is known before it.</summary>
    public override object? InfluenceOf(InstructionFacts instruction) => instruction.Syntax is ArgSyntax ? instruction.Syntax.Green : null;

    public override void Analyze(InstructionFacts instruction, RuleContext context)
    {
        // The variables of a trigger are those of another build.
        if (instruction.Before is not { } before || instruction.IsOnbuild || instruction.Stage is { IsImplicit: true }
            || instruction.Syntax is RunSyntax { Green.Flags.Length: 0 } || !instruction.Syntax.Green.Text.Contains('$', StringComparison.Ordinal))
        {
            return;
        }

        HashSet<string>? own = null;
        foreach (var (text, span, heredoc) in Operand.ReplacedTexts(instruction.Syntax))
        {
            var escape = heredoc is null ? context.Model.Tree.Directives.EscapeCharacter : '\\';

            // What BuildKit cannot read is DLS3000.
            if (text.Contains('$', StringComparison.Ordinal) && VariableExpansion.FindUnreadable(text, escape, heredoc is null) is not null)
            {
                continue;
            }

            foreach (var variable in VariableReference.FindAll(text, escape, heredoc is null))
            {
                // A script in a heredoc has many: to quote its word mends them all.
                if (!Operand.HasAlternative(text, variable) && !IsDefined(variable.Name, before, instruction.Syntax, text)
                    && Report(instruction, before, variable, span(variable.Span), heredoc, own ??= new(StringComparer.Ordinal), context) && heredoc is not null)
                {
                    break;
                }
            }
        }
    }

    private bool Report(InstructionFacts instruction, BuildState before, VariableReference variable, TextSpan span, HeredocSyntax? heredoc, HashSet<string> own, RuleContext context)
    {
        var elsewhere = context.FactOf(this, DeclaredArguments);
        var tree = context.Model.Tree;
        // `ARG A=$A` declares it, too, and gives it nothing.
        var isDeclared = elsewhere.TryGetValue(variable.Name, out var place);
        var isOwnDefault = isDeclared && instruction.Syntax.Span.Contains(place.Span);
        var isDeclaredElsewhere = isDeclared && !isOwnDefault;
        var candidates = before.Environment.Keys.Concat(before.Arguments.Keys).Append("PATH");
        var meant = isDeclared ? null : Suggestions.Closest(variable.Name, candidates);
        // What an unknown image defines nobody sees from here: only what the file itself speaks for is reported.
        if (meant is null && !isDeclaredElsewhere && !KnownEnvironment.IsKnown(before.Image))
        {
            return false;
        }

        var name = $"`{Operand.Shorten(variable.Name)}`";
        var finding = new Finding(Descriptor, span, isDeclaredElsewhere
            ? place.Stage is null
                ? $"{name} is known to FROM only, and empty here: `ARG {variable.Name}` brings it into the stage"
                : place.Stage == instruction.Stage
                    ? $"{name} is declared only in line {context.Line(place.Span.Start)}, and empty here"
                    : $"{name} is declared in another stage (line {context.Line(place.Span.Start)}), and empty here: each stage has its own ARG"
            : isOwnDefault
                ? $"{name} is empty in its own default: `ARG {variable.Name}` alone takes what `--build-arg` gives"
            : meant is null
                ? $"Nothing defines {name}: BuildKit puts nothing in its place" + (heredoc is null ? string.Empty : $"; quote `{Operand.Shorten(heredoc.Delimiter)}` to leave it to who reads the file")
                : $"Nothing defines {name}: BuildKit puts nothing in its place; did you mean `{meant}`?")
        {
            Related = isDeclaredElsewhere ? [new RelatedPlace(place.Span, "declared here")] : [],
        };
        if (meant is not null && Operand.Rename(tree, variable, span, meant) is { } edit && $"Use `{meant}` (the value changes)" is { Length: <= MaxTitleLength } title)
        {
            finding = finding with { Fixes = [new Fix(title, Applicability.Unsafe, [edit])] };
        }
        else if (isDeclaredElsewhere && place.Stage is null && own.Add(variable.Name) && !SoundsSecret(variable.Name)
            && $"Declare ARG {variable.Name} in this stage (value changes)" is { Length: <= MaxTitleLength } declare)
        {
            var keyword = instruction.Syntax.Keyword.ValueText.Any(char.IsUpper) ? "ARG" : "arg";
            finding = finding with { Fixes = [new Fix(declare, Applicability.Unsafe, [InstructionEdits.InsertBefore(tree, instruction.Syntax, $"{keyword} {variable.Name}")])] };
        }

        context.Report(finding);
        return true;
    }

    /// <summary>An argument with such a name should rather not be one.</summary>
    private static bool SoundsSecret(string name) =>
        ImmutableArray.Create("KEY", "TOKEN", "SECRET", "PASS", "PWD", "AUTH", "CREDENTIAL", "USERNAME", "PRIVATE").Any(p => name.Contains(p, StringComparison.OrdinalIgnoreCase));

    /// <summary>PATH has a default in every image; the others are those of SBOM scanners.</summary>
    private static bool IsDefined(string name, BuildState before, InstructionSyntax instruction, string text) =>
        name is "PATH" or "BUILDKIT_SBOM_SCAN_CONTEXT" or "BUILDKIT_SBOM_SCAN_STAGE"
        || before.Environment.ContainsKey(name) || before.Arguments.ContainsKey(name)
        || KnownEnvironment.Defines(before.Image, name)
        // The proxies are there without an ARG (Dockerfile reference, "Predefined ARGs").
        || name.ToUpperInvariant() is "HTTP_PROXY" or "HTTPS_PROXY" or "FTP_PROXY" or "NO_PROXY" or "ALL_PROXY"
        // Of several arguments in one ARG each knows those before it.
        || (instruction is ArgSyntax arg && IsDeclaredBefore(name, arg, text));

    private static bool IsDeclaredBefore(string name, ArgSyntax arg, string text)
    {
        foreach (var pair in arg.Pairs)
        {
            if (pair.Value?.Text == text)
            {
                return false;
            }

            if (pair.Key.Text == name)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The arguments that the file declares, before the first FROM or in a stage; the first declaration counts.</summary>
    private static Dictionary<string, (TextSpan Span, Stage? Stage)> DeclaredArguments(BuildModel model)
    {
        var result = new Dictionary<string, (TextSpan Span, Stage? Stage)>(StringComparer.Ordinal);
        foreach (var instruction in model.OfKind(InstructionKinds.Arg))
        {
            if (instruction.Syntax is ArgSyntax arg)
            {
                foreach (var pair in arg.Pairs)
                {
                    result.TryAdd(pair.Key.Text, (pair.Key.Span, instruction.Stage));
                }
            }
        }

        return result;
    }
}
