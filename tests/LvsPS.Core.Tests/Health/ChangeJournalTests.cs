using System.Net.Sockets;
using System.Text;
using Xunit;

namespace LvsPS.Core.Tests.Health;

/// <summary>The entries of the machine's journal, as they are sent.</summary>
public sealed class ChangeJournalTests
{
    [Theory]
    [InlineData(true, "MESSAGE=root, web: 10.0.0.1:80 of tcp://10.0.0.10:80: weight 1 -> absent\nPRIORITY=6\nSYSLOG_FACILITY=3\nSYSLOG_IDENTIFIER=lvsps\nLVSPS_WHO=root, web\nLVSPS_WHAT=10.0.0.1:80 of tcp://10.0.0.10:80\nLVSPS_BEFORE=weight 1\nLVSPS_AFTER=absent\n")]
    [InlineData(false, "root, web: 10.0.0.1:80 of tcp://10.0.0.10:80: weight 1 -> absent")]
    public void The_journal_has_who_what_before_and_after(bool isNative, string expected)
    {
        string path = Path.Combine(Directory.CreateTempSubdirectory("lvsps-").FullName, "journal");
        using var journal = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
        journal.Bind(new UnixDomainSocketEndPoint(path));
        var service = LvsServiceId.Parse("tcp://10.0.0.10:80");
        new ChangeJournal(path, isNative).Write("root, web", [
            new LvsHealthEvent(DateTimeOffset.UnixEpoch, LvsHealthEventKind.Changed)
            {
                Service = service,
                Server = new LvsRealServer { Service = service, Address = System.Net.IPAddress.Parse("10.0.0.1"), Port = 80 },
                From = "weight 1",
                To = "absent",
            }]);
        byte[] bytes = new byte[4096];
        string text = Encoding.UTF8.GetString(bytes, 0, journal.Receive(bytes));
        Directory.Delete(Path.GetDirectoryName(path)!, recursive: true);
        Assert.EndsWith(expected, text, StringComparison.Ordinal);
        Assert.True(isNative || text.StartsWith("<30>Jan  1 ", StringComparison.Ordinal) || text.StartsWith("<30>Dec 31 ", StringComparison.Ordinal), text);
    }
}
