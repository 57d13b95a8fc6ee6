using System.Management.Automation;
using LvsPS.Module.Tests.Engine;
using Xunit;

namespace LvsPS.Module.Tests.Health;

/// <summary>Test-LvsRealServer as it is typed, with real servers on loopback.</summary>
public sealed class TestLvsRealServerTests : EngineTest
{
    private readonly Listener _listener = new();

    private string Up => $"127.0.0.1:{_listener.Port} is up: connected";

    [Fact]
    public void All_servers_of_the_table_are_checked_and_nothing_is_changed()
    {
        GivenTwo();
        Assert.Equal([Up, $"127.0.0.2:{_listener.Port} is down: connection refused"], Run("Test-LvsRealServer").Texts);
        Assert.Empty(Director.Writes);
    }

    [Theory]
    [InlineData("Get-LvsService | Test-LvsRealServer")]
    [InlineData("Get-LvsRealServer | Test-LvsRealServer")]
    [InlineData("Test-LvsRealServer -Tcp 10.0.0.1:80")]
    [InlineData("Test-LvsRealServer tcp://10.0.0.1:80 -ThrottleLimit 1")]
    [InlineData("Test-LvsRealServer | Test-LvsRealServer")]
    public void Services_and_real_servers_come_by_the_pipeline_or_by_name(string script)
    {
        GivenTwo();
        Assert.Equal([true, false], Run(script).Values("IsUp"));
    }

    [Fact]
    public void A_result_says_what_was_checked_and_how_long_it_took()
    {
        GivenTwo();
        dynamic result = Run("Test-LvsRealServer").Output[0].BaseObject;
        Assert.Equal("tcp://10.0.0.1:80", (string)result.Service.ToString());
        Assert.True((TimeSpan)result.Latency > TimeSpan.Zero);
        Assert.Equal("Tcp", (string)result.Check.Kind);
    }

    [Fact]
    public void A_server_that_is_not_in_the_table_can_be_checked_by_its_address()
    {
        Assert.Equal([Up], Run($"Test-LvsRealServer -Tcp 10.0.0.9:80 -Address 127.0.0.1 -Port {_listener.Port}").Texts);
    }

    [Fact]
    public void A_server_without_a_port_is_asked_at_the_services_and_one_without_any_is_an_error()
    {
        Assert.Equal([Up], Run($"Test-LvsRealServer -Tcp 10.0.0.9:{_listener.Port} -Address 127.0.0.1").Texts);
        Fails("Test-LvsRealServer -FwMark 3 -Address 127.0.0.1", "InvalidHealthCheck", ErrorCategory.InvalidArgument);
        Assert.Equal(["127.0.0.1:0 is up: always on"], Run("Test-LvsRealServer -FwMark 3 -Address 127.0.0.1 -HealthCheck (New-LvsHealthCheck -On)").Texts);
    }

    [Fact]
    public void A_check_of_another_protocol_is_an_error_and_asks_nobody() =>
        Fails("Test-LvsRealServer -Udp 10.0.0.9:53 -Address 127.0.0.1", "InvalidHealthCheck", ErrorCategory.InvalidArgument);

    [Fact]
    public void A_service_that_is_not_there_is_an_error_and_the_others_are_checked()
    {
        GivenTwo();
        EngineResult result = Engine.Run("Test-LvsRealServer tcp://10.0.0.8:80, tcp://10.0.0.1:80");
        Assert.Equal(["ServiceNotFound"], result.ErrorIds);
        Assert.Equal(2, result.Output.Count);
    }

    [Fact]
    public void Many_servers_come_back_in_their_order()
    {
        Given("New-LvsService -Tcp 10.0.0.1:80 -PassThru | Add-LvsRealServer -Address (1..50).ForEach{ \"127.0.1.$_\" } -Port 1 -Forwarding Masquerade");
        Assert.Equal(
            Enumerable.Range(1, 50).Select(i => $"127.0.1.{i}:1 is down: connection refused"),
            Run("Test-LvsRealServer -ThrottleLimit 7").Texts);
    }

    [Theory]
    [InlineData("$_.Port -gt 0", "True", "the script gave True", null)]
    [InlineData("$false", "False", "the script gave False", null)]
    [InlineData("'words before'; 7", "True", "the script gave the weight 7", 7)]
    [InlineData("param($Server) [int] \"$($Server.Address)\".Split('.')[3]", "True", "the script gave the weight 1", 1)]
    [InlineData("$args[0].Weight", "True", "the script gave the weight 1", 1)]
    [InlineData("$using:wanted", "True", "the script gave the weight 3", 3)]
    [InlineData("-1", "False", "the script gave -1, which is no weight", null)]
    [InlineData("'yes'", "False", "the script gave String, which is neither a bool nor a weight", null)]
    [InlineData("$null", "False", "the script gave nothing", null)]
    [InlineData("throw 'bang'", "False", "bang", null)]
    [InlineData("Get-LvsService -Tcp 10.7.7.7:1; $true", "False", "There is no service tcp://10.7.7.7:1.", null)]
    [InlineData("$_ | Test-LvsRealServer", "True", "connected", null)]
    [InlineData("[LvsPS.LvsCheckResult]::new($true, 'said so')", "True", "said so", null)]
    public void A_script_block_says_whether_a_server_can_serve(string script, string isUp, string reason, int? weight)
    {
        Run("$wanted = 3");
        EngineResult result = Run($"Test-LvsRealServer -Tcp 10.0.0.9:80 -Address 127.0.0.1 -Port {_listener.Port} -HealthCheck (New-LvsHealthCheck {{ {script} }})");
        Assert.Equal([isUp], result.Values("IsUp").Select(v => $"{v}"));
        Assert.Equal([reason], result.Values("Reason"));
        Assert.Equal([weight], result.Values("Weight"));
    }

    [Fact]
    public void A_script_block_leaves_nothing_for_the_next_run()
    {
        string test = "Test-LvsRealServer -Tcp 10.0.0.9:80 -Address 127.0.0.1 -HealthCheck (New-LvsHealthCheck { $global:count++; $global:count })";
        Assert.Equal([1], Run(test).Values("Weight"));
        Assert.Equal([1], Run(test).Values("Weight"));
        Assert.DoesNotContain(Run("$count").Output, o => o is not null);
    }

    [Fact]
    public void A_script_block_that_does_not_end_is_stopped_at_its_time_limit()
    {
        EngineResult result = Run("Test-LvsRealServer -Tcp 10.0.0.9:80 -Address 127.0.0.1 -HealthCheck (New-LvsHealthCheck { while ($true) { } } -Timeout 200ms)");
        Assert.Equal(["no answer within 0.2 s"], result.Values("Reason"));
    }

    [Fact]
    public void A_script_block_that_takes_its_time_to_stop_is_waited_for()
    {
        using var folder = new TemporaryFolder();
        string begun = folder.File("begun");
        string ended = folder.File("ended");
        EngineResult result = Run(
            $"Test-LvsRealServer -Tcp 10.0.0.9:80 -Address 127.0.0.1 -HealthCheck (New-LvsHealthCheck {{ try {{ [IO.File]::WriteAllText('{begun}', ''); "
            + $"[Threading.Thread]::Sleep(1500) }} finally {{ [IO.File]::WriteAllText('{ended}', '') }} }} -Timeout 1s)");
        Assert.Equal(["no answer within 1 s"], result.Values("Reason"));

        // On a busy machine the time may be over before the script begins.
        Assert.Equal(File.Exists(begun), File.Exists(ended));
    }

    [Fact]
    public void Checks_are_combined()
    {
        Run("$on = New-LvsHealthCheck -On; $off = New-LvsHealthCheck -Off");
        Assert.Equal([false], Run("Test-LvsRealServer -Tcp 10.0.0.9:80 -Address 127.0.0.1 -HealthCheck (New-LvsHealthCheck -All $on, $off)").Values("IsUp"));
        Assert.Equal([true], Run("Test-LvsRealServer -Tcp 10.0.0.9:80 -Address 127.0.0.1 -HealthCheck (New-LvsHealthCheck -Any $on, $off)").Values("IsUp"));
    }

    [Fact]
    public async Task Checks_end_with_the_pipeline()
    {
        var stop = new TaskCompletionSource<Action>(TaskCreationOptions.RunContinuationsAsynchronously);
        using var file = new TemporaryFolder();
        string started = file.File("started");
        Task<EngineResult> run = Task.Run(() => Engine.RunStopped(
            $"Test-LvsRealServer -Tcp 10.0.0.9:80 -Address 127.0.0.1 -HealthCheck (New-LvsHealthCheck {{ [IO.File]::WriteAllText('{started}', ''); while ($true) {{ }} }} -Timeout 1h)",
            stop.SetResult));
        Assert.True(SpinWait.SpinUntil(() => File.Exists(started), TimeSpan.FromSeconds(20)));
        (await stop.Task)();
        Assert.Empty((await run.WaitAsync(TimeSpan.FromSeconds(20))).Output);
    }

    protected override void Dispose(bool disposing)
    {
        _listener.Dispose();
        base.Dispose(disposing);
    }

    private void GivenTwo() => Given($"New-LvsService -Tcp 10.0.0.1:80 -PassThru | Add-LvsRealServer -Address 127.0.0.1, 127.0.0.2 -Port {_listener.Port} -Forwarding Masquerade");
}
