using System.Management.Automation;
using LvsPS.Module.Tests.Engine;
using Xunit;

namespace LvsPS.Module.Tests.Traffic;

public sealed class GetLvsConnectionTests : EngineTest
{
    private const string Table = """
        Pro FromIP   FPrt ToIP     TPrt DestIP   DPrt State       Expires PEName PEData
        TCP 0A010101 1001 0A000001 0050 0A090001 0050 ESTABLISHED     896
        TCP 0A010102 1002 0A000001 0050 0A090002 1F90 TIME_WAIT       100
        TCP 0A010101 1003 0A000001 01BB 0A090001 01BB ESTABLISHED    7000
        TCP 0A020101 0000 0A000001 0050 0A090001 0050 ASSURED         300
        UDP 0A010101 0000 0A000001 13C4 0A090001 13C4 NONE             55 sip a84b4c76e66710@pc33.example.com
        IP  0A010101 0000 00000007 0000 0A090001 0000 ASSURED         300
        TCP fd00:0001:0000:0000:0000:0000:0000:0100 1005 fd00:0001:0000:0000:0000:0000:0000:0200 0050 fd00:0002:0000:0000:0000:0000:0000:0250 0050 ESTABLISHED     112
        """;

    public GetLvsConnectionTests()
    {
        Given("""
            New-LvsService -Tcp 10.0.0.1:80
            Add-LvsRealServer tcp://10.0.0.1:80 10.9.0.1 -Port 80 -Forwarding Masquerade
            Add-LvsRealServer tcp://10.0.0.1:80 10.9.0.2 -Port 8080 -Forwarding Masquerade
            New-LvsService -Tcp 10.0.0.1:0 -PersistenceTimeout 300
            New-LvsService -FwMark 7
            """);
        Director.Show("ip_vs_conn", Table);
    }

    [Theory]
    [InlineData("Get-LvsConnection", "4097 4098 4099 0 0 0 4101")]
    [InlineData("Get-LvsConnection tcp://10.0.0.1:80", "4097 4098 0")]
    [InlineData("Get-LvsConnection -Tcp 10.0.0.1:80", "4097 4098 0")]
    [InlineData("Get-LvsConnection -Tcp [fd00:1::200]:80", "4101")]
    [InlineData("Get-LvsConnection -Tcp 10.0.0.1:0", "4099")]
    [InlineData("Get-LvsConnection -Tcp 10.0.0.1", "4099")]
    [InlineData("Get-LvsService tcp://10.0.0.1:80 | Get-LvsConnection", "4097 4098 0")]
    [InlineData("Get-LvsRealServer -Address 10.9.0.2 | Get-LvsConnection", "4098")]
    [InlineData("Get-LvsRealServer | Get-LvsConnection", "4097 4098 0")]
    [InlineData("Get-LvsConnection -Address 10.9.0.1 -ExcludeTemplate", "4097 4099")]
    [InlineData("Get-LvsConnection -RealServer 10.9.0.0/24 -Port 8080", "4098")]
    [InlineData("Get-LvsConnection -Client 10.2.0.0/16", "0")]
    [InlineData("Get-LvsConnection -Client fd00:1::100", "4101")]
    [InlineData("Get-LvsConnection -State est*, time_wait -ExcludeTemplate", "4097 4098 4099 4101")]
    [InlineData("Get-LvsConnection -Template", "0 0 0")]
    [InlineData("Get-LvsConnection -Template -ExcludeTemplate", "")]
    [InlineData("Get-LvsConnection -Tcp 10.0.0.9:80", "")]
    [InlineData("@() | Get-LvsConnection", "")]
    public void It_gives_what_fits(string script, string ports)
    {
        EngineResult result = Run(script);
        Assert.Equal(ports, string.Join(' ', result.Values("ClientPort")));
        Assert.Empty(result.Warnings);
        Assert.Empty(Director.Writes);
    }

    [Fact]
    public void An_entry_has_typed_properties()
    {
        PSObject entry = Run("Get-LvsConnection -State TIME_WAIT").Output.Single();
        Assert.Equal("LvsPS.LvsConnection", entry.BaseObject.GetType().FullName);
        Assert.Equal(
            "Tcp 10.1.1.2 4098 10.0.0.1 80 10.9.0.2 8080 TIME_WAIT 00:01:40 False tcp://10.0.0.1:80",
            Run("Get-LvsConnection -State TIME_WAIT | ForEach-Object { \"$($_.Protocol) $($_.ClientAddress) $($_.ClientPort) $($_.VirtualAddress) $($_.VirtualPort) $($_.Address) $($_.Port) $($_.State) $($_.Expires) $($_.IsTemplate) $($_.Service)\" }").Texts.Single());
        Assert.Equal(["sip a84b4c76e66710@pc33.example.com"], Run("Get-LvsConnection -Udp 10.0.0.1:5060 | ForEach-Object { \"$($_.PersistenceEngine) $($_.PersistenceData)\" }").Texts);
    }

    [Fact]
    public void What_a_mark_took_is_known_for_templates_alone_and_a_warning_says_so()
    {
        EngineResult result = Run("Get-LvsConnection -FwMark 7");
        Assert.Equal([7u], result.Values("FwMark"));
        Assert.Contains("only the persistence templates", Assert.Single(result.Warnings), StringComparison.Ordinal);
        Assert.Empty(Run("Get-LvsConnection -FwMark 7 -Template").Warnings);
        Assert.Empty(Run("Get-LvsConnection -FwMark 7 -IPv6 -Template").Output);
    }

    [Fact]
    public void Origins_come_from_the_list_that_has_them()
    {
        Director.Show("ip_vs_conn_sync", """
            Pro FromIP   FPrt ToIP     TPrt DestIP   DPrt State       Origin Expires
            TCP 0A010101 1001 0A000001 0050 0A090001 0050 ESTABLISHED LOCAL      896
            TCP 0A010102 1002 0A000001 0050 0A090002 1F90 TIME_WAIT   SYNC       100
            """);
        Assert.Equal("Local Sync", string.Join(' ', Run("Get-LvsConnection -Origin Local, Sync").Values("Origin")));
        Assert.Equal([4098], Run("Get-LvsConnection -Origin Sync").Values("ClientPort"));
        Assert.Contains("Sync", Engine.Display("Get-LvsConnection -Origin Sync"), StringComparison.Ordinal);
        Assert.All(Run("Get-LvsConnection").Values("Origin"), Assert.Null);
    }

    [Fact]
    public void The_table_is_read_once_for_all_that_is_piped_in_and_as_it_is_asked_for()
    {
        // A line that is not of the known form ends the reading, unless it is never reached.
        Director.Show("ip_vs_conn", Table + "\nand so on\n");
        EngineResult result = Engine.Run("Get-LvsConnection");
        Assert.Equal(7, result.Output.Count);
        Assert.Equal(["ProtocolMismatch"], result.ErrorIds);
        Assert.Single(Run("foreach ($c in Get-LvsConnection -ErrorAction SilentlyContinue) { $c; break }").Output);
    }

    [Fact]
    public void What_is_read_goes_back_to_its_director()
    {
        Run("New-LvsSession -Simulated -Name other -AsDefault");
        Assert.Equal(["tcp://10.0.0.1:80"], Run("Get-LvsSession simulated | ForEach-Object { Get-LvsConnection -Session $_ -State TIME_WAIT } | Get-LvsService").Texts);
    }

    [Fact]
    public void A_kernel_without_ip_vs_is_one_error()
    {
        Director.HasIpvs = false;
        ErrorRecord error = Fails("Get-LvsConnection", "IpvsNotAvailable", ErrorCategory.NotInstalled);
        Assert.Contains("/proc/net/ip_vs_conn", error.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Get-LvsConnection -Client 10.1")]
    [InlineData("Get-LvsConnection -Address nowhere/24")]
    public void A_block_that_is_none_is_an_error(string script) => Fails(script, "InvalidEndpoint", ErrorCategory.InvalidArgument);

    [Fact]
    public void The_table_has_ipvsadms_columns_within_100() => Assert.Equal(
        """
        Prot Expires State       Source                Virtual               Destination           Origin/PE
        ---- ------- -----       ------                -------               -----------           ---------
        TCP    14:56 ESTABLISHED 10.1.1.1:4097         10.0.0.1:80           10.9.0.1:80
        TCP    01:40 TIME_WAIT   10.1.1.2:4098         10.0.0.1:80           10.9.0.2:8080
        TCP   116:40 ESTABLISHED 10.1.1.1:4099         10.0.0.1:443          10.9.0.1:443
        TCP    05:00 ASSURED     10.2.1.1:0            10.0.0.1:80           10.9.0.1:80
        UDP    00:55 NONE        10.1.1.1:0            10.0.0.1:5060         10.9.0.1:5060         sip a84b4
                                                                                                   c76e66710
                                                                                                   @pc33.exa
                                                                                                   mple.com
        FWM    05:00 ASSURED     10.1.1.1:0            7                     10.9.0.1:0
        TCP    01:52 ESTABLISHED [fd00:1::100]:4101    [fd00:1::200]:80      [fd00:2::250]:80
        """,
        Engine.Display("Get-LvsConnection"));

    [Fact]
    public void States_are_completed() => Assert.Equal(
        ["SYN_RECV", "SYN_SENT", "SYNACK"],
        Run("(TabExpansion2 'Get-LvsConnection -State syn' 28).CompletionMatches.CompletionText").Texts);
}
