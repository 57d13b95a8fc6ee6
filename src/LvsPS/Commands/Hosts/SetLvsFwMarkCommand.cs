using System.Management.Automation;
using LvsPS.Binding;

namespace LvsPS.Commands;

/// <summary>Set-LvsFwMark: says which packets get a firewall mark; iptables -t mangle -A PREROUTING ... -j MARK.</summary>
[Cmdlet(VerbsCommon.Set, "LvsFwMark", SupportsShouldProcess = true)]
[OutputType(typeof(LvsFwMark))]
public sealed class SetLvsFwMarkCommand : LvsFwMarkTargetCommand
{
    /// <summary>The mark.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [Alias("FwMark")]
    [WholeNumberTransformation]
    [ArgumentCompleter(typeof(NothingCompleter))]
    public uint[] Mark { get; set; } = [];

    /// <summary>The addresses that packets go to; blocks such as 10.0.0.0/28 too.</summary>
    [Parameter(Mandatory = true)]
    [Alias("VirtualAddress")]
    [AllowEmptyCollection]
    public string[] Address { get; set; } = [];

    /// <summary>TCP ports, and ranges such as '8000-8100'.</summary>
    [Parameter]
    [AllowEmptyCollection]
    public string[]? Tcp { get; set; }

    /// <summary>UDP ports, and ranges.</summary>
    [Parameter]
    [AllowEmptyCollection]
    public string[]? Udp { get; set; }

    /// <summary>SCTP ports, and ranges.</summary>
    [Parameter]
    [AllowEmptyCollection]
    public string[]? Sctp { get; set; }

    /// <summary>Packets that are made on this host get the mark too.</summary>
    [Parameter]
    public SwitchParameter IncludeLocal { get; set; }

    /// <summary>It is put back after a reboot, by Restore-LvsHost.</summary>
    [Parameter]
    public SwitchParameter Persist { get; set; }

    /// <summary>The mark is emitted as it is then, for each address family.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override void ProcessInput()
    {
        LvsPortRange[] ports =
            [.. PortRanges.Parse(LvsProtocol.Tcp, Tcp), .. PortRanges.Parse(LvsProtocol.Udp, Udp), .. PortRanges.Parse(LvsProtocol.Sctp, Sctp)];
        if (ports.Length == 0)
        {
            throw PortRanges.None();
        }

        foreach (uint mark in Mark)
        {
            Try(() => Make(new FwMarkRequest(Checked(mark), AddressPools.Blocks(Address), PortSet.Of(ports), IncludeLocal)));
        }
    }

    private void Make(FwMarkRequest request)
    {
        LvsSession session = MarkSession;
        var marks = new FwMarks(session);
        var kept = HostDocumentChange.Keep(session, Persist, $"the mark {request.Mark}", d => d.With(KeptMark.Of(request)));
        IReadOnlyList<HostStep> steps = [.. marks.StepToSet(request) is HostStep step ? new[] { step } : [], .. kept.Steps()];
        if (!MayDo(steps))
        {
            WriteObject(PassThru && IsWhatIf ? marks.Planned(request) : [], enumerateCollection: true);
            return;
        }

        if (steps.Count > 0)
        {
            using (session.Client.Lock(Cancellation))
            {
                marks.Set(request, Tell, kept.Do);
            }
        }

        Advise(kept);

        (IReadOnlyList<LvsFwMark> now, IReadOnlyList<string> warnings) = marks.Read();
        foreach (string warning in warnings)
        {
            WriteWarning(warning);
        }

        now = [.. now.Where(m => m.FwMark == request.Mark)];
        foreach (string table in now.SelectMany(m => m.ClashingTables).Distinct())
        {
            WriteWarning($"The table {table} of nftables sets the mark {request.Mark} as well, so that its packets come to the same service.");
        }

        WriteObject(PassThru ? now : [], enumerateCollection: true);
    }
}
