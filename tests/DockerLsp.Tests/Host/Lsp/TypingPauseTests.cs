using DockerLsp.Lsp;

namespace DockerLsp.Tests.Host.Lsp;

public sealed class TypingPauseTests
{
    private readonly Clock clock = new();

    [Fact]
    public void Where_nobody_has_typed_nobody_waits() => Assert.True(new TypingPause(clock).WaitAsync().IsCompletedSuccessfully);

    [Fact]
    public async Task Each_key_begins_it_anew()
    {
        var pause = new TypingPause(clock);
        pause.KeyTyped();
        var waiting = pause.WaitAsync();
        clock.Pass(TypingPause.Length / 2);
        pause.KeyTyped();
        clock.Pass(TypingPause.Length / 2);
        Assert.False(waiting.IsCompleted);
        clock.Pass(TypingPause.Length / 2);
        await waiting;
        Assert.True(pause.WaitAsync().IsCompletedSuccessfully);
    }

    /// <summary>One that goes on when it is told to.</summary>
    private sealed class Clock : TimeProvider
    {
        private readonly List<(long Due, Action Fire)> timers = [];
        private long now = 1;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => now;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            timers.Add((now + dueTime.Ticks, () => callback(state)));
            return new UnusedTimer();
        }

        public void Pass(TimeSpan time)
        {
            now += time.Ticks;
            foreach (var timer in timers.FindAll(t => t.Due <= now))
            {
                timers.Remove(timer);
                timer.Fire();
            }
        }
    }
}
