using System.Text.Json;
using DockerLsp.Lsp.Protocol;
using StreamJsonRpc;

namespace DockerLsp.Lsp;

/// <content>What tells of files that are not open.</content>
internal partial interface ILanguageServer
{
    [JsonRpcMethod("workspace/didChangeWatchedFiles", UseSingleObjectParameterDeserialization = true)]
    Task ChangeWatchedFilesAsync(DidChangeWatchedFilesParams parameters);

    [JsonRpcMethod("workspace/didChangeWorkspaceFolders", UseSingleObjectParameterDeserialization = true)]
    Task ChangeFoldersAsync(JsonElement parameters);
}
