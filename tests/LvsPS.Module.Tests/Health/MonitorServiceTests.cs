using LvsPS.Module.Tests.Engine;
using Xunit;

namespace LvsPS.Module.Tests.Health;

/// <summary>Start-LvsHealthMonitor -AsService: a monitor in the foreground.</summary>
public sealed class MonitorServiceTests : MonitorTest
{
    private const string Enough = "| ForEach-Object { $_; if ($_.Kind -eq 'Changed' -and $_.Server) { throw 'enough' } }";
    private readonly TemporaryFolder _folder = new();

    private string File => _folder.File("monitored.cf");

    [Theory]
    [InlineData("", 0)]
    [InlineData("-StopAction Keep", 2)]
    public void It_gives_events_until_it_is_ended_and_leaves_the_table_as_its_stop_action_says(string action, int left)
    {
        Run("Clear-LvsTable");
        Directord(3);
        EngineResult result = Engine.Run($"Start-LvsHealthMonitor -Path '{File}' -AsService {action} {Enough}");
        Assert.Equal(["Started", "Changed", "Up", "Changed"], result.Values("Kind").Select(k => $"{k}"));
        Assert.Equal(left, Rules().Count);
        Assert.Empty(Run("Get-Job; Get-LvsHealthStatus").Output);
    }

    [Fact]
    public void What_the_table_has_already_is_adopted_whatever_the_file_says_of_the_beginning()
    {
        // A server that is down, which keepalived takes to be up at first; the check never ends.
        Run("Get-LvsRealServer | Remove-LvsRealServer; Add-LvsRealServer tcp://10.0.0.1:80 127.0.0.9 -Forwarding Masquerade -Weight 7");
        Keepalived();
        Engine.Run($"Start-LvsHealthMonitor -Path '{File}' -AsService -StopAction Keep | ForEach-Object {{ throw 'enough' }}");
        Assert.Equal(["-a -t 10.0.0.1:80 -r 127.0.0.9:80 -m -w 7"], Rules().Skip(1));
    }

    [Fact]
    public void A_stop_action_of_the_line_is_that_of_all_services()
    {
        Directord(3);
        Run($"$job = Start-LvsHealthMonitor -Path '{File}' -StopAction Keep");
        Becomes(Server(3));
        Run("Stop-Job $job");
        Assert.Equal(2, Rules().Count);
        Assert.Equal(["Keep"], Run("\"$($job.Document.Services.StopAction)\"").Texts);
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        _folder.Dispose();
    }

    private void Directord(int weight) => _folder.Write(
        "monitored.cf", "checkinterval=1", "virtual=10.0.0.1:80", $"    real=127.0.0.1:{Listener.Port} masq {weight}", "    checktype=on", "    scheduler=wlc");

    private void Keepalived() => _folder.Write(
        "monitored.cf",
        "virtual_server 10.0.0.1 80 {",
        " delay_loop 1",
        " lvs_sched wlc",
        " lvs_method NAT",
        " protocol TCP",
        $" real_server 127.0.0.1 {Listener.Port} {{",
        "  weight 3",
        "  MISC_CHECK { misc_path \"/bin/sleep 30\" }",
        " }",
        "}");
}
