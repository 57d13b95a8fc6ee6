using System.Diagnostics;
using System.Management.Automation;
using System.Net;
using System.Net.Sockets;
using LvsPS.Binding;

namespace LvsPS.Commands;

/// <summary>Add-LvsVirtualAddress: puts virtual addresses on an interface of this host; ip addr add, arping.</summary>
[Cmdlet(VerbsCommon.Add, "LvsVirtualAddress", SupportsShouldProcess = true)]
[OutputType(typeof(LvsVirtualAddress))]
public sealed class AddLvsVirtualAddressCommand : LvsVirtualAddressCommand
{
    private static readonly TimeSpan s_tick = TimeSpan.FromMilliseconds(200);

    private readonly List<(LvsSession Session, string Interface, IPAddress Address)> _announced = [];
    private long _lastAnnounced;

    /// <summary>The interface; without it, the one whose network the address is in.</summary>
    [Parameter(Position = 1, ValueFromPipelineByPropertyName = true)]
    [OptionalTransformation]
    [ArgumentCompleter(typeof(InterfaceCompleter))]
    public string? Interface { get; set; }

    /// <summary>The length of the prefix; 32 or 128 without it.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [WholeNumberTransformation]
    [ArgumentCompleter(typeof(NothingCompleter))]
    public int? PrefixLength { get; set; }

    /// <summary>The broadcast address (IPv4); the last of the prefix without it.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [OptionalTransformation]
    public string? Broadcast { get; set; }

    /// <summary>The label (IPv4), such as eth0:0.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [OptionalTransformation]
    public string? Label { get; set; }

    /// <summary>Neighbours are told that the address is here.</summary>
    [Parameter]
    public SwitchParameter Announce { get; set; }

    /// <summary>How many messages are sent at once.</summary>
    [Parameter]
    [ValidateRange(1, 100)]
    [ArgumentCompleter(typeof(NothingCompleter))]
    public int AnnounceCount { get; set; } = 5;

    /// <summary>The time after which as many are sent once more; 0 for not again.</summary>
    [Parameter]
    [DurationTransformation]
    [ArgumentCompleter(typeof(NothingCompleter))]
    public TimeSpan AnnounceInterval { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>An address that another host answers for is taken all the same.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>It is put back after a reboot, by Restore-LvsHost.</summary>
    [Parameter]
    public SwitchParameter Persist { get; set; }

    /// <summary>The addresses are emitted as they are then.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override void ProcessInput()
    {
        foreach (string text in Named())
        {
            Try(() => Add(InputSession, RequestFor(text)));
        }
    }

    /// <inheritdoc/>
    protected override void EndInput()
    {
        if (_announced.Count == 0 || AnnounceInterval <= TimeSpan.Zero)
        {
            return;
        }

        var progress = new ProgressRecord(0, "Announcing virtual addresses", "Waiting to announce them once more");
        while (Stopwatch.GetElapsedTime(_lastAnnounced) is TimeSpan passed && passed < AnnounceInterval)
        {
            TimeSpan left = AnnounceInterval - passed;
            progress.PercentComplete = (int)(100 * (passed / AnnounceInterval));
            progress.SecondsRemaining = (int)Math.Ceiling(left.TotalSeconds);
            WriteProgress(progress);
            _ = Cancellation.WaitHandle.WaitOne(left < s_tick ? left : s_tick);
            Cancellation.ThrowIfCancellationRequested();
        }

        progress.RecordType = ProgressRecordType.Completed;
        WriteProgress(progress);
        foreach ((LvsSession session, string name, IPAddress address) in _announced)
        {
            Try(() => Send(session, name, address));
        }
    }

    private VirtualAddressRequest RequestFor(string text)
    {
        VirtualAddressRequest request = VirtualAddressRequest.Parse(text);
        return request with
        {
            Interface = string.IsNullOrEmpty(Interface) ? null : Interface,
            PrefixLength = PrefixLength ?? request.PrefixLength,
            Broadcast = string.IsNullOrEmpty(Broadcast) ? null : LvsEndpoint.TryAddress(Broadcast) ?? throw new LvsInputException(
                LvsErrorId.InvalidVirtualAddress, $"'{Broadcast}' is no broadcast address.", text, "Write an IPv4 address, or leave -Broadcast out."),
            Label = string.IsNullOrEmpty(Label) ? null : Label,
        };
    }

    private void Add(LvsSession session, VirtualAddressRequest request)
    {
        var addresses = new HostVirtualAddresses(session);
        VirtualAddressPlan plan = addresses.PlanToAdd(request);
        if (Announce)
        {
            HostVirtualAddresses.RequireAnnounceable(plan);
        }

        if (!plan.IsThere && !Force)
        {
            addresses.RequireUnused(plan, Cancellation);
        }

        HostStep step = StepFor(session, plan.Address);
        bool adds = !plan.IsThere && ShouldProcess($"{step.Sentence}.", $"{step.Sentence}?", "LvsPS");
        bool announces = Announce && (adds || plan.IsThere || IsWhatIf) && MayAnnounce(plan);
        bool keeps = (adds || plan.IsThere || IsWhatIf) && KeptFor(session, plan).Steps() is { Count: > 0 } steps && MayDo(steps);
        if (adds || announces || keeps)
        {
            plan = Make(session, addresses, request, plan, announces, keeps);
        }

        if (plan.IsThere && Differs(request, plan.Address))
        {
            WriteWarning($"{plan.Address.Address} is on {plan.Link.Name} already, with another label or broadcast address; it is left as it is.");
        }

        if (PassThru && (adds || plan.IsThere || IsWhatIf))
        {
            WriteObject(IsWhatIf && !plan.IsThere
                ? addresses.RowOf(plan.Address, isServed: false, [])
                : addresses.Read(ServicesOf(session)).FirstOrDefault(a =>
                    a.Address.Equals(plan.Address.Address) && a.Interface == plan.Link.Name && a.PrefixLength == plan.Address.PrefixLength)
                    ?? addresses.RowOf(plan.Address, isServed: true, []));
        }
    }

    /// <summary>Adds it, where it is not there by now, and announces it; where it cannot be announced, it is not added either.</summary>
    private VirtualAddressPlan Make(LvsSession session, HostVirtualAddresses addresses, VirtualAddressRequest request, VirtualAddressPlan plan, bool announces, bool keeps)
    {
        using IDisposable held = ClientOf(session).Lock(Cancellation);
        if (!plan.IsThere)
        {
            plan = addresses.PlanToAdd(request);
        }

        return HostTransaction.Run(
            transaction =>
            {
                if (keeps)
                {
                    KeptFor(session, plan).Do(transaction);
                }

                if (!plan.IsThere)
                {
                    HostAddress address = plan.Address;
                    transaction.Do(
                        StepFor(session, address),
                        () => _ = session.Host.Network.AddAddress(address),
                        () => _ = session.Host.Network.RemoveAddress(address));
                }

                if (announces)
                {
                    Send(session, plan.Link.Name, plan.Address.Address);
                    _announced.Add((session, plan.Link.Name, plan.Address.Address));
                }

                return plan;
            },
            Tell);
    }

    private HostDocumentChange KeptFor(LvsSession session, VirtualAddressPlan plan) => HostDocumentChange.Keep(
        session, Persist, $"{plan.Address.Address} on {plan.Link.Name}", d => d.With(KeptAddress.Of(plan.Address, Announce)));

    private void Send(LvsSession session, string name, IPAddress address)
    {
        for (int i = 0; i < AnnounceCount; i++)
        {
            Cancellation.ThrowIfCancellationRequested();
            session.Host.Network.Announce(name, address);
        }

        _lastAnnounced = Stopwatch.GetTimestamp();
    }

    private bool MayAnnounce(VirtualAddressPlan plan)
    {
        string kind = plan.Address.Address.AddressFamily == AddressFamily.InterNetwork ? "gratuitous ARP" : "neighbour advertisements";
        string again = AnnounceInterval > TimeSpan.Zero ? FormattableString.Invariant($", and again after {AnnounceInterval.TotalSeconds:0.###} s") : string.Empty;
        string sentence = $"Announce {plan.Address.Address} on {plan.Link.Name} by {kind}, {AnnounceCount} at once{again}";
        return ShouldProcess($"{sentence}.", $"{sentence}?", "LvsPS");
    }

    private static HostStep StepFor(LvsSession session, HostAddress address) => new AddressCell(session, address).Step(null, HostCells.Present);

    private static bool Differs(VirtualAddressRequest request, HostAddress there) =>
        (request.Label is not null && request.Label != there.Label) || (request.Broadcast is not null && !request.Broadcast.Equals(there.Broadcast));
}
