using DockerLsp.Engine.Diagnostics;
using DockerLsp.Engine.Semantics;
using DockerLsp.Engine.Syntax;
using DockerLsp.Engine.Text;

namespace DockerLsp.Engine.Rules.Security;

/// <summary>A secret mount that every user of the step may read.</summary>
public sealed class ReadableSecret : Rule
{
    public override RuleDescriptor Descriptor { get; } =
        new("DLS4008", "ReadableSecret", "Secret that every user may read", "Security", Severity.Warning)
        {
            Aliases = ["S6469"],
            Fixes = FixAvailability.Always,
        };

    public override RuleScope Scope => RuleScope.Instruction;

    public override InstructionKinds Kinds => InstructionKinds.Run;

    public override void Analyze(InstructionFacts instruction, RuleContext context)
    {
        if (instruction.Run is not { } run || !run.Mounts.Any(IsOfSecret))
        {
            return;
        }

        foreach (var flag in instruction.RunSyntax?.Flags ?? [])
        {
            if (flag is not { Name: "mount", MappedValue: { Text: var text } mapped } || !IsOfSecret(Mount.Parse(text)))
            {
                continue;
            }

            var start = 0;
            foreach (var field in text.Split(','))
            {
                if (field.StartsWith("mode=", StringComparison.OrdinalIgnoreCase) && field[5..] is var mode && MayRead(mode))
                {
                    var span = mapped.ToSource(new TextSpan(start + 5, mode.Length)).Shift(instruction.Syntax.Position);
                    context.Report(new Finding(
                        Descriptor, span, "Every user of this step may read the secret; without a mode its owner alone may, and `uid=` names another owner")
                    {
                        Fixes = [new Fix("Let its owner alone read it (may need uid=)", Applicability.Unsafe, [new TextChange(span, "0400")])],
                    });
                }

                start += field.Length + 1;
            }
        }
    }

    private static bool IsOfSecret(Mount mount) => mount.Type is "secret" or "ssh";

    private static bool MayRead(string mode) => mode.Length is >= 3 and <= 5 && mode.All(c => c is >= '0' and <= '7') && (mode[^1] - '0' & 6) != 0;
}
