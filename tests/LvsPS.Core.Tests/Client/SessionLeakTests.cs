using Xunit;

namespace LvsPS.Core.Tests.Client;

public sealed class SessionLeakTests
{
    [Fact]
    public void Ten_thousand_sessions_opened_and_closed_leave_no_descriptor_behind()
    {
        OpenAndClose(10);
        int before = Descriptors();
        OpenAndClose(10_000);

        // Other tests open and close files at the same time; ten thousand sockets would show all the same.
        Assert.InRange(Descriptors(), 0, before + 100);
    }

    private static void OpenAndClose(int count)
    {
        for (int i = 0; i < count; i++)
        {
            using LvsSession session = LvsSessionFactory.Local(i, "leak", null);
            Assert.NotNull(session.Client);
        }
    }

    private static int Descriptors() => Directory.GetFileSystemEntries("/proc/self/fd").Length;
}
