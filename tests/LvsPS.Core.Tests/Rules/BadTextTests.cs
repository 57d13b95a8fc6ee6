using System.Text;
using CsCheck;
using Xunit;

namespace LvsPS.Core.Tests.Rules;

/// <summary>Texts that are none: whatever comes, there are findings and no exceptions, in bounded memory.</summary>
public sealed class BadTextTests
{
    private static readonly string[] s_words =
    [
        "-A", "-E", "-D", "-a", "-e", "-d", "-C", "-L", "-Z", "-S", "-R", "--set", "--start-daemon", "--stop-daemon", "-t", "-u", "--sctp-service",
        "-f", "-6", "-s", "-p", "-M", "--pe", "-o", "-b", "-r", "-g", "-i", "-m", "-w", "-x", "-y", "--tun-type", "--tun-port", "--tun-csum",
        "--tun-nocsum", "--tun-remcsum", "--mcast-interface", "--syncid", "--service", "--forwarding", "--weight=3", "-w=3", "-At", "-Ln", "10.0.0.1:80",
        "10.0.0.2", "[2001:db8::1]:80", "7", "0", "1", "255.255.255.0", "24", "wlc", "sh", "sh-port", "sip", "gue", "ipip", "master", "eth0", "local",
        "tcp://10.0.0.1:80", "localhost:http", "-", "--", "=", "--=", "-=", ":", "[", "[]", "ipvsadm", "#", ",", "\u00e9", "\ud83d\ude00", "-1",
    ];

    [Fact]
    public void Random_bytes_give_findings_and_no_exception() => Gen.Byte.Array[0, 2000].Sample(
        bytes => _ = RuleReader.Read(new MemoryStream(bytes), null, new Rule.FakeNames()), iter: 1000);

    [Fact]
    public void Random_words_of_the_grammar_give_findings_and_no_exception() =>
        Gen.OneOf(s_words).Array[1, 12].Select(words => string.Join(' ', words)).Array[1, 8].Sample(
            lines =>
            {
                LvsRuleDocument document = Rule.Read(lines);
                Assert.All(document.Diagnostics, d => Assert.InRange(d.Line, 1, lines.Length));
                Assert.All(document.Diagnostics, d => Assert.InRange(d.Column, 1, lines[d.Line - 1].Length + 1));
                if (!document.HasErrors)
                {
                    LvsRuleText text = RuleWriter.WriteTable(document.Table);
                    Assert.Equal(TableGen.Describe(document.Table), TableGen.Describe(Rule.Table([.. text.Lines])));
                }
            },
            iter: 8000);

    [Fact]
    public void A_changed_character_of_a_good_table_gives_findings_and_no_exception() =>
        Gen.Select(TableGen.Wanted, Gen.Int[0, 100_000], Gen.Char[' ', '~']).Sample(
            (table, at, sign) =>
            {
                StringBuilder text = new(string.Join('\n', RuleWriter.WriteTable(table).Lines));
                if (text.Length > 0)
                {
                    text[at % text.Length] = sign;
                }

                _ = Rule.Read(text.ToString());
            },
            iter: 1000);

    [Fact]
    public void Binary_junk_gives_one_finding_at_its_first_NUL()
    {
        byte[] bytes = [.. "-A -t 10.0.0.1:80 -s rr\nnonsense\n-A "u8, 0, 1, 2, 3];
        LvsRuleDocument document = RuleReader.Read(new MemoryStream(bytes), "junk", new Rule.FakeNames());
        LvsRuleDiagnostic finding = Assert.Single(document.Diagnostics);
        Assert.Equal(("junk", 3, 4, "a NUL byte"), (finding.Path, finding.Line, finding.Column, finding.Found));
        Assert.Empty(document.Table.Services);
    }

    [Fact]
    public void Bytes_that_are_not_UTF8_give_one_finding()
    {
        byte[] bytes = [.. "-A -t 10.0.0.1:80 -s rr\n-A -t \u00e9"u8, 0xe9, .. ":80\n"u8];
        LvsRuleDiagnostic finding = Assert.Single(RuleReader.Read(new MemoryStream(bytes), null, new Rule.FakeNames()).Diagnostics);
        Assert.Equal((2, 8, "bytes that are not UTF-8"), (finding.Line, finding.Column, finding.Found));
    }

    [Fact]
    public void A_comment_may_be_in_any_encoding()
    {
        byte[] bytes = [.. "# caf"u8, 0xe9, .. "\n-A -t 10.0.0.1:80 # caf"u8, 0xe9, .. "\n"u8];
        LvsRuleDocument document = RuleReader.Read(new MemoryStream(bytes), null, new Rule.FakeNames());
        Assert.Empty(document.Diagnostics);
        Assert.Single(document.Table.Services);
    }

    [Fact]
    public void A_byte_order_mark_is_no_part_of_the_text()
    {
        byte[] bytes = [.. Encoding.UTF8.Preamble, .. "-A -t 10.0.0.1:80\r\n"u8];
        Assert.Empty(RuleReader.Read(new MemoryStream(bytes), null, new Rule.FakeNames()).Diagnostics);
    }

    [Fact]
    public void A_line_longer_than_ipvsadm_reads_is_one_finding_and_the_others_are_read()
    {
        string text = $"-A -t 10.0.0.1:80\n-A -f {new string('1', 4096)}\n-A -f 7\n";
        foreach (LvsRuleDocument document in new[]
        {
            RuleReader.Read(new MemoryStream(Encoding.UTF8.GetBytes(text)), null, new Rule.FakeNames()), Rule.Read(text),
        })
        {
            LvsRuleDiagnostic finding = Assert.Single(document.Diagnostics);
            Assert.Equal((2, 4097), (finding.Line, finding.Column));
            Assert.Equal(2, document.Table.Services.Count);
        }

        Assert.Empty(Rule.Read($"-A -f 7 {new string(' ', 4088)}").Diagnostics);
    }

    [Fact]
    public void A_line_without_end_is_read_in_bounded_memory()
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        LvsRuleDocument document = RuleReader.Read(new Endless("x"u8.ToArray(), 10 << 20), null, new Rule.FakeNames());
        Assert.Single(document.Diagnostics);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
    }

    [Fact]
    public void A_text_of_more_than_64_MiB_is_refused_in_bounded_memory()
    {
        byte[] line = new byte[1 << 20];
        Array.Fill(line, (byte)'#');
        line[0] = (byte)'\n';
        long before = GC.GetAllocatedBytesForCurrentThread();
        LvsRuleDocument document = RuleReader.Read(new Endless(line, 100L << 20), "huge");
        LvsRuleDiagnostic finding = Assert.Single(document.Diagnostics);
        Assert.Equal(("huge", 0, "more than 64 MiB"), (finding.Path, finding.Line, finding.Found));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 4 << 20);
    }

    [Theory]
    [InlineData("\0", "a NUL byte")]
    [InlineData("-A -t \u00ff", "bytes that are not UTF-8")]
    public void What_is_no_text_far_down_in_a_long_one_is_found_in_bounded_memory(string end, string found)
    {
        byte[] comments = new byte[1 << 20];
        Array.Fill(comments, (byte)'#');
        comments[^1] = (byte)'\n';
        using var stream = new Endless(comments, 40L << 20, end: Encoding.Latin1.GetBytes(end));
        long before = GC.GetAllocatedBytesForCurrentThread();
        LvsRuleDiagnostic finding = Assert.Single(RuleReader.Read(stream, "huge").Diagnostics, d => d.Found == found);
        Assert.Equal(41, finding.Line);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
    }

    [Fact]
    public void A_large_file_is_refused_by_its_length()
    {
        using var stream = new Endless([1], 100L << 20, canSeek: true);
        Assert.Equal("more than 64 MiB", Assert.Single(RuleReader.Read(stream).Diagnostics).Found);
        Assert.Equal(0, stream.Position);
    }

    [Fact]
    public void Of_very_many_findings_a_thousand_are_kept_and_the_others_counted()
    {
        LvsRuleDocument document = Rule.Read([.. Enumerable.Repeat("nonsense", 5000)]);
        Assert.Equal(RuleFindings.Most + 1, document.Diagnostics.Count);
        Assert.Contains("4000", document.Diagnostics[^1].Message, StringComparison.Ordinal);
    }

    /// <summary>A stream that repeats a pattern up to a length, and then ends with other bytes.</summary>
    private sealed class Endless(byte[] pattern, long length, bool canSeek = false, byte[]? end = null) : Stream
    {
        private long _at;

        public override bool CanRead => true;

        public override bool CanSeek => canSeek;

        public override bool CanWrite => false;

        public override long Length => length;

        public override long Position
        {
            get => _at;
            set => throw new NotSupportedException();
        }

        public override int Read(byte[] buffer, int offset, int count)
        {
            int read = (int)Math.Min(count, length + (end?.Length ?? 0) - _at);
            for (int i = 0; i < read; i++)
            {
                buffer[offset + i] = _at + i < length ? pattern[(int)((_at + i) % pattern.Length)] : end![(int)(_at + i - length)];
            }

            _at += read;
            return read;
        }

        public override void Flush() => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
