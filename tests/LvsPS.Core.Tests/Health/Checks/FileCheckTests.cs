using System.Diagnostics;
using LvsPS.Core.Tests.Client;
using Xunit;

namespace LvsPS.Core.Tests.Health.Checks;

/// <summary>Numbers in files, as keepalived's FILE_CHECK takes them.</summary>
public sealed class FileCheckTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("lvsps-file");

    private string Tracked => Path.Combine(_folder.FullName, "tracked");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData("0", false, true)]
    [InlineData("1\n", false, false)]
    [InlineData("-7", false, false)]
    [InlineData("0\n", true, false)]
    [InlineData("1", true, true)]
    [InlineData("", false, true)]
    [InlineData("no number", false, true)]
    [InlineData("no number", true, false)]
    [InlineData(null, false, true)]
    [InlineData(null, true, false)]
    public async Task Without_a_factor_nought_is_up_and_all_else_down(string? text, bool isReversed, bool isUp)
    {
        LvsCheckResult result = await RunAsync(text, new LvsFileCheck { File = Tracked, IsReversed = isReversed });
        Assert.Equal((isUp, null), (result.IsUp, result.Weight));
    }

    [Theory]
    [InlineData("0", 1, false, 10)]
    [InlineData("5 and more", 1, false, 15)]
    [InlineData(" \t5", 2, false, 20)]
    [InlineData("5", -2, false, 0)]
    [InlineData("5", 1, true, 5)]
    [InlineData("-5", 1, false, 5)]
    [InlineData("-50", 1, false, 0)]
    [InlineData("0x10", 1, false, 26)]
    [InlineData("010", 1, false, 18)]
    [InlineData("0x", 1, false, 10)]
    [InlineData("09", 1, false, 10)]
    [InlineData("2147483647", 2, false, int.MaxValue)]
    [InlineData("-2147483648", 1, false, null)]
    [InlineData("2000000000", -2, false, null)]
    [InlineData("2000000000", 2, true, null)]
    [InlineData("99999999999999999999", 1, false, 10)]
    [InlineData(null, 3, true, 10)]
    public async Task With_a_factor_the_number_is_added_to_the_weight_and_one_that_is_too_small_is_down(string? text, int factor, bool isReversed, int? weight)
    {
        LvsCheckResult result = await RunAsync(text, new LvsFileCheck { File = Tracked, WeightFactor = factor, IsReversed = isReversed });
        Assert.Equal((weight is not null, weight), (result.IsUp, result.Weight));
    }

    [Fact]
    public async Task The_reason_is_what_the_file_says()
    {
        var check = new LvsFileCheck { File = Tracked };
        CheckTarget.Up("the file cannot be read and counts as 0", await RunAsync(null, check));
        CheckTarget.Down("the file says 3", await RunAsync("3\n", check));
        CheckTarget.Up("the file says 'maintenance' and counts as 0", await RunAsync("maintenance\nnow", check));
        CheckTarget.Up("the file says 0", await RunAsync("0", check));
    }

    [Fact]
    public async Task A_file_that_hangs_holds_up_one_thread_however_often_it_is_read()
    {
        using (var make = Process.Start("mkfifo", [Tracked]))
        {
            await make.WaitForExitAsync();
        }

        var check = new LvsFileCheck { File = Tracked, Timeout = TimeSpan.FromMilliseconds(50) };
        for (int i = 0; i < 5; i++)
        {
            CheckTarget.Down("no answer within 0.05 s", await CheckTarget.RunAsync(check, 80));
        }

        // The one that waits reads this, and whoever asks meanwhile too.
        Task<LvsCheckResult> last = CheckTarget.RunAsync(check with { Timeout = CheckTarget.Patience }, 80);
        await File.WriteAllTextAsync(Tracked, "1");
        CheckTarget.Down("the file says 1", await last);
    }

    [Fact]
    public async Task A_monitor_gives_the_weight_that_the_file_says()
    {
        await using var watch = new Watch();
        LvsHealthServer Server(int number) => watch.Server(1, number, 10) with { Check = new LvsFileCheck { File = Tracked, WeightFactor = 1 } };
        await watch.StartAsync(watch.Document(s => s with { Servers = [Server(1), Server(2)], Interval = TimeSpan.FromSeconds(1) }));
        Assert.Equal("1:10 2:10", watch.Table());
        await File.WriteAllTextAsync(Tracked, "-4");
        await watch.PassAsync(3);
        Assert.Equal("1:6 2:6", watch.Table());
        await File.WriteAllTextAsync(Tracked, "-2147483648");
        await watch.PassAsync(3);
        Assert.Equal(string.Empty, watch.Table());
        File.Delete(Tracked);
        await watch.PassAsync(3);
        Assert.Equal("1:10 2:10", watch.Table());
    }

    [Fact]
    public void A_file_without_its_whole_path_is_a_finding() => Assert.Contains(
        "no whole path", Assert.Single(new LvsFileCheck { File = "tracked" }.Check(null)).Message, StringComparison.Ordinal);

    private async Task<LvsCheckResult> RunAsync(string? text, LvsFileCheck check)
    {
        File.Delete(Tracked);
        if (text is not null)
        {
            await File.WriteAllTextAsync(Tracked, text);
        }

        return await CheckRun.RunAsync(check, Director.Server(1, 1, 10), TimeProvider.System, CancellationToken.None);
    }
}
