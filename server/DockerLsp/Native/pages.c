// Linked into the native binary on Linux. A page that the program touches for the first time stops it until the system has put one there:
// 0.3 to 20 microseconds, on virtual machines most of it the way to the system and back. What will be touched anyway is asked for at once.
#define _DEFAULT_SOURCE
#include <errno.h>
#include <stdint.h>
#include <sys/mman.h>
#include <unistd.h>

// Linux 5.14. A system that does not know them says no, and all is as without.
#ifndef MADV_POPULATE_READ
#define MADV_POPULATE_READ 22
#define MADV_POPULATE_WRITE 23
#endif

// In bytes. The collector takes memory for objects by some 64 KB, for a large object all that it needs. It begins each region with its first
// page, which alone would keep a huge page from coming there (HugePages.cs), and what it takes for a long text (LargeText.cs) is more than
// is used.
#define LEAST_AT_ONCE (56 * 1024)
#define MOST_AT_ONCE (4 * 1024 * 1024 - 64 * 1024)

extern char __executable_start[], __GNU_EH_FRAME_HDR[], __data_start[], __bss_start[], _end[];

static void advise(const char *start, const char *end, int advice)
{
    uintptr_t page = (uintptr_t)sysconf(_SC_PAGESIZE);
    uintptr_t first = (uintptr_t)start & ~(page - 1);
    uintptr_t last = ((uintptr_t)end + page - 1) & ~(page - 1);
    (void)madvise((void *)first, last - first, advice);
}

// The runtime unpacks its tables, nearly five megabytes behind the data, when it starts, and runs through most of the program's code.
__attribute__((constructor)) static void ask_for_program(void)
{
    advise(__executable_start, __GNU_EH_FRAME_HDR, MADV_POPULATE_READ);
    advise(__bss_start, _end, MADV_HUGEPAGE);
    advise(__data_start, _end, MADV_POPULATE_WRITE);
}

int __real_mprotect(void *start, size_t length, int protection);
int __wrap_mprotect(void *start, size_t length, int protection);

// What the runtime calls to make memory usable that it has reserved: it is about to put objects there.
int __wrap_mprotect(void *start, size_t length, int protection)
{
    int result = __real_mprotect(start, length, protection);
    if (result == 0 && protection == (PROT_READ | PROT_WRITE) && length >= LEAST_AT_ONCE && length < MOST_AT_ONCE)
    {
        int before = errno;
        (void)madvise(start, length, MADV_POPULATE_WRITE);
        errno = before;
    }

    return result;
}
