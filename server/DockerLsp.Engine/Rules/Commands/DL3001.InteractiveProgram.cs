using System.Collections.Immutable;
using DockerLsp.Engine.Diagnostics;
using DockerLsp.Engine.Semantics;

namespace DockerLsp.Engine.Rules.Commands;

/// <summary>A step runs a program that has no use in a build.</summary>
public sealed class InteractiveProgram : CommandRule
{
    public override RuleDescriptor Descriptor { get; } =
        new("DL3001", "InteractiveProgram", "A step runs a program that has no use in a build", "Commands", Severity.Info);

    public override ImmutableArray<string> Calls => ["ssh", "vim", "shutdown", "service", "ps", "top", "free", "kill", "mount", "ifconfig"];

    protected override void AnalyzeCommand(InstructionFacts instruction, ScriptCommand command, RuleContext context)
    {
        var message = command.View.Name switch
        {
            "ssh" => "Connects to another machine: what it does there is not part of the image, and its key may be",
            "vim" => "Opens an editor, and a build has nobody to type",
            "shutdown" => "A build container has no system to shut down",
            "service" => "Starts or stops a service for this step only: no process outlives its step",
            "ps" or "top" or "free" => "Shows the state of the machine that builds, which says nothing about the image",
            "kill" => "Stops a process of this step only: none outlives its step",
            "mount" => "Mounts for this step only, and needs rights that a build lacks; `RUN --mount` is made for builds",
            "ifconfig" => "Shows or sets up the network of this step only",
            _ => null,
        };
        if (message is not null)
        {
            context.Report(new Finding(Descriptor, RuleContext.SpanOf(instruction, command.Node.Words[command.View.Start].Span), message));
        }
    }
}
