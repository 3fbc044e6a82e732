namespace DockerLsp.Tests.Host;

/// <summary>A clock that goes on when it is told to.</summary>
internal sealed class ManualClock : TimeProvider
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
