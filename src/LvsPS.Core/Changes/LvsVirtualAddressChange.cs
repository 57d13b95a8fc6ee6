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
        : $"Add the virtual address {Text} to {VirtualAddress.Interface}{(VirtualAddress.Announce ? ", and announce it" : string.Empty)}";

    /// <inheritdoc/>
    public override string Rule => $"ip addr {(After is null ? "del" : "add")} {Text} dev {VirtualAddress.Interface}";

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
    internal override bool IsDone(TableIndex table) => table.Host is LiveState host && Find(host) is null == After is null;

    /// <inheritdoc/>
    internal override LvsChange? From(TableIndex table)
    {
        // Taken back, it comes to the interface that it was on, and with what it had.
        return After is null && table.Host is LiveState host
            ? Find(host) is LvsDesiredVirtualAddress now ? new LvsVirtualAddressChange(now, null) { Reason = Reason } : null
            : this;
    }

    /// <inheritdoc/>
    internal override IReadOnlyList<string> Make(LvsSession session, Action<string>? tell, CancellationToken cancellation)
    {
        var addresses = new HostVirtualAddresses(session);
        tell?.Invoke(Rule);
        if (After is null)
        {
            foreach (HostAddress address in addresses.PlanToRemove(Request with { PrefixLength = Length, Broadcast = null, Label = null }))
            {
                _ = session.Host.Network.RemoveAddress(address);
            }

            return [];
        }

        VirtualAddressPlan plan = addresses.PlanToAdd(Request with { PrefixLength = Length });
        if (After.Announce)
        {
            HostVirtualAddresses.RequireAnnounceable(plan);
        }

        if (!plan.IsThere)
        {
            addresses.RequireUnused(plan, cancellation);
            _ = session.Host.Network.AddAddress(plan.Address);
        }

        for (int i = 0; After.Announce && i < Announcements; i++)
        {
            session.Host.Network.Announce(plan.Link.Name, plan.Address.Address);
        }

        return [];
    }

    private LvsDesiredVirtualAddress? Find(LiveState host) => host.Address(VirtualAddress.Address, Length, VirtualAddress.Interface);
}
