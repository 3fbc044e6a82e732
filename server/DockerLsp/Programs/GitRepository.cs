using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace DockerLsp.Programs;

/// <summary>
/// Asks git what a repository was and what has changed. It runs a git from outside the repository, without fsmonitor, hooks,
/// optional locks, external diff and textconv, and fetches nothing, so that no repository can make it run something.
/// </summary>
internal sealed class GitRepository
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly string program;

    private GitRepository(string program, string root)
    {
        this.program = program;
        Root = root;
    }

    /// <summary>The folder that paths count from.</summary>
    public string Root { get; }

    /// <summary>The repository around a folder.</summary>
    /// <param name="folder">A folder in it.</param>
    /// <param name="searchPath">The value of <c>PATH</c>.</param>
    /// <exception cref="GitException">There is no repository, or no git outside of it.</exception>
    public static GitRepository Open(string folder, string? searchPath)
    {
        var root = ProgramSearch.WorkspaceOf(folder);
        if (!Path.Exists(Path.Combine(root, ".git")))
        {
            throw new GitException($"{folder} is in no git repository");
        }

        var program = ProgramSearch.Find("git", searchPath, [root]) ?? throw new GitException($"git is not installed, or only inside {root}");
        return new GitRepository(program, root);
    }

    /// <summary>The commit that a revision names.</summary>
    /// <exception cref="GitException">There is no such revision.</exception>
    public string FindCommit(string revision)
    {
        var (status, output, errors) = Run(["rev-parse", "--verify", "--quiet", "--end-of-options", $"{revision}^{{commit}}"], []);
        var name = Encoding.ASCII.GetString(output).Trim();
        if (status == 0 && name.Length >= 40 && name.All(char.IsAsciiHexDigitLower))
        {
            return name;
        }

        throw new GitException($"git knows no revision `{revision}`{(FirstLine(errors) is { Length: > 0 } reason ? $" ({reason})" : "")}");
    }

    /// <summary>The paths from the root, with slashes, that differ between a commit and the working tree; new files included.</summary>
    /// <param name="commit">What <see cref="FindCommit"/> gave.</param>
    /// <exception cref="GitException">git does not answer.</exception>
    public IReadOnlyList<string> ChangedSince(string commit)
    {
        var changed = Names("diff", "--no-ext-diff", "--no-textconv", "--no-renames", "--name-only", "-z", "--end-of-options", commit, "--");
        var added = Names("ls-files", "--others", "--exclude-standard", "-z");
        return [.. changed.Concat(added).Distinct(StringComparer.Ordinal)];
    }

    /// <summary>Files of a commit.</summary>
    /// <param name="commit">What <see cref="FindCommit"/> gave.</param>
    /// <param name="paths">Paths from the root, with slashes.</param>
    /// <returns>In the order of the paths; null where the commit has no such file.</returns>
    /// <exception cref="GitException">git does not answer.</exception>
    public IReadOnlyList<byte[]?> ReadFiles(string commit, IReadOnlyList<string> paths)
    {
        // git is asked line by line: a name with a line end in it cannot be asked for.
        var asked = paths.Select(path => !path.Contains('\n', StringComparison.Ordinal)).ToArray();
        var requests = string.Concat(paths.Where((_, i) => asked[i]).Select(path => $"{commit}:{path}\n"));
        var output = RunToEnd(["cat-file", "--batch"], Encoding.UTF8.GetBytes(requests));
        var contents = new byte[]?[paths.Count];
        var position = 0;
        for (var i = 0; i < contents.Length; i++)
        {
            if (asked[i])
            {
                contents[i] = ReadAnswer(output, ref position);
            }
        }

        return contents;
    }

    /// <summary>One answer of <c>cat-file --batch</c>: "name type size", then the content; or "… missing".</summary>
    private static byte[]? ReadAnswer(byte[] output, ref int position)
    {
        var end = Array.IndexOf(output, (byte)'\n', position);
        if (end < 0)
        {
            throw new GitException("git's answer ends too early");
        }

        var header = Encoding.UTF8.GetString(output, position, end - position);
        position = end + 1;
        if (header.Split(' ') is not [.., var type, var digits] || !int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var size))
        {
            return null;
        }

        var content = output.AsSpan(position, Math.Min(size, output.Length - position)).ToArray();
        position = Math.Min(output.Length, position + size + 1);
        return type == "blob" ? content : null;
    }

    private static string FirstLine(string text)
    {
        var line = text.Split('\n').FirstOrDefault(l => l.Trim().Length > 0)?.Trim() ?? "";
        return line.StartsWith("fatal: ", StringComparison.Ordinal) ? line["fatal: ".Length..] : line;
    }

    private string[] Names(params string[] arguments) =>
        Encoding.UTF8.GetString(RunToEnd(arguments, [])).Split('\0', StringSplitOptions.RemoveEmptyEntries);

    private byte[] RunToEnd(string[] arguments, byte[] input)
    {
        var (status, output, errors) = Run(arguments, input);
        return status == 0 ? output : throw new GitException(FirstLine(errors) is { Length: > 0 } reason ? reason : $"git ended with status {status}");
    }

    private (int Status, byte[] Output, string Errors) Run(string[] arguments, byte[] input)
    {
        var start = new ProcessStartInfo(program)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            CreateNoWindow = true,
            WorkingDirectory = Root,
        };
        string[] options = ["--no-optional-locks", "--no-pager", "--literal-pathspecs", "-c", "core.fsmonitor=false", "-c", "core.untrackedCache=false", "-c", "protocol.allow=never"];
        foreach (var argument in options.Concat(arguments))
        {
            start.ArgumentList.Add(argument);
        }

        // A partial clone would fetch what it lacks, and a remote may ask for a password.
        start.Environment["GIT_NO_LAZY_FETCH"] = "1";
        start.Environment["GIT_TERMINAL_PROMPT"] = "0";
        start.Environment["GIT_OPTIONAL_LOCKS"] = "0";
        start.Environment["LC_ALL"] = "C";

        // Where a hook of git starts us, these name its repository instead of the folder's.
        start.Environment.Remove("GIT_DIR");
        start.Environment.Remove("GIT_WORK_TREE");
        start.Environment.Remove("GIT_INDEX_FILE");
        start.Environment.Remove("GIT_EXTERNAL_DIFF");
        try
        {
            using var process = Process.Start(start) ?? throw new GitException("git did not start");
            using var timeout = new CancellationTokenSource(Patience);
            using var output = new MemoryStream();
            var reading = process.StandardOutput.BaseStream.CopyToAsync(output, timeout.Token);
            var errors = process.StandardError.ReadToEndAsync(timeout.Token);
            try
            {
                process.StandardInput.BaseStream.Write(input);
                process.StandardInput.Close();
                Task.WaitAll([reading, errors, process.WaitForExitAsync(timeout.Token)], CancellationToken.None);
                return (process.ExitCode, output.ToArray(), errors.Result);
            }
            finally
            {
                if (!process.HasExited)
                {
                    process.Kill(entireProcessTree: true);
                }
            }
        }
        catch (Exception exception) when (exception is Win32Exception or AggregateException or OperationCanceledException or InvalidOperationException or IOException)
        {
            throw new GitException($"git cannot be run ({(exception as AggregateException)?.InnerException?.Message ?? exception.Message})");
        }
    }
}

/// <summary>git could not answer; the message says why.</summary>
internal sealed class GitException(string message) : Exception(message);
