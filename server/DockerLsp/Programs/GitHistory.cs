using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace DockerLsp.Programs;

/// <summary>
/// Reads files of a repository as they were. Only git's plumbing is used, so that no filter, hook, diff driver or file system
/// monitor of the repository runs, and nothing is fetched.
/// </summary>
/// <param name="program">git's absolute path.</param>
/// <param name="root">The repository's folder.</param>
internal sealed class GitHistory(string program, string root)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>The folder that paths count from.</summary>
    public string Root { get; } = root;

    /// <summary>The repository around a folder; null where there is none, or no git outside of it.</summary>
    /// <param name="folder">A folder in it.</param>
    /// <param name="searchPath">The value of <c>PATH</c>.</param>
    public static GitHistory? Find(string folder, string? searchPath)
    {
        var root = ProgramSearch.WorkspaceOf(folder);
        return Path.Exists(Path.Combine(root, ".git")) && ProgramSearch.Find("git", searchPath, [root]) is { } program ? new GitHistory(program, root) : null;
    }

    /// <summary>The commit of a revision; null, with git's reason, where there is none.</summary>
    public string? FindCommit(string revision, out string problem)
    {
        var (status, output, errors) = Run(["rev-parse", "--verify", "--quiet", "--end-of-options", $"{revision}^{{commit}}"], []);
        var name = Encoding.ASCII.GetString(output).Trim();
        problem = errors.Trim();
        return status == 0 && name.Length >= 40 && name.All(char.IsAsciiHexDigitLower) ? name : null;
    }

    /// <summary>Files of a commit.</summary>
    /// <param name="commit">What <see cref="FindCommit"/> gave.</param>
    /// <param name="paths">Paths from the root, with slashes.</param>
    /// <returns>In the order of the paths; null where the commit has no such file.</returns>
    /// <exception cref="IOException">git does not answer.</exception>
    public IReadOnlyList<byte[]?> ReadFiles(string commit, IReadOnlyList<string> paths)
    {
        // git is asked line by line: a name with a line end in it cannot be asked for.
        var asked = paths.Select(path => !path.Contains('\n', StringComparison.Ordinal)).ToArray();
        var requests = string.Concat(paths.Where((_, i) => asked[i]).Select(path => $"{commit}:{path}\n"));
        var (status, output, errors) = Run(["cat-file", "--batch"], Encoding.UTF8.GetBytes(requests));
        if (status != 0)
        {
            throw new IOException($"git ended with status {status}: {errors.Trim()}");
        }

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
            throw new IOException("git's answer ends too early");
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

    private (int Status, byte[] Output, string Errors) Run(IEnumerable<string> arguments, byte[] input)
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
        foreach (var argument in (string[])["--no-optional-locks", "--no-pager", "--literal-pathspecs", "-c", "core.fsmonitor=false", "-c", "protocol.allow=never", .. arguments])
        {
            start.ArgumentList.Add(argument);
        }

        // A partial clone would fetch what it lacks, and a remote may ask for a password.
        start.Environment["GIT_NO_LAZY_FETCH"] = "1";
        start.Environment["GIT_TERMINAL_PROMPT"] = "0";
        start.Environment["GIT_OPTIONAL_LOCKS"] = "0";
        start.Environment["LC_ALL"] = "C";
        try
        {
            using var process = Process.Start(start) ?? throw new IOException("git did not start");
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
        catch (Exception exception) when (exception is Win32Exception or AggregateException or OperationCanceledException or InvalidOperationException)
        {
            throw new IOException("git cannot be run", exception);
        }
    }
}
