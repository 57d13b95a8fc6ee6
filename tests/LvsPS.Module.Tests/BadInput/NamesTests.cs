using System.Management.Automation;
using LvsPS.Module.Tests.Engine;
using Xunit;

namespace LvsPS.Module.Tests.BadInput;

/// <summary>Identities, addresses and host names that are none: the same id by whichever parameter they come.</summary>
public sealed class NamesTests : EngineTest
{
    public NamesTests() => Given("New-LvsService -Tcp 10.0.0.1:80");

    [Theory]
    [InlineData("New-LvsService -Tcp 2001:db8::1:80", "InvalidEndpoint", "2001:db8::1:80")]
    [InlineData("New-LvsService -Service tcp://2001:db8::1:80", "InvalidEndpoint", "2001:db8::1:80")]
    [InlineData("'tcp://2001:db8::1:80' | New-LvsService", "InvalidEndpoint", "2001:db8::1:80")]
    [InlineData("Get-LvsService -Tcp 2001:db8::1:80", "InvalidEndpoint", "2001:db8::1:80")]
    [InlineData("New-LvsService -Tcp 10.0.0.1:99999", "InvalidEndpoint", "10.0.0.1:99999")]
    [InlineData("New-LvsService -Tcp 10.0.0.256:80", "InvalidEndpoint", "10.0.0.256:80")]
    [InlineData("New-LvsService -Tcp 10.1:80", "InvalidEndpoint", "10.1:80")]
    [InlineData("New-LvsService -Tcp '[10.0.0.1]:80'", "InvalidEndpoint", "[10.0.0.1]:80")]
    [InlineData("Add-LvsRealServer -Tcp 10.0.0.1:80 -Address 10.9.0.1:80", "InvalidEndpoint", "10.9.0.1:80")]
    [InlineData("Add-LvsRealServer -Tcp 10.0.0.1:80 -Address 10.9", "InvalidEndpoint", "10.9")]
    [InlineData("Remove-LvsRealServer -Tcp 10.0.0.1:80 -Address '[10.9.0.1]'", "InvalidEndpoint", "[10.9.0.1]")]
    [InlineData("Get-LvsRealServer -Address 10.9.0.1/16", "InvalidEndpoint", "10.9.0.1/16")]
    [InlineData("Get-LvsService -Service web", "InvalidServiceId", "web")]
    [InlineData("Remove-LvsService http://10.0.0.1:80", "InvalidServiceId", "http://10.0.0.1:80")]
    [InlineData("Remove-LvsService fwmark://0", "InvalidServiceId", "fwmark://0")]
    [InlineData("Remove-LvsService fwmark://*", "InvalidServiceId", "fwmark://*")]
    [InlineData("New-LvsService -Tcp no-such-host.invalid:80", "NameNotResolved", "no-such-host.invalid:80")]
    [InlineData("New-LvsService -Tcp 10.0.0.1:no-such-port", "NameNotResolved", "10.0.0.1:no-such-port")]
    [InlineData("Add-LvsRealServer -Tcp 10.0.0.1:80 -Address no-such-host.invalid", "NameNotResolved", "no-such-host.invalid")]
    public void One_typed_error_and_nothing_is_sent(string script, string id, string target)
    {
        ErrorRecord error = RefusedUntouched(script, id, ErrorCategory.InvalidArgument);
        Assert.Equal(target, error.TargetObject);
    }

    [Fact]
    public void An_object_whose_service_is_itself_names_none() => RefusedUntouched(
        "$o = [pscustomobject]@{ Service = $null }; $o.Service = $o; $o | Remove-LvsService", "InvalidServiceId", ErrorCategory.InvalidArgument);

    [Theory]
    [InlineData("Remove-LvsService tcp://10.0.0.9:80, nothing, tcp://10.0.0.1:80")]
    [InlineData("'tcp://10.0.0.9:80', 'nothing', 'tcp://10.0.0.1:80' | Remove-LvsService")]
    public void One_that_is_wrong_does_not_hold_up_the_others(string script)
    {
        Assert.Equal(["ServiceNotFound", "InvalidServiceId"], Engine.Run(script).ErrorIds);
        Assert.Equal(["DeleteService"], Director.Writes);
    }

    [Fact]
    public void An_object_that_names_no_service_is_an_error() =>
        RefusedUntouched("[pscustomobject]@{ Name = 'web' } | Remove-LvsService", "InvalidServiceId", ErrorCategory.InvalidArgument);
}
