using DockerLsp.Lsp.Protocol;

namespace DockerLsp.Lsp;

/// <content>The requests about the layer cache.</content>
internal sealed partial class LanguageServer
{
    public Task<RawJson> LayersAsync(LayersParams parameters, CancellationToken cancellationToken) =>
        GetFeatures().Layers.GetAsync(parameters, cancellationToken);

    public Task<InlayHint[]> InlayHintAsync(InlayHintParams parameters, CancellationToken cancellationToken) =>
        GetFeatures().Layers.GetHintsAsync(parameters, cancellationToken);

    public Task<CodeLens[]> CodeLensAsync(CodeLensParams parameters, CancellationToken cancellationToken) =>
        GetFeatures().Layers.GetLensesAsync(parameters, cancellationToken);
}
