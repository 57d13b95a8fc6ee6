using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using System.Text;
using Xunit;

namespace LvsPS.Shell.Tests;

/// <summary>What lvsps-health.service runs, as systemd does it: settings in the environment, signals, and a socket that hears how it is.</summary>
public sealed class HealthServiceTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("lvsps-").FullName;
    private readonly Socket _manager = new(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified) { ReceiveTimeout = 60_000 };

    public HealthServiceTests() => _manager.Bind(new UnixDomainSocketEndPoint(Path.Combine(_folder, "notify")));

    private string Configuration => Path.Combine(_folder, "ldirectord.cf");

    [Fact]
    public void It_says_that_it_is_ready_alive_reloading_and_stopping_and_events_are_lines()
    {
        Write("real=127.0.0.1:80 masq 1", "real=127.0.0.2:80 masq 1");
        using Process process = Start(("WATCHDOG_USEC", "1000000"));
        Assert.Equal("READY=1\nSTATUS=2 of 2 servers up", Await("READY=1"));
        _ = Await("WATCHDOG=1");
        Assert.StartsWith("Started monitor", process.StandardOutput.ReadLine(), StringComparison.Ordinal);

        Write("real=127.0.0.1:80 masq 1");
        Signal(process, "-HUP");
        _ = Await("RELOADING=1\nMONOTONIC_USEC=");
        Assert.Equal("READY=1\nSTATUS=1 of 1 servers up", Await("READY=1"));

        Write("frobnicate=1");
        Signal(process, "-HUP");
        _ = Await("RELOADING=1");
        Assert.Equal("READY=1\nSTATUS=1 of 1 servers up", Await("READY=1"));
        string? line;
        do
        {
            line = process.StandardOutput.ReadLine();
        }
        while (line?.StartsWith("Rejected", StringComparison.Ordinal) == false);
        Assert.Contains($"{Configuration}:4:5: ", line, StringComparison.Ordinal);

        Signal(process, "-TERM");
        _ = Await("STOPPING=1");
        ShellRun run = ShellProcess.Finish(process);
        Assert.Equal((143, ""), (run.ExitCode, run.Error));
    }

    [Fact]
    public void Without_a_manager_it_runs_all_the_same()
    {
        Write("real=127.0.0.1:80 masq 1");
        using Process process = Start(("NOTIFY_SOCKET", ""));
        Assert.StartsWith("Started monitor", process.StandardOutput.ReadLine(), StringComparison.Ordinal);
        Signal(process, "-TERM");
        Assert.Equal(143, ShellProcess.Finish(process).ExitCode);
    }

    [Fact]
    public void Settings_and_files_that_are_none_are_told_and_end_it_with_1()
    {
        Write("frobnicate=1", "real=127.0.0.1:80 masq many");
        using Process broken = Start();
        ShellRun run = ShellProcess.Finish(broken);
        Assert.Equal(1, run.ExitCode);
        Assert.Equal(2, run.Error.Split('\n').Count(l => l.StartsWith($"lvsps-health: {Configuration}:", StringComparison.Ordinal)));

        Write("real=127.0.0.1:80 masq 1");
        using Process perhaps = Start(("AUTO_RELOAD", "perhaps"));
        run = ShellProcess.Finish(perhaps);
        Assert.Equal((1, "lvsps-health: AUTO_RELOAD is 'perhaps', and must be yes or no."), (run.ExitCode, run.Error.Trim()));

        using Process nowhere = Start(("HEALTH_FILE", "/nowhere/ldirectord.cf"));
        run = ShellProcess.Finish(nowhere);
        Assert.Equal((1, "lvsps-health: There is no file /nowhere/ldirectord.cf."), (run.ExitCode, run.Error.Trim()));
    }

    public void Dispose()
    {
        _manager.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private void Write(params string[] lines) => File.WriteAllText(
        Configuration, $"checkinterval=1\nchecktimeout=1\nvirtual=192.0.2.1:80\n{string.Concat(lines.Select(l => $"    {l}\n"))}    checktype=on\n");

    private Process Start(params (string Name, string Value)[] more)
    {
        var variables = new Dictionary<string, string>
        {
            ["LVSPS_SESSION"] = "simulated",
            ["HEALTH_FILE"] = Configuration,
            ["NOTIFY_SOCKET"] = Path.Combine(_folder, "notify"),
        };
        foreach ((string name, string value) in more)
        {
            variables[name] = value;
        }

        return ShellProcess.Start("dotnet", variables, ShellProcess.Assembly, Path.Combine(ShellProcess.Root, "module/systemd/lvsps-health.ps1"));
    }

    private static void Signal(Process process, string signal)
    {
        using Process kill = ShellProcess.Start("kill", [], signal, process.Id.ToString(CultureInfo.InvariantCulture));
        kill.WaitForExit();
    }

    /// <summary>The next message that begins so; others before it are let go.</summary>
    private string Await(string beginning)
    {
        byte[] bytes = new byte[4096];
        string said;
        do
        {
            said = Encoding.UTF8.GetString(bytes, 0, _manager.Receive(bytes));
        }
        while (!said.StartsWith(beginning, StringComparison.Ordinal));
        return said;
    }
}
