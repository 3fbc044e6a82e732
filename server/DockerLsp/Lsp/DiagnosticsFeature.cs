using System.Globalization;
using DockerLsp.Lsp.Protocol;
using Microsoft.Extensions.Logging;

namespace DockerLsp.Lsp;

/// <summary>Tells the client of findings: pushed, or pulled where the client pulls.</summary>
internal sealed class DiagnosticsFeature(Session session, IEditorClient client, ILogger logger)
{
    private readonly DiagnosticWriter writer = new(session.Features, session.Positions);
    private readonly LateFindings late = new(session, logger);

    /// <summary>Pushes the findings of the current version once they are known, unless a newer version comes first.</summary>
    public void Push(OpenDocument document)
    {
        document.Told = session.Features.PullsDiagnostics ? WhenPulledAsync(document.Current) : PushAsync(document, document.Current);
        _ = AddLateAsync(document, document.Current);
    }

    /// <summary>
    /// Tells of the findings of the current version where they are others than those that the client knows: something beside the text
    /// has turned out, and most often that changes nothing.
    /// </summary>
    public void Update(OpenDocument document)
    {
        _ = UpdateAsync(document, document.Current);
        _ = AddLateAsync(document, document.Current);
    }

    /// <summary>Takes back what was pushed for a document that was closed.</summary>
    public void Clear(OpenDocument document)
    {
        if (!session.Features.PullsDiagnostics)
        {
            lock (document.Publishing)
            {
                _ = SendAsync(client.PublishDiagnosticsAsync(document.Uri, null, RawJson.EmptyArray));
            }
        }
    }

    /// <summary>Has a client that pulls do so again: something else than the text has changed.</summary>
    public void Refresh()
    {
        if (session.Features is { PullsDiagnostics: true, RefreshesDiagnostics: true })
        {
            _ = SendAsync(client.RefreshDiagnosticsAsync());
        }
    }

    /// <summary>Answers a pull.</summary>
    public async Task<DocumentDiagnosticReport> PullAsync(DocumentDiagnosticParams parameters, CancellationToken cancellationToken)
    {
        if (!session.Documents.TryGet(parameters.TextDocument.Uri, out var document))
        {
            // Closed meanwhile: it has no findings any more.
            return new DocumentDiagnosticReport("full", "", RawJson.EmptyArray);
        }

        var version = document.Current;
        if (parameters.PreviousResultId == GetResultId(version))
        {
            return new DocumentDiagnosticReport("unchanged", GetResultId(version));
        }

        try
        {
            var analysis = await Session.GetAnalysisAsync(document, version, cancellationToken).ConfigureAwait(false);
            // Read before the findings: an id that is too old only makes the client ask again.
            var id = GetResultId(version);
            analysis = ReferenceEquals(document.Current, version) ? late.Known(version, analysis) : analysis;
            var diagnostics = writer.Write(document, analysis);
            lock (document.Publishing)
            {
                document.Shown = diagnostics;
            }

            if (!ReferenceEquals(document.Current, version) && ReferenceEquals(document.Current.Text, version.Text))
            {
                // What turned out meanwhile may not be in this answer.
                Refresh();
            }

            _ = SpareTime.BeginsSoonAsync();
            return new DocumentDiagnosticReport("full", id, diagnostics);
        }
        catch (ProtocolException exception) when (exception.Code == ErrorCodes.ContentModified)
        {
            throw new ProtocolException(ErrorCodes.ServerCancelled, exception.Message, new DiagnosticServerCancellationData(true));
        }
    }

    private static string GetResultId(DocumentVersion version) =>
        string.Create(CultureInfo.InvariantCulture, $"{version.Serial}.{version.Revision}");

    /// <summary>Announces the findings that take longer, where there are any.</summary>
    private Task AddLateAsync(OpenDocument document, DocumentVersion version) => late.CompleteAsync(version, () =>
    {
        if (!session.Features.PullsDiagnostics)
        {
            return PushAsync(document, version);
        }

        Refresh();
        return Task.CompletedTask;
    });

    /// <summary>Ends when whoever asked for the findings of a version has them; nobody knows whether they will be asked for.</summary>
    private async Task WhenPulledAsync(DocumentVersion version)
    {
        await ((Task)version.Analysis).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await client.WhenAnsweredAsync().ConfigureAwait(false);
    }

    private async Task UpdateAsync(OpenDocument document, DocumentVersion version)
    {
        if (!session.Features.PullsDiagnostics)
        {
            await PushAsync(document, version, onlyOthers: true).ConfigureAwait(false);
            return;
        }

        try
        {
            var diagnostics = writer.Write(document, late.Known(version, await version.Analysis.ConfigureAwait(false)));
            bool isKnown;
            lock (document.Publishing)
            {
                // Who has not asked yet is answered with what holds then.
                isKnown = document.Shown is not { } shown || shown.Utf8.Span.SequenceEqual(diagnostics.Utf8.Span);
            }

            diagnostics.LetGo();

            if (!isKnown)
            {
                Refresh();
            }
        }
        catch (OperationCanceledException)
        {
            // A newer version came first.
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            logger.LogError(exception, "The document {Uri} could not be analysed", document.Uri);
        }
    }

    private async Task PushAsync(OpenDocument document, DocumentVersion version, bool onlyOthers = false)
    {
        try
        {
            var analysis = await version.Analysis.ConfigureAwait(false);
            analysis = late.Known(version, analysis);
            if (version.FollowsShown)
            {
                await client.WhenAnsweredAsync().ConfigureAwait(false);
                if (!ReferenceEquals(document.Current, version))
                {
                    return;
                }
            }

            var diagnostics = writer.Write(document, analysis);
            Task sending;
            lock (document.Publishing)
            {
                var isCurrent = ReferenceEquals(document.Current, version)
                    && session.Documents.TryGet(document.Uri, out var open) && ReferenceEquals(open, document);
                var isWanted = isCurrent && !(onlyOthers && document.Shown is { } shown && shown.Utf8.Span.SequenceEqual(diagnostics.Utf8.Span));
                if (isCurrent)
                {
                    document.Shown = diagnostics;
                    document.ShownVersion = version;
                }

                sending = isWanted ? client.PublishDiagnosticsAsync(document.Uri, version.Number, diagnostics) : Task.CompletedTask;
                if (!isWanted)
                {
                    diagnostics.LetGo();
                }
            }

            await SendAsync(sending).ConfigureAwait(false);
            LargeText.Sent(version.Serial);
            if (client.WhenAnsweredAsync().IsCompleted)
            {
                SpareTime.Begins();
            }
        }
        catch (OperationCanceledException)
        {
            // A newer version came first; its findings will be pushed.
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            logger.LogError(exception, "The document {Uri} could not be analysed", document.Uri);
        }
    }

    private async Task SendAsync(Task sending)
    {
        try
        {
            await sending.ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            // The client has gone; the connection's end says so to those who wait for it.
            logger.LogDebug(exception, "Diagnostics could not be sent");
        }
    }
}
