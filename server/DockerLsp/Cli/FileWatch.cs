using DockerLsp.Files;

namespace DockerLsp.Cli;

/// <summary>Waits until one of the files that a run depends on has changed, come or gone. It looks: notifications miss network drives.</summary>
internal sealed class FileWatch(CommandEnvironment environment)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(300);

    /// <summary>What the files look like from outside.</summary>
    public static string Stamp(InputList inputs, RunConfiguration configuration)
    {
        var paths = inputs.Files.Select(input => input.FullPath).OfType<string>().ToList();
        var configured = inputs.Files.SelectMany(input => configuration.For(input).Files).Select(file => file.Path);
        var describing = inputs.Files.SelectMany(input => input.BuildFiles);
        return string.Join('\n', paths.Concat(configured).Concat(describing).Distinct().Select(Describe));
    }

    /// <summary>Waits; false where the run is to end.</summary>
    public bool WaitForChange(string stamp, Func<string> next)
    {
        while (!environment.Ended.IsCancellationRequested)
        {
            if (environment.Ended.WaitHandle.WaitOne(Interval))
            {
                return false;
            }

            try
            {
                if (next() != stamp)
                {
                    return true;
                }
            }
            catch (Exception exception) when (exception is UsageException || FileProblem.IsAboutFile(exception))
            {
                // In the middle of being written: look again.
            }
        }

        return false;
    }

    private static string Describe(string path)
    {
        var file = new FileInfo(path);
        return file.Exists ? $"{path}\t{file.Length}\t{file.LastWriteTimeUtc.Ticks}" : path;
    }
}
