using System.Text.RegularExpressions;
using DockerLsp.Engine.Diagnostics;
using DockerLsp.Engine.Semantics;
using DockerLsp.Engine.Syntax;
using DockerLsp.Engine.Text;

namespace DockerLsp.Engine.Rules.Correctness;

/// <summary>Options of HEALTHCHECK that stop the build, or are taken for the command.</summary>
public sealed partial class InvalidHealthcheck : Rule
{
    public override RuleDescriptor Descriptor { get; } =
        new("DLS3026", "InvalidHealthcheck", "Option of HEALTHCHECK that is none", "Correctness", Severity.Error)
        {
            Fixes = FixAvailability.Sometimes,
        };

    public override RuleScope Scope => RuleScope.Instruction;

    public override InstructionKinds Kinds => InstructionKinds.Healthcheck;

    public override void Analyze(InstructionFacts instruction, RuleContext context)
    {
        if (instruction.Effective is not HealthcheckSyntax { Type: { } type } healthcheck || !type.Text.Equals("CMD", StringComparison.OrdinalIgnoreCase))
        {
            return;
        }

        foreach (var flag in healthcheck.Flags)
        {
            if (flag.Value is not { Length: > 0 } value || flag.ValueSpan.IsEmpty)
            {
                continue;
            }

            if (flag.Name is "interval" or "timeout" or "start-period" or "start-interval" && !Duration().IsMatch(value))
            {
                context.Report(Number().IsMatch(value)
                    ? new Finding(Descriptor, flag.ValueSpan, $"The build stops here: `{value}` has no unit, for instance `{value}s`")
                    {
                        Fixes = [new Fix($"Take it for seconds: {value}s (the build then goes on)", Applicability.Unsafe, [new TextChange(flag.ValueSpan, value + "s")])],
                    }
                    : new Finding(Descriptor, flag.ValueSpan, "The build stops here: this is no duration such as `30s` or `1m30s`"));
            }
            else if (flag.Name == "retries" && !Count().IsMatch(value))
            {
                context.Report(new Finding(Descriptor, flag.ValueSpan, "The build stops here: this is no number of retries"));
            }
        }

        if (healthcheck.Command is ShellFormSyntax command && Option().Match(command.Text.Text) is { Success: true } match)
        {
            var span = command.Text.ToSource(new TextSpan(0, match.Length)).Shift(healthcheck.Position);
            context.Report(new Finding(Descriptor, span, "Is run as a command, since it stands behind CMD; options come before it"));
        }
    }

    /// <summary>What Go's time.ParseDuration reads.</summary>
    [GeneratedRegex(@"^[+-]?(0|(([0-9]+(\.[0-9]*)?|\.[0-9]+)(ns|us|µs|μs|ms|s|m|h))+)$", RegexOptions.CultureInvariant)]
    private static partial Regex Duration();

    [GeneratedRegex(@"^[0-9]{1,6}$", RegexOptions.CultureInvariant)]
    private static partial Regex Number();

    [GeneratedRegex(@"^\+?[0-9]{1,9}$", RegexOptions.CultureInvariant)]
    private static partial Regex Count();

    [GeneratedRegex(@"^--(interval|timeout|start-period|start-interval|retries)\b(=\S*)?", RegexOptions.CultureInvariant)]
    private static partial Regex Option();
}
