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
