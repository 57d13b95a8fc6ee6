using System.Management.Automation;

namespace LvsPS.Commands;

/// <summary>Get-LvsInfo: the version of the kernel's IPVS and the size of its connection table.</summary>
[Cmdlet(VerbsCommon.Get, "LvsInfo")]
[OutputType(typeof(LvsInfo))]
public sealed class GetLvsInfoCommand : LvsSessionCommand
{
    /// <inheritdoc/>
    protected override void EndInput() => WriteObject(ClientFor().GetInfo(Cancellation));
}
