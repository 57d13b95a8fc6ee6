using System.Management.Automation;
using LvsPS.Binding;

namespace LvsPS.Commands;

/// <summary>Get-LvsVirtualAddress: the virtual addresses of the table and of this host, and whether this host serves them.</summary>
[Cmdlet(VerbsCommon.Get, "LvsVirtualAddress")]
[OutputType(typeof(LvsVirtualAddress))]
public sealed class GetLvsVirtualAddressCommand : LvsVirtualAddressCommand
{
    /// <summary>Only addresses on these interfaces; wildcards are allowed.</summary>
    [Parameter(Position = 1)]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(InterfaceCompleter))]
    public string[]? Interface { get; set; }

    /// <summary>Only addresses that services listen at and this host does not serve.</summary>
    [Parameter]
    public SwitchParameter NotServed { get; set; }

    /// <inheritdoc/>
    protected override void ProcessInput()
    {
        if (!IsAddressNamed && MyInvocation.ExpectingInput)
        {
            return;
        }

        LvsAddressFilter[]? addresses = LvsAddressFilter.Parse(IsAddressNamed ? [.. Named()] : null);
        WildcardPattern[]? interfaces = Interface?.Select(i => WildcardPattern.Get(i, WildcardOptions.None)).ToArray();
        WriteObject(
            new HostVirtualAddresses(InputSession).Read(ServicesOf(InputSession)).Where(a =>
                (addresses is null || addresses.Any(f => f.Matches(a.Address)))
                && (interfaces is null || (a.Interface is string name && interfaces.Any(p => p.IsMatch(name))))
                && (!NotServed || !a.IsServed)),
            enumerateCollection: true);
    }
}
