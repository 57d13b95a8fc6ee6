using LvsPS.Module.Tests.Engine;
using Xunit;

namespace LvsPS.Module.Tests.Pipelines;

/// <summary>The pipelines that the design promises, as they are written there.</summary>
public sealed class DesignPipelineTests : EngineTest
{
    private const string Walkthrough = """
        New-LvsService -Tcp 192.168.1.200:80 -Scheduler wrr -PassThru |
            Add-LvsRealServer -Address 172.16.86.250, 172.16.86.248, 172.16.86.251 -Forwarding Masquerade
        """;

    [Fact]
    public void A_service_with_its_servers()
    {
        Run(Walkthrough);
        Assert.Equal(
            [
                "-A -t 192.168.1.200:80 -s wrr",
                "-a -t 192.168.1.200:80 -r 172.16.86.248:80 -m -w 1",
                "-a -t 192.168.1.200:80 -r 172.16.86.250:80 -m -w 1",
                "-a -t 192.168.1.200:80 -r 172.16.86.251:80 -m -w 1",
            ],
            Rules().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Services_travel_to_a_file_with_all_their_servers()
    {
        string file = Path.Combine(Path.GetTempPath(), $"lvsps-{Guid.NewGuid():N}.rules");
        try
        {
            Run($"{Walkthrough}\nGet-LvsService | Export-LvsTable {file}");
            Assert.Equal(4, File.ReadAllLines(file).Length);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public void Busy_servers_get_no_new_connections()
    {
        Given(Walkthrough);
        Run("Get-LvsRealServer | Where-Object ActiveConnections -gt 1000 | Set-LvsRealServer -Weight 0");
        Assert.Empty(Director.Writes);
        Run("Get-LvsRealServer | Where-Object ActiveConnections -ge 0 | Set-LvsRealServer -Weight 0");
        Assert.Equal(["SetDestination", "SetDestination", "SetDestination"], Director.Writes);
    }

    [Fact]
    public void One_machine_of_every_service()
    {
        Given(Walkthrough + "\nNew-LvsService -FwMark 3 -PassThru | Add-LvsRealServer -Address 172.16.86.250");
        Run("Get-LvsRealServer -Address 172.16.86.250 | Set-LvsRealServer -Weight 0");
        Assert.Equal(["SetDestination", "SetDestination"], Director.Writes);
    }
}
