using DockerLsp.Engine.Diagnostics;
using DockerLsp.Engine.Semantics;
using DockerLsp.Engine.Syntax;
using DockerLsp.Engine.Text;

namespace DockerLsp.Engine.Rules.Correctness;

/// <summary>Options of HEALTHCHECK that stop the build, or are taken for the command.</summary>
public sealed class InvalidHealthcheck : Rule
{
    private static readonly string[] Units = ["ns", "us", "µs", "μs", "ms", "s", "m", "h"];

    private static readonly double[] Nanoseconds = [1, 1e3, 1e3, 1e3, 1e6, 1e9, 60e9, 3600e9];

    private static readonly string[] Options = ["--interval", "--timeout", "--start-period", "--start-interval", "--retries"];

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

            if (flag.Name is "interval" or "timeout" or "start-period" or "start-interval")
            {
                var duration = ReadDuration(value);
                if (duration is 0 or >= 1e6)
                {
                    continue;
                }

                context.Report(duration is not null ? new Finding(Descriptor, flag.ValueSpan, "The build stops here: less than `1ms` is too short")
                    : value.Length <= 6 && IsNumber(value)
                    ? new Finding(Descriptor, flag.ValueSpan, $"The build stops here: `{value}` has no unit, for instance `{value}s`")
                    {
                        Fixes = [new Fix($"Take it for seconds: {value}s (the build then goes on)", Applicability.Unsafe, [new TextChange(flag.ValueSpan, value + "s")])],
                    }
                    : new Finding(Descriptor, flag.ValueSpan, "The build stops here: this is no duration such as `30s` or `1m30s`"));
            }
            else if (flag.Name == "retries" && !IsCount(value))
            {
                context.Report(new Finding(Descriptor, flag.ValueSpan, "The build stops here: this is no number of retries"));
            }
        }

        if (healthcheck.Command is ShellFormSyntax command && OptionLength(command.Text.Text) is > 0 and var length)
        {
            var span = command.Text.ToSource(new TextSpan(0, length)).Shift(healthcheck.Position);
            context.Report(new Finding(Descriptor, span, "Is run as a command, since it stands behind CMD; options come before it"));
        }
    }

    /// <summary>The nanoseconds of what Go's time.ParseDuration reads; null where it is no duration, or more than its 292 years.</summary>
    private static double? ReadDuration(ReadOnlySpan<char> text)
    {
        var isNegative = text is ['-', ..];
        text = WithoutSign(text, "+-");
        if (text is "0")
        {
            return 0;
        }

        double? sum = null;
        while (!text.IsEmpty)
        {
            var whole = CountDigits(text);
            var decimals = whole < text.Length && text[whole] == '.' ? 1 + CountDigits(text[(whole + 1)..]) : 0;
            var number = text[..(whole + decimals)];
            text = text[(whole + decimals)..];
            if (number.Length < (decimals > 0 ? 2 : 1) || FindPrefix(text, Units) is not { } unit)
            {
                return null;
            }

            sum = (sum ?? 0) + (ReadNumber(number) * Nanoseconds[Array.IndexOf(Units, unit)]);
            text = text[unit.Length..];
        }

        return sum > long.MaxValue ? null : isNegative ? -sum : sum;
    }

    /// <summary>Digits with at most one point; the framework's own reader would add more to the program than all of this.</summary>
    private static double ReadNumber(ReadOnlySpan<char> text)
    {
        double value = 0;
        double scale = 0;
        foreach (var c in text)
        {
            value = c == '.' ? value : (value * 10) + (c - '0');
            scale = c == '.' ? 1 : scale * 10;
        }

        return scale > 0 ? value / scale : value;
    }

    private static bool IsCount(ReadOnlySpan<char> text) => WithoutSign(text, "+") is { Length: <= 9 } number && IsNumber(number);

    private static bool IsNumber(ReadOnlySpan<char> text) => !text.IsEmpty && CountDigits(text) == text.Length;

    private static ReadOnlySpan<char> WithoutSign(ReadOnlySpan<char> text, string signs) => text.IsEmpty || !signs.Contains(text[0], StringComparison.Ordinal) ? text : text[1..];

    private static int CountDigits(ReadOnlySpan<char> text) => text.IndexOfAnyExceptInRange('0', '9') is >= 0 and var end ? end : text.Length;

    /// <summary>How long an option with its value is that a command begins with; 0 where it begins with something else.</summary>
    private static int OptionLength(ReadOnlySpan<char> text)
    {
        if (FindPrefix(text, Options) is not { } option)
        {
            return 0;
        }

        var end = option.Length;
        if (end < text.Length && text[end] == '=')
        {
            while (end < text.Length && !char.IsWhiteSpace(text[end]))
            {
                end++;
            }

            return end;
        }

        return end < text.Length && (char.IsLetterOrDigit(text[end]) || text[end] == '_') ? 0 : end;
    }

    private static string? FindPrefix(ReadOnlySpan<char> text, string[] prefixes)
    {
        foreach (var prefix in prefixes)
        {
            if (text.StartsWith(prefix, StringComparison.Ordinal))
            {
                return prefix;
            }
        }

        return null;
    }
}
