using Xunit;

namespace LvsPS.Core.Tests.Traffic;

/// <summary>What a filter lets through, told from lines.</summary>
public sealed class ConnectionFilterTests
{
    private const string Table = """
        Pro FromIP   FPrt ToIP     TPrt DestIP   DPrt State       Expires PEName PEData
        TCP 0A010101 1001 0A000001 0050 0A090001 0050 ESTABLISHED     896
        TCP 0A010102 1002 0A000001 0050 0A090002 1F90 TIME_WAIT       100
        TCP 0A010101 1003 0A000001 01BB 0A090001 01BB ESTABLISHED     896
        TCP 0A020101 0000 0A000001 0050 0A090001 0050 ASSURED         300
        UDP 0A010101 1004 0A000001 0050 0A090001 0050 UDP             300
        TCP 0A010101 0000 0A000001 0000 0A090001 0000 NONE            300
        IP  0A010101 0000 00000007 0000 0A090001 0000 ASSURED         300
        IP  fd00:0001:0000:0000:0000:0000:0000:0100 0000 0000:0007:0000:0000:0000:0000:0000:0000 0000 0A090001 0000 NONE             93
        TCP fd00:0001:0000:0000:0000:0000:0000:0100 1005 fd00:0001:0000:0000:0000:0000:0000:0200 0050 fd00:0002:0000:0000:0000:0000:0000:0250 0050 ESTABLISHED     112
        """;

    private static readonly ServerFilter s_anyServer = new(null, null);

    [Theory]
    [InlineData("tcp://10.0.0.1:80", "1001 1002 0000")]
    [InlineData("udp://10.0.0.1:80", "1004")]
    [InlineData("tcp://[fd00:1::200]:80", "1005")]
    [InlineData("tcp://10.0.0.2:80", "")]
    public void A_service_gets_its_own(string service, string ports) => Assert.Equal(ports, Ports(Of(service)));

    [Fact]
    public void A_service_of_all_ports_gets_what_no_other_service_of_its_address_has()
    {
        ConnectionFilter filter = Of("tcp://10.0.0.1:0");
        Assert.True(filter.NeedsOtherServices);
        Assert.False(Of("tcp://10.0.0.1:80").NeedsOtherServices);
        Assert.False(Of("fwmark://7").NeedsOtherServices);
        Assert.Equal("1001 1002 1003 0000 0000", Ports(filter));
        filter.Except(new LvsServiceId("tcp://10.0.0.1:80"));
        Assert.Equal("1003 0000", Ports(filter));
    }

    [Fact]
    public void Marks_of_the_two_families_are_two_services()
    {
        Assert.Equal("10.1.1.1", Assert.Single(Read(Of("fwmark://7"))).ClientAddress.ToString());
        Assert.Equal("fd00:1::100", Assert.Single(Read(Of("fwmark6://7"))).ClientAddress.ToString());
        Assert.Empty(Read(Of("fwmark://8")));
    }

    [Fact]
    public void The_template_of_a_persistent_FTP_service_has_no_port() => Assert.Equal("0000", Ports(Of("tcp://10.0.0.1:21")));

    [Fact]
    public void Servers_of_a_service_by_address_block_and_port()
    {
        var filter = new ConnectionFilter();
        filter.Add(new LvsServiceId("tcp://10.0.0.1:80"), new ServerFilter(ProcText.Blocks("10.9.0.0/16"), [8080]));
        filter.Add(new LvsServiceId("tcp://10.0.0.1:443"), s_anyServer);
        Assert.Equal("1002 1003", Ports(filter));
    }

    [Fact]
    public void Several_servers_of_one_service()
    {
        var filter = new ConnectionFilter();
        filter.Add(new LvsServiceId("tcp://10.0.0.1:80"), new ServerFilter(ProcText.Blocks("10.9.0.1/32"), [80]));
        filter.Add(new LvsServiceId("tcp://10.0.0.1:80"), new ServerFilter(ProcText.Blocks("10.9.0.2/32"), [8080]));
        Assert.Equal("1001 1002 0000", Ports(filter));
    }

    [Fact]
    public void Clients_by_block_and_never_of_the_other_family()
    {
        Assert.Equal("1002", Ports(new ConnectionFilter { Clients = ProcText.Blocks("10.1.1.2/32") }));
        Assert.Equal("0000 1005", Ports(new ConnectionFilter { Clients = ProcText.Blocks("fd00:1::/64") }));
        Assert.Equal("0000", Ports(new ConnectionFilter { Clients = ProcText.Blocks("10.2.0.0/16") }));
        Assert.Equal(7, Read(new ConnectionFilter { Clients = ProcText.Blocks("0.0.0.0/0") }).Count);
        Assert.Equal(2, Read(new ConnectionFilter { Clients = ProcText.Blocks("::/0") }).Count);
    }

    [Fact]
    public void States_and_templates()
    {
        Assert.Equal("1001 1003 1005", Ports(new ConnectionFilter { State = state => state.StartsWith("EST", StringComparison.Ordinal) }));
        Assert.Equal(4, Read(new ConnectionFilter { Templates = true }).Count);
        Assert.Equal("1001 1002 1003 1004 1005", Ports(new ConnectionFilter { Templates = false }));
        Assert.Equal(9, Read(new ConnectionFilter()).Count);
    }

    [Fact]
    public void An_origin_is_looked_for_in_the_file_that_has_it()
    {
        string text = """
            Pro FromIP   FPrt ToIP     TPrt DestIP   DPrt State       Origin Expires
            TCP 0A010101 1001 0A000001 0050 0A090001 0050 ESTABLISHED LOCAL      896
            TCP 0A010101 1002 0A000001 0050 0A090001 0050 ESTABLISHED SYNC       896
            """;
        Assert.Equal(0x1002, Assert.Single(ProcText.Connections(text, new ConnectionFilter { Origin = LvsConnectionOrigin.Sync }, withOrigin: true)).ClientPort);
        Assert.Equal(2, ProcText.Connections(text, withOrigin: true).Count);
        Assert.Throws<LvsException>(() => ProcText.Connections(text.Replace("SYNC", "ELSE", StringComparison.Ordinal), withOrigin: true));
    }

    private static ConnectionFilter Of(string service)
    {
        var filter = new ConnectionFilter();
        filter.Add(new LvsServiceId(service), s_anyServer);
        return filter;
    }

    private static List<LvsConnection> Read(ConnectionFilter filter) => ProcText.Connections(Table, filter);

    private static string Ports(ConnectionFilter filter) => string.Join(' ', Read(filter).Select(c => $"{c.ClientPort:X4}"));
}
