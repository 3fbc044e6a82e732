using System.Collections.Immutable;
using DockerLsp.Engine.Diagnostics;
using DockerLsp.Engine.Semantics;
using DockerLsp.Engine.Shell;
using DockerLsp.Engine.Syntax;
using DockerLsp.Engine.Text;

namespace DockerLsp.Engine.Rules.Security;

/// <summary>Files that every user may write.</summary>
public sealed class WorldWritable : Rule
{
    public override RuleDescriptor Descriptor { get; } =
        new("DLS4005", "WorldWritable", "Every user may write the file", "Security", Severity.Info)
        {
            Aliases = ["S2612"],
            Fixes = FixAvailability.Sometimes,
        };

    public override RuleScope Scope => RuleScope.Instruction;

    public override InstructionKinds Kinds => InstructionKinds.Run | InstructionKinds.Copy | InstructionKinds.Add;

    public override ImmutableArray<string> Calls => ["chmod", "mkdir", "install"];

    public override void Analyze(InstructionFacts instruction, RuleContext context)
    {
        if (instruction.Effective is FileTransferSyntax)
        {
            foreach (var flag in instruction.Effective.Flags)
            {
                if (flag is { Name: "chmod", MappedValue: { Text: var mode } mapped } && MayWrite(mode))
                {
                    Report(mapped.ToSource(new TextSpan(0, mode.Length)).Shift(instruction.Effective.Position), mode, context);
                }
            }
        }

        foreach (var command in instruction.Run?.Commands ?? [])
        {
            if (ModeOf(command) is { ConstantValue: { } mode } word && MayWrite(mode))
            {
                Report(RuleContext.SpanOf(instruction, word.Span), word.PlainText is not null ? mode : "", context);
            }
        }
    }

    private void Report(TextSpan span, string mode, RuleContext context) =>
        context.Report(new Finding(
            Descriptor, span, "Lets every user change what is there, one who broke into the container too; the owner or group that needs it is enough")
        {
            Fixes = Narrowed(mode) is { } narrower
                ? [new Fix($"Let others not write: {narrower} (may stop a program)", Applicability.Unsafe, [new TextChange(span, narrower)])]
                : ImmutableArray<Fix>.Empty,
        });

    private static ShellWord? ModeOf(ScriptCommand command)
    {
        var words = command.View.Arguments;
        for (var i = 0; i < words.Length; i++)
        {
            var text = words[i].ConstantValue;
            switch (command.View.Name)
            {
                case "chmod" when text is not (null or ['-', ..]):
                    return words[i];
                case "mkdir" or "install" when text is "-m" or "--mode" && i + 1 < words.Length:
                    return words[i + 1];
            }
        }

        return null;
    }

    /// <summary>Whether a mode lets others write. A sticky folder such as <c>/tmp</c> keeps the files of each user apart.</summary>
    private static bool MayWrite(string mode)
    {
        if (IsOctal(mode))
        {
            return (mode[^1] - '0' & 2) != 0 && !(mode.Length > 3 && (mode[^4] - '0' & 1) != 0);
        }

        foreach (var clause in mode.Split(','))
        {
            var operation = clause.AsSpan().IndexOfAny('+', '=');
            if (operation > 0 && clause.AsSpan(0, operation).IndexOfAny('o', 'a') >= 0
                && clause.AsSpan(operation).Contains('w') && !clause.AsSpan(operation).Contains('t') && !mode.Contains("+t", StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }

    private static string? Narrowed(string mode) =>
        IsOctal(mode) ? mode[..^1] + (char)('0' + (mode[^1] - '0' & ~2)) : null;

    private static bool IsOctal(string mode) => mode.Length is >= 3 and <= 5 && mode.All(c => c is >= '0' and <= '7');
}
