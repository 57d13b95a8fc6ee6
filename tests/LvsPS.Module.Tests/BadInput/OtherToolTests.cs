using System.Management.Automation;
using LvsPS.Module.Tests.Engine;
using Xunit;

namespace LvsPS.Module.Tests.BadInput;

/// <summary>Another tool writes to the same table in the moment between our writing and our reading back.</summary>
public sealed class OtherToolTests : EngineTest
{
    private const string Service = "tcp://10.0.0.1:80";

    public OtherToolTests() => Given($"New-LvsService {Service} -Scheduler rr -PassThru | Add-LvsRealServer -Address 10.9.0.1 -Weight 1");

    [Theory]
    [InlineData("Set-LvsService tcp://10.0.0.1:80 -PersistenceTimeout 5m", "Set-LvsService tcp://10.0.0.1:80 -Persistent:$false")]
    [InlineData("Set-LvsService tcp://10.0.0.1:80 -Scheduler nq", "Remove-LvsService tcp://10.0.0.1:80")]
    [InlineData("Set-LvsRealServer tcp://10.0.0.1:80 10.9.0.1 -Weight 5", "Set-LvsRealServer tcp://10.0.0.1:80 10.9.0.1 -Weight 6")]
    [InlineData("Set-LvsRealServer tcp://10.0.0.1:80 10.9.0.1 -Weight 5", "Remove-LvsRealServer tcp://10.0.0.1:80 10.9.0.1")]
    [InlineData("Set-LvsTimeout -Udp 5", "Set-LvsTimeout -Udp 6")]
    [InlineData("Start-LvsSyncDaemon Master eth0", "Stop-LvsSyncDaemon Master")]
    public void What_is_read_back_otherwise_is_a_warning(string ours, string theirs)
    {
        After("Apply", theirs);
        Assert.Contains("what is read back differs", Assert.Single(Run(ours).Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void What_was_written_before_ours_is_kept_where_we_do_not_name_it()
    {
        After("Lock", $"Set-LvsService {Service} -PersistenceTimeout 5m; Set-LvsRealServer {Service} 10.9.0.1 -UpperThreshold 9");
        Assert.Empty(Run($"Set-LvsService {Service} -Scheduler nq; Set-LvsRealServer {Service} 10.9.0.1 -Weight 5").Warnings);
        Assert.Equal(["-A -t 10.0.0.1:80 -s nq -p 300", "-a -t 10.0.0.1:80 -r 10.9.0.1:80 -g -w 5 -x 9"], Rules());
    }

    /// <summary>Runs something in a runspace of its own, once, behind the first call of a name.</summary>
    private void After(string name, string script)
    {
        PSObject session = Run("Get-LvsSession -Default").Output.Single();
        bool isDone = false;
        InterposedClient.Of(session, (called, _, call) =>
        {
            object? result = call();
            if (called == name && !isDone)
            {
                isDone = true;
                using var other = EngineFixture.WithoutSession();
                other.Run(script).Succeeded();
            }

            return result;
        });
    }
}
