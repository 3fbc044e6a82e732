using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace DockerLsp.Lsp;

/// <summary>
/// Memory that a long text takes for a moment, in pages of megabytes: the system hands out, and clears, tens of thousands of
/// small ones otherwise, which is a sixth of the time of reading. Where it has none, nothing changes.
/// </summary>
internal static unsafe partial class HugePages
{
    /// <summary>In bytes.</summary>
    private const nint PageSize = 2 * 1024 * 1024;

    /// <summary>In bytes: on either side of the newest object, where regions are free again or kept free for large objects.</summary>
    private const nint Margin = 64 * 1024 * 1024;

    private const int Huge = 14;
    private const int NotHuge = 15;

    private static nint start;
    private static nint end;

    /// <summary>Asks for huge pages where the objects go that are allocated next: what is free near the newest one, and from there upwards.</summary>
    /// <param name="bytes">How much will be allocated.</param>
    public static void AskFor(long bytes)
    {
        if (OperatingSystem.IsLinux())
        {
            var newest = new object();
            var address = *(nint*)Unsafe.AsPointer(ref newest) & -PageSize;
            // Regions from before are free again, too.
            start = start == 0 ? address - Margin : nint.Min(start, address - Margin);
            end = nint.Max(end, address + (nint)bytes + Margin);
            _ = Advise(start, (nuint)(end - start), Huge);
        }
    }

    /// <summary>What is allocated later lives in small pages: of huge ones more would be taken than is used.</summary>
    public static void DoWithout()
    {
        if (OperatingSystem.IsLinux())
        {
            _ = Advise(start, (nuint)(end - start), NotHuge);
        }
    }

    [LibraryImport("libc", EntryPoint = "madvise")]
    private static partial int Advise(nint address, nuint length, int advice);
}
