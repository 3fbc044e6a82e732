using DockerLsp.Lsp;

namespace DockerLsp.Tests.Host.Lsp;

public sealed class TypingPauseTests
{
    private readonly ManualClock clock = new();

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
}
