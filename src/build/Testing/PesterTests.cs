using LvsPS.Build.Running;

namespace LvsPS.Build.Testing;

/// <summary>tests/Pester, in a pwsh of this machine, where there is one with Pester 5.</summary>
internal static class PesterTests
{
    private const string HasPester = "if (Get-Module -ListAvailable Pester | Where-Object Version -ge '5.0') { exit 0 } else { exit 9 }";

    private const string Run = """
        $ErrorActionPreference = 'Stop'
        Import-Module Pester -MinimumVersion 5.0
        $configuration = New-PesterConfiguration
        $configuration.Run.Path = $env:LVSPS_PESTER
        $configuration.Run.PassThru = $true
        $configuration.Output.Verbosity = 'None'
        if ($env:LVSPS_FILTER) { $configuration.Filter.FullName = "*$env:LVSPS_FILTER*" }
        foreach ($test in (Invoke-Pester -Configuration $configuration).Tests) {
            '{0}{1}{2}{1}{3}' -f $test.Result, "`t", $test.ExpandedPath, (($test.ErrorRecord -join ' ') -replace '\s+', ' ')
        }
        """;

    /// <summary>The results, or nothing and a line that says why they did not run.</summary>
    internal static async Task<IReadOnlyList<TestResult>> RunAsync(string? filter)
    {
        if (await WhyNotAsync() is { } reason)
        {
            Console.WriteLine($"tests/Pester did not run: {reason}.");
            return [];
        }

        var run = await new Command("pwsh", "-NoProfile", "-NonInteractive", "-Command", Run)
        {
            Environment = { ["LVSPS_PESTER"] = Repository.At("tests/Pester"), ["LVSPS_MODULE"] = Repository.ModuleFolder, ["LVSPS_FILTER"] = filter ?? "" },
        }.RunQuietlyAsync();
        if (run.ExitCode != 0)
        {
            return [new TestResult("tests/Pester (the run itself)", TestOutcome.Failed, run.Text)];
        }

        List<TestResult> results = [.. run.Lines.Select(line => line.Split('\t')).Where(columns => columns.Length == 3).Select(Read)];
        Console.WriteLine($"  tests/Pester: {results.Count} tests");
        return results;
    }

    private static TestResult Read(string[] columns) => columns[0] switch
    {
        "Passed" => new TestResult("Pester: " + columns[1], TestOutcome.Passed),
        "Failed" => new TestResult("Pester: " + columns[1], TestOutcome.Failed, columns[2]),
        _ => new TestResult("Pester: " + columns[1], TestOutcome.Skipped, columns[2].Length > 0 ? columns[2] : "skipped by Pester"),
    };

    private static async Task<string?> WhyNotAsync()
    {
        if (!Directory.Exists(Repository.At("tests/Pester")))
        {
            return "it is empty";
        }

        if (!Programs.Has("pwsh"))
        {
            return "there is no pwsh on the path";
        }

        var found = await new Command("pwsh", "-NoProfile", "-NonInteractive", "-Command", HasPester).RunQuietlyAsync();
        return found.ExitCode == 0 ? null : "pwsh has no Pester 5 or later";
    }
}
