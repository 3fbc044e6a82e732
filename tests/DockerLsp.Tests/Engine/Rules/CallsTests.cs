using CsCheck;
using DockerLsp.Engine;
using DockerLsp.Engine.Configuration;
using DockerLsp.Engine.Rules;
using DockerLsp.Engine.Semantics;
using DockerLsp.Engine.Syntax;
using DockerLsp.Engine.Text;
using DockerLsp.Tests.Engine.Text;

namespace DockerLsp.Tests.Engine.Rules;

/// <summary>What a rule is about: an instruction that has nothing of it is not shown to the rule, which would have found nothing there.</summary>
public sealed class CallsTests
{
    private static readonly string[] Programs = [.. RuleCatalog.Rules.SelectMany(r => r.Calls).Distinct(StringComparer.Ordinal)];

    [Fact]
    public void A_rule_finds_nothing_in_a_step_that_calls_nothing_of_what_it_is_about() => CheckNothingIsFound(r => !r.Calls.IsEmpty, (rule, i) => i.Run is { } run && !Calls(rule, run));

    [Fact]
    public void A_rule_finds_nothing_in_a_script_without_the_characters_that_it_is_about() =>
        CheckNothingIsFound(r => r.Characters.Length > 0, (rule, i) => i.Run?.Script.Tree is { } script && !script.Text.Text.AsSpan().ContainsAny(rule.Characters));

    [Fact]
    public void A_rule_finds_nothing_in_an_instruction_of_a_kind_that_it_is_not_about() =>
        CheckNothingIsFound(r => r.Kinds != InstructionKinds.All, (rule, i) => (i.Syntax.Green.Kinds & rule.Kinds) == 0);

    private static void CheckNothingIsFound(Func<Rule, bool> concerns, Func<Rule, InstructionFacts, bool> isOther) =>
        Gen.Select(GeneratedDockerfile.Texts, Gen.OneOfConst(Programs), Gen.OneOfConst(Programs)).Check(
            (text, first, second) =>
            {
                text += $"\nRUN {first} -k http://a && sudo {second} install -y a b c=1 --nogpgcheck\nRUN curl x | {first} && env X=1 /bin/{second} -c `a` 2>&1 >b {{c,d}} $E\n";
                var model = DockerfileAnalysis.Create(SourceText.From(text), AnalysisOptions.Default).Model;
                var context = new RuleContext(model, AnalysisOptions.Default);
                foreach (var rule in RuleCatalog.Rules.Where(concerns))
                {
                    Assert.All(model.Instructions.Where(i => isOther(rule, i)), i => Assert.False(context.Finds(rule, i), $"{rule.Descriptor.Id} in {i.Syntax.Green.Text}"));
                }
            },
            iterations: 500);

    private static bool Calls(Rule rule, RunFacts run) => rule.Calls.Any(name => name switch
    {
        Rule.AnyPackageStore => !run.Operations.IsEmpty,
        Rule.AnyPackageManager => run.Commands.Any(c => c.Package is not null),
        _ => run.Commands.Any(c => c.View.Name == name || c.Package?.Manager.Name == name || c.View.Wrappers.Contains(name)),
    });
}
