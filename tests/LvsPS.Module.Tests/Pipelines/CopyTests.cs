using LvsPS.Module.Tests.Engine;
using Xunit;

namespace LvsPS.Module.Tests.Pipelines;

/// <summary>A table goes from one director to another, as objects or as columns of text, with every value that it has.</summary>
public sealed class CopyTests : EngineTest
{
    private const string Table = """
        New-LvsService -Tcp 10.0.0.1:80 -Scheduler sh -SchedulerFlag sh-port, sh-fallback -PersistenceTimeout 5m -PersistenceNetmask 24
        New-LvsService -Tcp 10.0.0.1 -Scheduler wlc -Persistent
        New-LvsService -Udp 10.0.0.1:5060 -Scheduler rr -PersistenceTimeout 90 -PersistenceEngine sip
        New-LvsService -Udp [2001:db8::1]:53 -Scheduler mh -SchedulerFlag mh-port -OnePacket
        New-LvsService -Sctp [2001:db8::1]:80 -PersistenceTimeout 60 -PersistenceNetmask 64
        New-LvsService -FwMark 7 -Scheduler wrr -SchedulerFlag flag-3
        New-LvsService -FwMark 4294967295 -IPv6 -OnePacket
        Add-LvsRealServer -Tcp 10.0.0.1:80 -Address 10.9.0.1 -Port 8080 -Forwarding Masquerade -Weight 2147483647 -UpperThreshold 2147483647 -LowerThreshold 5
        Add-LvsRealServer -Tcp 10.0.0.1:80 -Address 10.9.0.2 -Forwarding Gateway -Weight 0
        Add-LvsRealServer -Tcp 10.0.0.1:80 -Address 10.9.0.3 -Forwarding Tunnel -TunnelType Gue -TunnelPort 6080 -TunnelChecksum RemoteChecksum
        Add-LvsRealServer -Tcp 10.0.0.1:80 -Address 10.9.0.4 -Forwarding Tunnel -TunnelType Gre -TunnelChecksum Checksum
        Add-LvsRealServer -Udp [2001:db8::1]:53 -Address 2001:db8::11 -Forwarding Masquerade
        Add-LvsRealServer -Udp [2001:db8::1]:53 -Address 10.9.0.5 -Forwarding Tunnel
        Add-LvsRealServer -FwMark 7 -Address 10.9.0.1 -Port 8080 -Forwarding Masquerade
        """;

    /// <summary>What Export-Csv and Import-Csv make of objects: each property as text, none with the type it had.</summary>
    private const string AsText = """
        filter AsText { $row = [ordered]@{}; foreach ($property in $_.PSObject.Properties) { $row[$property.Name] = "$($property.Value)" }; [pscustomobject]$row }

        """;

    public CopyTests() => Given(Table + "\n$other = New-LvsSession -Simulated -Name other");

    [Fact]
    public void As_objects()
    {
        Run("Get-LvsService | New-LvsService -Session $other; Get-LvsRealServer | Add-LvsRealServer -Session $other");
        Assert.Equal(Rules(), Rules("-Session $other"));
        Assert.Empty(Director.Writes);
    }

    [Fact]
    public void As_columns_of_text()
    {
        Run(AsText + "Get-LvsService | AsText | New-LvsService -Session $other; Get-LvsRealServer | AsText | Add-LvsRealServer -Session $other");
        Assert.Equal(Rules(), Rules("-Session $other"));
    }

    [Fact]
    public void As_what_a_remote_session_or_a_job_gives()
    {
        Run("""
            filter AsRemote { [System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize($_, 1)) }
            Get-LvsService | AsRemote | New-LvsService -Session $other
            Get-LvsRealServer | AsRemote | Add-LvsRealServer -Session $other
            """);
        Assert.Equal(Rules(), Rules("-Session $other"));
    }

    [Fact]
    public void As_rules()
    {
        Run("ConvertTo-LvsRule | ConvertFrom-LvsRule | ForEach-Object { $_ | New-LvsService -Session $other; $_.RealServers | Where-Object { $_ } | Add-LvsRealServer -Session $other }");
        Assert.Equal(Rules(), Rules("-Session $other"));
    }

    [Fact]
    public void Columns_of_text_name_what_is_to_be_removed()
    {
        Run(AsText + "Get-LvsRealServer | AsText | Remove-LvsRealServer; Get-LvsService | AsText | Remove-LvsService");
        Assert.Empty(Run("Get-LvsService").Output);
        Assert.DoesNotContain("Flush", Director.Writes);
    }
}
