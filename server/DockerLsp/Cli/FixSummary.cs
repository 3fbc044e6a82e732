using DockerLsp.Engine.Diagnostics;

namespace DockerLsp.Cli;

/// <summary>Counts what was fixed and what is left.</summary>
internal sealed class FixSummary
{
    private int files;
    private int changedFiles;
    private int applied;
    private int left;

    /// <summary>Whether findings at or above the threshold of their file are left.</summary>
    public bool HasFindingsLeft { get; private set; }

    /// <param name="file">What fixing it gave.</param>
    /// <param name="threshold">The least severity that counts as left; null where none does.</param>
    public void Add(FixedFile file, Severity? threshold)
    {
        files++;
        changedFiles += file.HasChanged ? 1 : 0;
        applied += file.Result.Applied.Length;
        left += file.Result.Remaining.Length;
        HasFindingsLeft |= threshold is { } least && file.Result.Remaining.Any(finding => finding.Severity >= least);
    }

    /// <summary>One line about all files; null where none could be read.</summary>
    /// <param name="onlyShown">Whether nothing was written.</param>
    public string? Describe(bool onlyShown)
    {
        if (files == 0)
        {
            return null;
        }

        var done = changedFiles == 0
            ? $"Nothing to fix in {Words.Count(files, "file")}"
            : $"{(onlyShown ? "Would apply" : "Applied")} {Words.Count(applied, "fix", "fixes")} in {Words.Count(changedFiles, "file")}";
        return left == 0 ? done : $"{done}; {Words.Count(left, "finding")} left, see `dockerlsp lint`";
    }
}
