using System.Text.Json;
using DockerLsp.Lsp.Protocol;

namespace DockerLsp.Lsp;

/// <summary>What the client says of the folders that are open in it.</summary>
internal static class WorkspaceTrust
{
    /// <summary>Whether programs may be started: a client that knows of trust says in <c>trustedWorkspace</c> where it is missing.</summary>
    public static bool IsTrusted(InitializeParams parameters) =>
        parameters.InitializationOptions is not { ValueKind: JsonValueKind.Object } options
        || !options.TryGetProperty("trustedWorkspace", out var trusted)
        || trusted.ValueKind == JsonValueKind.True;

    /// <summary>The paths of the open folders.</summary>
    public static IEnumerable<string> GetFolders(InitializeParams parameters)
    {
        foreach (var uri in (parameters.WorkspaceFolders?.Select(f => f.Uri) ?? []).Append(parameters.RootUri))
        {
            if (Uri.TryCreate(uri, UriKind.Absolute, out var folder) && folder.IsFile)
            {
                yield return folder.LocalPath;
            }
        }
    }
}
