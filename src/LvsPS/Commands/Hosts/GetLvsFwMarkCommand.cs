using System.Management.Automation;
using System.Net.Sockets;
using LvsPS.Binding;

namespace LvsPS.Commands;

/// <summary>Get-LvsFwMark: what packets get which firewall mark; nft list table inet lvsps.</summary>
[Cmdlet(VerbsCommon.Get, "LvsFwMark")]
[OutputType(typeof(LvsFwMark))]
public sealed class GetLvsFwMarkCommand : LvsFwMarkTargetCommand
{
    /// <summary>Only these marks.</summary>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    [Alias("FwMark")]
    [WholeNumberTransformation]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(FwMarkCompleter))]
    public uint[]? Mark { get; set; }

    /// <summary>Only packets of this family.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [AddressFamilyTransformation]
    public AddressFamily? AddressFamily { get; set; }

    /// <inheritdoc/>
    protected override void ProcessInput()
    {
        if (Mark is null && MyInvocation.ExpectingInput)
        {
            return;
        }

        foreach (uint mark in Mark ?? [])
        {
            _ = Checked(mark);
        }

        (IReadOnlyList<LvsFwMark> marks, IReadOnlyList<string> warnings) = new FwMarks(MarkSession).Read();
        foreach (string warning in warnings)
        {
            WriteWarning(warning);
        }

        marks = [.. marks.Where(m => AddressFamily is null || m.AddressFamily == AddressFamily)];
        if (Mark is null)
        {
            WriteObject(marks, enumerateCollection: true);
            return;
        }

        foreach (uint mark in Mark)
        {
            List<LvsFwMark> found = [.. marks.Where(m => m.FwMark == mark)];
            if (found.Count == 0)
            {
                Fail(NotFound(mark, AddressFamily));
            }

            WriteObject(found, enumerateCollection: true);
        }
    }
}
