using DockerLsp.Lsp;

namespace DockerLsp.Tests.Host.Lsp;

public class CodeActionKindsTests
{
    [Theory]
    [InlineData("quickfix", "quickfix", true)]
    [InlineData("source.fixAll.dockerlsp", "source.fixAll", true)]
    [InlineData("source.fixAll.dockerlsp", "source", true)]
    [InlineData("source.fixAll.dockerlsp", "source.fixAll.dockerlsp", true)]
    [InlineData("source.fixAll.dockerlsp", "source.fixAll.other", false)]
    [InlineData("source.fixAll.dockerlsp", "source.fix", false)]
    [InlineData("quickfix", "refactor", false)]
    [InlineData("quickfix", "", true)]
    public void A_kind_stands_for_those_below_it(string kind, string only, bool wanted) =>
        Assert.Equal(wanted, CodeActionKinds.IsWanted(kind, [only]));
}
