using System.Text.Json;
using DockerLsp.Engine.Configuration;
using DockerLsp.Lsp.Protocol;
using Microsoft.Extensions.Logging;

namespace DockerLsp.Lsp;

/// <content>Configuration files.</content>
internal sealed partial class LanguageServer
{
    private ConfigurationFeature? configuration;
    private ContextFeature? context;

    public Task ChangeWatchedFilesAsync(DidChangeWatchedFilesParams parameters)
    {
        if ((parameters.Changes ?? []).Any(change => ConfigurationFeature.Matters(change.Uri)))
        {
            ReloadConfiguration();
        }

        return Task.CompletedTask;
    }

    /// <summary>Folders were opened or closed: their files, their configuration and their settings count from now on, or no longer.</summary>
    public Task ChangeFoldersAsync(JsonElement parameters)
    {
        var current = GetFeatures();
        if (parameters is not { ValueKind: JsonValueKind.Object } || !parameters.TryGetProperty("event", out var change) || change.ValueKind != JsonValueKind.Object)
        {
            throw new ProtocolException(ErrorCodes.InvalidParams, "The parameters do not fit at $.event");
        }

        var open = folders.ToList();
        UrisOf(change, "removed").ForEach(uri => open.Remove(uri));
        open.AddRange(UrisOf(change, "added"));
        folders = open;
        var paths = open.Select(ConfigurationFeature.PathOf).OfType<string>().ToArray();
        var session = current.Session;
        configuration?.SetFolders(paths);
        if (session.IsWorkspaceTrusted)
        {
            session.Workspace = new WorkspaceFiles(paths);
            session.ScriptChecks = FindScriptChecks(paths);
        }

        ReloadConfiguration();
        _ = FetchConfigurationAsync(current, register: false);
        return Task.CompletedTask;
    }

    private static List<string> UrisOf(JsonElement change, string name)
    {
        var uris = new List<string>();
        if (change.TryGetProperty(name, out var folders) && folders.ValueKind == JsonValueKind.Array)
        {
            foreach (var folder in folders.EnumerateArray())
            {
                if (folder.ValueKind == JsonValueKind.Object && folder.TryGetProperty("uri", out var uri) && uri is { ValueKind: JsonValueKind.String } && uri.GetString() is { } text)
                {
                    uris.Add(text);
                }
            }
        }

        return uris;
    }

    /// <summary>What holds for a document.</summary>
    private AnalysisOptions OptionsOf(string uri) => configuration?.OptionsOf(uri) ?? GetFeatures().Session.Options;

    /// <summary>Reads configuration files again, and analyses again what is configured otherwise now.</summary>
    private void ReloadConfiguration()
    {
        var diagnostics = GetFeatures().Diagnostics;
        if (configuration?.Reload() is { Count: > 0 } changed)
        {
            foreach (var document in changed)
            {
                diagnostics.Push(document);
            }

            diagnostics.Refresh();
        }

        foreach (var document in GetFeatures().Session.Documents.All)
        {
            context?.Look(document);
        }
    }

    private async Task WatchConfigurationAsync(ClientFeatures features)
    {
        if (!features.RegistersFileWatchers)
        {
            return;
        }

        try
        {
            await client.RegisterFileWatchersAsync(ConfigurationFeature.Watched).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            logger.LogWarning("Changes of configuration files will not be noticed ({Reason})", exception.Message);
        }
    }

    private async Task RegisterConfigurationFilesAsync(ClientFeatures features)
    {
        if (!features.RegistersDocuments || configuration is not { } known)
        {
            return;
        }

        try
        {
            await client.RegisterConfigurationFilesAsync(ConfigurationFeature.Documents, features.PullsDiagnostics, known.AnswersQuestions).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            logger.LogWarning("Configuration files will not be checked while they are typed ({Reason})", exception.Message);
        }
    }
}
