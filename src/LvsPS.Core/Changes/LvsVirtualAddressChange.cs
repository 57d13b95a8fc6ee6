namespace LvsPS;

/// <summary>An interface of the host gets a virtual address, or loses it.</summary>
public sealed record LvsVirtualAddressChange : LvsHostChange
{
    private const int Announcements = 5;

    /// <summary>An address comes or goes.</summary>
    /// <param name="before">The address as it is; null where it is not there.</param>
    /// <param name="after">The address as it is to be; null where it is to go.</param>
    public LvsVirtualAddressChange(LvsDesiredVirtualAddress? before, LvsDesiredVirtualAddress? after)
    {
        Before = before;
        After = after;
        VirtualAddress = after ?? before ?? throw new ArgumentNullException(nameof(after));
    }

    /// <summary>The address as it is; null where it is not there.</summary>
    public LvsDesiredVirtualAddress? Before { get; }

    /// <summary>The address as it is to be; null where it is to go.</summary>
    public LvsDesiredVirtualAddress? After { get; }

    /// <summary>Which address.</summary>
    public LvsDesiredVirtualAddress VirtualAddress { get; }

    /// <inheritdoc/>
    public override LvsAction Action => ActionOf(Before, After);

    /// <inheritdoc/>
    public override string Target => $"virtual address {Text} on {VirtualAddress.Interface}";

    /// <inheritdoc/>
    public override string Description => After is null
        ? $"Remove the virtual address {Text} from {VirtualAddress.Interface}"
        : Before is not null ? $"Put the virtual address {Text} on {VirtualAddress.Interface} anew, with{Words}"
        : $"Add the virtual address {Text} to {VirtualAddress.Interface}{(VirtualAddress.Announce ? ", and announce it" : string.Empty)}";

    /// <inheritdoc/>
    public override string Rule => After is null ? Line("del") : Before is null ? Line("add") + Words : $"{Line("del")} && {Line("add")}{Words}";

    /// <summary>What is said of it, as ip writes it.</summary>
    private string Words => (VirtualAddress.Broadcast is null ? string.Empty : $" broadcast {VirtualAddress.Broadcast}")
        + (VirtualAddress.Label is null ? string.Empty : $" label {VirtualAddress.Label}");

    private string Text => $"{VirtualAddress.Address}/{Length}";

    private int Length => VirtualAddress.PrefixLength ?? Request.Width;

    private VirtualAddressRequest Request => new(VirtualAddress.Address)
    {
        Interface = VirtualAddress.Interface,
        PrefixLength = VirtualAddress.PrefixLength,
        Broadcast = VirtualAddress.Broadcast,
        Label = VirtualAddress.Label,
    };

    /// <inheritdoc/>
    public override IEnumerable<LvsChange> Undo() => [new LvsVirtualAddressChange(After, Before)];

    /// <inheritdoc/>
    internal override bool IsDone(TableIndex table) => table.Host is LiveState host
        && (Find(host) is LvsDesiredVirtualAddress now ? After is not null && IsAs(now, After) : After is null);

    /// <inheritdoc/>
    internal override LvsChange? From(TableIndex table)
    {
        // Taken back, it comes to the interface that it was on, and with what it had.
        LvsDesiredVirtualAddress? now = table.Host is LiveState host ? Find(host) : null;
        return After is null && now is null ? null : new LvsVirtualAddressChange(now, After) { Reason = Reason };
    }

    /// <inheritdoc/>
    internal override IReadOnlyList<string> Make(LvsSession session, Action<string>? tell, CancellationToken cancellation)
    {
        var addresses = new HostVirtualAddresses(session);
        tell?.Invoke(Rule);
        IReadOnlyList<HostAddress> there = Before is null ? [] : addresses.PlanToRemove(Request with { PrefixLength = Length, Broadcast = null, Label = null });
        if (After is not null)
        {
            addresses.RequireAlone(there);
        }

        foreach (HostAddress address in there)
        {
            _ = session.Host.Network.RemoveAddress(address);
        }

        if (After is null)
        {
            return [];
        }

        try
        {
            Add(session, addresses, After, cancellation);
        }
        catch (Exception e) when (there.Count > 0 && e is LvsException or OperationCanceledException)
        {
            _ = session.Host.Network.AddAddress(there[0]);
            throw;
        }

        return [];
    }

    private void Add(LvsSession session, HostVirtualAddresses addresses, LvsDesiredVirtualAddress after, CancellationToken cancellation)
    {
        VirtualAddressPlan plan = addresses.PlanToAdd(Request with { PrefixLength = Length });
        if (after.Announce)
        {
            HostVirtualAddresses.RequireAnnounceable(plan);
        }

        if (!plan.IsThere)
        {
            addresses.RequireUnused(plan, cancellation);
            _ = session.Host.Network.AddAddress(plan.Address);
        }

        for (int i = 0; after.Announce && i < Announcements; i++)
        {
            session.Host.Network.Announce(plan.Link.Name, plan.Address.Address);
        }
    }

    /// <summary>What is not named may be as it is.</summary>
    private static bool IsAs(LvsDesiredVirtualAddress now, LvsDesiredVirtualAddress wanted) =>
        (wanted.Broadcast is null || wanted.Broadcast.Equals(now.Broadcast)) && (wanted.Label is null || wanted.Label == now.Label);

    private string Line(string verb) => $"ip addr {verb} {Text} dev {VirtualAddress.Interface}";

    private LvsDesiredVirtualAddress? Find(LiveState host) => host.Address(VirtualAddress.Address, Length, VirtualAddress.Interface);
}
