using System.Management.Automation;
using LvsPS.Module.Tests.Engine;
using Xunit;

namespace LvsPS.Module.Tests.Files;

/// <summary>Files that are only half good, and files that are none; what ipvsadm has no words for.</summary>
public sealed class BrokenFileTests : EngineTest
{
    private readonly TemporaryFolder _folder = new();

    public BrokenFileTests() => Given("""
        New-LvsService -Tcp 10.0.0.1:80 -Scheduler rr -PassThru | Add-LvsRealServer -Address 10.9.0.1, 10.9.0.2
        New-LvsService -Tcp 10.0.0.2:80 -PassThru | Add-LvsRealServer -Address 10.9.0.1
        """);

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        _folder.Dispose();
    }

    [Fact]
    public void Of_a_half_good_file_nothing_is_done()
    {
        string file = _folder.Write("t", "-A -t 10.0.0.3:80 -s rr", "-A -t 10.0.0.4:80 -s a_name_of_16_char");
        RefusedUntouched($"Import-LvsTable {file}", "RuleSyntax", ErrorCategory.ParserError);
    }

    [Fact]
    public void With_SkipInvalid_the_good_half_is_done_and_each_other_line_is_a_warning()
    {
        string file = _folder.Write("t", "-A -t 10.0.0.3:80 -s rr", "-A -t 10.0.0.4:80 -s a_name_of_16_char", "-a -t 10.0.0.4:80 -r 10.9.0.1:80");
        EngineResult result = Run($"Import-LvsTable {file} -SkipInvalid -PassThru");
        Assert.Equal(["NewService"], Director.Writes);
        Assert.Collection(
            result.Warnings,
            w => Assert.StartsWith($"Skipped: {file}:2:", w, StringComparison.Ordinal),
            w => Assert.Equal("Skipped: 1 real server of tcp://10.0.0.4:80, whose own line 2 is skipped.", w));
        Assert.Equal($"{file}: 1 added, 0 edited, 0 removed, 0 unchanged, 0 failed, 1 skipped", Assert.Single(result.Texts));
    }

    [Fact]
    public void Replace_with_SkipInvalid_keeps_what_broken_lines_name()
    {
        string file = _folder.Write("t", "-A -t 10.0.0.1:80 -s rr", "-a -t 10.0.0.1:80 -r 10.9.0.1:80 -w -1", "-A -t 10.0.0.2:80 -s wlc -b sh-port");
        EngineResult result = Run($"Import-LvsTable {file} -SkipInvalid -Mode Replace");
        Assert.Equal(["DeleteDestination"], Director.Writes);
        Assert.Equal(2, result.Warnings.Count);
        Assert.Equal(["10.9.0.1:80", "10.9.0.1:80"], Run("Get-LvsRealServer").Texts);
    }

    [Fact]
    public void Replace_with_SkipInvalid_is_refused_where_a_line_does_not_say_what_it_is_about()
    {
        string file = _folder.Write("t", "-A -t 10.0.0.1:80 -s rr", "-A -t nowhere:web -s rr");
        IReadOnlyList<ErrorRecord> errors = Engine.Run($"Import-LvsTable {file} -SkipInvalid -Mode Replace").Errors;
        Assert.Equal(["RuleSyntax", "RulesNotSkippable"], errors.Select(e => e.FullyQualifiedErrorId.Split(',')[0]).Distinct());
        Assert.Contains("line 2", errors[^1].ToString(), StringComparison.Ordinal);
        Assert.Empty(Director.Writes);
    }

    [Theory]
    [InlineData("Merge")]
    [InlineData("Replace")]
    public void What_is_no_text_cannot_be_skipped(string mode)
    {
        string file = _folder.Write("t", "-A -t 10.0.0.3:80 -s rr", "\0");
        IReadOnlyList<ErrorRecord> errors = Engine.Run($"Import-LvsTable {file} -SkipInvalid -Mode {mode}").Errors;
        Assert.Equal(["RuleSyntax", "RulesNotSkippable"], errors.Select(e => e.FullyQualifiedErrorId.Split(',')[0]));
        Assert.Empty(Director.Writes);
    }

    [Theory]
    [InlineData(100L << 20, 0, "more than 64 MiB")]
    [InlineData(10L << 20, 'x', "a longer line")]
    [InlineData(30L << 20, 0, "a NUL byte")]
    [InlineData(5, 0xff, "bytes that are not UTF-8")]
    public void A_file_that_is_none_is_one_error_in_bounded_memory(long length, byte content, string found)
    {
        string file = _folder.File("huge");
        using (FileStream stream = File.Create(file))
        {
            stream.SetLength(length);
            for (byte[] block = [.. Enumerable.Repeat(content, 1 << 16)]; content != 0 && stream.Position < length;)
            {
                stream.Write(block, 0, (int)Math.Min(block.Length, length - stream.Position));
            }
        }

        long before = GC.GetTotalAllocatedBytes();
        ErrorRecord error = RefusedUntouched($"Import-LvsTable {file} -Mode Replace", "RuleSyntax", ErrorCategory.ParserError);
        Assert.Contains(found, error.ToString(), StringComparison.Ordinal);
        Assert.InRange(GC.GetTotalAllocatedBytes() - before, 0, 8 << 20);
    }

    [Fact]
    public void Strict_refuses_what_ipvsadm_has_no_words_for_with_one_error_and_leaves_the_file()
    {
        string file = _folder.Write("t", "old");
        string given = """
            $odd = ConvertFrom-LvsRule '-A --service ip47://10.0.0.9:0 -s rr -p 300', '-a --service ip47://10.0.0.9:0 -r 10.9.0.1 --forwarding bypass'
            """;
        ErrorRecord error = RefusedUntouched(
            $"{given}; $odd | Export-LvsTable {file} -Strict", "NotForIpvsadm", ErrorCategory.InvalidData);
        Assert.Contains("Service ip47://10.0.0.9:0", error.ToString(), StringComparison.Ordinal);
        Assert.Contains("Real server 10.9.0.1:0", error.ToString(), StringComparison.Ordinal);
        Assert.Equal("old\n", File.ReadAllText(file));

        Assert.Equal(2, Run($"{given}; $odd | Export-LvsTable {file}").Warnings.Count);
        Run($"Export-LvsTable {file} -Strict");
        Assert.Equal(["--set", "-A", "-a", "-a", "-A", "-a"], File.ReadAllLines(file).Select(line => line.Split(' ')[0]));
    }
}
