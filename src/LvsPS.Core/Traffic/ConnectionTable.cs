using System.Net;

namespace LvsPS;

/// <summary>The connection table as objects, streamed: what does not fit the filter never becomes one.</summary>
internal static class ConnectionTable
{
    private const int CancellationInterval = 4096;

    /// <summary>Reads the table.</summary>
    /// <param name="session">The director.</param>
    /// <param name="withOrigin">Whether each entry's origin is wanted; the kernel has it in another file, without the engines' data.</param>
    /// <param name="filter">Which entries.</param>
    /// <param name="cancellation">Ends the reading.</param>
    /// <returns>The entries, in the kernel's order, as they are asked for.</returns>
    /// <exception cref="LvsException">The file is not there, may not be read, or is not of the known form.</exception>
    public static IEnumerable<LvsConnection> Read(
        LvsSession session, bool withOrigin, ConnectionFilter filter, CancellationToken cancellation = default)
    {
        string name = withOrigin ? "ip_vs_conn_sync" : "ip_vs_conn";
        using var reader = new ConnectionReader(NetFile.Open(session, name), NetFile.PathOf(name));
        var addresses = new AddressCache();
        for (int i = 0; reader.Read(); i++)
        {
            if (i % CancellationInterval == 0)
            {
                cancellation.ThrowIfCancellationRequested();
            }

            if (filter.Matches(reader.Current))
            {
                yield return ToConnection(reader, addresses, session);
            }
        }
    }

    private static LvsConnection ToConnection(ConnectionReader reader, AddressCache addresses, LvsSession session)
    {
        ref ConnectionEntry entry = ref reader.Current;
        bool isMark = entry.Protocol == 0 && entry.Mark != 0;
        (string? engine, string? data) = reader.EngineData();
        return new LvsConnection
        {
            Protocol = isMark ? null : (LvsProtocol)entry.Protocol,
            ClientAddress = addresses.Get(entry.Client),
            ClientPort = entry.ClientPort,
            VirtualAddress = isMark ? null : addresses.Get(entry.Virtual),
            VirtualPort = isMark ? null : entry.VirtualPort,
            FwMark = isMark ? entry.Mark : null,
            Address = addresses.Get(entry.Server),
            Port = entry.ServerPort,
            State = entry.State,
            Expires = TimeSpan.FromSeconds((double)entry.Expires),
            IsTemplate = entry.IsTemplate,
            PersistenceEngine = engine,
            PersistenceData = data,
            Origin = entry.Origin,
            Session = session,
        };
    }

    /// <summary>Few addresses stand in very many lines: the last ones are remembered, in a fixed number of places.</summary>
    private sealed class AddressCache
    {
        private const int Size = 1024;
        private readonly (RawAddress Raw, IPAddress? Address)[] _places = new (RawAddress, IPAddress?)[Size];

        public IPAddress Get(in RawAddress raw)
        {
            ref (RawAddress Raw, IPAddress? Address) place = ref _places[((uint)raw.GetHashCode()) % Size];
            if (place.Address is null || place.Raw != raw)
            {
                place = (raw, raw.ToAddress());
            }

            return place.Address!;
        }
    }
}
