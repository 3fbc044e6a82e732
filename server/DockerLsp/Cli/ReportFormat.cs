namespace DockerLsp.Cli;

/// <summary>
/// A form in which findings are written. Files come one by one, in their final order, so that a long run shows results while
/// it works. A new format is one class and one line in <see cref="ReportFormats"/>.
/// </summary>
internal abstract class ReportFormat
{
    /// <summary>Called once, before the first file.</summary>
    public virtual void Begin()
    {
    }

    /// <summary>Called for each file, also for those without findings.</summary>
    public abstract void Add(LintedFile file);

    /// <summary>Called once, after the last file.</summary>
    public abstract void End();
}
