using System.Management.Automation;
using LvsPS.Module.Tests.Engine;
using Xunit;

namespace LvsPS.Module.Tests.Health;

/// <summary>ConvertFrom-LvsDirectordConfig and ConvertFrom-LvsKeepalivedConfig as they are typed: files, lines, and what is wrong in them.</summary>
public sealed class HealthFileTests : EngineTest
{
    private const string Directord = "virtual=192.0.2.10:80`n    real=10.0.0.1:80 masq`n    checktype=connect`n";
    private const string Keepalived = "virtual_server 192.0.2.10 80 {`n protocol TCP`n real_server 10.0.0.1 80 { TCP_CHECK { } }`n}`n";

    [Theory]
    [InlineData("ConvertFrom-LvsDirectordConfig", Directord)]
    [InlineData("ConvertFrom-LvsKeepalivedConfig", Keepalived)]
    public void Lines_and_files_give_the_same_document(string cmdlet, string text)
    {
        string file = Path.Combine(Path.GetTempPath(), $"lvsps [{Guid.NewGuid():N}].conf");
        File.WriteAllText(file, text.Replace("`n", "\n", StringComparison.Ordinal));
        try
        {
            const string Shown = "$_.Services.Servers.RealServer.ToString() + ' ' + $_.Services.Servers.Check.Kind";
            string[] expected = ["10.0.0.1:80 Tcp"];
            Assert.Equal(expected, Run($"\"{text}\" | {cmdlet} | ForEach-Object {{ {Shown} }}").Texts);
            Assert.Equal(expected, Run($"\"{text}\" -split \"`n\" | {cmdlet} | ForEach-Object {{ {Shown} }}").Texts);
            Assert.Equal(expected, Run($"{cmdlet} -LiteralPath '{file}' | ForEach-Object {{ {Shown} }}").Texts);
            Assert.Equal(expected, Run($"[pscustomobject]@{{ PSPath = '{file}' }} | {cmdlet} | ForEach-Object {{ {Shown} }}").Texts);
            Assert.Equal([file], Run($"({cmdlet} -Path '{file.Replace("[", "?", StringComparison.Ordinal).Replace("]", "?", StringComparison.Ordinal)}').Path").Texts);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Theory]
    [InlineData("'checkinterval=0', 'frobnicate=1' | ConvertFrom-LvsDirectordConfig", "1:15 2:1")]
    [InlineData("'frobnicate', 'virtual_server 192.0.2.10 80 {', ' delay_loop x', ' real_server 10.0.0.1 { }', '}' | ConvertFrom-LvsKeepalivedConfig", "1:1 3:13")]
    public void Each_fault_is_an_error_with_its_place_and_nothing_is_given(string script, string places)
    {
        EngineResult run = Engine.Run($"{script} -WarningAction SilentlyContinue");

        Assert.Empty(run.Output);
        Assert.All(run.Errors, e => Assert.Equal(ErrorCategory.ParserError, e.CategoryInfo.Category));
        Assert.All(run.ErrorIds, id => Assert.Equal("HealthFileSyntax", id));
        Assert.Equal(places, string.Join(' ', run.Errors.Select(e => e.TargetObject).Cast<dynamic>().Select(t => (string)FormattableString.Invariant($"{(int)t.Line}:{(int)t.Column}"))));
    }

    [Fact]
    public void What_does_not_hold_is_a_warning()
    {
        EngineResult run = Run($"\"fork=yes`n{Directord}\" | ConvertFrom-LvsDirectordConfig");

        Assert.Single(run.Output);
        Assert.Contains(run.Warnings, w => w.StartsWith("configuration:1:6: ", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("ConvertFrom-LvsDirectordConfig")]
    [InlineData("ConvertFrom-LvsKeepalivedConfig")]
    public void A_file_that_is_not_there_is_an_error(string cmdlet) =>
        Fails($"{cmdlet} /nowhere/at.all", "FileNotFound", ErrorCategory.ObjectNotFound);
}
