using Xunit;

namespace LvsPS.Core.Tests.Hosts.Records;

/// <summary>The record of a session's host and its copy in the document.</summary>
public sealed class RecordOfSessionTests
{
    private const string Setting = "net/ipv4/conf/all/arp_ignore";

    [Fact]
    public void Where_the_copy_cannot_be_written_nothing_is_released_and_the_record_is_kept()
    {
        using LvsSession simulated = LvsSessionFactory.Simulated(1, "test", timeout: null).Session;
        var document = new FailingFile("""{ "version": 1, "marks": [ { "mark": 3, "addresses": [ "10.0.0.1" ], "ports": [ "tcp/80" ] } ] }""");
        using var session = new LvsSession(2, "test", LvsSessionKind.Simulated, null, simulated.Host with { Document = document }, _ => simulated.Client);
        HostWish wish = new(HostCells.Of(session, HostCellKind.Setting, Setting), "1");
        _ = HostTransaction.Run(t =>
        {
            HostRecord.Of(session).Claim(t, "a", [wish]);
            return true;
        });

        document.Fails = true;
        LvsException error = Assert.Throws<LvsException>(() => HostTransaction.Run(t => HostRecord.Of(session).Release(t, "a")));
        Assert.Equal(LvsErrorId.FileAccess, error.ErrorId);
        Assert.Equal("1", wish.Cell.Read());
        Assert.Equal(["a"], HostRecord.Of(session).Claimants);
        Assert.NotNull(session.Host.Record.Read());

        document.Fails = false;
        Assert.Empty(HostTransaction.Run(t => HostRecord.Of(session).Release(t, "a")));
        Assert.Equal("0", wish.Cell.Read());
    }

    private sealed class FailingFile(string text) : IStateFile
    {
        private string? _text = text;

        public bool Fails { get; set; }

        public string Path => "test";

        public string? Read() => _text;

        public void Write(string? text) =>
            _text = !Fails ? text : throw new LvsException(LvsErrorId.FileAccess, "The file test cannot be written.", Path, "Run as root.");
    }
}
