using DockerLsp.Engine.Configuration;
using DockerLsp.Engine.Diagnostics;
using DockerLsp.Engine.Semantics;
using DockerLsp.Engine.Syntax;
using DockerLsp.Engine.Text;

namespace DockerLsp.Engine.Rules.Style;

/// <summary>A comment that silences a rule which does not exist.</summary>
public sealed class UnknownIgnoredRule : Rule
{
    public override RuleDescriptor Descriptor { get; } =
        new("DLS5102", "UnknownIgnoredRule", "An ignore comment names no rule", "Style", Severity.Info) { Fixes = FixAvailability.Sometimes };

    public override RuleScope Scope => RuleScope.Instruction;

    public override void Analyze(InstructionFacts instruction, RuleContext context)
    {
        if (!context.Options.HonoursIgnoreComments)
        {
            return;
        }

        foreach (var (comment, ignore) in IgnoreComments.Of(instruction, context))
        {
            foreach (var name in ignore.Names.Where(name => !IsKnown(name.Text)))
            {
                var near = NearestRule(name.Text);
                // Another version of hadolint may have a rule that nobody here has heard of; a misspelt one is told.
                if (near is null && ignore.Owner == IgnoreCommentOwner.Hadolint)
                {
                    continue;
                }

                var span = IgnoreComments.SpanOf(comment, name);
                context.Report(new Finding(Descriptor, span, $"Silences nothing: no rule is called `{name.Text}`{(near is null ? "" : $"; did you mean `{near}`?")}")
                {
                    Fixes = near is null ? [] : [new Fix($"Name {near} instead (silences its findings)", Applicability.Unsafe, [new TextChange(span, near)])],
                });
            }
        }
    }

    /// <summary>Whether a tool has, had or may have such a rule.</summary>
    private static bool IsKnown(string name) =>
        RuleCatalog.Find(name) is not null
        || Suppressions.BuildKitChecks.Contains(name, StringComparer.OrdinalIgnoreCase)
        || IsCode(name, "DL", 4) || IsCode(name, "SC", 4);

    private static bool IsCode(string name, string letters, int digits) =>
        name.Length == letters.Length + digits && name.StartsWith(letters, StringComparison.OrdinalIgnoreCase) && !name.AsSpan(letters.Length).ContainsAnyExceptInRange('0', '9');

    /// <summary>The id or alias that one or two typing mistakes lead to.</summary>
    private static string? NearestRule(string name)
    {
        var upper = name.ToUpperInvariant();
        return Suggestions.Closest(upper, RuleCatalog.All.SelectMany(r => r.Aliases.Prepend(r.Id)).Select(n => n.ToUpperInvariant())) is { } near
            ? RuleCatalog.All.SelectMany(r => r.Aliases.Prepend(r.Id)).First(n => string.Equals(n, near, StringComparison.OrdinalIgnoreCase))
            : null;
    }
}
