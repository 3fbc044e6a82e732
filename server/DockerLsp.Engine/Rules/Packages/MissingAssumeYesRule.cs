using System.Collections.Immutable;
using DockerLsp.Engine.Diagnostics;
using DockerLsp.Engine.PackageManagers;
using DockerLsp.Engine.Rewriting;
using DockerLsp.Engine.Semantics;
using DockerLsp.Engine.Shell;
using DockerLsp.Engine.Text;

namespace DockerLsp.Engine.Rules.Packages;

/// <summary>A package manager asks for confirmation, which nobody can give during a build.</summary>
public abstract class MissingAssumeYesRule : CommandRule
{
    /// <summary>Whether the call asks.</summary>
    protected abstract bool Asks(PackageCommand package);

    /// <summary>Whether its options answer.</summary>
    protected abstract bool IsAnswered(PackageCommand package);

    /// <summary>The option that answers, and the word that it has to follow.</summary>
    protected virtual (string Option, ShellWord Behind) Answer(PackageCommand package) => ("-y", package.Node.Words[package.SubcommandIndex]);

    /// <summary>What happens without an answer.</summary>
    protected abstract string Message { get; }

    public override ImmutableArray<string> Calls => [AnyPackageManager];

    protected sealed override void AnalyzeCommand(InstructionFacts instruction, ScriptCommand command, RuleContext context)
    {
        if (command.Package is not { } package || !Asks(package) || IsAnswered(package) || HasInput(command))
        {
            return;
        }

        var finding = new Finding(Descriptor, RuleContext.SpanOf(instruction, package.CallSpan), Message);
        var (option, behind) = Answer(package);
        if (RunRewriter.Create(context.Model, instruction, out var obstacle) is { } rewriter)
        {
            rewriter.InsertWordAfter(behind, option);

            // Where the script asks whether the install failed, it now takes another way.
            finding = finding with
            {
                Fixes = [command.Place.HasFlag(FlowPlace.Tested)
                    ? new Fix($"Answer with {option} (the script asks whether this fails)", Applicability.Unsafe, [.. rewriter.Edits])
                    : new Fix($"Answer with {option}", Applicability.Safe, [.. rewriter.Edits])],
            };
        }
        else if (obstacle is not null)
        {
            finding = finding with { Refusals = [new Refusal($"Answer with {option}", $"Not rewritten: {obstacle.Reason}", obstacle.Span)] };
        }

        context.Report(finding);
    }

    /// <summary>Whether somebody answers after all: <c>yes | apt-get install …</c>. xargs keeps its input to itself.</summary>
    private static bool HasInput(ScriptCommand command) =>
        !command.View.Wrappers.Contains("xargs")
        && (!ReferenceEquals(command.Pipeline.Commands[0], command.Node) && command.Pipeline.Commands.Contains(command.Node)
            || command.Node.Redirections.Any(r => r.Operator is RedirectionOperator.Heredoc or RedirectionOperator.HeredocStripTabs or RedirectionOperator.HereString
                || (r.Operator == RedirectionOperator.Input && r.Target?.ConstantValue != "/dev/null")));
}
