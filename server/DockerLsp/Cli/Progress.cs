namespace DockerLsp.Cli;

/// <summary>Says on a terminal how far a run has come, once it has taken longer than a second.</summary>
internal sealed class Progress(CommandEnvironment environment, int total)
{
    private const string ClearLine = "\r\u001b[K";

    private readonly long started = environment.Time.GetTimestamp();
    private int done;
    private bool isShown;
    private long shownAt;

    /// <summary>When a run is long enough to wonder about.</summary>
    private static TimeSpan Patience => TimeSpan.FromSeconds(1);

    private static TimeSpan Interval => TimeSpan.FromMilliseconds(100);

    /// <summary>Counts one more file.</summary>
    public void Advance()
    {
        done++;
        if (environment.IsErrorTerminal && environment.Time.GetElapsedTime(started) >= Patience
            && (!isShown || environment.Time.GetElapsedTime(shownAt) >= Interval))
        {
            // What was found so far stands above the line.
            environment.Flush();
            environment.Error.Write($"{ClearLine}{done:N0} of {Words.Count(total, "file")}");
            isShown = true;
            shownAt = environment.Time.GetTimestamp();
        }
    }

    /// <summary>Takes the line away, before something else is written and at the end.</summary>
    public void Clear()
    {
        if (isShown)
        {
            environment.Error.Write(ClearLine);
            isShown = false;
        }
    }
}
