using System.Management.Automation;
using LvsPS.Module.Tests.Engine;
using Xunit;

namespace LvsPS.Module.Tests.Files;

public sealed class ImportLvsTableTests : EngineTest
{
    private static readonly string[] s_wanted =
    [
        "-A -t 10.0.0.1:80 -s wlc",
        "-a -t 10.0.0.1:80 -r 10.9.0.1:80 -m -w 5",
        "-a -t 10.0.0.1:80 -r 10.9.0.3:80 -m -w 1",
        "-A -t 10.0.0.3:80 -s wrr",
        "-a -t 10.0.0.3:80 -r 10.9.0.1:80 -m -w 1",
    ];

    private readonly TemporaryFolder _folder = new();

    public ImportLvsTableTests() => Given("""
        New-LvsService -Tcp 10.0.0.1:80 -Scheduler rr -PassThru | Add-LvsRealServer -Address 10.9.0.1, 10.9.0.2 -Forwarding Masquerade
        New-LvsService -Tcp 10.0.0.2:80 -PassThru | Add-LvsRealServer -Address 10.9.0.1
        """);

    [Fact]
    public void Merge_makes_the_difference_and_leaves_what_the_file_does_not_have()
    {
        Assert.Empty(Run($"Import-LvsTable {_folder.Write("t", s_wanted)}").Output);
        Assert.Equal(["NewService", "NewDestination", "SetService", "SetDestination", "NewDestination"], Director.Writes);
        Assert.Equal(["10.9.0.1:80", "10.9.0.2:80", "10.9.0.3:80"], Run("Get-LvsRealServer -Tcp 10.0.0.1:80").Texts.Order());
        Assert.Equal(3, Run("Get-LvsService").Output.Count);
    }

    [Fact]
    public void Replace_also_removes_and_never_flushes()
    {
        Run($"Import-LvsTable {_folder.Write("t", s_wanted)} -Mode Replace");
        Assert.Equal(s_wanted.Order(StringComparer.Ordinal), Rules().Order(StringComparer.Ordinal));
        Assert.Equal(
            ["NewService", "NewDestination", "SetService", "SetDestination", "NewDestination", "DeleteDestination", "DeleteService"], Director.Writes);
    }

    [Theory]
    [InlineData("Merge")]
    [InlineData("Replace")]
    public void What_is_so_already_is_not_touched(string mode)
    {
        Run($"Export-LvsTable {_folder.File("t")}; Import-LvsTable {_folder.File("t")} -Mode {mode}");
        Assert.Empty(Director.Writes);
    }

    [Fact]
    public void With_PassThru_it_counts_what_it_did()
    {
        EngineResult result = Run($"Import-LvsTable {_folder.Write("t", s_wanted)} -Mode Replace -PassThru");
        PSObject counts = Assert.Single(result.Output);
        Assert.Equal($"{_folder.File("t")}: 3 added, 2 edited, 2 removed, 0 unchanged, 0 failed", counts.ToString());
        Assert.Equal(
            [$"{_folder.File("t")}: 0 added, 0 edited, 0 removed, 5 unchanged, 0 failed"],
            Run($"Import-LvsTable {_folder.File("t")} -PassThru").Texts);
    }

    [Fact]
    public void WhatIf_prints_the_whole_plan_and_does_nothing()
    {
        EngineResult result = Run($"Import-LvsTable {_folder.Write("t", s_wanted)} -Mode Replace -WhatIf");
        Assert.Equal(
            [
                "What if: Add service tcp://10.0.0.3:80 (wrr).",
                "What if: Add real server 10.9.0.1:80 to tcp://10.0.0.3:80 (masquerade, weight 1).",
                "What if: Edit service tcp://10.0.0.1:80 (scheduler rr -> wlc; new connections may be refused for a moment).",
                "What if: Edit real server 10.9.0.1:80 of tcp://10.0.0.1:80 (weight 1 -> 5).",
                "What if: Add real server 10.9.0.3:80 to tcp://10.0.0.1:80 (masquerade, weight 1).",
                "What if: Remove real server 10.9.0.2:80 from tcp://10.0.0.1:80.",
                "What if: Remove service tcp://10.0.0.2:80 with its 1 real server.",
            ],
            result.Host);
        Assert.Empty(Director.Writes);
    }

    [Fact]
    public void Confirm_asks_once_for_the_whole_file()
    {
        Engine.WillAnswer(2);
        EngineResult refused = Run($"Import-LvsTable {_folder.Write("t", s_wanted)} -Confirm");
        Assert.Contains("5 changes", Assert.Single(refused.Host), StringComparison.Ordinal);
        Assert.Empty(Director.Writes);
        Engine.WillAnswer(0);
        Run($"Import-LvsTable {_folder.File("t")} -Confirm");
        Assert.Equal(5, Director.Writes.Count);
    }

    [Fact]
    public void What_the_kernel_refuses_is_an_error_with_its_line_and_the_rest_proceeds()
    {
        string file = _folder.Write(
            "t", "-A -t 10.0.0.5:80 -s nosuch", "-a -t 10.0.0.5:80 -r 10.9.0.1:80 -m", "# a comment", "-A -t 10.0.0.6:80 -s rr", "-a -t 10.0.0.6:80 -r 224.0.0.1:80 -m");
        EngineResult result = Engine.Run($"Import-LvsTable {file} -PassThru");
        Assert.Equal(["SchedulerNotFound", "DependencyFailed", "KernelRejected"], result.ErrorIds);
        Assert.StartsWith($"{file}:1: ", result.Errors[0].ToString(), StringComparison.Ordinal);
        Assert.StartsWith($"{file}:2: ", result.Errors[1].ToString(), StringComparison.Ordinal);
        Assert.StartsWith($"{file}:5: ", result.Errors[2].ToString(), StringComparison.Ordinal);
        Assert.Contains("-A -t 10.0.0.6:80 -s rr", Rules());
        Assert.Equal(3, Assert.Single(result.Values("Failed")));
    }

    [Fact]
    public void A_bad_line_is_found_before_anything_changes()
    {
        string file = _folder.Write("t", "-A -t 10.0.0.5:80 -s rr", "-A -t 10.0.0.6:80 --nonsense", "-a -t 10.0.0.5:80 -r 10.9.0.1:80 -w many");
        EngineResult result = Engine.Run($"Import-LvsTable {file}");
        Assert.Equal(["RuleSyntax", "RuleSyntax"], result.ErrorIds);
        Assert.All(result.Errors, error => Assert.Equal(ErrorCategory.ParserError, error.CategoryInfo.Category));
        Assert.All(result.Errors, error => Assert.False(string.IsNullOrEmpty(error.ErrorDetails.RecommendedAction)));
        Assert.All(result.Errors, error => Assert.DoesNotContain("error:", error.ToString(), StringComparison.Ordinal));
        Assert.StartsWith($"{file}:2:", result.Errors[0].ToString(), StringComparison.Ordinal);
        Assert.StartsWith($"{file}:3:", result.Errors[1].ToString(), StringComparison.Ordinal);
        Assert.Empty(Director.Writes);
    }

    [Fact]
    public void Binary_junk_changes_nothing()
    {
        File.WriteAllBytes(_folder.File("junk"), [0x7f, 0x45, 0x4c, 0x46, 0, 1, 2, 3, 0xff, 0xfe, 10, 0x2d, 0x41]);
        RefusedUntouched($"Import-LvsTable {_folder.File("junk")} -Mode Replace", "RuleSyntax", ErrorCategory.ParserError);
    }

    [Fact]
    public void A_file_that_is_missing_or_a_directory_changes_nothing()
    {
        Assert.Equal(_folder.File("none"), RefusedUntouched($"Import-LvsTable {_folder.File("none")}", "FileNotFound", ErrorCategory.ObjectNotFound).TargetObject);
        RefusedUntouched($"Import-LvsTable {_folder.File("none*")}", "FileNotFound", ErrorCategory.ObjectNotFound);
        RefusedUntouched($"Import-LvsTable {_folder.File("none/t")}", "FileNotFound", ErrorCategory.ObjectNotFound);
        Assert.Contains("directory", RefusedUntouched($"Import-LvsTable {_folder.Path}", "FileAccess", ErrorCategory.PermissionDenied).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_cannot_be_read_changes_nothing()
    {
        // Not even root reads the first page of its memory.
        RefusedUntouched("Import-LvsTable /proc/self/mem -Mode Replace", "FileAccess", ErrorCategory.PermissionDenied);
    }

    [Fact]
    public void Wildcards_and_piped_files_are_imported_one_after_the_other()
    {
        _folder.Write("a.rules", "-A -t 10.0.0.5:80 -s rr");
        _folder.Write("b.rules", "-A -t 10.0.0.6:80 -s rr");
        _folder.Write("c[1].rules", "-A -t 10.0.0.7:80 -s rr");
        Assert.Equal(2, Run($"Import-LvsTable {_folder.File("[ab].rules")} -PassThru").Output.Count);
        Run("[pscustomobject]@{ PSPath = \"Microsoft.PowerShell.Core\\FileSystem::$args\" } | Import-LvsTable", _folder.File("c[1].rules"));
        Run($"'{_folder.File("a.rules")}' | Import-LvsTable");
        Assert.Equal(["NewService", "NewService", "NewService"], Director.Writes);
    }

    [Theory]
    [InlineData("")]
    [InlineData("# nothing but this\n\n")]
    [InlineData("-L\n")]
    public void A_file_without_a_table_replaces_nothing(string content)
    {
        string file = _folder.File("empty");
        File.WriteAllText(file, content);
        Assert.Equal(file, RefusedUntouched($"Import-LvsTable {file} -Mode Replace", "FileHasNoTable", ErrorCategory.InvalidData).TargetObject);
        RefusedUntouched($"Import-LvsTable {file} -Mode Replace -WhatIf", "FileHasNoTable", ErrorCategory.InvalidData);
        Run($"Import-LvsTable {file}");
        Assert.Empty(Director.Writes);
        Run($"Import-LvsTable {file} -Mode Replace -AllowEmpty");
        Assert.Equal(["DeleteService", "DeleteService"], Director.Writes);
    }

    [Fact]
    public void A_file_that_says_so_empties_the_table()
    {
        Run($"Import-LvsTable {_folder.Write("t", "-C")} -Mode Replace");
        Assert.Equal(["DeleteService", "DeleteService"], Director.Writes);
    }

    [Fact]
    public void What_to_write_instead_is_said_in_one_sentence()
    {
        string file = _folder.Write("t", "-A -t 10.0.0.5:0 -s rr", "-A -t 10.0.0.6:80 --pe sip");
        Assert.Equal(
            ["Write a port, or make the service persistent.", "Leave the engine out, or make it a UDP service."],
            Engine.Run($"Import-LvsTable {file}").Errors.Select(error => error.ErrorDetails.RecommendedAction));
    }

    [Fact]
    public void Verbose_tells_each_change_and_its_line()
    {
        IReadOnlyList<string> verbose = Run($"Import-LvsTable {_folder.Write("t", "-A -t 10.0.0.5:80 -s rr")} -Verbose").Verbose;
        Assert.Contains("Add service tcp://10.0.0.5:80 (rr).", verbose);
        Assert.Contains("ipvsadm -A -t 10.0.0.5:80 -s rr", verbose);
    }

    [Fact]
    public void Several_files_replace_nothing()
    {
        string one = _folder.Write("a.rules", "-A -t 10.0.0.5:80 -s rr");
        string other = _folder.Write("b.rules", "-A -t 10.0.0.6:80 -s rr");
        RefusedUntouched($"Import-LvsTable {one}, {other} -Mode Replace", "SeveralFiles", ErrorCategory.InvalidArgument);
        RefusedUntouched($"Import-LvsTable {_folder.File("*.rules")} -Mode Replace", "SeveralFiles", ErrorCategory.InvalidArgument);
        RefusedUntouched($"'{one}', '{other}' | Import-LvsTable -Mode Replace", "SeveralFiles", ErrorCategory.InvalidArgument);
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        _folder.Dispose();
    }
}
