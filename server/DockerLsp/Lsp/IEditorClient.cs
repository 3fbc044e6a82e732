using System.Text.Json;
using DockerLsp.Lsp.Protocol;

namespace DockerLsp.Lsp;

/// <summary>What the server asks of the client and tells it.</summary>
internal interface IEditorClient
{
    /// <summary>Ends when the client waits for no answer about the newest text, or has waited longer than what nobody asked for should be held back.</summary>
    Task WhenAnsweredAsync();

    /// <summary>Sends all diagnostics of a document. What is sent keeps the order of the calls.</summary>
    Task PublishDiagnosticsAsync(string uri, int? version, RawJson diagnostics);

    /// <summary>Asks the client to pull diagnostics again.</summary>
    Task RefreshDiagnosticsAsync();

    /// <summary>Has the client ask for inlay hints again.</summary>
    Task RefreshInlayHintsAsync();

    /// <summary>The client's settings of the section <c>dockerlsp</c>: those that hold everywhere, and then those of each folder; undefined where it has none.</summary>
    Task<JsonElement[]> GetConfigurationAsync(IReadOnlyList<string> folders);

    /// <summary>Asks to be told when the settings change.</summary>
    Task RegisterConfigurationAsync();

    /// <summary>Asks to be told when files change on disk.</summary>
    Task RegisterFileWatchersAsync(IReadOnlyList<string> patterns);

    /// <summary>Has the client apply an edit, and tells the person where it refuses.</summary>
    Task ApplyEditAsync(WorkspaceEdit edit, CancellationToken cancellationToken);

    /// <summary>Has the client show a warning to the person.</summary>
    Task ShowMessageAsync(string message);

    /// <summary>Has the client show a page outside of itself.</summary>
    Task ShowDocumentAsync(string uri, CancellationToken cancellationToken);

    /// <summary>Asks to be told of configuration files that are opened, and to be asked about them.</summary>
    Task RegisterConfigurationFilesAsync(IReadOnlyList<string> patterns, bool pullsDiagnostics, bool answersQuestions);

    /// <param name="type">1 error, 2 warning, 3 information, 4 detail.</param>
    /// <param name="message">The text for the client's log.</param>
    Task LogMessageAsync(int type, string message);
}
