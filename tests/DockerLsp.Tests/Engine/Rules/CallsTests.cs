using CsCheck;
using DockerLsp.Engine;
using DockerLsp.Engine.Configuration;
using DockerLsp.Engine.Rules;
using DockerLsp.Engine.Semantics;
using DockerLsp.Engine.Text;
using DockerLsp.Tests.Engine.Text;

namespace DockerLsp.Tests.Engine.Rules;

/// <summary>What a rule is about: a step that calls nothing of it is not shown to the rule, which would have found nothing there.</summary>
public sealed class CallsTests
{
    private static readonly string[] Programs = [.. RuleCatalog.Rules.SelectMany(r => r.Calls).Distinct(StringComparer.Ordinal)];

    [Fact]
    public void A_rule_finds_nothing_in_a_step_that_calls_nothing_of_what_it_is_about() =>
        Gen.Select(GeneratedDockerfile.Texts, Gen.OneOfConst(Programs), Gen.OneOfConst(Programs)).Check(
            (text, first, second) =>
            {
                text += $"\nRUN {first} -k http://a && sudo {second} install -y a b c=1 --nogpgcheck\nRUN curl x | {first} && env X=1 /bin/{second} -c\n";
                var model = DockerfileAnalysis.Create(SourceText.From(text), AnalysisOptions.Default).Model;
                var context = new RuleContext(model, AnalysisOptions.Default);
                foreach (var rule in RuleCatalog.Rules.Where(r => !r.Calls.IsEmpty))
                {
                    Assert.All(model.Instructions.Where(i => i.Run is { } run && !IsAbout(rule, run)), i => Assert.False(context.Finds(rule, i), $"{rule.Descriptor.Id} in {i.Syntax.Green.Text}"));
                }
            },
            iterations: 500);

    private static bool IsAbout(Rule rule, RunFacts run) => rule.Calls.Any(name => name switch
    {
        Rule.AnyPackageStore => !run.Operations.IsEmpty,
        Rule.AnyPackageManager => run.Commands.Any(c => c.Package is not null),
        _ => run.Commands.Any(c => c.View.Name == name || c.Package?.Manager.Name == name),
    });
}
