// Linked into the native binary on Linux. The runtime unpacks its tables, nearly five megabytes, when it starts: page by page that is
// a sixth of the time until an editor is answered. Where the system lets programs ask for huge pages, two or three do.
#define _DEFAULT_SOURCE
#include <stdint.h>
#include <sys/mman.h>
#include <unistd.h>

extern char __bss_start[], _end[];

__attribute__((constructor)) static void ask_for_huge_pages(void)
{
    uintptr_t page = (uintptr_t)sysconf(_SC_PAGESIZE);
    uintptr_t start = ((uintptr_t)__bss_start + page - 1) & ~(page - 1);
    uintptr_t end = (uintptr_t)_end & ~(page - 1);
    if (start < end)
    {
        // A system that has none says no, and all is as before.
        (void)madvise((void *)start, end - start, MADV_HUGEPAGE);
    }
}
