using DockerLsp.Engine.Semantics;
using DockerLsp.Files;
using Microsoft.Extensions.Logging;

namespace DockerLsp.Lsp;

/// <summary>
/// Looks at the build contexts of open documents, so that rules can tell what is in them: in the background, bounded, and given up
/// for the next key. In a workspace that is not trusted nothing is looked at. Used on the message queue only.
/// </summary>
/// <param name="session">The session.</param>
/// <param name="configuration">Keeps what was found.</param>
/// <param name="diagnostics">Told when it changes findings.</param>
/// <param name="queue">The message queue.</param>
/// <param name="logger">Told what went wrong.</param>
internal sealed class ContextFeature(Session session, ConfigurationFeature configuration, DiagnosticsFeature diagnostics, SynchronizationContext queue, ILogger logger)
{
    /// <summary>So long nothing may be typed before a look that a key ended starts anew.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    private readonly Dictionary<string, CancellationTokenSource> running = new(StringComparer.Ordinal);

    /// <summary>Looks at the context of a document, anew if it was looked at before.</summary>
    public void Look(OpenDocument document) => Look(document, TimeSpan.Zero);

    /// <summary>A key was typed: it goes first.</summary>
    public void Changed(OpenDocument document)
    {
        if (running.ContainsKey(document.Uri))
        {
            Look(document, Pause);
        }
    }

    /// <summary>The document was closed.</summary>
    public void Forget(string uri)
    {
        Cancel(uri);
        configuration.ForgetContext(uri);
    }

    private void Look(OpenDocument document, TimeSpan pause)
    {
        Cancel(document.Uri);
        if (!session.IsWorkspaceTrusted || ConfigurationFeature.PathOf(document.Uri) is not { } path
            || Path.GetDirectoryName(path) is not { } folder || Path.GetDirectoryName(folder) is null)
        {
            // The root of a disk is nobody's build context.
            return;
        }

        var cancellation = new CancellationTokenSource();
        running[document.Uri] = cancellation;
        _ = LookAsync(document, folder, document.Current.Options.IgnoreFile, pause, cancellation);
    }

    private async Task LookAsync(OpenDocument document, string folder, DockerIgnore? ignore, TimeSpan pause, CancellationTokenSource cancellation)
    {
        var token = cancellation.Token;
        try
        {
            if (pause > TimeSpan.Zero)
            {
                await Task.Delay(pause, token).ConfigureAwait(false);
            }

            var summary = await Task.Run(() => ContextSummaries.Read(folder, ignore, ContextLimits.Short, token), token).ConfigureAwait(false);
            await document.Told.WaitAsync(token).ConfigureAwait(false);
            queue.Post(_ => Apply(document, summary, cancellation), null);
        }
        catch (OperationCanceledException)
        {
            // A key came first, or the document was closed.
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            logger.LogDebug(exception, "The folder of {Uri} could not be looked at", document.Uri);
        }
    }

    private void Apply(OpenDocument document, ContextSummary? summary, CancellationTokenSource cancellation)
    {
        if (!running.TryGetValue(document.Uri, out var current) || current != cancellation)
        {
            return;
        }

        running.Remove(document.Uri);
        cancellation.Dispose();
        if (session.Documents.TryGet(document.Uri, out var open) && ReferenceEquals(open, document) && configuration.SetContext(document.Uri, summary))
        {
            document.SetOptions(configuration.OptionsOf(document.Uri));
            diagnostics.Update(document);
        }
    }

    private void Cancel(string uri)
    {
        if (running.Remove(uri, out var cancellation))
        {
            cancellation.Cancel();
            cancellation.Dispose();
        }
    }
}
