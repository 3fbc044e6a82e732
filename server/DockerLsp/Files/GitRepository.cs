using System.ComponentModel;
using System.Diagnostics;
using System.Text;

namespace DockerLsp.Files;

/// <summary>
/// Asks git what has changed. It runs a git from outside the working tree, without fsmonitor, optional locks, external diff and
/// textconv, so that no repository can make it run something.
/// </summary>
internal sealed class GitRepository
{
    private const int MaxOutput = 32 << 20;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly string git;

    private GitRepository(string git, string root)
    {
        this.git = git;
        Root = root;
    }

    /// <summary>The top of the working tree.</summary>
    public string Root { get; }

    /// <summary>The repository that a folder belongs to.</summary>
    /// <exception cref="GitException">There is no git, or no repository.</exception>
    public static GitRepository Open(string folder, Func<string, string?> getVariable)
    {
        var git = FindProgram(folder, getVariable) ?? throw new GitException("git is not installed, or only inside this folder");
        var root = new GitRepository(git, folder).Run("rev-parse", "--show-toplevel").TrimEnd('\n', '\r');
        return new GitRepository(git, root);
    }

    /// <summary>The paths, relative to the root, that differ between a revision and the working tree; new files included.</summary>
    /// <exception cref="GitException">There is no such revision.</exception>
    public IReadOnlyList<string> ChangedSince(string revision)
    {
        var changed = Split(Run("diff", "--no-ext-diff", "--no-textconv", "--no-renames", "--name-only", "-z", "--end-of-options", revision, "--"));
        var added = Split(Run("ls-files", "--others", "--exclude-standard", "-z"));
        return [.. changed.Concat(added).Distinct(StringComparer.Ordinal)];
    }

    /// <summary>The content of a file in a revision; null where it was not there.</summary>
    public string? Show(string revision, string path)
    {
        try
        {
            return Run("show", "--no-ext-diff", "--no-textconv", "--end-of-options", $"{revision}:{path}");
        }
        catch (GitException)
        {
            return null;
        }
    }

    private static string[] Split(string list) => list.Split('\0', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>A git on the search path that does not lie in the folder, which somebody else may have filled.</summary>
    private static string? FindProgram(string folder, Func<string, string?> getVariable)
    {
        var name = OperatingSystem.IsWindows() ? "git.exe" : "git";
        var inside = Path.GetFullPath(folder).TrimEnd(Path.DirectorySeparatorChar) + Path.DirectorySeparatorChar;
        foreach (var entry in (getVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries))
        {
            if (!Path.IsPathFullyQualified(entry))
            {
                continue;
            }

            var candidate = Path.GetFullPath(Path.Combine(entry, name));
            if (!candidate.StartsWith(inside, StringComparison.Ordinal) && File.Exists(candidate))
            {
                return candidate;
            }
        }

        return null;
    }

    private string Run(params IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(git)
        {
            WorkingDirectory = Root,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            UseShellExecute = false,
        };
        foreach (var argument in (string[])["--no-pager", "--no-optional-locks", "--literal-pathspecs", "-c", "core.fsmonitor=false", "-c", "core.untrackedCache=false", .. arguments])
        {
            start.ArgumentList.Add(argument);
        }

        start.Environment["GIT_TERMINAL_PROMPT"] = "0";
        start.Environment.Remove("GIT_EXTERNAL_DIFF");
        start.Environment.Remove("GIT_DIR");
        start.Environment.Remove("GIT_WORK_TREE");
        try
        {
            using var process = Process.Start(start) ?? throw new GitException("git cannot be started");
            process.StandardInput.Close();
            var output = ReadAsync(process.StandardOutput);
            var errors = ReadAsync(process.StandardError);
            if (!Task.WaitAll([output, errors], Patience) || !process.WaitForExit(Patience))
            {
                process.Kill(entireProcessTree: true);
                throw new GitException("git does not answer");
            }

            return process.ExitCode == 0 ? output.Result : throw new GitException(FirstLine(errors.Result));
        }
        catch (Win32Exception exception)
        {
            throw new GitException($"git cannot be started ({exception.Message})");
        }
    }

    private static async Task<string> ReadAsync(StreamReader reader)
    {
        var text = new StringBuilder();
        var buffer = new char[1 << 14];
        int count;
        while ((count = await reader.ReadAsync(buffer).ConfigureAwait(false)) > 0)
        {
            if (text.Length < MaxOutput)
            {
                text.Append(buffer, 0, count);
            }
        }

        return text.ToString();
    }

    private static string FirstLine(string text)
    {
        var line = text.Split('\n').FirstOrDefault(l => l.Trim().Length > 0)?.Trim() ?? "git failed";
        return line.StartsWith("fatal: ", StringComparison.Ordinal) ? line["fatal: ".Length..] : line;
    }
}

/// <summary>git could not answer; the message says why.</summary>
internal sealed class GitException(string message) : Exception(message);
