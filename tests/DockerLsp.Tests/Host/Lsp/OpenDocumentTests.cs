using DockerLsp.Engine.Configuration;
using DockerLsp.Engine.Semantics;
using DockerLsp.Lsp;
using DockerLsp.Lsp.Protocol;

namespace DockerLsp.Tests.Host.Lsp;

public sealed class OpenDocumentTests
{
    private static readonly Lazy<ContextSummary?> Context = new(() => null);

    [Fact]
    public void What_lies_in_the_context_holds_no_findings_back()
    {
        using var document = Open();
        var first = document.Current;
        document.SetOptions(first.Options with { Context = Context });
        document.SetOptions(first.Options with { Context = Context, IgnoreFile = DockerIgnore.Parse("a") });
        Assert.True(document.MayShow(first));
        Assert.True(document.MayShow(document.Current));
    }

    [Fact]
    public void Findings_of_other_settings_are_not_shown()
    {
        using var document = Open();
        var first = document.Current;
        document.SetOptions(first.Options with { Context = Context, Ignore = ["DL3008"] });
        Assert.False(document.MayShow(first));
    }

    [Fact]
    public void Findings_of_a_newer_version_stay()
    {
        using var document = Open();
        var first = document.Current;
        document.SetOptions(first.Options with { Context = Context });
        document.ShownVersion = document.Current;
        Assert.False(document.MayShow(first));
    }

    private static OpenDocument Open()
    {
        var serial = 0L;
        return new OpenDocument(new TextDocumentItem("file:///w/Dockerfile", "FROM scratch\n", "dockerfile", 1), AnalysisOptions.Default, () => ++serial);
    }
}
