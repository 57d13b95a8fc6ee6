using System.Management.Automation;
using LvsPS.Module.Tests.Engine;
using Xunit;

namespace LvsPS.Module.Tests.Files;

public sealed class ExportLvsTableTests : EngineTest
{
    private static readonly string[] s_rules =
    [
        "--set 900 120 300",
        "-A -t 10.0.0.1:80 -s rr",
        "-a -t 10.0.0.1:80 -r 10.9.0.1:80 -m -w 1",
        "-A -u 10.0.0.2:53 -s wlc",
    ];

    private readonly TemporaryFolder _folder = new();

    public ExportLvsTableTests() => Given("""
        New-LvsService -Tcp 10.0.0.1:80 -Scheduler rr -PassThru | Add-LvsRealServer -Address 10.9.0.1 -Forwarding Masquerade
        New-LvsService -Udp 10.0.0.2:53
        """);

    private string Target => _folder.File("table.rules");

    [Fact]
    public void Without_input_it_writes_the_whole_table()
    {
        Assert.Empty(Run($"Export-LvsTable {Target}").Output);
        Assert.Equal(s_rules, File.ReadAllLines(Target));
        Assert.EndsWith("\n", File.ReadAllText(Target), StringComparison.Ordinal);
        Assert.Empty(Director.Writes);
        Assert.Equal([Target], Directory.GetFiles(_folder.Path));
    }

    [Theory]
    [InlineData("Get-LvsService -Protocol Tcp")]
    [InlineData("Get-LvsService -Protocol Tcp -IncludeRealServer")]
    [InlineData("Get-LvsRealServer")]
    [InlineData("(Get-LvsService -Protocol Tcp).Service")]
    [InlineData("'tcp://10.0.0.1:80'")]
    public void Piped_services_travel_with_their_servers(string input)
    {
        Run($"{input} | Export-LvsTable {Target}");
        Assert.Equal(s_rules[1..3], File.ReadAllLines(Target));
    }

    [Fact]
    public void A_file_that_is_there_keeps_its_mode()
    {
        File.WriteAllText(Target, "old\n");
        File.SetUnixFileMode(Target, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.OtherRead);
        Run($"Export-LvsTable {Target}");
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.OtherRead, File.GetUnixFileMode(Target));
        Assert.Equal(s_rules, File.ReadAllLines(Target));
    }

    [Fact]
    public void A_link_is_followed_and_stays_a_link()
    {
        string link = _folder.File("link");
        File.CreateSymbolicLink(link, "table.rules");
        Run($"Export-LvsTable {link}");
        Assert.NotNull(new FileInfo(link).LinkTarget);
        Assert.Equal(s_rules, File.ReadAllLines(Target));
    }

    [Fact]
    public void Where_writing_fails_the_old_file_is_intact()
    {
        // No name beside this one can be longer, so the new content finds no place.
        string longest = _folder.File(new string('x', 255));
        File.WriteAllText(longest, "old\n");
        ErrorRecord error = Fails($"Export-LvsTable {longest}", "FileAccess", ErrorCategory.PermissionDenied);
        Assert.Equal(longest, error.TargetObject);
        Assert.Equal("old\n", File.ReadAllText(longest));
        Assert.Equal([longest], Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public async Task A_pipe_is_written_to_and_stays_one()
    {
        // As /dev/stdout and /dev/null, in whose place a file must not be put either.
        string pipe = _folder.File("pipe");
        using (var made = System.Diagnostics.Process.Start("mkfifo", pipe))
        {
            await made.WaitForExitAsync();
        }

        Task<string[]> read = Task.Run(() => File.ReadAllLines(pipe));
        Run($"Export-LvsTable {pipe}");
        Assert.Equal(s_rules, await read.WaitAsync(TimeSpan.FromSeconds(30)));
        Assert.Equal([pipe], Directory.GetFiles(_folder.Path));
        Assert.Equal(0, new FileInfo(pipe).Length);
    }

    [Theory]
    [InlineData("'tcp://10.0.0.1:80', 'tcp://10.0.0.9:80'", "ServiceNotFound")]
    [InlineData("'nonsense', 'tcp://10.0.0.1:80'", "InvalidServiceId")]
    [InlineData("1", "InvalidServiceId")]
    public void Where_not_all_of_the_input_can_be_read_the_old_file_is_left(string input, string errorId)
    {
        File.WriteAllText(Target, "old\n");
        Assert.Equal([errorId, "DependencyFailed"], Engine.Run($"{input} | Export-LvsTable {Target}").ErrorIds);
        Assert.Equal("old\n", File.ReadAllText(Target));
    }

    [Fact]
    public void A_folder_that_is_not_there_is_named()
    {
        string message = Fails($"Export-LvsTable {_folder.File("none/t")}", "FileAccess", ErrorCategory.PermissionDenied).ToString();
        Assert.EndsWith($"there is no folder {_folder.File("none")}.", message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_pipeline_that_gave_nothing_leaves_the_old_file()
    {
        File.WriteAllText(Target, "old\n");
        Fails($"Get-LvsService -VirtualPort 1 | Export-LvsTable {Target}", "NothingToExport", ErrorCategory.InvalidData);
        Assert.Equal("old\n", File.ReadAllText(Target));
        Run($"Get-LvsService -VirtualPort 1 | Export-LvsTable {Target} -AllowEmpty");
        Assert.Equal("", File.ReadAllText(Target));
    }

    [Fact]
    public void A_directory_or_a_folder_that_is_not_there_is_an_error()
    {
        Fails($"Export-LvsTable {_folder.Path}", "FileAccess", ErrorCategory.PermissionDenied);
        Fails($"Export-LvsTable {_folder.File("none/table.rules")}", "FileAccess", ErrorCategory.PermissionDenied);
        Assert.Empty(Directory.GetFileSystemEntries(_folder.Path));
    }

    [Fact]
    public void NoClobber_leaves_a_file_that_is_there()
    {
        File.WriteAllText(Target, "old\n");
        ErrorRecord error = Fails($"Export-LvsTable {Target} -NoClobber", "FileExists", ErrorCategory.ResourceExists);
        Assert.Equal(Target, error.TargetObject);
        Assert.Equal("old\n", File.ReadAllText(Target));
        Run($"Export-LvsTable {_folder.File("new.rules")} -NoClobber");
        Assert.True(File.Exists(_folder.File("new.rules")));
    }

    [Fact]
    public void WhatIf_writes_nothing()
    {
        EngineResult result = Run($"Export-LvsTable {Target} -WhatIf");
        Assert.Equal($"What if: Write 4 lines to {Target}.", Assert.Single(result.Host));
        Assert.Empty(Directory.GetFileSystemEntries(_folder.Path));
    }

    [Fact]
    public void A_literal_path_is_taken_as_it_is()
    {
        string odd = _folder.File("table[1].rules");
        Run($"Export-LvsTable -LiteralPath '{odd}'");
        Assert.Equal(s_rules, File.ReadAllLines(odd));
        Run($"Export-LvsTable -Path '{_folder.File("table*.rules")}' -Dialect Ipvsadm");
        Assert.Equal(s_rules[1..], File.ReadAllLines(odd));
        Fails($"Export-LvsTable -Path '{_folder.File("none*.rules")}'", "FileNotFound", ErrorCategory.ObjectNotFound);
    }

    [Fact]
    public void A_relative_path_begins_at_the_location_of_the_script()
    {
        Run("$here = $ExecutionContext.SessionState.Path; $null = $here.SetLocation($args[0]); Export-LvsTable table.rules; $null = $here.SetLocation('/')", _folder.Path);
        Assert.True(File.Exists(Target));
        Fails("Export-LvsTable nosuchdrive:/table.rules", "FileNotFound", ErrorCategory.ObjectNotFound);
    }

    [Fact]
    public void With_PassThru_the_file_comes() =>
        Assert.Equal([Target], Run($"(Export-LvsTable {Target} -PassThru).FullName").Texts);

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        _folder.Dispose();
    }
}
