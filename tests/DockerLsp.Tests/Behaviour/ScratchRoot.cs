using System.Diagnostics;

namespace DockerLsp.Tests.Behaviour;

/// <summary>A folder that becomes the root of the builds: the shells with their libraries, the recorder, and empty folders.</summary>
internal static class ScratchRoot
{
    /// <summary>What every image has, as far as redirections may need it.</summary>
    private static readonly string[] Folders =
    [
        "tmp", "var", "var/tmp", "var/lib", "var/cache", "var/log", "var/run", "etc", "etc/apt", "etc/apt/sources.list.d", "etc/apt/apt.conf.d",
        "etc/apt/preferences.d", "etc/apk", "etc/profile.d", "root", "home", "opt", "usr", "usr/bin", "usr/sbin", "usr/local", "usr/local/bin",
        "usr/local/sbin", "usr/local/lib", "usr/local/etc", "usr/local/share", "usr/share", "usr/src", "sbin", "srv", "run", "mnt", "media", ".h/counts",
    ];

    private static readonly string[] ShellNames = ["dash", "bash", "busybox"];

    /// <summary>The shells that are not installed.</summary>
    public static IReadOnlyList<string> MissingShells => [.. ShellNames.Where(s => FindProgram(s) is null)];

    public static void Create(string root, string recorder)
    {
        Directory.CreateDirectory(root);
        SetMode(root, Everything);
        foreach (var closed in new[] { ".h", ".h/sh", "bin", "dev", "proc" })
        {
            Directory.CreateDirectory(Path.Combine(root, closed));
        }

        foreach (var folder in Folders)
        {
            var path = Path.Combine(root, folder);
            Directory.CreateDirectory(path);
            SetMode(path, Everything);
        }

        File.WriteAllBytes(Path.Combine(root, ".h/empty"), []);
        // bash opens /dev/fd/63 for <(…).
        File.CreateSymbolicLink(Path.Combine(root, "dev/fd"), "/proc/self/fd");
        CopyProgram(root, recorder, ".h/rec");
        foreach (var shell in ShellNames)
        {
            CopyProgram(root, FindProgram(shell) ?? throw new InvalidOperationException($"{shell} is not installed"), $".h/sh/{shell}");
        }
    }

    public static string? FindProgram(string name) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "/usr/bin:/bin").Split(':').Select(p => Path.Combine(p, name)).FirstOrDefault(File.Exists);

    public static (int Status, string Output) Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })
            ?? throw new InvalidOperationException(program);
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output + error.GetAwaiter().GetResult());
    }

    /// <summary>The analyzer does not know that all this is for Linux.</summary>
    public static void SetMode(string path, UnixFileMode mode)
    {
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, mode);
        }
    }

    private static UnixFileMode Everything => (UnixFileMode)0b111_111_111;

    /// <summary>Copies a program, and the libraries that it is linked with to the places where it looks for them.</summary>
    private static void CopyProgram(string root, string program, string place)
    {
        var target = Path.Combine(root, place);
        File.Copy(program, target);
        SetMode(target, (UnixFileMode)0b111_101_101);
        var (status, output) = Run("ldd", program);
        if (status != 0)
        {
            // Statically linked.
            return;
        }

        foreach (var line in output.Split('\n'))
        {
            var library = line.Split(' ', '\t').FirstOrDefault(w => w.StartsWith('/'));
            if (library is null || !File.Exists(library))
            {
                continue;
            }

            var copy = root + library;
            Directory.CreateDirectory(Path.GetDirectoryName(copy) ?? root);
            if (!File.Exists(copy))
            {
                File.Copy(library, copy);
                SetMode(copy, (UnixFileMode)0b111_101_101);
            }
        }
    }
}
