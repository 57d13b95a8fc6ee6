namespace LvsPS;

/// <summary>Which kernel a session speaks to.</summary>
public enum LvsSessionKind
{
    /// <summary>This host's, in the network namespace of the process.</summary>
    Local,

    /// <summary>This host's, in another network namespace.</summary>
    NetworkNamespace,

    /// <summary>None: a simulated kernel in memory, which answers the same bytes.</summary>
    Simulated,
}

/// <summary>A director that cmdlets work on. It is opened on first use.</summary>
public sealed class LvsSession : IDisposable
{
    private readonly Lazy<ILvsClient> _client;
    private readonly SessionHost _host;
    private readonly object _gate = new();

    internal LvsSession(int id, string name, LvsSessionKind kind, string? networkNamespace, SessionHost host, Func<LvsSession, ILvsClient> open)
    {
        Id = id;
        Name = name;
        Kind = kind;
        NetworkNamespace = networkNamespace;
        _host = host;
        _client = new Lazy<ILvsClient>(() => open(this), LazyThreadSafetyMode.PublicationOnly);
    }

    /// <summary>Its number in this process.</summary>
    public int Id { get; }

    /// <summary>Its name.</summary>
    public string Name { get; }

    /// <summary>Which kernel it speaks to.</summary>
    public LvsSessionKind Kind { get; }

    /// <summary>The namespace's name or path; null for the process's own.</summary>
    public string? NetworkNamespace { get; }

    /// <summary>Whether cmdlets without -Session use it.</summary>
    public bool IsDefault { get; internal set; }

    /// <summary>Whether it was closed.</summary>
    public bool IsClosed { get; private set; }

    /// <summary>What surrounds the table, in this session's namespace.</summary>
    internal SessionHost Host => Fault is not null ? throw Fault : IsClosed ? throw Closed() : _host;

    /// <summary>What the kernel shows as files, in this session's namespace.</summary>
    internal IKernelFiles Files => Host.Files;

    /// <summary>
    /// Why this is no session; null for one. PowerShell would hide the error id of a parameter's conversion behind one of its own, so
    /// the binding of cmdlets hands such a one on, and the cmdlet reports it.
    /// </summary>
    internal LvsException? Fault { get; private init; }

    /// <summary>The client, opened now if it was not.</summary>
    internal ILvsClient Client
    {
        get
        {
            lock (_gate)
            {
                return Fault is not null ? throw Fault : IsClosed ? throw Closed() : _client.Value;
            }
        }
    }

    /// <summary>What stands for a text that names no session.</summary>
    internal static LvsSession Missing(string text, LvsException fault) =>
        new(0, text, LvsSessionKind.Local, null, null!, _ => throw fault) { Fault = fault };

    /// <summary>Closes the session.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            if (!IsClosed && _client.IsValueCreated)
            {
                _client.Value.Dispose();
            }

            // What stands for a text that names no session has none.
            (_host?.Network as IDisposable)?.Dispose();

            IsClosed = true;
        }
    }

    /// <summary>The session's name.</summary>
    /// <returns><see cref="Name"/>.</returns>
    public override string ToString() => Name;

    private LvsException Closed() => new(
        LvsErrorId.SessionClosed, $"The session {Name} was closed.", this, "Open another with New-LvsSession, or leave -Session out.");
}
