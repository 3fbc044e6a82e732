using DockerLsp.Engine.Rules;

namespace DockerLsp.Tests.Behaviour;

/// <summary>The examples of the rules' pages: no safe fix that is offered there, of this rule or another, changes the build.</summary>
public sealed class RulePageBehaviourTests
{
    public static TheoryData<string> Ids { get; } = [.. RuleCatalog.All.Select(r => r.Id)];

    [BehaviourTheory]
    [MemberData(nameof(Ids))]
    public void Safe_fixes_of_the_examples_leave_the_build_alone(string id)
    {
        var page = RuleCatalog.GetPage(RuleCatalog.All.First(r => r.Id == id)).ReplaceLineEndings("\n");
        foreach (var fence in page.Split("```dockerfile\n").Skip(1))
        {
            var text = fence[..fence.IndexOf("```", StringComparison.Ordinal)];
            Assert.All(FixJudge.Judge(text, Effort.Small), one => Assert.True(one.Verdict.Kind != VerdictKind.Different, FixJudge.Describe(text, one)));
        }
    }
}
