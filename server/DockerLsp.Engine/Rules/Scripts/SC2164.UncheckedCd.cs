using System.Collections.Immutable;
using DockerLsp.Engine.Diagnostics;
using DockerLsp.Engine.Rewriting;
using DockerLsp.Engine.Semantics;
using DockerLsp.Engine.Shell;
using DockerLsp.Engine.Text;

namespace DockerLsp.Engine.Rules.Scripts;

/// <summary><c>cd</c> whose failure lets the rest run in the wrong directory.</summary>
public sealed class UncheckedCd : CommandRule
{
    public override RuleDescriptor Descriptor { get; } =
        new("SC2164", "UncheckedCd", "cd whose failure is not checked", "Scripts", Severity.Warning)
        {
            Fixes = FixAvailability.Always,
        };

    public override ImmutableArray<string> Calls => ["cd"];

    protected override void AnalyzeCommand(InstructionFacts instruction, ScriptCommand command, RuleContext context)
    {
        if (command.Node is not { Words: [{ ConstantValue: "cd" }, { } target], Assignments.IsEmpty: true } || target.ConstantValue is "/" or ".." or "."
            || (command.Place & (FlowPlace.Tested | FlowPlace.Pipeline | FlowPlace.Function | FlowPlace.Background)) != 0
            || command.Statement is not { AndOr.Pipelines: [{ IsNegated: false, Commands: [ShellSimpleCommand] }], Terminator: StatementTerminator.Semicolon or StatementTerminator.NewLine }
            || ReferenceEquals(command.Statement, command.List.Statements[^1]))
        {
            return;
        }

        if (RunRewriter.Create(context.Model, instruction, out _) is not { HasErrExit: false })
        {
            return;
        }

        if (!instruction.IsOnbuild && target.ConstantValue is ['/', ..] path && instruction.Before?.WorkingDirectory is { } directory && IsWithin(directory, path.TrimEnd('/')))
        {
            // WORKDIR has made it.
            return;
        }

        var span = RuleContext.SpanOf(instruction, command.Node.Span);
        context.Report(new Finding(Descriptor, span, "Where this folder is missing, the rest runs in the one before, and the build goes on")
        {
            Fixes = [new Fix("Add || exit 1 (the build then stops here)", Applicability.Unsafe, [new TextChange(new TextSpan(span.End, 0), " || exit 1")])],
        });
    }

    private static bool IsWithin(string directory, string path) =>
        directory.StartsWith(path, StringComparison.Ordinal) && (directory.Length == path.Length || directory[path.Length] == '/');
}
