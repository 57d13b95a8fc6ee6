using System.Text;
using CsCheck;
using Xunit;

namespace LvsPS.Core.Tests.Health.Configurations;

/// <summary>Whatever a text holds, there is no exception, every fault has a line of the text, and memory stays bounded.</summary>
public sealed class SoupTests
{
    private static readonly string[] s_words =
    [
        "virtual=", "virtual6=", "192.0.2.10:80", "[2001:db8::1]:80", "    real=", "    real6=", "10.0.0.1->10.0.0.9", ":80", " gate", " masq 5", "\t", "    ", "checktype=", "negotiate", "3",
        "service=", "http", "https", "request=", "receive=", "\"", "\"a b\"", "fallback=", "checktimeout=", "5", "0", "-1", "99999999999999999999", "#", "yes", "no", "quiescent=", "emailalert=",
        "virtual_server", "virtual_server_group", "global_defs", "real_server", "{", "}", " { ", " } ", "10.0.0.1", "80", "fwmark", "group", "G", "TCP_CHECK", "HTTP_GET", "SSL_GET", "url", "path", "/",
        "regex", "\\", "'", "UDP_CHECK", "payload", "MISC_CHECK", "misc_path", "DNS_CHECK", "SMTP_CHECK", "host", "protocol", "TCP", "UDP", "lvs_method", "TUN", "type", "gue", "port", "quorum",
        "sorry_server", "delay_loop", "retry", "$A=", "$A", "${A}", "~SEQ(A, 1, 3)", "~LST(A, 1, 2)", "@x ", "@^x ", "include", "!", "persistence_granularity", "255.255.255.0", "\u00e9", "\u0001", " ", " ",
    ];

    [Fact]
    public void Random_bytes_give_findings_and_no_exception() => Gen.Byte.Array[0, 2000].Sample(
        bytes =>
        {
            IsRight(HealthConfigurationReader.ReadDirectord(new MemoryStream(bytes), "x", new Config.FakeNames()), Lines(bytes));
            IsRight(HealthConfigurationReader.ReadKeepalived(new MemoryStream(bytes), "/nowhere/x"), Lines(bytes));
            _ = HealthConfigurationReader.FormatOf(new MemoryStream(bytes));
        },
        iter: 1000);

    [Fact]
    public void Random_directives_give_findings_and_no_exception() =>
        Gen.OneOf(s_words.Select(w => Gen.Const(w)).ToArray()).Array[1, 8].Select(words => string.Join(words.Length % 2 == 0 ? " " : string.Empty, words)).Array[1, 20].Sample(
            lines =>
            {
                byte[] bytes = Encoding.UTF8.GetBytes(string.Join('\n', lines));
                IsRight(HealthConfigurationReader.ReadDirectord(new MemoryStream(bytes), "x", new Config.FakeNames()), lines.Length);
                IsRight(HealthConfigurationReader.ReadKeepalived(new MemoryStream(bytes), "/nowhere/x"), lines.Length);
            },
            iter: 3000);

    [Fact]
    public void Control_characters_of_a_file_reach_no_terminal()
    {
        var findings = new ConfigFindings();
        findings.Error(new ConfigPlace("x", 1, 1), "a\tb", "no\u0001such", "The word \u001b[2J is none.");
        LvsHealthDiagnostic finding = Assert.Single(findings.ToList(["x"]));
        Assert.Equal("x:1:1: error: The word ?[2J is none. Found 'a?b', expected no?such.", finding.ToString());
        Assert.Equal("Write no?such.", finding.Remedy);
    }

    [Fact]
    public void Configurations_with_a_line_broken_give_findings_and_no_exception()
    {
        foreach (string path in new[] { "directord", "keepalived" }.SelectMany(f => Directory.GetFiles(Path.Combine(SourceTree.Root, "tests", "data", f))))
        {
            string text = File.ReadAllText(path);
            Gen.Select(Gen.Int[0, text.Length - 1], Gen.Char[' ', '~'], Gen.Int[0, 20]).Sample(
                change =>
                {
                    string broken = text[..change.Item1] + change.Item2 + text[Math.Min(text.Length, change.Item1 + change.Item3)..];
                    int lines = broken.Split('\n').Length;
                    byte[] bytes = Encoding.UTF8.GetBytes(broken);
                    IsRight(HealthConfigurationReader.ReadDirectord(new MemoryStream(bytes), "x", new Config.FakeNames()), lines);
                    IsRight(HealthConfigurationReader.ReadKeepalived(new MemoryStream(bytes), "/nowhere/x"), lines);
                },
                iter: 300);
        }
    }

    /// <summary>Large texts, each of one kind of line.</summary>
    [Theory]
    [InlineData("virtual=5\n")]
    [InlineData("virtual=5\n    real=10.0.0.1 gate\n")]
    [InlineData("x\n")]
    [InlineData("virtual_server fwmark 1 {\n")]
    [InlineData("virtual_server fwmark 1 { real_server 10.0.0.1 { } }\n")]
    [InlineData("{")]
    [InlineData("$A=$A $A\n$A\n")]
    public void A_large_text_is_read_in_bounded_memory(string line)
    {
        string text = string.Concat(Enumerable.Repeat(line, (2 << 20) / line.Length));
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        long before = GC.GetTotalMemory(forceFullCollection: true);

        LvsHealthConfiguration one = HealthConfigurationReader.ReadDirectord(new MemoryStream(bytes), "x", new Config.FakeNames());
        LvsHealthConfiguration other = HealthConfigurationReader.ReadKeepalived(new MemoryStream(bytes), "/nowhere/x");

        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - before, long.MinValue, 256L << 20);
        Assert.True(one.Diagnostics.Count <= 1001 && other.Diagnostics.Count <= 1001);
        GC.KeepAlive(one);
        GC.KeepAlive(other);
    }

    private static int Lines(byte[] bytes) => bytes.Count(b => b == (byte)'\n') + 1;

    private static void IsRight(LvsHealthConfiguration configuration, int lines)
    {
        foreach (LvsHealthDiagnostic finding in configuration.Diagnostics)
        {
            Assert.True(finding.Path is not null && finding.Line >= 1 && finding.Line <= lines && finding.Column >= 1, finding.ToString());
            Assert.NotEmpty(finding.Expected);
            Assert.DoesNotContain(finding.ToString(), char.IsControl);
        }

        if (!configuration.HasErrors)
        {
            Assert.All(configuration.Document.Validate(), f => Assert.Equal(LvsHealthSeverity.Warning, f.Severity));
        }
    }
}
