using System.Management.Automation;
using System.Net;
using LvsPS.Binding;

namespace LvsPS.Commands;

/// <summary>What the cmdlets for virtual addresses share: addresses by name, from services, and from each other.</summary>
public abstract class LvsVirtualAddressCommand : LvsSessionCommand
{
    /// <summary>The addresses.</summary>
    [Parameter(Position = 0)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(VirtualAddressCompleter))]
    public string[]? Address { get; set; }

    /// <summary>
    /// An address, or what has one: a service, a virtual address, or anything with a property VirtualAddress or Address. Not by property
    /// name, since an IPAddress has a property of that name too, which IPv6 ones refuse to give.
    /// </summary>
    [Parameter(ValueFromPipeline = true)]
    [ArgumentCompleter(typeof(NothingCompleter))]
    public object? InputObject { get; set; }

    /// <summary>The session that the input was read from, unless -Session names one.</summary>
    private protected LvsSession InputSession => Session ?? Input switch
    {
        LvsVirtualAddress address => address.Origin.Session,
        LvsService service => service.Service.Origin,
        LvsServiceId service => service.Origin,
        _ => null,
    } ?? CurrentSession;

    /// <summary>Whether there is an address to work on.</summary>
    private protected bool IsAddressNamed => Address is not null || Input is not null;

    private object? Input => InputObject is PSObject wrapped ? wrapped.BaseObject : InputObject;

    /// <summary>The addresses as text.</summary>
    /// <returns>Those of -Address, else those of the input.</returns>
    /// <exception cref="LvsInputException">There is none, or the input has none.</exception>
    private protected IReadOnlyList<string> Named()
    {
        if (Address is not null || Input is null)
        {
            return Address ?? throw NoAddress("No address is named.", null);
        }

        return Input switch
        {
            string text => [text],
            IPAddress address => [address.ToString()],
            LvsServiceId id => Of(id),
            LvsService service => Of(service.Service),
            _ when IsOfService() => throw new LvsInputException(
                LvsErrorId.InvalidEndpoint,
                $"{InputObject} is a real server or belongs to one; its address is not a virtual address.",
                InputObject,
                "Pipe in what Get-LvsService or Get-LvsVirtualAddress gives."),
            _ => Property("VirtualAddress") ?? Property("Address") ?? throw NoAddress($"{InputObject} has no virtual address.", InputObject),
        };
    }

    /// <summary>Reads the services of a director; none where its kernel has no ip_vs, as on a real server.</summary>
    /// <param name="session">The director.</param>
    /// <returns>Their identities.</returns>
    private protected IEnumerable<LvsServiceId> ServicesOf(LvsSession session)
    {
        try
        {
            return [.. ReadServices(ClientOf(session), withRealServers: false).Select(s => s.Service)];
        }
        catch (LvsException e) when (e.ErrorId == LvsErrorId.IpvsNotAvailable)
        {
            return [];
        }
    }

    private static IReadOnlyList<string> Of(LvsServiceId id) =>
        id.Fault is LvsInputException fault ? throw fault
        : id.VirtualAddress is IPAddress address ? [address.ToString()]
        : throw NoAddress($"The service {id} has no address: packets reach it by their mark.", id);

    private static LvsInputException NoAddress(string message, object? target) => new(
        LvsErrorId.InvalidEndpoint, message, target, "Give -Address, or pipe in services that have one.");

    private string[]? Property(string name) => PSObject.AsPSObject(InputObject).Properties[name]?.Value switch
    {
        null => null,
        string text => string.IsNullOrWhiteSpace(text) ? null : [text],
        System.Collections.IEnumerable list => [.. list.Cast<object>().Select(item => $"{item}")],
        var one => [one.ToString()!],
    };

    /// <summary>A real server and its statistics have the property Address too, which is another's address.</summary>
    private bool IsOfService()
    {
        PSMemberInfoCollection<PSPropertyInfo> properties = PSObject.AsPSObject(InputObject).Properties;
        return properties["Service"] is not null && properties["VirtualAddress"] is null;
    }
}
