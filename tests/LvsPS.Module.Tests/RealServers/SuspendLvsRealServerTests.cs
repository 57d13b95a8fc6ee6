using System.Management.Automation;
using LvsPS.Module.Tests.Engine;
using Xunit;

namespace LvsPS.Module.Tests.RealServers;

public sealed class SuspendLvsRealServerTests : EngineTest
{
    public SuspendLvsRealServerTests() => Given(
        "New-LvsService -Tcp 10.0.0.1:80, 10.0.0.2:80 -PassThru | Add-LvsRealServer -Address 10.9.0.1, 10.9.0.2 -Weight 5 -UpperThreshold 100");

    [Theory]
    [InlineData("Suspend-LvsRealServer -Tcp 10.0.0.1:80 -Address 10.9.0.1", 1)]
    [InlineData("Suspend-LvsRealServer tcp://10.0.0.1:80 10.9.0.1", 1)]
    [InlineData("Get-LvsRealServer -Address 10.9.0.1 | Suspend-LvsRealServer", 2)]
    [InlineData("Get-LvsRealServer -Address 10.9.0.1 | Suspend-LvsRealServer -Reason disk -Owner ann -Duration 2h", 2)]
    [InlineData("[pscustomobject]@{ Service = 'tcp://10.0.0.1:80'; Address = '10.9.0.1'; Port = '80'; Reason = 'x'; Weight = '5' } | Suspend-LvsRealServer", 1)]
    public void Weight_0_keeps_what_is_not_named_and_Resume_puts_the_weight_back(string script, int count)
    {
        IReadOnlyList<string> before = Rules();
        EngineResult result = Run(script);
        Assert.Empty(result.Output);
        Assert.Empty(result.Warnings);
        Assert.Equal(Enumerable.Repeat("SetDestination", count), Director.Writes);
        Assert.Contains("-a -t 10.0.0.1:80 -r 10.9.0.1:80 -g -w 0 -x 100", Rules());
        Assert.Equal(count, Run("Get-LvsRealServer | Where-Object Suspension").Output.Count);
        Assert.Empty(Run("Get-LvsRealServer | Resume-LvsRealServer").Output);
        Assert.Equal(before, Rules());
        Assert.Empty(Run("Get-LvsRealServer | Where-Object Suspension").Output);
    }

    [Fact]
    public void Why_who_and_until_when_are_shown()
    {
        PSObject server = Assert.Single(Run("Suspend-LvsRealServer -Tcp 10.0.0.1:80 10.9.0.1 -Reason 'new disk' -Owner ann -Expires '2100-01-02 03:04:05Z' -PassThru").Output);
        string text = server.Properties["Suspension"].Value.ToString()!;
        Assert.StartsWith("new disk, by ann, since 20", text, StringComparison.Ordinal);
        Assert.EndsWith(", until 2100-01-02 03:04:05Z", text, StringComparison.Ordinal);
        Assert.Contains("-> 10.9.0.1:80 (suspended) ", Engine.Display("Get-LvsRealServer -Tcp 10.0.0.1:80"), StringComparison.Ordinal);
        Assert.Equal([false], Run("(Get-LvsRealServer -Tcp 10.0.0.1:80 10.9.0.1).Suspension.Overdue").Output.Select(o => o.BaseObject));
    }

    [Fact]
    public void Without_a_monitor_an_expired_one_is_overdue_and_can_be_resumed()
    {
        Director.WriteSuspensions("""
            { "version": 1, "suspensions": [ { "service": "tcp://10.0.0.1:80", "address": "10.9.0.1", "port": 80, "weightBefore": 9, "since": "2026-01-01T00:00:00+00:00", "expires": "2026-01-01T01:00:00+00:00" } ] }
            """);
        Assert.Contains("-> 10.9.0.1:80 (overdue) ", Engine.Display("Get-LvsRealServer -Tcp 10.0.0.1:80"), StringComparison.Ordinal);
        Run("Resume-LvsRealServer -Tcp 10.0.0.1:80 10.9.0.1");
        Assert.Contains("-a -t 10.0.0.1:80 -r 10.9.0.1:80 -g -w 9 -x 100", Rules());
    }

    [Fact]
    public void WhatIf_says_what_would_be_done_and_PassThru_what_would_be()
    {
        EngineResult result = Run("Suspend-LvsRealServer -Tcp 10.0.0.1:80 10.9.0.1 -WhatIf -PassThru");
        Assert.Equal("What if: Suspend real server 10.9.0.1:80 of tcp://10.0.0.1:80 (weight 5 -> 0).", Assert.Single(result.Host));
        Assert.Equal([0], result.Values("Weight"));
        Assert.Empty(Run("Get-LvsRealServer | Where-Object Suspension").Output);
        Given("Suspend-LvsRealServer -Tcp 10.0.0.1:80 10.9.0.1");
        result = Run("Resume-LvsRealServer -Tcp 10.0.0.1:80 10.9.0.1 -WhatIf -PassThru");
        Assert.Equal("What if: Resume real server 10.9.0.1:80 of tcp://10.0.0.1:80 (weight 0 -> 5).", Assert.Single(result.Host));
        Assert.Equal([5], result.Values("Weight"));
        _ = Assert.Single(Run("Get-LvsRealServer | Where-Object Suspension").Output);
        Assert.Empty(Director.Writes);
    }

    [Fact]
    public void Only_those_that_are_answered_with_yes_are_suspended()
    {
        Engine.WillAnswer(0);
        Engine.WillAnswer(2);
        Run("Get-LvsRealServer -Address 10.9.0.1 | Suspend-LvsRealServer -Confirm");
        Assert.Equal(["10.9.0.1:80"], Run("Get-LvsRealServer | Where-Object Suspension").Texts);
        Assert.Equal(["SetDestination"], Director.Writes);
    }

    [Fact]
    public void What_is_so_already_changes_nothing()
    {
        Given("Suspend-LvsRealServer -Tcp 10.0.0.1:80 10.9.0.1 -Reason disk");
        Run("Suspend-LvsRealServer -Tcp 10.0.0.1:80 10.9.0.1; Resume-LvsRealServer -Tcp 10.0.0.2:80 10.9.0.1");
        Assert.Empty(Director.Writes);
        Assert.Equal(["disk"], Run("(Get-LvsRealServer -Tcp 10.0.0.1:80 10.9.0.1).Suspension.Reason").Texts);
    }

    [Fact]
    public void One_that_is_not_there_is_an_error_and_the_next_is_suspended()
    {
        Fails("Suspend-LvsRealServer -Tcp 10.0.0.1:80 10.9.0.9, 10.9.0.1", "RealServerNotFound", ErrorCategory.ObjectNotFound);
        Assert.Equal(["SetDestination"], Director.Writes);
        Fails("Suspend-LvsRealServer -Tcp 10.0.0.9:80 10.9.0.1", "ServiceNotFound", ErrorCategory.ObjectNotFound);
        Fails("Resume-LvsRealServer -Tcp 10.0.0.1:80 10.9.0.9", "RealServerNotFound", ErrorCategory.ObjectNotFound);
    }

    [Fact]
    public void One_that_was_removed_meanwhile_is_suspended_no_more_and_a_warning_says_so()
    {
        Given("Suspend-LvsRealServer -Tcp 10.0.0.1:80 10.9.0.1; Remove-LvsRealServer -Tcp 10.0.0.1:80 10.9.0.1");
        EngineResult result = Run("Resume-LvsRealServer -Tcp 10.0.0.1:80 10.9.0.1");
        Assert.Contains("is not in the table", Assert.Single(result.Warnings), StringComparison.Ordinal);
        Run("Add-LvsRealServer -Tcp 10.0.0.1:80 10.9.0.1");
        Assert.Empty(Run("Get-LvsRealServer | Where-Object Suspension").Output);
    }

    [Theory]
    [InlineData("-Duration 0s")]
    [InlineData("-Duration 3650000d")]
    [InlineData("-Expires '2020-01-01'")]
    [InlineData("-Duration 1h -Expires '2100-01-01'")]
    public void An_end_that_cannot_be_is_an_error(string parameters) =>
        RefusedUntouched($"Suspend-LvsRealServer -Tcp 10.0.0.1:80 10.9.0.1 {parameters}", "InvalidDuration", ErrorCategory.InvalidArgument);

    [Fact]
    public void What_weight_0_does_not_do_is_a_warning_with_a_line_that_helps()
    {
        Given("Set-LvsService -Tcp 10.0.0.1:80 -Scheduler sh -PersistenceTimeout 360");
        EngineResult result = Run("Get-LvsRealServer -Address 10.9.0.1 | Suspend-LvsRealServer");
        Assert.Equal(2, result.Warnings.Count);
        string[] lines = [.. result.Warnings.Select(w => w[(w.LastIndexOf(": ", StringComparison.Ordinal) + 2)..])];
        Assert.Equal(["Set-LvsService tcp://10.0.0.1:80 -SchedulerFlag sh-fallback", "Set-LvsKernelSetting expire_quiescent_template 1"], lines);
        Run(string.Join("; ", lines));
        Run("Resume-LvsRealServer -Tcp 10.0.0.1:80 10.9.0.1");
        Assert.Empty(Run("Suspend-LvsRealServer -Tcp 10.0.0.1:80 10.9.0.1").Warnings);
        Assert.Equal(
            "No real server of tcp://10.0.0.1:80 takes new clients then: all have weight 0.",
            Assert.Single(Run("Suspend-LvsRealServer -Tcp 10.0.0.1:80 10.9.0.2").Warnings));
    }

    [Fact]
    public void Suspensions_that_cannot_be_read_are_a_warning_where_servers_are_listed_and_an_error_where_they_are_changed()
    {
        Director.WriteSuspensions("{");
        EngineResult result = Run("Get-LvsService | Get-LvsRealServer");
        Assert.Equal(4, result.Output.Count);
        _ = Assert.Single(result.Warnings);
        RefusedUntouched("Suspend-LvsRealServer -Tcp 10.0.0.1:80 10.9.0.1", "HostFileInvalid", ErrorCategory.InvalidData);
    }

    [Fact]
    public void Sessions_have_their_own_suspensions()
    {
        Run("$other = New-LvsSession -Simulated -Name other; New-LvsService -Tcp 10.0.0.1:80 -Session $other -PassThru | Add-LvsRealServer -Address 10.9.0.1 -Weight 3");
        Run("Get-LvsRealServer -Session other | Suspend-LvsRealServer -WarningAction Ignore");
        Assert.Empty(Director.Writes);
        Assert.Empty(Run("Get-LvsRealServer | Where-Object Suspension").Output);
        Assert.Equal([3], Run("Get-LvsRealServer -Session other | Resume-LvsRealServer -PassThru").Values("Weight"));
    }

    [Fact]
    public void Verbose_shows_the_line_of_ipvsadm() => Assert.Contains(
        "ipvsadm -e -t 10.0.0.1:80 -r 10.9.0.1:80 -g -w 0 -x 100", Run("Suspend-LvsRealServer -Tcp 10.0.0.1:80 10.9.0.1 -Verbose").Verbose);
}
