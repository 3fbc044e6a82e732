// Linked into the native binary on Linux. A server keeps what it holds small (System.GC.Gen0MaxBudget). What is run once over many files
// leaves little of one when it takes up the next, and each collection stops all its threads: with twice the budget there are half as many.
// The runtime reads that before any managed code runs.
#define _DEFAULT_SOURCE
#include <stdlib.h>
#include <string.h>

__attribute__((constructor)) static void collect_less_often(int argc, char **argv)
{
    if (argc > 1 && strcmp(argv[1], "lsp") != 0)
    {
        // In bytes, hexadecimal. Whoever has set it otherwise knows why.
        (void)setenv("DOTNET_GCGen0MaxBudget", "1000000", 0);
    }
}
