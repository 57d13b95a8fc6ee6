namespace LvsPS.Commands;

/// <summary>
/// The sessions of this process and which of them is the default. One table for the process, not for a runspace: jobs and
/// ForEach-Object -Parallel must not fall back to the real kernel where a simulated session was made the default.
/// </summary>
internal static class SessionTable
{
    private static readonly object s_gate = new();
    private static readonly List<LvsSession> s_sessions = [];
    private static readonly System.Runtime.CompilerServices.ConditionalWeakTable<LvsSession, object> s_kernels = [];
    private static int s_lastId;
    private static LvsSession? s_default;

    public static LvsSession Default
    {
        get
        {
            lock (s_gate)
            {
                if (s_default is null)
                {
                    bool simulated = string.Equals(
                        Environment.GetEnvironmentVariable("LVSPS_SESSION"), "simulated", StringComparison.OrdinalIgnoreCase);
                    MakeDefault(simulated ? AddSimulated("simulated", null) : Add(LvsSessionFactory.Local(++s_lastId, "local", null)));
                }

                return s_default!;
            }
        }
    }

    public static IReadOnlyList<LvsSession> All
    {
        get
        {
            _ = Default;
            lock (s_gate)
            {
                return [.. s_sessions];
            }
        }
    }

    public static LvsSession Open(string? name, LvsSessionKind kind, string? networkNamespace, TimeSpan? timeout, bool asDefault)
    {
        lock (s_gate)
        {
            LvsSession session = kind switch
            {
                LvsSessionKind.Simulated => AddSimulated(name, timeout),
                LvsSessionKind.NetworkNamespace => Add(LvsSessionFactory.ForNamespace(
                    s_lastId + 1, name ?? Path.GetFileName(networkNamespace!), networkNamespace!, timeout)),
                _ => Add(LvsSessionFactory.Local(s_lastId + 1, name ?? "local", timeout)),
            };
            s_lastId = session.Id;
            if (asDefault)
            {
                MakeDefault(session);
            }

            return session;
        }
    }

    public static void Remove(LvsSession session)
    {
        lock (s_gate)
        {
            session.IsDefault = false;
            session.Dispose();
            s_sessions.Remove(session);
            s_default = s_default == session ? null : s_default;
        }
    }

    /// <summary>The simulated kernel behind a session, for tests that look at its request log.</summary>
    internal static object? KernelOf(LvsSession session) => s_kernels.TryGetValue(session, out object? kernel) ? kernel : null;

    private static LvsSession AddSimulated(string? name, TimeSpan? timeout)
    {
        (LvsSession session, object kernel) = LvsSessionFactory.Simulated(++s_lastId, name ?? "simulated", timeout);
        s_kernels.Add(session, kernel);
        return Add(session);
    }

    private static LvsSession Add(LvsSession session)
    {
        s_sessions.Add(session);
        return session;
    }

    private static void MakeDefault(LvsSession session)
    {
        if (s_default is not null)
        {
            s_default.IsDefault = false;
        }

        s_default = session;
        session.IsDefault = true;
    }
}
