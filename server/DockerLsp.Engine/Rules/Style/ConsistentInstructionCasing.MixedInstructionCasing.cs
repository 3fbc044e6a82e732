using System.Collections.Immutable;
using DockerLsp.Engine.Diagnostics;
using DockerLsp.Engine.Semantics;
using DockerLsp.Engine.Syntax;
using DockerLsp.Engine.Text;

namespace DockerLsp.Engine.Rules.Style;

/// <summary>A keyword whose case differs from that of most keywords of the file.</summary>
public sealed class MixedInstructionCasing : Rule
{
    public override RuleDescriptor Descriptor { get; } =
        new("ConsistentInstructionCasing", "MixedInstructionCasing", "Keywords in different case", "Style", Severity.Warning)
        {
            Aliases = ["S6476"],
            Fixes = FixAvailability.Always,
        };

    public override RuleScope Scope => RuleScope.File;

    public override object? InfluenceOf(InstructionFacts instruction) => Casing.BalanceOf(instruction) is var balance and not 0 ? balance : null;

    /// <summary>All keywords, when the case of most is another one now.</summary>
    public override void AddAffected(Replacement replacement, AffectedInstructions affected)
    {
        if (CasingOf(replacement.FormerContext).Name != CasingOf(replacement.Context).Name)
        {
            affected.AddFile();
        }
    }

    public override void Analyze(InstructionFacts instruction, RuleContext context)
    {
        if (!IsCounted(instruction))
        {
            return;
        }

        var casing = CasingOf(context);
        if (instruction.HasTrait(casing.Trait))
        {
            return;
        }

        var keyword = instruction.Syntax.Keyword;
        var expected = casing.Apply(keyword.ValueText);
        var edits = ImmutableArray.Create(new TextChange(keyword.Span, expected));
        if (instruction.Syntax is FromSyntax { AsKeyword: { } asKeyword } && casing.Apply(asKeyword.ValueText) is var expectedAs && expectedAs != asKeyword.ValueText)
        {
            edits = edits.Add(new TextChange(asKeyword.Span, expectedAs));
        }

        context.Report(new Finding(Descriptor, keyword.Span, $"`{keyword.ValueText}` is not in {casing.Name} like most keywords of this file")
        {
            Fixes = [new Fix($"Write `{expected}`", Applicability.Safe, edits)],
        });
    }

    private Casing CasingOf(RuleContext context) => context.FactOf(this, Casing.Of, Casing.Adjust);

    /// <summary>As in validateCommandCasing: what stands before the first FROM and what is triggered by ONBUILD is left out.</summary>
    private static bool IsCounted(InstructionFacts instruction) => instruction.Stage is not null && instruction.Syntax.Kind != InstructionKind.Unknown;

    /// <param name="Balance">How many more keywords are wholly lower than wholly upper.</param>
    private sealed record Casing(int Balance)
    {
        /// <summary>Lower case where more keywords are wholly lower than wholly upper; on a tie, upper case.</summary>
        private bool IsLower => Balance > 0;

        public string Name => IsLower ? "lower case" : "upper case";

        /// <summary>What a keyword in this case has.</summary>
        public InstructionTraits Trait => IsLower ? InstructionTraits.LowerKeyword : InstructionTraits.UpperKeyword;

        public string Apply(string keyword) => IsLower ? keyword.ToLowerInvariant() : keyword.ToUpperInvariant();

        public static Casing Of(BuildModel model)
        {
            var balance = 0;
            foreach (var record in model.Records.EnumerateFrom(model.Stages is [var first, ..] ? first.FirstInstruction : model.Records.Count))
            {
                balance += BalanceOf(record.Item.Measure.Traits);
            }

            return new(balance);
        }

        public static Casing Adjust(Casing former, Replacement replacement) =>
            new(former.Balance - replacement.Former.Sum(BalanceOf) + replacement.Current.Sum(BalanceOf));

        public static int BalanceOf(InstructionFacts instruction) => instruction.Stage is null ? 0 : BalanceOf(instruction.Traits);

        private static int BalanceOf(InstructionTraits traits) =>
            (traits & InstructionTraits.LowerKeyword) != 0 ? 1 : (traits & InstructionTraits.UpperKeyword) != 0 ? -1 : 0;
    }
}
