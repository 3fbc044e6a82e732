using DockerLsp.Lsp;

namespace DockerLsp.Tests.Host.Lsp;

public sealed class MarkupTests
{
    [Theory]
    [InlineData("**Layer 1** of `build`", "Layer 1 of build")]
    [InlineData("a\\*\\*b \\`c\\`", "a**b `c`")]
    [InlineData("`` a`b `` and ` x `", "a`b and x")]
    [InlineData("see [the \\[page\\] of `x`](https://example.com/a)", "see the [page] of x (https://example.com/a)")]
    [InlineData("```sh\nRUN **x** `y`\n```\nend", "RUN **x** `y`\nend")]
    [InlineData("a_b < c\n\n- `d`", "a_b < c\n\n- d")]
    [InlineData("open ` and ** and [x", "open ` and  and [x")]
    public void Plain_text_has_no_marks(string markdown, string expected) => Assert.Equal(expected, Markup.ToPlainText(markdown));
}
