using System.Management.Automation;
using LvsPS.Module.Tests.Engine;
using Xunit;

namespace LvsPS.Module.Tests.BadInput;

/// <summary>Settings that contradict themselves: one typed error, and nothing is sent.</summary>
public sealed class SettingsTests : EngineTest
{
    public SettingsTests() => Given("""
        New-LvsService -Tcp 10.0.0.1:80 -PassThru | Add-LvsRealServer -Address 10.9.0.1 -UpperThreshold 100 -LowerThreshold 50
        New-LvsService -Tcp [2001:db8::1]:80
        New-LvsService -Tcp 10.0.0.2:0 -Persistent
        """);

    [Theory]
    [InlineData("New-LvsService -Tcp 10.0.0.3:0", "InvalidService", "tcp://10.0.0.3:0")]
    [InlineData("New-LvsService -Tcp 10.0.0.3", "InvalidService", "tcp://10.0.0.3:0")]
    [InlineData("New-LvsService -Service tcp://10.0.0.3:0", "InvalidService", "tcp://10.0.0.3:0")]
    [InlineData("Set-LvsService -Tcp 10.0.0.2:0 -Persistent:$false", "InvalidService", "tcp://10.0.0.2:0")]
    [InlineData("New-LvsService -Tcp 10.0.0.3:80 -OnePacket", "InvalidService", "tcp://10.0.0.3:80")]
    [InlineData("New-LvsService -Sctp 10.0.0.3:80 -OnePacket", "InvalidService", "sctp://10.0.0.3:80")]
    [InlineData("Set-LvsService -Tcp 10.0.0.1:80 -OnePacket", "InvalidService", "tcp://10.0.0.1:80")]
    [InlineData("New-LvsService -Tcp 10.0.0.3:80 -Scheduler averylongschedulername", "InvalidService", "tcp://10.0.0.3:80")]
    [InlineData("New-LvsService -Tcp 10.0.0.3:80 -Scheduler rr -SchedulerFlag sh-port", "InvalidService", "sh-port")]
    [InlineData("New-LvsService -Tcp 10.0.0.3:80 -PersistenceTimeout 500ms", "InvalidService", "tcp://10.0.0.3:80")]
    [InlineData("New-LvsService -Tcp 10.0.0.3:80 -PersistenceTimeout 32d", "InvalidService", "tcp://10.0.0.3:80")]
    [InlineData("New-LvsService -Tcp 10.0.0.3:80 -Persistent -PersistenceNetmask 255.0.255.0", "InvalidNetmask", "255.0.255.0")]
    [InlineData("New-LvsService -Tcp 10.0.0.3:80 -Persistent -PersistenceNetmask 33", "InvalidNetmask", "33")]
    [InlineData("New-LvsService -Tcp [2001:db8::3]:80 -Persistent -PersistenceNetmask 255.255.255.0", "InvalidNetmask", "255.255.255.0")]
    [InlineData("Set-LvsService -Tcp 10.0.0.2:0 -PersistenceNetmask 0.0.0.255", "InvalidNetmask", "0.0.0.255")]
    [InlineData("New-LvsService -Tcp 10.0.0.3:80 -PersistenceNetmask 24", "InvalidService", "tcp://10.0.0.3:80")]
    [InlineData("New-LvsService -Tcp 10.0.0.3:80 -Scheduler ''", "InvalidService", "tcp://10.0.0.3:80")]
    [InlineData("Set-LvsService -Tcp 10.0.0.1:80 -Scheduler ''", "InvalidService", "tcp://10.0.0.1:80")]
    [InlineData("Set-LvsService -Tcp 10.0.0.1:80 -Persistent:$false -PersistenceTimeout 5m", "InvalidService", "tcp://10.0.0.1:80")]
    [InlineData("Set-LvsService -Tcp 10.0.0.1:80 -PersistenceTimeout 0", "InvalidService", "tcp://10.0.0.1:80")]
    [InlineData("New-LvsService -FwMark 0", "InvalidServiceId", "0")]
    [InlineData("Add-LvsRealServer -Tcp 10.0.0.1:80 -Address 10.9.0.2 -Weight -1", "InvalidRealServer", "10.9.0.2:80")]
    [InlineData("Add-LvsRealServer -Tcp 10.0.0.1:80 -Address 10.9.0.2 -Weight 2147483648", "InvalidRealServer", "10.9.0.2:80")]
    [InlineData("Set-LvsRealServer -Tcp 10.0.0.1:80 -Address 10.9.0.1 -Weight -1", "InvalidRealServer", "10.9.0.1:80")]
    [InlineData("Set-LvsRealServer -Tcp 10.0.0.1:80 -Address 10.9.0.1 -Weight 99999999999", "InvalidRealServer", "10.9.0.1:80")]
    [InlineData("Add-LvsRealServer -Tcp 10.0.0.1:80 -Address 10.9.0.2 -UpperThreshold 10 -LowerThreshold 11", "InvalidRealServer", "10.9.0.2:80")]
    [InlineData("Set-LvsRealServer -Tcp 10.0.0.1:80 -Address 10.9.0.1 -LowerThreshold 101", "InvalidRealServer", "10.9.0.1:80")]
    [InlineData("Set-LvsRealServer -Tcp 10.0.0.1:80 -Address 10.9.0.1 -UpperThreshold 49", "InvalidRealServer", "10.9.0.1:80")]
    [InlineData("Add-LvsRealServer -Tcp 10.0.0.1:80 -Address 10.9.0.2 -UpperThreshold -5", "InvalidRealServer", "10.9.0.2:80")]
    [InlineData("Add-LvsRealServer -Tcp 10.0.0.1:80 -Address 10.9.0.2 -Port 8080", "InvalidRealServer", "10.9.0.2:8080")]
    [InlineData("Add-LvsRealServer -Tcp 10.0.0.1:80 -Address 10.9.0.2 -Port 8080 -Forwarding Tunnel", "InvalidRealServer", "10.9.0.2:8080")]
    [InlineData("Add-LvsRealServer -Tcp 10.0.0.1:80 -Address 10.9.0.2 -Port 70000 -Forwarding Masquerade", "InvalidRealServer", "10.9.0.2:70000")]
    [InlineData("Add-LvsRealServer -Tcp 10.0.0.1:80 -Address 2001:db8::2 -Forwarding Masquerade", "InvalidRealServer", "[2001:db8::2]:80")]
    [InlineData("Add-LvsRealServer -Tcp [2001:db8::1]:80 -Address 10.9.0.2", "InvalidRealServer", "10.9.0.2:80")]
    [InlineData("Add-LvsRealServer -Tcp 10.0.0.1:80 -Address 10.9.0.2 -Forwarding Tunnel -TunnelType Gue", "InvalidRealServer", "10.9.0.2:80")]
    [InlineData("Add-LvsRealServer -Tcp 10.0.0.1:80 -Address 10.9.0.2 -Forwarding Masquerade -TunnelPort 6080", "InvalidRealServer", "10.9.0.2:80")]
    public void One_error_says_what_is_wrong_and_nothing_is_sent(string script, string id, string target)
    {
        ErrorRecord error = RefusedUntouched(script, id, ErrorCategory.InvalidArgument);
        Assert.Equal(target, $"{error.TargetObject}");
    }

    [Theory]
    [InlineData("Get-LvsService -VirtualPort 70000")]
    [InlineData("Get-LvsRealServer -Port -1")]
    [InlineData("Remove-LvsRealServer -Tcp 10.0.0.1:80 -Address 10.9.0.1 -Port 65536")]
    public void What_is_no_port_finds_nothing_and_is_an_error(string script) => RefusedUntouched(script, "InvalidEndpoint", ErrorCategory.InvalidArgument);

    [Theory]
    [InlineData("Masq", "Masquerade")]
    [InlineData("nat", "Masquerade")]
    [InlineData("'-m'", "Masquerade")]
    [InlineData("Tunnel", "Tunnel")]
    [InlineData("IPIP", "Tunnel")]
    [InlineData("i", "Tunnel")]
    public void Forwarding_has_the_words_of_other_tools(string word, string forwarding) => Assert.Equal(
        [forwarding],
        Run($"Set-LvsRealServer -Tcp 10.0.0.1:80 -Address 10.9.0.1 -Forwarding {word}; Get-LvsRealServer -Tcp 10.0.0.1:80 -Forwarding {word}").Values("Forwarding").Select(f => $"{f}"));

    [Fact]
    public void Address_families_have_their_usual_names()
    {
        Assert.Equal(["tcp://[2001:db8::1]:80"], Run("Get-LvsService -AddressFamily IPv6").Texts);
        Assert.Equal(2, Run("Get-LvsService -AddressFamily InterNetwork").Output.Count);
        Assert.Equal(["ParameterArgumentTransformationError"], Engine.Run("Get-LvsService -AddressFamily AppleTalk").ErrorIds);
    }

    [Theory]
    [InlineData("New-LvsService -Tcp 10.0.0.3:80 -Scheduler nosuch", "tcp://10.0.0.3:80")]
    [InlineData("Set-LvsService -Tcp 10.0.0.1:80 -Scheduler nosuch", "tcp://10.0.0.1:80")]
    [InlineData("New-LvsService -Udp 10.0.0.3:80 -Persistent -PersistenceEngine nosuch", "udp://10.0.0.3:80")]
    public void A_scheduler_that_the_kernel_does_not_have_is_refused_by_it(string script, string target)
    {
        IReadOnlyList<string> before = Rules();
        ErrorRecord error = Fails(script, "SchedulerNotFound", ErrorCategory.ObjectNotFound);
        Assert.Equal(target, error.TargetObject.ToString());
        Assert.Contains("'nosuch'", error.ToString(), StringComparison.Ordinal);
        Assert.Contains("modprobe", error.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
        Assert.Equal(before, Rules());
    }

    [Theory]
    [InlineData("-Weight abc")]
    [InlineData("-Weight 1.5")]
    [InlineData("-Weight '1.5'")]
    [InlineData("-Forwarding Sideways")]
    [InlineData("-Forwarding 0")]
    [InlineData("-Forwarding '2'")]
    [InlineData("-UpperThreshold 0.5")]
    public void What_is_no_number_or_no_word_of_the_list_is_not_bound_nor_rounded(string parameter)
    {
        EngineResult result = Engine.Run($"Set-LvsRealServer -Tcp 10.0.0.1:80 -Address 10.9.0.1 {parameter}");
        Assert.Contains(Assert.Single(result.ErrorIds), new[] { "ParameterArgumentTransformationError", "CannotConvertArgumentNoMessage" });
        Assert.Empty(Director.Writes);
    }
}
