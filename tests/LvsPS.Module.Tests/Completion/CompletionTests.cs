using LvsPS.Module.Tests.Conventions;
using LvsPS.Module.Tests.Engine;
using Xunit;

namespace LvsPS.Module.Tests.Completion;

/// <summary>What Tab offers; it is never an error.</summary>
public sealed class CompletionTests : EngineTest
{
    public CompletionTests() => Given("""
        New-LvsService -Tcp 10.0.0.1:80 -PassThru | Add-LvsRealServer -Address 10.9.0.1, 10.9.0.2
        New-LvsService -Udp 10.0.0.1:53 -PassThru | Add-LvsRealServer -Address 10.9.0.3
        New-LvsService -Tcp [2001:db8::1]:80 -PassThru | Add-LvsRealServer -Address 2001:db8::9
        New-LvsService -FwMark 7
        New-LvsService -Tcp 10.0.0.2:80 -Scheduler mh
        New-LvsService -FwMark 8 -IPv6 -Scheduler sh
        $other = New-LvsSession -Simulated -Name other
        New-LvsService -Udp 10.0.0.7:7 -Session $other -PassThru | Add-LvsRealServer -Address 10.9.0.7
        """);

    [Theory]
    [InlineData("Get-LvsService -Service ", "'tcp://[2001:db8::1]:80' fwmark6://8 fwmark://7 tcp://10.0.0.1:80 tcp://10.0.0.2:80 udp://10.0.0.1:53")]
    [InlineData("Remove-LvsService tcp", "'tcp://[2001:db8::1]:80' tcp://10.0.0.1:80 tcp://10.0.0.2:80")]
    [InlineData("Set-LvsService 'udp", "udp://10.0.0.1:53")]
    [InlineData("Set-LvsRealServer -Service udp://10.0.0.1:53 -Address ", "10.9.0.3")]
    [InlineData("Remove-LvsRealServer -Tcp 10.0.0.1:80 -Address ", "10.9.0.1 10.9.0.2")]
    [InlineData("Get-LvsRealServer -Address 10.9", "10.9.0.1 10.9.0.2 10.9.0.3")]
    [InlineData("New-LvsService -Tcp 10.0.0.2:80 -Scheduler wl", "wlc")]
    [InlineData("Get-LvsService -Scheduler lblc", "lblc lblcr")]
    [InlineData("New-LvsService -Tcp 10.0.0.2:80 -Scheduler sh -SchedulerFlag sh", "sh-fallback sh-port")]
    [InlineData("New-LvsService -Tcp 10.0.0.3:80 -SchedulerFlag f", "flag-1 flag-2 flag-3")]
    [InlineData("Add-LvsRealServer -Tcp 10.0.0.1:80 -Forwarding ", "Bypass Gateway Local Masquerade Tunnel")]
    [InlineData("Remove-LvsService nothing", "")]
    [InlineData("Reset-LvsStats udp", "udp://10.0.0.1:53")]
    [InlineData("Set-LvsService -Tcp 10.0.0.2:80 -SchedulerFlag mh", "mh-fallback mh-port")]
    [InlineData("Set-LvsService -FwMark 8 -IPv6 -SchedulerFlag sh", "sh-fallback sh-port")]
    [InlineData("Set-LvsService -FwMark 8 -SchedulerFlag ", "flag-1 flag-2 flag-3")]
    [InlineData("Get-LvsKernelSetting sloppy", "sloppy_sctp sloppy_tcp")]
    [InlineData("Set-LvsKernelSetting -Name drop", "drop_entry drop_packet")]
    [InlineData("Get-LvsScheduler m", "mh")]
    [InlineData("Start-LvsSyncDaemon Master ", "eth0 lo")]
    [InlineData("Start-LvsSyncDaemon -Interface et", "eth0")]
    [InlineData("Stop-LvsSyncDaemon ", "Backup Master")]
    [InlineData("Get-LvsService -Session $other ", "udp://10.0.0.7:7")]
    [InlineData("Get-LvsRealServer -Address 2001", "2001:db8::9")]
    [InlineData("Get-LvsRealServer -Session $other -Address ", "10.9.0.7")]
    [InlineData("Get-LvsService -Session oth", "other")]
    [InlineData("Set-LvsRealServer -Tcp 10.0.0.1:80 -Port ", "80")]
    [InlineData("Set-LvsRealServer -Udp 10.0.0.1:53 -Address 10.9.0.3 -Port ", "53")]
    [InlineData("Get-LvsRealServer -Port ", "")]
    [InlineData("Get-LvsHealthStatus ", "")]
    [InlineData("Get-LvsHealthStatus -Job ", "")]
    [InlineData("New-LvsHealthCheck -Port ", "")]
    [InlineData("Invoke-LvsPlan ", "")]
    public void It_offers_what_fits(string typed, string words) =>
        Assert.Equal(words, string.Join(' ', Complete(typed).Order(StringComparer.Ordinal)));

    [Theory]
    [InlineData("Get-LvsService -Service ")]
    [InlineData("Set-LvsRealServer -Tcp nonsense -Address ")]
    [InlineData("New-LvsSession -NetworkNamespace x")]
    [InlineData("Set-LvsService -Tcp nonsense -SchedulerFlag ")]
    [InlineData("Get-LvsService -Session $closed ")]
    [InlineData("Get-LvsKernelSetting -Session $closed ")]
    [InlineData("Get-LvsService -Session 5 ")]
    public void Where_nothing_can_be_found_it_offers_nothing(string typed)
    {
        Run("$closed = New-LvsSession -Simulated; $closed | Remove-LvsSession");
        Director.IsPrivileged = false;
        Assert.DoesNotContain(Complete(typed), word => word.Contains("://", StringComparison.Ordinal));
    }

    /// <summary>Without a completer of its own, PowerShell offers the names of files, whatever a parameter takes.</summary>
    [Fact]
    public void Names_of_files_are_offered_only_where_texts_are_taken()
    {
        string[] texts = ["String", "String[]", "Boolean", "SwitchParameter", "ScriptBlock"];
        IEnumerable<string> without = ModuleCommands.All.Values.SelectMany(c => ModuleCommands.Parameters(c)
            .Where(p => !texts.Contains(p.ParameterType.Name) && !Element(p.ParameterType).IsEnum && !p.Attributes.OfType<System.Management.Automation.ArgumentCompleterAttribute>().Any())
            .Select(p => $"{c.Name} -{p.Name}"));
        Assert.Equal("", string.Join(", ", without));
    }

    private static Type Element(Type type) => Nullable.GetUnderlyingType(type.GetElementType() ?? type) ?? type.GetElementType() ?? type;

    private IEnumerable<string> Complete(string typed) =>
        Run("([System.Management.Automation.CommandCompletion]::CompleteInput($args[0], $args[0].Length, $null)).CompletionMatches | ForEach-Object CompletionText", typed).Texts;
}
