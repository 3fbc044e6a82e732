using DockerLsp.Engine.Diagnostics;
using DockerLsp.Engine.ScriptChecks;
using DockerLsp.Engine.Text;

namespace DockerLsp.Tests.Engine.ScriptChecks;

public sealed class NamedFindingsTests
{
    private static readonly RuleDescriptor Ours = new("DL4005", "Ours", "Ours", "Test", Severity.Warning) { Aliases = ["SC2086"] };
    private static readonly RuleDescriptor Theirs = new("SC2086", "Theirs", "Theirs", "Test", Severity.Info);
    private static readonly RuleDescriptor Other = new("SC2046", "Other", "Other", "Test", Severity.Info);

    [Theory]
    [InlineData(10, 15, true)]
    [InlineData(19, 25, true)]
    [InlineData(5, 10, true)]
    [InlineData(2, 4, false)]
    [InlineData(40, 45, true)]
    [InlineData(101, 105, false)]
    public void A_place_is_taken_where_ours_touches_it(int start, int end, bool isTaken)
    {
        // The first reaches over others, and is found behind them.
        var named = new NamedFindings([At(Ours, 30, 100), At(Ours, 10, 20), At(Ours, 32, 34)]);
        Assert.Equal(isTaken, named.Say(At(Theirs, start, end)));
        Assert.False(named.Say(At(Other, start, end)));
    }

    [Fact]
    public void Each_is_held_against_those_around_it_alone()
    {
        foreach (var count in new[] { 100, 10_000 })
        {
            var named = new NamedFindings(Enumerable.Range(0, count).Select(i => At(Ours, i * 10, (i * 10) + 5)));
            for (var i = 0; i < count; i++)
            {
                Assert.True(named.Say(At(Theirs, i * 10, (i * 10) + 5)));
                Assert.False(named.Say(At(Other, i * 10, (i * 10) + 5)));
            }

            Assert.InRange(named.Compared, 2 * count, 3 * count);
        }
    }

    private static Finding At(RuleDescriptor rule, int start, int end) => new(rule, TextSpan.FromBounds(start, end), "Says something");
}
