namespace LvsPS.Netlink.Tests.Support;

/// <summary>A test that plays the kernel's part itself.</summary>
public abstract class ScriptedTest : IDisposable
{
    private protected ScriptedTransport Transport { get; } = new();

    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing) => Transport.Dispose();
}
