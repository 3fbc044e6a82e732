using CsCheck;
using DockerLsp.Engine.Shell;
using DockerLsp.Engine.Text;
using DockerLsp.Tests.Engine.Text;

namespace DockerLsp.Tests.Engine.Shell;

public sealed class ShellQuotingTests
{
    [Theory]
    [InlineData("a", "a")]
    [InlineData("/usr/bin/x-1.2_3:y@z%+,", "/usr/bin/x-1.2_3:y@z%+,")]
    [InlineData("", "''")]
    [InlineData("a b", "'a b'")]
    [InlineData("it's", "'it'\\''s'")]
    [InlineData("a=b", "'a=b'")]
    [InlineData("if", "'if'")]
    [InlineData("~", "'~'")]
    [InlineData("*", "'*'")]
    public void Quotes_only_what_needs_it(string text, string quoted) => Assert.Equal(quoted, ShellQuoting.Quote(text));

    [Fact]
    public void What_is_quoted_is_one_word_with_that_text() =>
        Gen.OneOf(Gen.String, ShellScripts.Soup).Check(text =>
        {
            foreach (var dialect in new[] { ShellDialect.Dash, ShellDialect.BusyBoxAsh, ShellDialect.Bash, ShellDialect.Posix })
            {
                var script = ShellParser.Parse(MappedText.Contiguous(ShellQuoting.Quote(text), 0), dialect);
                var command = Assert.IsType<ShellSimpleCommand>(script.Body.Statements[0].AndOr.Pipelines[0].Commands[0]);
                Assert.Empty(script.Errors);
                Assert.Equal(text, Assert.Single(command.Words).ConstantValue);
            }
        }, 1000);

    [Fact]
    public void Built_ins_are_told_apart()
    {
        Assert.True(ShellFacts.IsSpecialBuiltin("export"));
        Assert.False(ShellFacts.IsSpecialBuiltin("cd"));
        Assert.True(ShellFacts.IsStateChangingBuiltin("cd"));
        Assert.False(ShellFacts.IsStateChangingBuiltin("echo"));
        Assert.True(ShellFacts.IsAssignmentUtility("local"));
        Assert.False(ShellFacts.IsAssignmentUtility("env"));
    }
}
