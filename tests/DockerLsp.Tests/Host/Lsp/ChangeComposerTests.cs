using CsCheck;
using DockerLsp.Engine.Text;
using DockerLsp.Lsp;
using DockerLsp.Tests.Engine.Text;

namespace DockerLsp.Tests.Host.Lsp;

public class ChangeComposerTests
{
    private static readonly Gen<(int, int, string)[]> Edits =
        Gen.Select(Gen.Int[0, 40], Gen.Int[0, 8], Gen.OneOfConst("", "x", "yz", "long text")).Array[0, 12];

    [Fact]
    public void Together_they_lead_where_they_led_one_by_one() => Edits.Check(edits =>
    {
        const string Original = "0123456789abcdefghijklmnop";
        var composer = new ChangeComposer();
        var text = SourceText.From(Original);
        foreach (var (start, length, replacement) in edits)
        {
            var from = Math.Min(start, text.Length);
            var change = new TextChange(new TextSpan(from, Math.Min(length, text.Length - from)), replacement);
            composer.Add(change);
            text = text.WithChanges([change]);
        }

        Assert.Equal(text.ToString(), SourceText.From(Original).WithChanges(composer.Changes).ToString());
        Assert.All(composer.Changes.Zip(composer.Changes.Skip(1)), pair => Assert.True(pair.First.Span.End < pair.Second.Span.Start));
    }, 1000);
}
