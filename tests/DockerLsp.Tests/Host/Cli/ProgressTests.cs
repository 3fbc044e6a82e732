using DockerLsp.Cli;

namespace DockerLsp.Tests.Host.Cli;

public class ProgressTests
{
    [Theory]
    [InlineData(true, 2, "\r\u001b[K1 of 3 files\r\u001b[K2 of 3 files\r\u001b[K")]
    [InlineData(true, 0.1, "")]
    [InlineData(false, 2, "")]
    public void A_long_run_says_on_a_terminal_how_far_it_is(bool isTerminal, double secondsEach, string expected)
    {
        var time = new ManualTime();
        using var error = new StringWriter();
        using var environment = new CommandEnvironment
        {
            Input = Stream.Null,
            Output = Stream.Null,
            Error = error,
            CurrentDirectory = "/",
            IsErrorTerminal = isTerminal,
            Time = time,
        };
        var progress = new Progress(environment, 3);
        for (var i = 0; i < 2; i++)
        {
            time.Ticks += (long)(secondsEach * TimeSpan.TicksPerSecond);
            progress.Advance();
        }

        progress.Clear();
        progress.Clear();
        Assert.Equal(expected, error.ToString());
    }

    private sealed class ManualTime : TimeProvider
    {
        public long Ticks { get; set; }

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => Ticks;
    }
}
