// Linked into the native binary on Linux. A server keeps what it holds small (System.GC.Gen0MaxBudget). What is run once over many files
// leaves little of one when it takes up the next, and each collection stops all its threads: with twice the budget there are half as many.
// Without a least budget the collector begins with a quarter of a megabyte, and its first collections come before the first findings.
// The runtime reads both before any managed code runs.
#define _DEFAULT_SOURCE
#include <stdlib.h>
#include <string.h>

__attribute__((constructor)) static void collect_less_often(int argc, char **argv)
{
    int serves = argc > 1 && strcmp(argv[1], "lsp") == 0;
    // In bytes, hexadecimal. Whoever has set them otherwise knows why.
    if (!serves)
    {
        (void)setenv("DOTNET_GCGen0MaxBudget", "1000000", 0);
    }

    (void)setenv("DOTNET_GCgen0size", serves ? "800000" : "1000000", 0);
}
