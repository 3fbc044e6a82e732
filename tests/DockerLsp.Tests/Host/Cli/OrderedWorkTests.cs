using DockerLsp.Cli;

namespace DockerLsp.Tests.Host.Cli;

public class OrderedWorkTests
{
    [Fact]
    public void Results_come_in_order_whichever_is_done_first()
    {
        using var last = new ManualResetEventSlim();
        var results = OrderedWork.Run([0, 1], item =>
        {
            if (item == 0 && Environment.ProcessorCount > 1)
            {
                last.Wait();
            }

            last.Set();
            return item;
        });
        Assert.Equal([0, 1], results);
    }

    [Fact]
    public void A_failure_reaches_who_waits() =>
        Assert.Throws<InvalidOperationException>(() => OrderedWork.Run<int, int>([1, 2, 3], _ => throw new InvalidOperationException()).ToList());
}
