using System.Management.Automation;
using LvsPS.Module.Tests.Engine;
using Xunit;

namespace LvsPS.Module.Tests.BadInput;

/// <summary>A table that does not hold still is shown with a warning, and nothing is written down or planned from it.</summary>
public sealed class ChangingTableTests : EngineTest
{
    private readonly TemporaryFolder _folder = new();

    public ChangingTableTests()
    {
        Given("New-LvsService -Tcp 10.0.0.1:80 -PassThru | Add-LvsRealServer -Address 10.9.0.1");
        ChangingTable.Of(Run("Get-LvsSession -Default").Output.Single());
    }

    [Theory]
    [InlineData("Get-LvsService", 1)]
    [InlineData("Get-LvsRealServer", 1)]
    [InlineData("Get-LvsStats", 2)]
    public void Reading_gives_the_last_reading_and_a_warning(string script, int count)
    {
        EngineResult result = Run(script);
        Assert.Equal(count, result.Output.Count);
        Assert.Contains("table changed", Assert.Single(result.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void It_is_not_exported()
    {
        RefusedUntouched($"Export-LvsTable {_folder.File("t")}", "TableChanging", ErrorCategory.ResourceBusy);
        RefusedUntouched("ConvertTo-LvsRule", "TableChanging", ErrorCategory.ResourceBusy);
        Assert.Empty(Directory.GetFileSystemEntries(_folder.Path));
    }

    [Theory]
    [InlineData("Get-LvsService")]
    [InlineData("Get-LvsService -IncludeRealServer")]
    [InlineData("Get-LvsRealServer")]
    [InlineData("Get-LvsStats | ForEach-Object Service")]
    public void What_such_a_reading_gave_is_not_exported_either(string reading)
    {
        foreach (string writer in new[] { $"Export-LvsTable {_folder.File("t")}", "ConvertTo-LvsRule" })
        {
            EngineResult result = Engine.Run($"{reading} | {writer}");
            Assert.NotEmpty(result.Errors);
            Assert.Equal("TableChanging", result.Errors[0].FullyQualifiedErrorId.Split(',')[0]);
            Assert.Empty(result.Output);
        }

        Assert.Empty(Directory.GetFileSystemEntries(_folder.Path));
    }

    [Fact]
    public void What_such_a_reading_gave_can_be_changed()
    {
        Run("Get-LvsRealServer | Set-LvsRealServer -Weight 7");
        Assert.Equal(["7"], Run("(Get-LvsService -IncludeRealServer).RealServers.Weight").Texts);
    }

    [Fact]
    public void Nothing_is_imported_into_it()
    {
        string file = _folder.Write("t", "-A -t 10.0.0.5:80 -s rr");
        RefusedUntouched($"Import-LvsTable {file} -Mode Replace", "TableChanging", ErrorCategory.ResourceBusy);
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        _folder.Dispose();
    }
}
