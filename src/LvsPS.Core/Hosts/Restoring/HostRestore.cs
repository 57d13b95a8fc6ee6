namespace LvsPS;

/// <summary>Something of the document that is put back.</summary>
internal interface IRestorable
{
    /// <summary>What putting it back would do.</summary>
    /// <returns>The steps; none where it is in place.</returns>
    IReadOnlyList<HostStep> Steps();

    /// <summary>Puts it back. The caller holds the lock.</summary>
    /// <param name="tell">Is told the line of each step.</param>
    /// <param name="cancellation">Ends the wait for other hosts' answers.</param>
    void Do(Action<string>? tell, CancellationToken cancellation);

    /// <summary>Reads what is there then.</summary>
    /// <returns>The objects that Get- cmdlets give of it.</returns>
    IEnumerable<object> Read();
}

/// <summary>What the document of a session's host has, one by one, so that one that fails keeps none of the others away.</summary>
internal static class HostRestore
{
    /// <summary>All of it, in the order in which it is needed: where packets come from first, what is made of them last.</summary>
    /// <param name="session">The session of the host.</param>
    /// <returns>What makes each of it; making it fails where the document has a word that is none.</returns>
    /// <exception cref="LvsException">HostFileInvalid, FileAccess: the document cannot be read.</exception>
    public static IReadOnlyList<Func<IRestorable>> Of(LvsSession session)
    {
        HostDocument document = HostDocument.Of(session);
        return
        [
            .. (document.RealServers ?? []).Select(kept => Made(session, kept.VirtualAddress, () => new RestorableRealServer(session, kept.ToSetup()))),
            .. (document.Marks ?? []).Select(kept => Made(session, $"mark {kept.Mark}", () => new RestorableMark(session, kept.ToRequest()))),
            .. (document.FullNats ?? []).Select(kept => Made(session, kept.Service, () => new RestorableFullNat(session, kept.ToRule()))),
            .. (document.VirtualAddresses ?? []).Select(kept => Made(session, kept.Address, () => new RestorableAddress(session, kept))),
        ];
    }

    private static Func<IRestorable> Made(LvsSession session, string what, Func<IRestorable> make) =>
        () => HostDocument.Understand(session, what, make);

    private sealed class RestorableRealServer(LvsSession session, RealServerSetup setup) : IRestorable
    {
        private readonly RealServerHosts _hosts = new(session);

        public IReadOnlyList<HostStep> Steps() => _hosts.StepsToEnable(_hosts.Complete(setup));

        public void Do(Action<string>? tell, CancellationToken cancellation) => _hosts.Enable(_hosts.Complete(setup), tell);

        public IEnumerable<object> Read() => _hosts.Read().Where(h => h.VirtualAddress.Equals(setup.VirtualAddress));
    }

    private sealed class RestorableMark(LvsSession session, FwMarkRequest request) : IRestorable
    {
        private readonly FwMarks _marks = new(session);

        public IReadOnlyList<HostStep> Steps() => _marks.StepToSet(request) is HostStep step ? [step] : [];

        public void Do(Action<string>? tell, CancellationToken cancellation) => _marks.Set(request, tell);

        public IEnumerable<object> Read() => _marks.Read().Marks.Where(m => m.FwMark == request.Mark);
    }

    private sealed class RestorableFullNat(LvsSession session, FullNatRule rule) : IRestorable
    {
        private readonly FullNats _fullNats = new(session);

        public IReadOnlyList<HostStep> Steps() => _fullNats.StepsToEnable(rule);

        public void Do(Action<string>? tell, CancellationToken cancellation) => _fullNats.Enable(rule, tell);

        public IEnumerable<object> Read() => _fullNats.Read().FullNats.Where(f => f.Service == rule.Service);
    }

    private sealed class RestorableAddress(LvsSession session, KeptAddress kept) : IRestorable
    {
        private readonly HostAddress _address = kept.ToAddress();

        private AddressCell Cell => new(session, _address);

        public IReadOnlyList<HostStep> Steps() => HostRecord.StepsToClaim([new HostWish(Cell, HostCells.Present)]);

        public void Do(Action<string>? tell, CancellationToken cancellation)
        {
            foreach (HostStep step in Steps())
            {
                // Another director may have taken it over while this host was down.
                HostLink link = HostLink.Named(session.Host.Network.Links(), _address.Interface);
                new HostVirtualAddresses(session).RequireUnused(new VirtualAddressPlan(_address, link, IsThere: false), cancellation);
                tell?.Invoke(step.Line);
                Cell.Write(HostCells.Present);
                if (kept.Announce == true)
                {
                    session.Host.Network.Announce(_address.Interface, _address.Address);
                }
            }
        }

        public IEnumerable<object> Read()
        {
            var addresses = new HostVirtualAddresses(session);
            return Cell.Read() is null ? [] : [addresses.RowOf(_address, isServed: true, [])];
        }
    }
}
