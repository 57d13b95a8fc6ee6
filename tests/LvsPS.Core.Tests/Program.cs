using LvsPS.Core.Tests.Health;

namespace LvsPS.Core.Tests;

/// <summary>What tests run in a process of its own, whose memory is nobody else's; `dotnet test` does not come by here.</summary>
internal static class Program
{
    private static async Task<int> Main(string[] words)
    {
        if (words is [DayOfFlapping.Word])
        {
            await Console.Out.WriteAsync(await DayOfFlapping.RunAsync());
            return 0;
        }

        await Console.Error.WriteLineAsync($"usage: {DayOfFlapping.Word}; tests are run by dotnet test");
        return 2;
    }
}
