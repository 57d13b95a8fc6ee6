using System.Management.Automation;
using LvsPS.Binding;

namespace LvsPS.Commands;

/// <summary>Remove-LvsVirtualAddress: takes virtual addresses from an interface of this host; ip addr del.</summary>
[Cmdlet(VerbsCommon.Remove, "LvsVirtualAddress", SupportsShouldProcess = true)]
[OutputType(typeof(LvsVirtualAddress))]
public sealed class RemoveLvsVirtualAddressCommand : LvsVirtualAddressCommand
{
    /// <summary>The interface; without it, the one that has the address.</summary>
    [Parameter(Position = 1, ValueFromPipelineByPropertyName = true)]
    [OptionalTransformation]
    [ArgumentCompleter(typeof(InterfaceCompleter))]
    public string? Interface { get; set; }

    /// <summary>The length of the prefix; 32 or 128 without it.</summary>
    [Parameter]
    [WholeNumberTransformation]
    [ArgumentCompleter(typeof(NothingCompleter))]
    public int? PrefixLength { get; set; }

    /// <summary>The removed addresses are emitted as they were.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override void ProcessInput()
    {
        foreach (string text in Named())
        {
            Try(() =>
            {
                VirtualAddressRequest request = VirtualAddressRequest.Parse(text);
                Remove(InputSession, request with
                {
                    Interface = string.IsNullOrEmpty(Interface) ? null : Interface,
                    PrefixLength = PrefixLength ?? request.PrefixLength,
                });
            });
        }
    }

    private void Remove(LvsSession session, VirtualAddressRequest request)
    {
        var addresses = new HostVirtualAddresses(session);
        foreach (HostAddress address in addresses.PlanToRemove(request))
        {
            HostStep step = new AddressCell(session, address).Step(HostCells.Present, null);
            bool removes = ShouldProcess($"{step.Sentence}.", $"{step.Sentence}?", "LvsPS");
            LvsVirtualAddress? before = PassThru && (removes || IsWhatIf)
                ? addresses.Read(ServicesOf(session)).FirstOrDefault(a => a.Address.Equals(address.Address) && a.Interface == address.Interface)
                    ?? addresses.RowOf(address, isServed: true, [])
                : null;
            if (removes)
            {
                using IDisposable held = ClientOf(session).Lock(Cancellation);
                Tell(step.Line);
                _ = session.Host.Network.RemoveAddress(address);
            }

            if (before is not null)
            {
                WriteObject(before);
            }
        }

        var kept = HostDocumentChange.Drop(session, $"{request.Address}", d => d.WithoutAddress(request.Address, request.Interface));
        if (kept.Steps() is { Count: > 0 } steps && MayDo(steps))
        {
            using IDisposable held = ClientOf(session).Lock(Cancellation);
            kept.Do(Tell);
        }
    }
}
