using System.Management.Automation;

namespace LvsPS.Commands;

/// <summary>Get-LvsTimeout: the time-outs of connections; ipvsadm -L --timeout.</summary>
[Cmdlet(VerbsCommon.Get, "LvsTimeout")]
[OutputType(typeof(LvsTimeout))]
public sealed class GetLvsTimeoutCommand : LvsSessionCommand
{
    /// <inheritdoc/>
    protected override void EndInput() => WriteObject(ClientFor().ReadTimeout(Cancellation));
}
