using DockerLsp.Engine;
using DockerLsp.Engine.Configuration;
using DockerLsp.Engine.Semantics;
using DockerLsp.Engine.Text;

namespace DockerLsp.Tests.Engine.Semantics;

/// <summary>What a RUN in exec form runs: rules read it like any other command, and nothing rewrites it.</summary>
public sealed class ExecFormTests
{
    [Theory]
    [InlineData("""["apt-get", "install", "-y", "curl"]""", "apt-get,install,-y,curl")]
    [InlineData("""["sh", "-c", "a b && c"]""", "a,b;c")]
    [InlineData("""["/bin/bash", "-o", "pipefail", "-c", "a | b"]""", "a;b")]
    [InlineData("""["bash", "-euxo", "pipefail", "-c", "a $(b)"]""", "b;a,?")]
    [InlineData("""["sh", "-c", "echo \"a b\" && c", "name", "d"]""", "echo,a b;c")]
    [InlineData("""["sh", "script.sh", "-c"]""", "sh,script.sh,-c")]
    [InlineData("""["sh", "-c"]""", "sh,-c")]
    [InlineData("""["echo", "$HOME", "*", "a b", "", "#"]""", "echo,$HOME,*,a b,,#")]
    [InlineData("""["if", "a=b"]""", "if,a=b")]
    [InlineData("""["A=b", "c"]""", "A=b,c")]
    [InlineData("""["pwsh", "-Command", "a | b"]""", "pwsh,-Command,a | b")]
    [InlineData("[ \"a\", \\\n  \"b\" ]", "a,b")]
    [InlineData("""["it's"]""", "")]
    [InlineData("[]", "")]
    public void Runs(string arguments, string commands)
    {
        var run = RunOf($"FROM debian:12\nRUN {arguments}");
        Assert.Equal(commands, string.Join(";", run.Commands.Select(c => string.Join(",", c.Node.Words.Select(w => w.ConstantValue ?? "?")))));
        Assert.Null(run.Script.Script);
        Assert.False(run.Script.IsUnderstood);
    }

    [Fact]
    public void Leaves_an_index_behind() =>
        Verify.Only("DL3009").Finds("FROM debian:12\nRUN [\"[|apt-get\", \"update|]\"]\nRUN [\"apt-get\", \"install\", \"-y\", \"curl\"]").Refused();

    [Fact]
    public void Asks_for_confirmation() =>
        Verify.Only("DL3014").Finds("FROM debian:12\nRUN [\"[|apt-get\", \"install|]\", \"curl\"]").Refused("exec form");

    [Fact]
    public void Is_found_within_its_string() =>
        Verify.Only("DL3008").Finds("FROM debian:12\nRUN [\"sh\", \"-c\", \"apt-get update && apt-get install -y [|curl|] wget=1\"]").Refused();

    [Fact]
    public void Is_not_rewritten_by_any_rule()
    {
        const string Text = "FROM debian:12\nRUN [\"apt\", \"upgrade\"]\nRUN [\"sh\", \"-c\", \"cd /a; gem install b; wget http://c; pip install d; chmod 777 e; sudo f\"]\n";
        Assert.Equal(Text, DockerfileAnalysis.FixAll(SourceText.From(Text), AnalysisOptions.Default).Text.ToString());
    }

    private static RunFacts RunOf(string text) =>
        Invariants.Analyze(text, AnalysisOptions.Default).Model.Instructions[1].Run ?? throw new InvalidOperationException("No RUN");
}
