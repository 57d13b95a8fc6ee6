using Xunit;

namespace LvsPS.Shell.Tests;

/// <summary>The module in the shell: found, imported, and used.</summary>
public sealed class ModuleTests
{
    private static readonly Dictionary<string, string> s_simulated = new() { ["LVSPS_SESSION"] = "simulated" };

    [Fact]
    public void The_built_module_is_imported_at_the_start()
    {
        var run = ShellProcess.Run("-c", "(Get-Module LvsPS).Path; (Get-Command -Module LvsPS).Count -gt 10");
        Assert.Equal(("", 0), (run.Error, run.ExitCode));
        Assert.Matches(@"/output/LvsPS/\d+\.\d+\.\d+/LvsPS\.(psd1|dll)\nTrue\n$", run.Output);
    }

    [Fact]
    public void It_can_be_imported_by_name_as_an_installed_module_is() =>
        Assert.Equal("LvsPS\n", ShellProcess.Run("-c", "Remove-Module LvsPS; Import-Module LvsPS; (Get-Module LvsPS).Name").Output);

    [Fact]
    public void Importing_loads_none_of_its_dependencies()
    {
        var loaded = ShellProcess.Run("-c", "[AppDomain]::CurrentDomain.GetAssemblies() | ForEach-Object { $_.GetName().Name } | Where-Object { $_ -match '^(LvsPS.(Netlink|Nftables|Simulator)|Tmds|System.Text.Json)' }");
        Assert.Equal("", loaded.Output);
    }

    [Fact]
    public void Nothing_is_reported_to_the_makers_of_the_engine() =>
        Assert.Equal("1\n", ShellProcess.Run("-NoModule", "-c", "$env:POWERSHELL_TELEMETRY_OPTOUT").Output);

    [Fact]
    public void A_module_that_was_named_and_is_not_there_is_an_error()
    {
        var run = ShellProcess.Run("-Module", "/nowhere", "-c", "1");
        Assert.Equal(64, run.ExitCode);
        Assert.Contains("There is no module at '/nowhere'", run.Error, StringComparison.Ordinal);
        Assert.Equal(64, ShellProcess.RunWith("", new() { ["LVSPS_MODULE"] = "/nowhere" }, "-c", "1").ExitCode);
    }

    [Fact]
    public void Its_tables_show_as_in_pwsh()
    {
        var run = ShellProcess.RunWith("", s_simulated, "-c", "New-LvsService -Tcp 192.168.1.200:80 -Scheduler wrr; Get-LvsService");
        Assert.Equal("", run.Error);
        Assert.Contains("192.168.1.200:80", run.Output, StringComparison.Ordinal);
        Assert.Contains("wrr", run.Output, StringComparison.Ordinal);
        Assert.Contains("---", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Its_errors_show_with_what_to_do()
    {
        var run = ShellProcess.RunWith("", s_simulated, "-c", "Get-LvsService -Service tcp://10.0.0.1:80");
        Assert.Equal(1, run.ExitCode);
        Assert.StartsWith("Get-LvsService: ", run.Error, StringComparison.Ordinal);
    }
}
