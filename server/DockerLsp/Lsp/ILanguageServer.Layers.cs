using DockerLsp.Lsp.Protocol;
using StreamJsonRpc;

namespace DockerLsp.Lsp;

/// <content>The requests about the layer cache.</content>
internal partial interface ILanguageServer
{
    [JsonRpcMethod("dockerlsp/layers", UseSingleObjectParameterDeserialization = true)]
    Task<RawJson> LayersAsync(LayersParams parameters, CancellationToken cancellationToken);

    [JsonRpcMethod("textDocument/inlayHint", UseSingleObjectParameterDeserialization = true)]
    Task<InlayHint[]> InlayHintAsync(InlayHintParams parameters, CancellationToken cancellationToken);

    [JsonRpcMethod("textDocument/codeLens", UseSingleObjectParameterDeserialization = true)]
    Task<CodeLens[]> CodeLensAsync(CodeLensParams parameters, CancellationToken cancellationToken);
}
