using DockerLsp.Tests.Host.Lsp;

namespace DockerLsp.Tests.Host.Cli;

/// <summary>The native program, where it has been built.</summary>
public sealed class NativeProgramTests
{
    /// <summary>The runtime's cryptography ends the process where a machine has none, as small images do.</summary>
    [Fact]
    public void It_needs_no_OpenSSL()
    {
        if (LspSession.FindBinary() is { } program)
        {
            Assert.Equal(-1, File.ReadAllBytes(program).AsSpan().IndexOf("libssl"u8));
        }
    }
}
