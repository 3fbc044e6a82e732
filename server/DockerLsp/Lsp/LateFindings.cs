using DockerLsp.Engine;
using Microsoft.Extensions.Logging;

namespace DockerLsp.Lsp;

/// <summary>
/// Adds what ShellCheck says, and what a loaded image tells, to the versions of documents. What it said of a script before is there at once, so that an edit
/// elsewhere makes no finding flicker; the rest follows when typing pauses.
/// </summary>
internal sealed class LateFindings(Session session, ILogger logger)
{
    /// <summary>In instructions: what is known of all scripts of a longer file is put in when typing pauses, rather than before its first findings.</summary>
    private const int MaxAtOnce = 512;

    /// <summary>The analysis of a version with what is known already.</summary>
    public DockerfileAnalysis Known(DocumentVersion version, DockerfileAnalysis analysis)
    {
        if (session.ScriptChecks is null && version.Image is null)
        {
            return analysis;
        }

        lock (version)
        {
            if (version.Completed is not { } completed)
            {
                var verified = session.ScriptChecks is { } checks ? checks.Complete(analysis, typedOnly: !MayLookAtAll(version, analysis)) : analysis;
                version.Verified = verified;
                version.Completed = completed = Measure(version, verified);
            }

            return completed;
        }
    }

    /// <summary>Finds out the rest.</summary>
    /// <param name="version">The version.</param>
    /// <param name="tell">Called whenever there is something new.</param>
    public async Task CompleteAsync(DocumentVersion version, Func<Task> tell)
    {
        if (session.ScriptChecks is not { } checks)
        {
            return;
        }

        try
        {
            var shown = Known(version, await version.Analysis.ConfigureAwait(false));
            var before = version.Verified ?? shown;
            if (!before.HasUncheckedScripts)
            {
                return;
            }

            await Task.Delay(TypingPause.Length, version.Overtaken).ConfigureAwait(false);
            await foreach (var verified in checks.CheckInRoundsAsync(before, TimeProvider.System, version.Overtaken).ConfigureAwait(false))
            {
                if (!ReferenceEquals(verified, before) && Take(version, verified, shown) is { } completed)
                {
                    shown = completed;
                    await tell().ConfigureAwait(false);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // A newer version came first.
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            logger.LogError(exception, "Shell scripts could not be checked");
        }
    }

    /// <summary>Has a version know more; what is to be shown then, or null where that is what was shown before.</summary>
    private static DockerfileAnalysis? Take(DocumentVersion version, DockerfileAnalysis verified, DockerfileAnalysis shown)
    {
        var completed = Measure(version, verified);
        lock (version)
        {
            version.Verified = verified;
            version.Completed = completed;
            if (completed.Findings.SequenceEqual(shown.Findings))
            {
                return null;
            }

            version.Revision++;
            return completed;
        }
    }

    /// <summary>
    /// Whether what is known of all scripts is put in at once: the file is short, or the analysis was made anew, without what was shown of its
    /// scripts, which must not go.
    /// </summary>
    private static bool MayLookAtAll(DocumentVersion version, DockerfileAnalysis analysis) =>
        version.Origin != version.Serial || version.IsReadAnew || analysis.Model.Instructions.Length <= MaxAtOnce;

    private static DockerfileAnalysis Measure(DocumentVersion version, DockerfileAnalysis analysis) =>
        version.Image is { } image ? analysis.WithMeasures(image.Image, image.Target) : analysis;
}
