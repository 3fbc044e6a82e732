namespace DockerLsp.Tests.Host;

/// <summary>The timer of a clock that fires by itself.</summary>
internal sealed class UnusedTimer : ITimer
{
    public bool Change(TimeSpan dueTime, TimeSpan period) => true;

    public void Dispose()
    {
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
