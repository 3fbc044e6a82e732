using System.Globalization;
using DockerLsp.Engine.Configuration;
using DockerLsp.Engine.Semantics;
using DockerLsp.Engine.Text;
using DockerLsp.Files;
using DockerLsp.Lsp.Protocol;
using Microsoft.Extensions.Logging;

namespace DockerLsp.Lsp;

/// <summary>
/// Tells what is configured for a document: the settings, and the configuration files, which beat them. What is wrong in a file is
/// shown on that file, and meanwhile its last version without mistakes holds. Used on the message queue only.
/// </summary>
/// <param name="session">The session.</param>
/// <param name="client">The client.</param>
/// <param name="logger">Told what cannot be sent.</param>
/// <param name="folders">The folders that are open; the search upwards ends there.</param>
/// <param name="isTrusted">Whether files are read at all: in a folder that nobody trusts only the open text is.</param>
internal sealed class ConfigurationFeature(Session session, IEditorClient client, ILogger logger, IEnumerable<string> folders, bool isTrusted)
{
    /// <summary>The files that change what is found in others.</summary>
    public static readonly string[] Watched = ["**/.dockerlsp.{yaml,yml}", "**/.hadolint.{yaml,yml}", "**/*.dockerignore"];

    /// <summary>The files that are checked while they are typed.</summary>
    public static readonly string[] Documents = ["**/.dockerlsp.{yaml,yml}", "**/.hadolint.{yaml,yml}"];

    private const string Source = "dockerlsp";

    private string[] folders = [.. folders];
    private ConfigurationStore store = ForFolders([.. folders]);
    private readonly Dictionary<string, ConfigurationFile> lastGood = new(StringComparer.Ordinal);
    private readonly Dictionary<string, OpenConfiguration> open = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Lazy<ContextSummary?>> contexts = new(StringComparer.Ordinal);
    private readonly HashSet<string> reported = new(StringComparer.Ordinal);
    private long serial;

    /// <summary>Whether completion and hover are answered: not where another extension does it by the schema.</summary>
    public bool AnswersQuestions { get; init; } = true;

    /// <summary>Takes other folders for the open ones.</summary>
    public void SetFolders(string[] paths)
    {
        folders = paths;
        store = ForFolders(paths);
    }

    /// <summary>What holds for a Dockerfile.</summary>
    public AnalysisOptions OptionsOf(string uri)
    {
        if (PathOf(uri) is not { } path)
        {
            return session.Options;
        }

        var settings = session.OptionsIn(path);
        if (!isTrusted)
        {
            return settings;
        }

        var builder = new ConfigurationBuilder(settings);
        foreach (var file in store.Find(Path.GetDirectoryName(path) ?? path).Reverse())
        {
            Report(file);
            builder.Apply(GoodVersionOf(file), path, file.Path);
        }

        return builder.Build().Options with { IgnoreFile = store.FindIgnoreFile(path, null), Context = contexts.GetValueOrDefault(uri) };
    }

    /// <summary>Keeps what is known of a document's build context; false where that is what was known before.</summary>
    public bool SetContext(string uri, ContextSummary? summary)
    {
        if (Equals(contexts.GetValueOrDefault(uri)?.Value, summary))
        {
            return false;
        }

        contexts[uri] = new Lazy<ContextSummary?>(summary);
        return true;
    }

    public void ForgetContext(string uri) => contexts.Remove(uri);

    /// <summary>
    /// The file in which something is configured for a Dockerfile: the nearest one, or a new one in the open folder. Null where files
    /// are not read, and for documents that are none.
    /// </summary>
    public ConfigurationPlace? FindPlace(string uri)
    {
        if (!isTrusted || PathOf(uri) is not { } path || Path.GetDirectoryName(path) is not { } folder)
        {
            return null;
        }

        var found = store.Find(folder);
        var isNew = found.IsEmpty;
        var file = isNew ? Path.Combine(FolderOf(folder), DockerlspFile.Names[0]) : found[0].Path;
        var typed = open.FirstOrDefault(o => o.Value.Path == file);
        return new ConfigurationPlace(typed.Key ?? new Uri(file).AbsoluteUri, file, isNew && typed.Value is null, typed.Value?.Text, typed.Value?.Version);
    }

    /// <summary>What a person calls a file: its path below the open folder.</summary>
    public string NameOf(string path) => Path.GetRelativePath(FolderOf(Path.GetDirectoryName(path) ?? path), path);

    public bool IsOpen(string uri) => open.ContainsKey(uri);

    /// <summary>What can be typed at a place of a configuration file.</summary>
    public CompletionResult GetCompletions(TextDocumentPositionParams parameters)
    {
        if (!open.TryGetValue(parameters.TextDocument.Uri, out var known))
        {
            return new CompletionResult(IsIncomplete: false, []);
        }

        var offset = session.Positions.GetOffset(known.Text, parameters.Position);
        var help = ConfigurationHelp.At(known.Path, known.Text, offset);
        var range = session.Positions.GetRange(known.Text, TextSpan.FromBounds(help.Word.Start, offset));
        return new CompletionResult(IsIncomplete: false, [.. help.GetProposals().Select((proposal, index) => new CompletionItem(proposal.Label)
        {
            Kind = proposal.IsRule ? 20 : proposal.Text.EndsWith(' ') || proposal.Text.EndsWith(':') ? 10 : 12, // EnumMember, Property, Value
            Detail = proposal.Description,
            SortText = index.ToString("D4", CultureInfo.InvariantCulture),
            InsertTextFormat = 1,
            TextEdit = new TextEdit(range, proposal.Text),
        })]);
    }

    /// <summary>What a word of a configuration file means.</summary>
    public HoverResult? GetHover(TextDocumentPositionParams parameters)
    {
        if (!open.TryGetValue(parameters.TextDocument.Uri, out var known))
        {
            return null;
        }

        var help = ConfigurationHelp.At(known.Path, known.Text, session.Positions.GetOffset(known.Text, parameters.Position));
        return help.Explain() is { } text
            ? new HoverResult(Markup.Create(session.Features, text), session.Positions.GetRange(known.Text, help.Word))
            : null;
    }

    /// <summary>Has files read again when they are next asked for: not every client tells when one has changed.</summary>
    public void Forget() => store.Clear();

    /// <summary>Whether a change of a file may change what is found in Dockerfiles.</summary>
    public static bool Matters(string uri) =>
        PathOf(uri) is { } path && (ConfigurationStore.IsConfiguration(Path.GetFileName(path)) || path.EndsWith(".dockerignore", StringComparison.OrdinalIgnoreCase));

    /// <summary>Reads everything again; gives the documents whose options are others now.</summary>
    public IReadOnlyList<OpenDocument> Reload()
    {
        store.Clear();
        var changed = new List<OpenDocument>();
        foreach (var document in session.Documents.All)
        {
            var options = OptionsOf(document.Uri);
            if (options != document.Current.Options)
            {
                document.SetOptions(options);
                changed.Add(document);
            }
        }

        return changed;
    }

    /// <summary>Takes a document that is a configuration file; false for others.</summary>
    public bool Open(TextDocumentItem item)
    {
        if (PathOf(item.Uri) is not { } path || !ConfigurationStore.IsConfiguration(Path.GetFileName(path)))
        {
            return false;
        }

        Show(item.Uri, new OpenConfiguration(path, SourceText.From(item.Text), item.Version, ++serial));
        return true;
    }

    public bool Change(DidChangeTextDocumentParams parameters)
    {
        var uri = parameters.TextDocument.Uri;
        if (!open.TryGetValue(uri, out var known))
        {
            return false;
        }

        var text = known.Text;
        foreach (var change in parameters.ContentChanges)
        {
            var span = change.Range is { } range ? session.Positions.GetSpan(text, range) : new TextSpan(0, text.Length);
            text = text.WithChanges([new TextChange(span, change.Text)]);
        }

        Show(uri, known with { Text = text, Version = parameters.TextDocument.Version, Serial = ++serial });
        return true;
    }

    public bool Close(string uri)
    {
        if (!open.Remove(uri, out var known))
        {
            return false;
        }

        // From here on the file counts, not what was typed.
        reported.Remove(known.Path);
        if (!session.Features.PullsDiagnostics)
        {
            _ = SendAsync(client.PublishDiagnosticsAsync(uri, null, RawJson.EmptyArray));
        }

        return true;
    }

    /// <summary>The problems of an open configuration file; null where it is none.</summary>
    public DocumentDiagnosticReport? Pull(DocumentDiagnosticParams parameters) =>
        !open.TryGetValue(parameters.TextDocument.Uri, out var known) ? null
        : parameters.PreviousResultId == known.ResultId ? new DocumentDiagnosticReport("unchanged", known.ResultId)
        : new DocumentDiagnosticReport("full", known.ResultId, DiagnosticsOf(ConfigurationStore.Parse(known.Path, known.Text.ToString()), known.Text));

    private static ConfigurationStore ForFolders(string[] folders) => new(new DiskFileStore(), folder => FolderOf(folders, folder));

    private static string FolderOf(string[] folders, string folder) =>
        folders.Where(f => ConfigurationStore.IsWithin(folder, f)).MaxBy(f => f.Length) ?? folder;

    /// <summary>The open folder that another one is in; itself where it is in none.</summary>
    private string FolderOf(string folder) => FolderOf(folders, folder);

    public static string? PathOf(string uri) =>
        Uri.TryCreate(uri, UriKind.Absolute, out var parsed) && parsed.IsFile && parsed.Host.Length == 0 ? Path.GetFullPath(parsed.LocalPath) : null;

    private ConfigurationFile GoodVersionOf(ConfigurationFile file)
    {
        if (!file.HasErrors)
        {
            lastGood[file.Path] = file;
            return file;
        }

        return lastGood.GetValueOrDefault(file.Path, file);
    }

    private void Show(string uri, OpenConfiguration configuration)
    {
        open[uri] = configuration;
        if (!session.Features.PullsDiagnostics)
        {
            var file = ConfigurationStore.Parse(configuration.Path, configuration.Text.ToString());
            _ = SendAsync(client.PublishDiagnosticsAsync(uri, configuration.Version, DiagnosticsOf(file, configuration.Text)));
        }
    }

    /// <summary>Shows what is wrong in a file that is not open, also to a client that pulls: it cannot know that it should.</summary>
    private void Report(ConfigurationFile file)
    {
        if (open.Values.Any(o => o.Path == file.Path) || (file.Problems.IsEmpty && !reported.Remove(file.Path)))
        {
            return;
        }

        if (!file.Problems.IsEmpty)
        {
            reported.Add(file.Path);
        }

        _ = SendAsync(client.PublishDiagnosticsAsync(new Uri(file.Path).AbsoluteUri, null, DiagnosticsOf(file, SourceText.From(file.Text))));
    }

    private Diagnostic[] DiagnosticsOf(ConfigurationFile file, SourceText text) => [.. file.Problems.Select(problem =>
    {
        var start = OffsetOf(text, problem.Line, problem.Column);
        var end = Math.Max(start, OffsetOf(text, problem.EndLine, problem.EndColumn));
        return new Diagnostic(session.Positions.GetRange(text, TextSpan.FromBounds(start, end)), problem.Message)
        {
            Severity = problem.IsError ? 1 : 2,
            Source = Source,
        };
    })];

    private static int OffsetOf(SourceText text, int line, int column)
    {
        if (line > text.LineCount)
        {
            return text.Length;
        }

        var start = text.GetLineStart(line - 1);
        return Math.Clamp(start + column - 1, start, Math.Max(start, text.GetLineEnd(line - 1)));
    }

    private async Task SendAsync(Task sending)
    {
        try
        {
            await sending.ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            logger.LogDebug(exception, "Diagnostics could not be sent");
        }
    }

    private sealed record OpenConfiguration(string Path, SourceText Text, int? Version, long Serial)
    {
        public string ResultId => $"configuration-{Serial}";
    }
}

/// <summary>A configuration file.</summary>
/// <param name="Uri">Its URI.</param>
/// <param name="Path">Its whole path.</param>
/// <param name="IsNew">Whether it is not there yet.</param>
/// <param name="Text">Its text where it is open.</param>
/// <param name="Version">The version of that text.</param>
internal sealed record ConfigurationPlace(string Uri, string Path, bool IsNew, SourceText? Text, int? Version);
