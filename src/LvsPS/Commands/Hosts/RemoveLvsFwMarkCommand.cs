using System.Management.Automation;
using System.Net.Sockets;
using LvsPS.Binding;

namespace LvsPS.Commands;

/// <summary>Remove-LvsFwMark: packets no longer get a firewall mark.</summary>
[Cmdlet(VerbsCommon.Remove, "LvsFwMark", SupportsShouldProcess = true)]
[OutputType(typeof(LvsFwMark))]
public sealed class RemoveLvsFwMarkCommand : LvsFwMarkTargetCommand
{
    /// <summary>The marks.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [Alias("FwMark")]
    [WholeNumberTransformation]
    [ArgumentCompleter(typeof(FwMarkCompleter))]
    public uint[] Mark { get; set; } = [];

    /// <summary>Of packets of this family only.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [AddressFamilyTransformation]
    public AddressFamily? AddressFamily { get; set; }

    /// <summary>The marks are emitted as they were.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override void ProcessInput()
    {
        foreach (uint mark in Mark)
        {
            Try(() => Remove(Checked(mark)));
        }
    }

    private void Remove(uint mark)
    {
        LvsSession session = MarkSession;
        var marks = new FwMarks(session);
        var kept = HostDocumentChange.Drop(session, $"the mark {mark}", d => d.WithoutMark(mark, AddressFamily));
        List<HostStep> steps = [.. marks.StepToRemove(mark, AddressFamily) is HostStep step ? new[] { step } : [], .. kept.Steps()];
        if (steps.Count == 0)
        {
            throw NotFound(mark, AddressFamily);
        }

        if (!MayDo(steps))
        {
            return;
        }

        IEnumerable<LvsFwMark> before = PassThru
            ? marks.Read().Marks.Where(m => m.FwMark == mark && (AddressFamily is null || m.AddressFamily == AddressFamily))
            : [];
        using (session.Client.Lock(Cancellation))
        {
            marks.Remove(mark, AddressFamily, Tell, kept.Do);
        }

        WriteObject(before, enumerateCollection: true);
    }
}
