using DockerLsp.Programs;

namespace DockerLsp.Tests.Host.Programs;

public class NewestFirstTests
{
    [Fact]
    public async Task Who_came_last_is_next()
    {
        var places = new NewestFirst(1);
        Assert.True(places.EnterAsync().IsCompletedSuccessfully);
        var first = places.EnterAsync();
        var second = places.EnterAsync();
        places.Leave();
        await second;
        Assert.False(first.IsCompleted);
        places.Leave();
        await first;
        places.Leave();
        Assert.True(places.EnterAsync().IsCompletedSuccessfully);
    }
}
