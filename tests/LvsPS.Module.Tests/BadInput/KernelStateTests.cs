using System.Management.Automation;
using LvsPS.Module.Tests.Engine;
using Xunit;

namespace LvsPS.Module.Tests.BadInput;

/// <summary>Without the right, or without ip_vs: one error, which ends the pipeline, since nothing else could succeed.</summary>
public sealed class KernelStateTests : EngineTest
{
    [Theory]
    [InlineData("Get-LvsService")]
    [InlineData("Get-LvsService -Tcp 10.0.0.1:80, 10.0.0.2:80")]
    [InlineData("New-LvsService -Tcp 10.0.0.1:80, 10.0.0.2:80")]
    [InlineData("'tcp://10.0.0.1:80', 'tcp://10.0.0.2:80' | Set-LvsService -Scheduler rr")]
    [InlineData("'tcp://10.0.0.1:80', 'tcp://10.0.0.2:80' | Remove-LvsService")]
    [InlineData("Get-LvsRealServer")]
    [InlineData("Add-LvsRealServer -Tcp 10.0.0.1:80 -Address 10.9.0.1, 10.9.0.2")]
    [InlineData("Remove-LvsRealServer -Tcp 10.0.0.1:80 -Address 10.9.0.1, 10.9.0.2")]
    [InlineData("Clear-LvsTable")]
    [InlineData("Get-LvsStats")]
    [InlineData("Reset-LvsStats")]
    [InlineData("Get-LvsTimeout")]
    [InlineData("Set-LvsTimeout -Tcp 5")]
    [InlineData("Get-LvsSyncDaemon")]
    [InlineData("Start-LvsSyncDaemon Master eth0")]
    [InlineData("Stop-LvsSyncDaemon Master, Backup")]
    [InlineData("Get-LvsScheduler")]
    [InlineData("Get-LvsInfo")]
    [InlineData("ConvertTo-LvsRule")]
    [InlineData("Export-LvsTable /tmp/lvsps-never-written.rules")]
    public void Without_the_right_one_error_ends_the_pipeline(string script)
    {
        Director.IsPrivileged = false;
        ErrorRecord error = Fails(script, "PermissionDenied", ErrorCategory.PermissionDenied);
        Assert.Contains("CAP_NET_ADMIN", error.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
        Assert.False(File.Exists("/tmp/lvsps-never-written.rules"));
    }

    [Theory]
    [InlineData("Get-LvsService")]
    [InlineData("Get-LvsService -Tcp 10.0.0.1:80, 10.0.0.2:80")]
    [InlineData("New-LvsService -Tcp 10.0.0.1:80, 10.0.0.2:80")]
    [InlineData("'tcp://10.0.0.1:80', 'tcp://10.0.0.2:80' | Set-LvsService -Scheduler rr")]
    [InlineData("'tcp://10.0.0.1:80', 'tcp://10.0.0.2:80' | Remove-LvsService")]
    [InlineData("Set-LvsRealServer -Tcp 10.0.0.1:80 -Address 10.9.0.1, 10.9.0.2 -Weight 1")]
    [InlineData("Clear-LvsTable")]
    [InlineData("Get-LvsInfo")]
    public void Without_ip_vs_one_error_ends_the_pipeline(string script)
    {
        Director.HasIpvs = false;
        ErrorRecord error = Fails(script, "IpvsNotAvailable", ErrorCategory.NotInstalled);
        Assert.Contains("modprobe ip_vs", error.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
        Assert.Empty(Director.Writes);
    }

    [Fact]
    public void It_works_again_once_ip_vs_is_loaded()
    {
        Director.HasIpvs = false;
        Assert.Equal(["IpvsNotAvailable"], Engine.Run("Get-LvsService").ErrorIds);
        Director.HasIpvs = true;
        Run("Get-LvsService");
    }

    [Fact]
    public void What_is_after_the_pipeline_still_runs()
    {
        Director.IsPrivileged = false;
        Assert.Equal(["after"], Engine.Run("Get-LvsService | Remove-LvsService; 'after'").Texts);
    }
}
