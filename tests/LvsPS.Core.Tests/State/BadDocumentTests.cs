using System.Text;
using Xunit;

namespace LvsPS.Core.Tests.State;

/// <summary>Every fault is found, at its place; nothing of a document with any is used.</summary>
public sealed class BadDocumentTests
{
    public static TheoryData<string> Names => [.. BadDocuments.All.Select(d => d.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Is_told_with_line_and_column(string name)
    {
        BadDocument bad = BadDocuments.All.Single(d => d.Name == name);
        LvsStateReading reading = DesiredStateReader.Read(bad.Text, "lvs.yaml");
        string all = string.Join('\n', reading.Findings);
        Assert.Null(reading.State);
        LvsStateFinding? finding = reading.Findings.FirstOrDefault(f => f.Message.Contains(bad.Part, StringComparison.Ordinal));
        Assert.True(finding is not null, all);
        Assert.True((bad.Line, bad.Column) == (finding.Line, finding.Column), all);
        Assert.True(finding.Setting.StartsWith(bad.Setting, StringComparison.Ordinal), all);
        Assert.Equal(LvsStateSeverity.Error, finding.Severity);
        Assert.EndsWith(".", finding.Remedy, StringComparison.Ordinal);
        Assert.True(reading.Findings.Count(f => f.Severity == LvsStateSeverity.Error) == 1, all);
    }

    [Fact]
    public void The_nearest_known_key_is_suggested()
    {
        LvsStateFinding finding = Assert.Single(DesiredStateReader.Read("services:\n- service: tcp://10.0.0.1:80\n  sheduler: wrr\n").Findings);
        Assert.Contains("Is scheduler meant?", finding.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void All_faults_are_told_at_once_in_the_order_of_the_document()
    {
        LvsStateReading reading = DesiredStateReader.Read("""
            ownr: web
            services:
            - service: tcp://10.0.0.1:80
              scheduler: mh
              schedulerFlags: [sh-port]
              realServers:
              - { address: 10.0.1.1, port: "80" }
              - { address: 010.0.1.1 }
            - service: tcp://10.0.0.1:80
            timeouts: { tcp: 0 }
            """);
        Assert.Equal([(1, 1), (5, 20), (7, 32), (8, 16), (9, 12), (10, 18)], reading.Findings.Select(f => (f.Line, f.Column)));
    }

    [Fact]
    public void Bytes_that_are_no_UTF_8_are_told_with_their_place()
    {
        byte[] bytes = [.. Encoding.UTF8.GetBytes("owner: a\n# gr"), 0xfc, (byte)'n', (byte)'\n'];
        LvsStateFinding finding = Assert.Single(DesiredStateReader.Read(new MemoryStream(bytes)).Findings);
        Assert.Equal((2, 5), (finding.Line, finding.Column));
        Assert.Contains("0xfc is no UTF-8", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void UTF_16_is_told_by_its_mark() =>
        Assert.Contains("UTF-16", Assert.Single(DesiredStateReader.Read(new MemoryStream([.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes("owner: a")])).Findings).Message, StringComparison.Ordinal);

    [Fact]
    public void A_hundred_megabytes_are_refused_at_once_and_without_the_memory()
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        LvsStateReading reading = DesiredStateReader.Read(new EndlessStream(100 << 20));
        Assert.Contains("64 MiB", Assert.Single(reading.Findings).Message, StringComparison.Ordinal);
        Assert.Equal((1, 1), (reading.Findings[0].Line, reading.Findings[0].Column));
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 300 << 20);
    }

    [Fact]
    public void An_alias_bomb_costs_no_memory()
    {
        string bomb = BadDocuments.All.Single(d => d.Name == "an alias bomb").Text;
        long before = GC.GetAllocatedBytesForCurrentThread();
        _ = DesiredStateReader.Read(bomb);
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 10 << 20);
    }

    [Fact]
    public void Long_lists_of_the_same_take_no_longer_than_they_are_long()
    {
        const int count = 100_000;
        var keys = new StringBuilder();
        var servers = new StringBuilder("services:\n- service: tcp://10.0.0.1:80\n  realServers:\n");
        for (int i = 0; i < count; i++)
        {
            _ = keys.Append(System.Globalization.CultureInfo.InvariantCulture, $"x-{i}: 1\n");
            _ = servers.Append(System.Globalization.CultureInfo.InvariantCulture, $"  - {{ address: 10.{i >> 16}.{(i >> 8) & 255}.{i & 255} }}\n");
        }

        for (int i = 0; i < count; i++)
        {
            _ = keys.Append(System.Globalization.CultureInfo.InvariantCulture, $"x-{count - 1}: 1\n");
        }

        // Compared each with each, either would be thousands of millions of comparisons.
        var time = System.Diagnostics.Stopwatch.StartNew();
        Assert.True(DesiredStateReader.Read(keys.ToString()).HasErrors);
        Assert.False(DesiredStateReader.Read(servers.ToString()).HasErrors);
        Assert.InRange(time.Elapsed, TimeSpan.Zero, TimeSpan.FromMinutes(1));
    }

    [Fact]
    public void A_password_file_that_is_not_there_is_a_warning_and_where_it_is_needed_an_error()
    {
        const string text = "services:\n- service: tcp://10.0.0.1:80\n  realServers: [{ address: 10.0.1.1 }]\n  health: { check: { type: http, credential: { user: a, passwordFile: none.secret } } }\n";
        LvsStateFinding warning = Assert.Single(DesiredStateReader.Read(text, "/nowhere/lvs.yaml").Findings);
        Assert.Equal((LvsStateSeverity.Warning, 4, 71), (warning.Severity, warning.Line, warning.Column));
        LvsStateReading needed = DesiredStateReader.ReadForMonitor(new MemoryStream(Encoding.UTF8.GetBytes(text)), "/nowhere/lvs.yaml");
        Assert.True(needed.HasErrors);
    }

    /// <summary>A stream of blanks that cannot tell its length.</summary>
    private sealed class EndlessStream(long length) : Stream
    {
        private long _left = length;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count)
        {
            int given = (int)Math.Min(_left, count);
            buffer.AsSpan(offset, given).Fill((byte)'#');
            _left -= given;
            return given;
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
