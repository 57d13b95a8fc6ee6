using System.Diagnostics;
using Xunit;

namespace LvsPS.Core.Tests.Health.Checks;

public sealed class CommandCheckTests
{
    [Theory]
    [InlineData(0, false, true, null)]
    [InlineData(1, false, false, null)]
    [InlineData(3, false, false, null)]
    [InlineData(0, true, true, null)]
    [InlineData(1, true, false, null)]
    [InlineData(2, true, true, 0)]
    [InlineData(3, true, true, 1)]
    [InlineData(128, true, true, 126)]
    [InlineData(145, true, true, 143)]
    [InlineData(160, true, true, 158)]
    [InlineData(255, true, true, 253)]
    public async Task Exit_codes_say_whether_it_is_up_and_with_what_weight(int code, bool isDynamic, bool isUp, int? weight)
    {
        LvsCheckResult result = await CheckTarget.RunAsync(Shell($"exit {code}") with { IsDynamic = isDynamic }, 80);
        Assert.Equal((isUp, weight), (result.IsUp, result.Weight));
    }

    [Theory]
    [InlineData("SEGV", 139)]
    [InlineData("KILL", 137)]
    [InlineData("ABRT", 134)]
    [InlineData("SYS", 159)]
    public async Task A_crash_is_down_and_no_weight(string signal, int code)
    {
        LvsCheckResult result = await CheckTarget.RunAsync(Shell($"kill -{signal} $$") with { IsDynamic = true }, 80);
        Assert.Equal((false, (int?)null), (result.IsUp, result.Weight));
        Assert.StartsWith(FormattableString.Invariant($"exit code {code}, as by signal {code - 128}"), result.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_it_says_is_the_reason() =>
        CheckTarget.Down("exit code 1, 'no database'", await CheckTarget.RunAsync(Shell("echo no database >&2; exit 1"), 80));

    [Fact]
    public async Task It_gets_the_arguments_that_ldirectord_gives()
    {
        var check = Shell("test \"$*\" = '192.0.2.10 80 127.0.0.1 8080' && test \"$LVSPS_SERVICE\" = tcp://192.0.2.10:80") with { PassesServer = true };
        CheckTarget.Up("exit code 0", await CheckTarget.RunAsync(check with { Arguments = [.. check.Arguments, "name"] }, 8080));
    }

    [Fact]
    public async Task Arguments_are_no_shell_text() =>
        CheckTarget.Up("exit code 0", await CheckTarget.RunAsync(new LvsCommandCheck { Executable = "test", Arguments = ["$(exit 1)", "=", "$(exit 1)"] }, 80));

    [Fact]
    public async Task More_output_than_a_pipe_holds_does_not_stop_it() =>
        CheckTarget.Up("exit code 0", await CheckTarget.RunAsync(Shell("head -c 1000000 /dev/zero; head -c 1000000 /dev/zero >&2"), 80));

    [Fact]
    public async Task At_the_limit_it_is_killed_with_what_it_started()
    {
        string marker = FormattableString.Invariant($"{Random.Shared.Next(100_000, 999_999)}.5");
        CheckTarget.Down("no answer within 0.3 s", await CheckTarget.RunAsync(Shell($"sleep {marker} & sleep {marker}") with { Timeout = CheckTarget.Short }, 80));
        var watch = Stopwatch.StartNew();
        while (IsRunning(marker) && watch.Elapsed < CheckTarget.Patience)
        {
            await Task.Yield();
        }

        Assert.False(IsRunning(marker));
    }

    [Fact]
    public async Task An_executable_that_is_not_there_is_down_with_its_name()
    {
        LvsCheckResult result = await CheckTarget.RunAsync(new LvsCommandCheck { Executable = "/no/such/check" }, 80);
        Assert.StartsWith("/no/such/check cannot be run: ", result.Reason, StringComparison.Ordinal);
        Assert.False(result.IsUp);
    }

    private static LvsCommandCheck Shell(string script) => new() { Executable = "/bin/sh", Arguments = ["-c", script] };

    private static bool IsRunning(string marker) => Directory.GetDirectories("/proc").Any(folder =>
    {
        try
        {
            return char.IsAsciiDigit(Path.GetFileName(folder)[0]) && File.ReadAllText(Path.Combine(folder, "cmdline")).StartsWith($"sleep\0{marker}", StringComparison.Ordinal);
        }
        catch (IOException)
        {
            return false;
        }
    });
}
