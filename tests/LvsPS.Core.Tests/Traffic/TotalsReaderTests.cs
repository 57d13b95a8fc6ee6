using System.Text;
using Xunit;

namespace LvsPS.Core.Tests.Traffic;

/// <summary>The namespace's totals and the list of services, of texts that kernels wrote.</summary>
public sealed class TotalsReaderTests
{
    public static TheoryData<string> Kernels => ProcText.Kernels;

    [Fact]
    public void Totals_and_rates_are_hexadecimal()
    {
        LvsTotalStats totals = Read("""
               Total Incoming Outgoing         Incoming         Outgoing
               Conns  Packets  Packets            Bytes            Bytes
                   E       2C       28              D24         FFFFFFFFFFFFFFFF

             Conns/s   Pkts/s   Pkts/s          Bytes/s          Bytes/s
                   1        3       1F               CA               A3
            """);
        Assert.Equal(
            new LvsTotalStats
            {
                Connections = 14,
                IncomingPackets = 44,
                OutgoingPackets = 40,
                IncomingBytes = 0xD24,
                OutgoingBytes = ulong.MaxValue,
                ConnectionsPerSecond = 1,
                IncomingPacketsPerSecond = 3,
                OutgoingPacketsPerSecond = 31,
                IncomingBytesPerSecond = 202,
                OutgoingBytesPerSecond = 163,
            },
            totals);
    }

    [Theory]
    [MemberData(nameof(Kernels))]
    public void A_kernels_processors_sum_up_to_its_totals(string kernel)
    {
        LvsTotalStats totals = Read(ProcText.Part(kernel, "ip_vs_stats"));
        List<LvsTotalStats> processors = Processors(ProcText.Part(kernel, "ip_vs_stats_percpu"));
        Assert.Equal(Enumerable.Range(0, processors.Count).Cast<int?>(), processors.Select(p => p.Processor));
        Assert.Equal(TrafficTotals.Of(totals), processors.Aggregate(default(TrafficTotals), (sum, p) => sum + TrafficTotals.Of(p)));
        Assert.True(totals.Connections > 0);
        Assert.All(processors, p => Assert.Null(p.ConnectionsPerSecond));
    }

    [Fact]
    public void Processors_are_numbered_in_hexadecimal_too() => Assert.Equal(31, Assert.Single(Processors("""
               Total Incoming Outgoing         Incoming         Outgoing
        CPU    Conns  Packets  Packets            Bytes            Bytes
         1F        E       2C       28              D24              B6D
          ~        E       2C       28              D24              B6D
        """)).Processor);

    [Theory]
    [InlineData("")]
    [InlineData("   Total Incoming\n   Conns  Packets\n       1        2\n")]
    [InlineData("   Total Incoming\n   Conns  Packets\n       1        2 3 4 5 6\n")]
    [InlineData("   Total Incoming\n   Conns  Packets\n       1        2 3 4 x\n")]
    public void Another_form_is_an_error(string text)
    {
        Assert.Equal(LvsErrorId.ProtocolMismatch, Assert.Throws<LvsException>(() => Read(text)).ErrorId);
        Assert.Equal(LvsErrorId.ProtocolMismatch, Assert.Throws<LvsException>(() => Processors(text)).ErrorId);
    }

    [Theory]
    [MemberData(nameof(Kernels))]
    public void The_list_of_services_tells_connections_of_every_kind_of_service(string kernel)
    {
        using var list = new TableList(new MemoryStream(Encoding.ASCII.GetBytes(ProcText.Part(kernel, "ip_vs"))));
        Assert.False(list.Read());
        IEnumerable<string> seen = Enumerable.Range(0, list.Count).Select(list.Line).Select(line => line.IsServer
            ? $"  {line.Address.ToAddress()} {line.Port} {line.Active} {line.Inactive}"
            : line.Protocol == 0 ? $"mark {line.Address.Value}" : $"{line.Protocol} {line.Address.ToAddress()} {line.Port}");
        string[] wanted =
        [
            "6 192.168.1.200 80", "  172.16.86.248 80 0 2", "  172.16.86.250 80 1 1", "6 192.168.1.200 81", "  172.16.86.251 80 0 2",
            "17 192.168.1.200 53", "  172.16.86.250 53 0 1", "132 192.168.1.200 2905", "17 192.168.1.200 5060", "6 fd00:1::200 80",
            "  fd00:2::250 80 0 2", "mark 7", "mark 9",
        ];
        Assert.Empty(wanted.Except(seen));
        Assert.True(list.Read());
        Assert.Equal(-1, list.NextDifference(0));
    }

    [Fact]
    public void A_list_of_another_form_is_an_error()
    {
        using var list = new TableList(new MemoryStream("1\n2\n3\nTCP  C0A801C8 rr\n"u8.ToArray()));
        Assert.False(list.Read());
        LvsException failure = Assert.Throws<LvsException>(() => list.Line(0));
        Assert.Equal(LvsErrorId.ProtocolMismatch, failure.ErrorId);
        Assert.StartsWith("Line 4 of /proc/net/ip_vs is not of the known form: 'TCP  C0A801C8 rr'", failure.Message, StringComparison.Ordinal);
    }

    private static LvsTotalStats Read(string text)
    {
        using var lines = new LineReader(new MemoryStream(Encoding.ASCII.GetBytes(text)), "test");
        return TotalsReader.Read(lines);
    }

    private static List<LvsTotalStats> Processors(string text)
    {
        var found = new List<LvsTotalStats>();
        using var lines = new LineReader(new MemoryStream(Encoding.ASCII.GetBytes(text)), "test");
        TotalsReader.ReadProcessors(lines, found.Add);
        return found;
    }
}
