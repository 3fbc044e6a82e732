using System.Runtime.InteropServices;

namespace DockerLsp.Engine;

/// <summary>
/// How many other threads help with a long file, and where they come from: each is a new one, and has whoever started it leave its processor.
/// Where a virtual machine has two, the system often leaves both threads on one of them, by turns of 4 ms and for 20 ms and more, while
/// the other one does nothing.
/// </summary>
public static unsafe partial class HelperThreads
{
    /// <summary>More threads would take the machine from whoever else works on it.</summary>
    private const int MaxThreads = 4;

    /// <summary>In instructions: of fewer, a second thread is not worth its start.</summary>
    private const int MinPerThread = 512;

    /// <summary>In words: as many processors as the C library's <c>cpu_set_t</c> has room for. On machines with more, threads stay where they are.</summary>
    private const int SetLength = 1024 / 64;

    /// <summary>For a file of so many instructions; 0 or less for none.</summary>
    public static int CountFor(int instructions) => Math.Min(Math.Min(Environment.ProcessorCount, MaxThreads), instructions / MinPerThread) - 1;

    /// <summary>Has another thread do some work.</summary>
    /// <param name="work">The work.</param>
    /// <param name="cancellationToken">Keeps it from beginning.</param>
    public static Task Start(Action work, CancellationToken cancellationToken = default)
    {
        var starter = ThreadNumber();
        return Task.Factory.StartNew(
            () =>
            {
                if (starter > 0)
                {
                    SendAway(starter);
                }

                work();
            },
            cancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    /// <summary>The system's number of this thread; 0 where it is not known.</summary>
    private static int ThreadNumber() => !OperatingSystem.IsLinux() ? 0 : RuntimeInformation.ProcessArchitecture switch
    {
        Architecture.X64 => (int)Call(186),
        Architecture.Arm64 => (int)Call(178),
        _ => 0,
    };

    /// <summary>Has the system move another thread off this one's processor, if it may run elsewhere. Afterwards it may run where it could before.</summary>
    private static void SendAway(int thread)
    {
        var processor = GetProcessor();
        var processors = stackalloc ulong[SetLength];
        if (processor is < 0 or >= SetLength * 64 || GetAffinity(thread, SetLength * sizeof(ulong), processors) != 0)
        {
            return;
        }

        var (word, bit) = (processor / 64, 1UL << (processor % 64));
        var allowed = processors[word];
        processors[word] = allowed & ~bit;
        if (SetAffinity(thread, SetLength * sizeof(ulong), processors) == 0)
        {
            processors[word] = allowed;
            _ = SetAffinity(thread, SetLength * sizeof(ulong), processors);
        }
    }

    /// <summary>The system call <c>gettid</c>, which not every C library has a function for.</summary>
    [LibraryImport("libc", EntryPoint = "syscall")]
    private static partial nint Call(nint number);

    [LibraryImport("libc", EntryPoint = "sched_getcpu")]
    private static partial int GetProcessor();

    [LibraryImport("libc", EntryPoint = "sched_getaffinity")]
    private static partial int GetAffinity(int thread, nuint size, ulong* processors);

    /// <summary>Refuses an empty set.</summary>
    [LibraryImport("libc", EntryPoint = "sched_setaffinity")]
    private static partial int SetAffinity(int thread, nuint size, ulong* processors);
}
