using CsCheck;
using DockerLsp.Engine.Syntax;
using DockerLsp.Engine.Text;

namespace DockerLsp.Tests.Engine.Syntax;

public sealed class LosslessTests
{
    private const string Seed = "0000KOIPe036";

    [Fact]
    public void Any_text_is_printed_as_it_was() =>
        DockerfileGenerators.AnyText.Sample(
            text =>
            {
                var tree = DockerfileSyntax.Parse(text);
                TreeAssert.IsSound(tree, text);
                SyntaxTreePrinter.Print(tree);

                // Nothing is read twice, however an instruction ends.
                Assert.Equal(text.Length, tree.Statistics.CharactersRead);
            },
            seed: Seed, iter: 6000, threads: 1);

    [Fact]
    public void Any_prefix_is_printed_as_it_was() =>
        DockerfileGenerators.Dockerfile.Sample(
            text =>
            {
                for (var i = 0; i < text.Length; i += 1 + (text.Length / 40))
                {
                    TreeAssert.IsSound(DockerfileSyntax.Parse(text[..i]), text[..i]);
                }
            },
            seed: Seed, iter: 150, threads: 1);

    [Fact]
    public void Control_characters_do_not_reach_the_printed_tree() =>
        DockerfileGenerators.AnyText.Sample(
            text => Assert.DoesNotContain(SyntaxTreePrinter.Print(DockerfileSyntax.Parse(text)), c => char.IsControl(c) && c != '\n'),
            seed: Seed, iter: 300, threads: 1);

    [Theory]
    [InlineData("")]
    [InlineData("\n")]
    [InlineData("\r")]
    [InlineData("#")]
    [InlineData("\ufeff")]
    [InlineData("\ufeff\n# c")]
    [InlineData("  # only\n\n# comments")]
    public void Without_instructions_there_is_a_tree_and_a_diagnostic(string text)
    {
        var tree = DockerfileSyntax.Parse(text);
        TreeAssert.IsSound(tree, text);
        Assert.Equal(0, tree.InstructionCount);
        Assert.Equal("no-instructions", Assert.Single(tree.Diagnostics).Code);
    }

    /// <summary>What would take a recursive parser beyond its stack, or a careless one quadratic time.</summary>
    [Theory]
    [InlineData("CMD ", "[")]
    [InlineData("CMD [", "{\"a\":")]
    [InlineData("", "ONBUILD ")]
    [InlineData("RUN <<A ", "${a:-")]
    [InlineData("RUN <<A ", "\"${a:-")]
    [InlineData("RUN ", "<<A ")]
    [InlineData("RUN ", "--mount=a \\\n")]
    [InlineData("RUN a", "\\\n# c\n\n")]
    [InlineData("ENV ", "a=b ")]
    [InlineData("", "RUN a <<E\n")]
    [InlineData("", "# escape=`\n")]
    [InlineData("", "\r")]
    public void Endless_repetition_does_no_harm(string start, string unit)
    {
        var text = start + string.Concat(Enumerable.Repeat(unit, 50_000));
        var tree = DockerfileSyntax.Parse(text);
        Assert.Equal(text, tree.ToFullString());
        Assert.Equal(text.Length, tree.Statistics.CharactersRead);
        var changed = tree.WithChanges([new TextChange(new TextSpan(text.Length / 2, 0), "x")]);
        Assert.Equal(text.Insert(text.Length / 2, "x"), changed.ToFullString());
    }
}
