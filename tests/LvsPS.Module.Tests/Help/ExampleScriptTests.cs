using LvsPS.Module.Tests.Engine;
using Xunit;

namespace LvsPS.Module.Tests.Help;

/// <summary>The scripts of docs/examples, and the lines of the README, do what they say.</summary>
public sealed class ExampleScriptTests : EngineTest
{
    private static readonly string[] s_rrRules =
    [
        "-A -t 192.168.1.200:80 -s rr",
        "-a -t 192.168.1.200:80 -r 172.16.86.248:80 -m -w 1",
        "-a -t 192.168.1.200:80 -r 172.16.86.250:80 -m -w 1",
        "-a -t 192.168.1.200:80 -r 172.16.86.251:80 -m -w 1",
    ];

    [Fact]
    public void Quickstart_shows_tables_and_leaves_nothing()
    {
        var shown = Engine.Display($"& '{Script("quickstart.ps1")}'");
        Assert.Contains("TCP  192.168.1.200:80                  wrr", shown, StringComparison.Ordinal);
        Assert.Contains("-> 172.16.86.248:80                  Masq             3          0          0", shown, StringComparison.Ordinal);
        Assert.Contains("What if: Edit real server 172.16.86.248:80 of tcp://192.168.1.200:80 (weight 1 -> 3).", shown, StringComparison.Ordinal);
        Assert.Contains("1 added, 0 edited, 0 removed, 3 unchanged, 0 failed", shown, StringComparison.Ordinal);
        Assert.EndsWith("0 services are left.", shown, StringComparison.Ordinal);
    }

    [Fact]
    public void Nat_starts_the_walkthrough_and_stops_it()
    {
        Run($"& '{Script("nat.ps1")}' -Start");
        Assert.Equal(s_rrRules, Rules());
        Run($"& '{Script("nat.ps1")}' -Stop");
        Assert.Empty(Rules());
    }

    [Fact]
    public void Nat_started_again_changes_only_what_differs()
    {
        Given($"& '{Script("nat.ps1")}' -Start");
        Run($"& '{Script("nat.ps1")}' -Start");
        Assert.Empty(Director.Writes);
        Run($"& '{Script("nat.ps1")}' -Start -Scheduler wrr -Weight @{{ '172.16.86.248' = 3 }}");
        Assert.Equal(2, Director.Writes.Count);
        Run($"& '{Script("nat.ps1")}' -Start -Scheduler wrr -RealServer 172.16.86.250, 172.16.86.248 -Weight @{{ '172.16.86.248' = 3 }}");
        Assert.Equal(["-A -t 192.168.1.200:80 -s wrr", s_rrRules[1][..^1] + "3", s_rrRules[2]], Rules());
    }

    [Theory]
    [InlineData("-Start")]
    [InlineData("-Stop")]
    public void Nat_changes_nothing_under_WhatIf(string parameter)
    {
        Given($"& '{Script("nat.ps1")}' -Start -Scheduler wlc");
        var result = Run($"& '{Script("nat.ps1")}' {parameter} -WhatIf");
        Assert.Empty(Director.Writes);
        Assert.Contains(result.Host, line => line.StartsWith("What if: ", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("dr-director.ps1", "")]
    [InlineData("dr-realserver.ps1", "")]
    [InlineData("tun.ps1", "-As Director")]
    [InlineData("tun.ps1", "-As RealServer")]
    [InlineData("fullnat.ps1", "")]
    [InlineData("fwmark.ps1", "")]
    [InlineData("persistence.ps1", "-Per Port")]
    [InlineData("persistence.ps1", "-Per Mark")]
    [InlineData("persistence.ps1", "-Per Client")]
    public void A_director_s_example_says_what_it_would_do_does_it_once_and_takes_it_back(string script, string parameters)
    {
        const string State = "Get-LvsService -IncludeRealServer | ConvertTo-LvsRule; "
            + "foreach ($get in 'LvsVirtualAddress', 'LvsRealServerHost', 'LvsFwMark', 'LvsFullNat') { & Get-$get | ForEach-Object { \"$get $_\" } }";
        string Run1(string words) => string.Join('\n', Run($"& '{Script(script)}' {words} {parameters}").Host);
        string before = Engine.Display(State);
        Assert.Contains("What if: ", Run1("-Start -WhatIf"), StringComparison.Ordinal);
        Assert.Equal(before, Engine.Display(State));
        Run1("-Start");
        string started = Engine.Display(State);
        Assert.NotEqual(before, started);
        Run1("-Start");
        Assert.Equal(started, Engine.Display(State));
        Assert.Contains("What if: ", Run1("-Stop -WhatIf"), StringComparison.Ordinal);
        Assert.Equal(started, Engine.Display(State));
        Run1("-Stop");
        Assert.Equal(before, Engine.Display(State));
    }

    [Fact]
    public void The_pipelines_of_the_README_run()
    {
        var readme = File.ReadAllText(Path.Combine(BuiltModule.Root, "README.md"));
        var code = HelpPage.Fences(readme).Single(fence => fence.Kind == "powershell").Text;
        File.Delete("/tmp/lvs-example.rules");
        Engine.Display(code);
        Assert.Empty(Run("$Error").Output);
        Assert.True(File.Exists("/tmp/lvs-example.rules"));
        File.Delete("/tmp/lvs-example.rules");
    }

    [Fact]
    public void The_README_begins_with_two_commands()
    {
        var readme = File.ReadAllText(Path.Combine(BuiltModule.Root, "README.md"));
        var commands = HelpPage.Fences(readme).First(fence => fence.Kind == "sh").Text.Split('\n');
        Assert.Equal(
            ["dotnet run --project src/LvsPS.Shell -- docs/examples/quickstart.ps1", "dotnet run --project src/LvsPS.Shell -- ./build.ps1 Test"],
            commands);
    }

    [Fact]
    public void Links_in_documents_lead_to_files()
    {
        var documents = Directory.GetFiles(Path.Combine(BuiltModule.Root, "docs"), "*.md").Append(Path.Combine(BuiltModule.Root, "README.md"));
        Assert.All(documents, document => Assert.All(
            System.Text.RegularExpressions.Regex.Matches(File.ReadAllText(document), @"\]\((?!https?:)([^)#]+)[^)]*\)").Select(match => match.Groups[1].Value),
            target => Assert.True(Path.Exists(Path.Combine(Path.GetDirectoryName(document)!, target)), $"{document}: {target}")));
    }

    private static string Script(string name) => Path.Combine(BuiltModule.Root, "docs", "examples", name);
}
