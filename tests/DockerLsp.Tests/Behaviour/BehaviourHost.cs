using System.Collections.Concurrent;
using System.Globalization;
using System.Reflection;

namespace DockerLsp.Tests.Behaviour;

/// <summary>Makes the jails in which builds run, and tells why a machine cannot.</summary>
internal static class BehaviourHost
{
    /// <summary>Nobody has these numbers: what runs under them owns nothing and can signal nobody.</summary>
    private const int FirstUser = 61_184;

    private static readonly string[] Compilers = ["cc", "gcc", "clang"];
    private static readonly Lazy<Native> Programs = new(Compile);
    private static readonly ConcurrentBag<Jail> Free = [];
    private static readonly Lazy<string?> Obstacle = new(FindObstacle);
    private static int made;

    /// <summary>Why nothing can be run here; null where it can.</summary>
    public static string? WhyNot => Obstacle.Value;

    /// <summary>A jail for one caller at a time; disposing gives it back.</summary>
    public static JailLease Rent() => new(Free.TryTake(out var jail) ? jail : Make());

    internal static void GiveBack(Jail jail)
    {
        if (!jail.IsBroken)
        {
            Free.Add(jail);
        }
    }

    private static Jail Make()
    {
        var number = Interlocked.Increment(ref made);
        var root = Path.Combine(Programs.Value.Folder, number.ToString(CultureInfo.InvariantCulture));
        ScratchRoot.Create(root, Programs.Value.Recorder);
        return new Jail(Programs.Value.Driver, root, FirstUser + ((Environment.ProcessId + number) % 1000));
    }

    private static string? FindObstacle()
    {
        if (!OperatingSystem.IsLinux())
        {
            return "the behaviour harness needs Linux";
        }

        if (!Environment.IsPrivilegedProcess)
        {
            return "the behaviour harness needs root for chroot";
        }

        if (ScratchRoot.MissingShells is [var missing, ..])
        {
            return $"the behaviour harness needs {missing}, which is not installed";
        }

        if (FindCompiler() is null)
        {
            return "the behaviour harness needs a C compiler (cc, gcc or clang)";
        }

        try
        {
            using var lease = Rent();
            return null;
        }
        catch (JailException e)
        {
            return $"the behaviour harness may not isolate builds here: {e.Message}";
        }
    }

    private static string? FindCompiler() => Compilers.Select(ScratchRoot.FindProgram).FirstOrDefault(p => p is not null);

    private static Native Compile()
    {
        var folder = Path.Combine(MemoryFolder() ?? Path.GetTempPath(), $"dockerlsp-behaviour-{Guid.NewGuid():N}");
        Directory.CreateDirectory(folder);
        ScratchRoot.SetMode(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Remove(folder);
        return new Native(folder, Compile(folder, "recorder"), Compile(folder, "driver"));
    }

    /// <summary>Steps make and delete thousands of files: in memory that costs a tenth, where programs may be started from there.</summary>
    private static string? MemoryFolder()
    {
        const string folder = "/dev/shm";
        var mount = File.ReadLines("/proc/mounts").Select(l => l.Split(' ')).LastOrDefault(w => w.Length > 3 && w[1] == folder);
        return mount is [_, _, "tmpfs", var options, ..] && options.Split(',') is var words && words.Contains("rw") && !words.Contains("noexec") && !words.Contains("nodev")
            ? folder
            : null;
    }

    private static string Compile(string folder, string name)
    {
        var source = Path.Combine(folder, name + ".c");
        using (var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(name + ".c") ?? throw new InvalidOperationException(name))
        using (var file = File.Create(source))
        {
            stream.CopyTo(file);
        }

        var program = Path.Combine(folder, name);
        var compiler = FindCompiler() ?? throw new JailException("no C compiler");
        // A static program starts faster; not every machine has the libraries for it.
        if (ScratchRoot.Run(compiler, "-O1", "-static", source, "-o", program).Status != 0
            && ScratchRoot.Run(compiler, "-O1", source, "-o", program) is { Status: not 0, Output: var output })
        {
            throw new JailException(output.Trim());
        }

        return program;
    }

    private static void Remove(string folder)
    {
        foreach (var jail in Free)
        {
            jail.Dispose();
        }

        try
        {
            Directory.Delete(folder, recursive: true);
        }
        catch (IOException)
        {
            // The temporary folder of the machine is emptied by others.
        }
    }

    private sealed record Native(string Folder, string Recorder, string Driver);
}

/// <summary>A jail that goes back when it is disposed.</summary>
internal readonly struct JailLease(Jail jail) : IDisposable
{
    public Jail Jail { get; } = jail;

    public void Dispose() => BehaviourHost.GiveBack(Jail);
}

internal sealed class JailException(string message) : Exception(message);
