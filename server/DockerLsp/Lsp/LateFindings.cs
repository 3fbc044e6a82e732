using DockerLsp.Engine;
using Microsoft.Extensions.Logging;

namespace DockerLsp.Lsp;

/// <summary>
/// Adds what ShellCheck says, and what a loaded image tells, to the versions of documents. What it said of a script before is there at once, so that an edit
/// elsewhere makes no finding flicker; the rest follows when typing pauses.
/// </summary>
internal sealed class LateFindings(Session session, ILogger logger)
{
    /// <summary>So long nothing may be typed before programs are started.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    /// <summary>The analysis of a version with what is known already.</summary>
    public DockerfileAnalysis Known(DocumentVersion version, DockerfileAnalysis analysis)
    {
        if (session.ScriptChecks is null && version.Image is null)
        {
            return analysis;
        }

        lock (version)
        {
            return version.Completed ??= Measure(version, session.ScriptChecks is { } checks ? checks.Complete(analysis, analysis.Scripts) : analysis);
        }
    }

    /// <summary>Finds out the rest; true where that brought something new.</summary>
    public async Task<bool> CompleteAsync(DocumentVersion version)
    {
        if (session.ScriptChecks is not { } checks)
        {
            return false;
        }

        try
        {
            var analysis = await version.Analysis.ConfigureAwait(false);
            var scripts = analysis.Scripts;
            if (checks.KnowsAll(scripts))
            {
                Known(version, analysis);
                return false;
            }

            await Task.Delay(Pause, version.Overtaken).ConfigureAwait(false);
            var completed = Measure(version, await checks.CheckAsync(analysis, scripts).ConfigureAwait(false));
            lock (version)
            {
                if (completed.Findings.SequenceEqual((version.Completed ?? analysis).Findings))
                {
                    return false;
                }

                version.Completed = completed;
                version.Revision++;
                return true;
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

        return false;
    }

    private static DockerfileAnalysis Measure(DocumentVersion version, DockerfileAnalysis analysis) =>
        version.Image is { } image ? analysis.WithMeasures(image.Image, image.Target) : analysis;
}
