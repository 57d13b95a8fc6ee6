using Xunit;

namespace LvsPS.Core.Tests.Health;

/// <summary>What waits for somebody slow.</summary>
public sealed class LossyQueueTests
{
    [Fact]
    public async Task It_keeps_what_came_first_and_counts_the_rest()
    {
        var queue = new LossyQueue<int>();
        for (int i = 0; i < LossyQueue<int>.Capacity + 7; i++)
        {
            queue.Add(i);
        }

        Assert.True(await queue.WaitAsync());
        (IReadOnlyList<int> waited, int lost) = queue.Take();
        Assert.Equal(Enumerable.Range(0, LossyQueue<int>.Capacity), waited);
        Assert.Equal(7, lost);
        queue.Add(1);
        queue.Close();
        queue.Add(2);
        Assert.True(await queue.WaitAsync());
        (waited, lost) = queue.Take();
        Assert.Equal((1, 0), (Assert.Single(waited), lost));
        Assert.False(await queue.WaitAsync());
    }
}
