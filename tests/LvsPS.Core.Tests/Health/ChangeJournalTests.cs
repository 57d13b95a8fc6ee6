using System.Net.Sockets;
using System.Text;
using LvsPS.Core.Tests.Client;
using Xunit;

namespace LvsPS.Core.Tests.Health;

/// <summary>The entries of the machine's journal, as they are sent.</summary>
public sealed class ChangeJournalTests
{
    [Theory]
    [InlineData(true, "MESSAGE=root, web: 10.0.0.1:80 of tcp://10.0.0.10:80: weight 1 -> absent\nPRIORITY=6\nSYSLOG_FACILITY=3\nSYSLOG_IDENTIFIER=lvsps\nLVSPS_WHO=root, web\nLVSPS_WHAT=10.0.0.1:80 of tcp://10.0.0.10:80\nLVSPS_BEFORE=weight 1\nLVSPS_AFTER=absent\n")]
    [InlineData(false, "root, web: 10.0.0.1:80 of tcp://10.0.0.10:80: weight 1 -> absent")]
    public void The_journal_has_who_what_before_and_after(bool isNative, string expected)
    {
        string path = Path.Combine(Directory.CreateTempSubdirectory("lvsps-").FullName, "journal");
        using var journal = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
        journal.Bind(new UnixDomainSocketEndPoint(path));
        var service = LvsServiceId.Parse("tcp://10.0.0.10:80");
        new ChangeJournal(path, isNative).Write("root, web", [
            new LvsHealthEvent(DateTimeOffset.UnixEpoch, LvsHealthEventKind.Changed)
            {
                Service = service,
                Server = new LvsRealServer { Service = service, Address = System.Net.IPAddress.Parse("10.0.0.1"), Port = 80 },
                From = "weight 1",
                To = "absent",
            }]);
        byte[] bytes = new byte[4096];
        string text = Encoding.UTF8.GetString(bytes, 0, journal.Receive(bytes));
        Directory.Delete(Path.GetDirectoryName(path)!, recursive: true);
        Assert.EndsWith(expected, text, StringComparison.Ordinal);
        Assert.True(isNative || text.StartsWith("<30>Jan  1 ", StringComparison.Ordinal) || text.StartsWith("<30>Dec 31 ", StringComparison.Ordinal), text);
    }
    [Fact]
    public async Task Each_change_of_a_monitor_s_run_is_one_entry_and_the_entries_alone_tell_the_table()
    {
        string path = Path.Combine(Directory.CreateTempSubdirectory("lvsps-").FullName, "journal");
        using var journal = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
        journal.Bind(new UnixDomainSocketEndPoint(path));
        await using var watch = new Watch();
        await watch.StartAsync(watch.Document(s => s with { Fallback = Director.Server(1, 9) }, 1, 2, 3));
        var random = new Random(7);
        for (int round = 0; round < 30; round++)
        {
            for (int server = 1; server <= 3; server++)
            {
                if (random.Next(2) == 0)
                {
                    watch.Farm.Down(Director.Server(1, server));
                }
                else
                {
                    watch.Farm.Up(Director.Server(1, server));
                }
            }

            await watch.PassAsync(10);
        }

        var sink = new ChangeJournal(path, isNative: true);
        var told = new Dictionary<string, string>();
        int count = 0;
        byte[] bytes = new byte[4096];
        foreach (LvsHealthEvent change in watch.Events.Where(e => e.Kind == LvsHealthEventKind.Changed))
        {
            sink.Write("root, web", [change]);
            Dictionary<string, string> entry = Encoding.UTF8.GetString(bytes, 0, journal.Receive(bytes)).Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Select(line => line.Split('=', 2)).ToDictionary(field => field[0], field => field[1]);
            Assert.Equal("root, web", entry["LVSPS_WHO"]);

            // What one entry leaves behind is what the next one of the same server or service finds.
            Assert.Equal(told.GetValueOrDefault(entry["LVSPS_WHAT"], "absent"), entry["LVSPS_BEFORE"]);
            Assert.NotEqual(entry["LVSPS_BEFORE"], entry["LVSPS_AFTER"]);
            told[entry["LVSPS_WHAT"]] = entry["LVSPS_AFTER"];
            count++;
        }

        Directory.Delete(Path.GetDirectoryName(path)!, recursive: true);
        Assert.Equal(watch.Director.Kernel.Writes.Count, count);
        Assert.InRange(count, 20, 200);
        Assert.Equal(
            watch.Director.Client.ReadRealServers(Director.Id(1)).Select(s => $"{s}").Order(),
            told.Where(t => t.Key.Contains(" of ", StringComparison.Ordinal) && t.Value != "absent").Select(t => t.Key.Split(' ')[0]).Order());
    }
}
