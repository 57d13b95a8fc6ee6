using System.Net;
using System.Text;
using Xunit;

namespace LvsPS.Core.Tests.Traffic;

/// <summary>The connection table as objects, of texts that kernels wrote.</summary>
public sealed class ConnectionReaderTests
{
    private const string Heading = "Pro FromIP   FPrt ToIP     TPrt DestIP   DPrt State       Expires PEName PEData\n";

    public static TheoryData<string> Kernels => ProcText.Kernels;

    [Theory]
    [MemberData(nameof(Kernels))]
    public void Every_line_of_a_kernel_is_an_object_that_says_what_ipvsadm_says(string kernel)
    {
        List<LvsConnection> found = ProcText.Connections(ProcText.Part(kernel, "ip_vs_conn"));
        IEnumerable<string> wanted = ProcText.Part(kernel, "ipvsadm -Lnc --persistent-conn").TrimEnd('\n').Split('\n').Skip(2)
            .Select(line => string.Join(' ', line.Split(' ', StringSplitOptions.RemoveEmptyEntries).Where((_, i) => i != 1)));
        Assert.Equal(wanted.Order(StringComparer.Ordinal), found.Select(AsIpvsadm).Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Kernels))]
    public void The_file_with_origins_has_the_same_entries_and_says_who_made_them(string kernel)
    {
        List<LvsConnection> own = ProcText.Connections(ProcText.Part(kernel, "ip_vs_conn_sync"), withOrigin: true);
        Assert.All(own, connection => Assert.Equal(LvsConnectionOrigin.Local, connection.Origin));
        Assert.Equal(
            ProcText.Connections(ProcText.Part(kernel, "ip_vs_conn")).Select(c => c.ToString()).Order(StringComparer.Ordinal),
            own.Select(c => c.ToString()).Order(StringComparer.Ordinal));
        List<LvsConnection> backup = ProcText.Connections(ProcText.Part(kernel, "backup ip_vs_conn_sync"), withOrigin: true);
        Assert.NotEmpty(backup);
        Assert.All(backup, connection => Assert.Equal(LvsConnectionOrigin.Sync, connection.Origin));
    }

    [Fact]
    public void A_connection_of_IPv4()
    {
        LvsConnection connection = Assert.Single(ProcText.Connections(
            Heading + "TCP C0A80164 9C40 C0A801C8 0050 AC1056FA 1F90 ESTABLISHED     896\n"));
        Assert.Equal(LvsProtocol.Tcp, connection.Protocol);
        Assert.Equal(IPAddress.Parse("192.168.1.100"), connection.ClientAddress);
        Assert.Equal(40000, connection.ClientPort);
        Assert.Equal(IPAddress.Parse("192.168.1.200"), connection.VirtualAddress);
        Assert.Equal(80, connection.VirtualPort);
        Assert.Equal(IPAddress.Parse("172.16.86.250"), connection.Address);
        Assert.Equal(8080, connection.Port);
        Assert.Equal("ESTABLISHED", connection.State);
        Assert.Equal(TimeSpan.FromSeconds(896), connection.Expires);
        Assert.False(connection.IsTemplate);
        Assert.Null(connection.Origin);
        Assert.Null(connection.PersistenceEngine);
        Assert.Equal("tcp://192.168.1.200:80", connection.Service.ToString());
        Assert.Equal("tcp 192.168.1.100:40000 -> 192.168.1.200:80 -> 172.16.86.250:8080 ESTABLISHED", connection.ToString());
    }

    [Fact]
    public void Templates_of_firewall_marks_of_both_families()
    {
        List<LvsConnection> found = ProcText.Connections(Heading
            + "IP  C0A80164 0000 00000007 0000 AC1056F8 0000 NONE             93\n"
            + "IP  fd00:0001:0000:0000:0000:0000:0000:0100 0000 0000:0009:0000:0000:0000:0000:0000:0000 0000 fd00:0002:0000:0000:0000:0000:0000:0248 0000 NONE             93\n");
        Assert.Equal(["fwmark://7", "fwmark6://9"], found.Select(c => c.Service.ToString()));
        Assert.Equal([7u, 9u], found.Select(c => c.FwMark));
        Assert.All(found, c => Assert.True(c is { IsTemplate: true, Protocol: null, VirtualAddress: null, VirtualPort: null }));
    }

    [Fact]
    public void The_persistence_engine_and_its_data()
    {
        LvsConnection connection = Assert.Single(ProcText.Connections(
            Heading + "UDP C0A80164 0000 C0A801C8 13C4 AC1056FA 13C4 NONE             55 sip a84b4c76e66710@pc33.example.com\n"));
        Assert.Equal("sip", connection.PersistenceEngine);
        Assert.Equal("a84b4c76e66710@pc33.example.com", connection.PersistenceData);
        Assert.True(connection.IsTemplate);
    }

    [Fact]
    public void A_server_of_another_family_and_a_protocol_without_a_name()
    {
        LvsConnection connection = Assert.Single(ProcText.Connections(
            Heading + "IP_50 fd00:0001:0000:0000:0000:0000:0000:0100 01F4 fd00:0001:0000:0000:0000:0000:0000:0200 01F4 AC1056FA 01F4 ERR!            900\n"));
        Assert.Equal((LvsProtocol)50, connection.Protocol);
        Assert.Equal(IPAddress.Parse("172.16.86.250"), connection.Address);
        Assert.Equal("ERR!", connection.State);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(4096)]
    public void Lines_are_whole_however_the_file_comes(int step)
    {
        string text = ProcText.Part("linux-6.12.117", "ip_vs_conn");
        using var reader = new ConnectionReader(ProcText.Trickle(text, step), "test");
        int count = 0;
        while (reader.Read())
        {
            count++;
        }

        Assert.Equal(text.Count(c => c == '\n') - 1, count);
    }

    [Fact]
    public void A_last_line_without_an_end_counts_too() => Assert.Single(ProcText.Connections(
        Heading + "TCP C0A80164 9C40 C0A801C8 0050 AC1056FA 1F90 ESTABLISHED     896"));

    [Fact]
    public void An_empty_table_has_no_entries()
    {
        Assert.Empty(ProcText.Connections(Heading));
        Assert.Empty(ProcText.Connections(string.Empty));
    }

    [Theory]
    [InlineData("TCP C0A80164 9C40 C0A801C8 0050 AC1056FA 1F90 ESTABLISHED")]
    [InlineData("TCP C0A8016G 9C40 C0A801C8 0050 AC1056FA 1F90 ESTABLISHED 896")]
    [InlineData("TCP C0A8016455 9C40 C0A801C8 0050 AC1056FA 1F90 ESTABLISHED 896")]
    [InlineData("TCP C0A80164 9C40 C0A801C8 0050 AC1056FA 1F90 ESTABLISHED 8x6")]
    [InlineData("FOO C0A80164 9C40 C0A801C8 0050 AC1056FA 1F90 ESTABLISHED 896")]
    [InlineData("TCP fd00-0001:0000:0000:0000:0000:0000:0100 0000 C0A801C8 0050 AC1056FA 1F90 ESTABLISHED 896")]
    [InlineData("")]
    public void A_line_of_another_form_is_an_error_that_shows_it(string line)
    {
        LvsException failure = Assert.Throws<LvsException>(() => ProcText.Connections($"{Heading}{line}\n"));
        Assert.Equal(LvsErrorId.ProtocolMismatch, failure.ErrorId);
        Assert.StartsWith($"Line 2 of /proc/net/ip_vs_conn is not of the known form: '{line}'", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_of_another_kind_and_a_line_without_end_are_errors_in_bounded_memory()
    {
        Assert.Equal(LvsErrorId.ProtocolMismatch, Assert.Throws<LvsException>(() => ProcText.Connections("TCP\n")).ErrorId);
        Assert.Equal(LvsErrorId.ProtocolMismatch, Assert.Throws<LvsException>(() => ProcText.Connections(Heading + new string('x', 1 << 20))).ErrorId);
        Assert.Equal(LvsErrorId.ProtocolMismatch, Assert.Throws<LvsException>(() => ProcText.Connections(
            Heading + "UDP C0A80164 0000 C0A801C8 13C4 AC1056FA 13C4 NONE 55 " + new string('x', 1000) + "\n")).ErrorId);
    }

    [Fact]
    public void A_kernel_without_the_file_has_no_IPVS()
    {
        (LvsSession session, object kernel) = LvsSessionFactory.Simulated(1, "test", null);
        using LvsSession owned = session;
        ((Simulator.SimulatedKernel)kernel).HasIpvs = false;
        LvsException failure = Assert.ThrowsAny<LvsException>(() => ConnectionTable.Read(session, false, new ConnectionFilter()).Count());
        Assert.Equal(LvsErrorId.IpvsNotAvailable, failure.ErrorId);
    }

    [Fact]
    public void Reading_allocates_nothing_for_entries_that_are_not_wanted()
    {
        string line = "TCP C0A80164 9C40 C0A801C8 0050 AC1056FA 1F90 ESTABLISHED     896\n";
        byte[] text = Encoding.ASCII.GetBytes(Heading + string.Concat(Enumerable.Repeat(line, 20_000)));
        var filter = new ConnectionFilter { State = state => state == "CLOSE", Clients = ProcText.Blocks("10.0.0.0/8") };
        using var reader = new ConnectionReader(new MemoryStream(text), "test");
        _ = reader.Read() && filter.Matches(reader.Current);
        long before = GC.GetAllocatedBytesForCurrentThread();
        int wanted = 0;
        while (reader.Read())
        {
            wanted += filter.Matches(reader.Current) ? 1 : 0;
        }

        Assert.Equal(0, wanted);

        // A collection that another test brings about may count a thread's whole piece of the heap, 8 KB; one object for each would be 480 KB.
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 16 * 1024);
    }

    private static string AsIpvsadm(LvsConnection c)
    {
        string protocol = c.Protocol?.ToString().ToUpperInvariant() ?? "IP";

        // ipvsadm shows a mark as an address.
        string wanted = c.FwMark is not uint mark ? new LvsEndpoint(c.VirtualAddress!, c.VirtualPort).ToString()
            : c.ClientAddress.GetAddressBytes().Length == 4 ? $"0.0.0.{mark}:0" : $"[0:{mark:x}::]:0";
        string line = $"{protocol} {c.State} {new LvsEndpoint(c.ClientAddress, c.ClientPort)} {wanted} {new LvsEndpoint(c.Address, c.Port)}";
        return c.PersistenceEngine is null ? line : $"{line} {c.PersistenceEngine} {c.PersistenceData}";
    }
}
