using DockerLsp.Cli;
using DockerLsp.Files;

namespace DockerLsp.Tests.Host.Cli;

public class OutputTests
{
    [Theory]
    [InlineData(true, "")]
    [InlineData(false, "dockerlsp: standard output cannot be written\n")]
    public void Output_that_cannot_be_written_ends_the_run_without_a_trace(bool readerHasLeft, string said)
    {
        foreach (var arguments in new string[][] { ["rules", "--format", "markdown"], ["fix", "-"], ["lint", "-"], ["--help"] })
        {
            using var error = new StringWriter { NewLine = "\n" };
            var environment = new CommandEnvironment
            {
                Input = new MemoryStream("FROM scratch\n"u8.ToArray()),
                Output = new BrokenStream(readerHasLeft),
                Error = error,
                CurrentDirectory = Path.GetTempPath(),
            };
            Assert.Equal(2, CommandLine.Run(arguments, environment, () => 0));
            Assert.Equal(said, error.ToString());
        }
    }

    private sealed class BrokenStream(bool readerHasLeft) : MemoryStream
    {
        public override void Write(byte[] buffer, int offset, int count) => throw new OutputException(readerHasLeft);

        public override void Write(ReadOnlySpan<byte> buffer) => throw new OutputException(readerHasLeft);
    }
}
