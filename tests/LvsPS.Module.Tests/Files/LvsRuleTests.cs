using System.Management.Automation;
using LvsPS.Module.Tests.Engine;
using Xunit;

namespace LvsPS.Module.Tests.Files;

public sealed class LvsRuleTests : EngineTest
{
    [Fact]
    public void Lines_become_services_with_their_servers_and_lines_again()
    {
        string[] rules = ["-A -t 10.0.0.1:80 -s rr", "-a -t 10.0.0.1:80 -r 10.9.0.1:80 -m -w 3 -x 10", "-A -f 7 -6 -s wlc"];
        string quoted = string.Join(", ", rules.Select(rule => $"'{rule}'"));
        EngineResult services = Run($"{quoted} | ConvertFrom-LvsRule");
        Assert.Equal(["tcp://10.0.0.1:80", "fwmark6://7"], services.Texts);
        Assert.Equal(rules, Run($"{quoted} | ConvertFrom-LvsRule | ConvertTo-LvsRule").Texts);
        Assert.Empty(Director.Writes);
    }

    [Fact]
    public void A_whole_text_is_taken_as_well() =>
        Assert.Equal(["tcp://10.0.0.1:80"], Run("ConvertFrom-LvsRule \"# saved`n`n-A -t 10.0.0.1:80 -s rr`n-a -t 10.0.0.1:80 -r 10.9.0.1:80 -m`n\"").Texts);

    [Fact]
    public void Every_bad_line_is_an_error_and_nothing_comes()
    {
        EngineResult result = Engine.Run("'-A -t 10.0.0.1:80 -s rr', '-A -t nonsense', '-a' | ConvertFrom-LvsRule");
        Assert.All(result.ErrorIds, id => Assert.Equal("RuleSyntax", id));
        Assert.True(result.Errors.Count >= 2);
        Assert.Empty(result.Output);
    }

    [Fact]
    public void What_is_no_service_cannot_be_written() =>
        Fails("1 | ConvertTo-LvsRule", "InvalidServiceId", ErrorCategory.InvalidArgument);

    [Fact]
    public void What_ipvsadm_cannot_write_is_a_warning_in_its_dialect()
    {
        Given("New-LvsService -Tcp 10.0.0.1:80 -PassThru | Add-LvsRealServer -Address 10.9.0.1 -UpperThreshold 10");
        Assert.Equal(["-A -t 10.0.0.1:80 -s wlc", "-a -t 10.0.0.1:80 -r 10.9.0.1:80 -g -w 1"], Run("ConvertTo-LvsRule -Dialect Ipvsadm").Texts);
        Assert.Contains("-a -t 10.0.0.1:80 -r 10.9.0.1:80 -g -w 1 -x 10", Rules());
    }
}
