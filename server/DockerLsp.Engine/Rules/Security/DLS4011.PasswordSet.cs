using System.Collections.Immutable;
using DockerLsp.Engine.Diagnostics;
using DockerLsp.Engine.Semantics;
using DockerLsp.Engine.Shell;

namespace DockerLsp.Engine.Rules.Security;

/// <summary>A password that is set while the image is built.</summary>
public sealed class PasswordSet : CommandRule
{
    public override RuleDescriptor Descriptor { get; } =
        new("DLS4011", "PasswordSet", "Password set in the image", "Security", Severity.Warning)
        {
            Aliases = ["CKV2_DOCKER_17"],
        };

    public override ImmutableArray<string> Calls => ["chpasswd", "passwd"];

    protected override void AnalyzeCommand(InstructionFacts instruction, ScriptCommand command, RuleContext context)
    {
        if (command.View.Name is not ("chpasswd" or "passwd"))
        {
            return;
        }

        // One that reads a mounted file keeps the password out of the history.
        var isFed = command.Node.Redirections.All(r => r.Target?.ConstantValue is not ['/', ..])
            && instruction.Run?.Script.Script?.ToString(command.Pipeline).Contains("/run/secrets/", StringComparison.Ordinal) != true;
        // `echo "git:$(head -c 24 /dev/urandom | base64)" | chpasswd` unlocks an account and gives nobody a password.
        isFed &= !command.Pipeline.Commands.TakeWhile(c => !ReferenceEquals(c, command.Node)).Any(c => c.DescendantsAndSelf().Any(n => n is ShellCommandSubstitution));
        if ((command.View.Name == "chpasswd" && isFed) || (command.View.Name == "passwd" && command.View.ArgumentValues.Contains("--stdin")))
        {
            context.Report(new Finding(
                Descriptor, RuleContext.SpanOf(instruction, command.Node.Words[command.View.Start].Span),
                "Gives every container of this image one password, which its history shows; an account that nobody logs in to needs none"));
        }
    }
}
