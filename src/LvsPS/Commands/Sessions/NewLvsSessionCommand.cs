using System.Management.Automation;
using LvsPS.Binding;

namespace LvsPS.Commands;

/// <summary>New-LvsSession: names a director that other cmdlets work on.</summary>
[Cmdlet(VerbsCommon.New, "LvsSession", DefaultParameterSetName = "Local")]
[OutputType(typeof(LvsSession))]
public sealed class NewLvsSessionCommand : LvsCommand
{
    /// <summary>The network namespace: a name of 'ip netns', or a path.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = "NetworkNamespace")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(NetworkNamespaceCompleter))]
    public string? NetworkNamespace { get; set; }

    /// <summary>A simulated kernel in memory instead of a real one.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "Simulated")]
    public SwitchParameter Simulated { get; set; }

    /// <summary>A name for the session.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Name { get; set; }

    /// <summary>Cmdlets without -Session use it from now on, in the whole process.</summary>
    [Parameter]
    public SwitchParameter AsDefault { get; set; }

    /// <summary>How long the answers to one send may take; 10 seconds without it.</summary>
    [Parameter]
    [DurationTransformation]
    [ArgumentCompleter(typeof(NothingCompleter))]
    public TimeSpan? Timeout { get; set; }

    /// <inheritdoc/>
    protected override void EndInput()
    {
        if (Timeout is TimeSpan given && given <= TimeSpan.Zero)
        {
            throw new LvsInputException(LvsErrorId.InvalidDuration, "A timeout of zero ends every request at once.", given, "Give a time such as 5 or 500ms.");
        }

        LvsSessionKind kind = ParameterSetName switch
        {
            "Simulated" => LvsSessionKind.Simulated,
            "NetworkNamespace" => LvsSessionKind.NetworkNamespace,
            _ => LvsSessionKind.Local,
        };
        WriteObject(SessionTable.Open(Name, kind, NetworkNamespace, Timeout, AsDefault));
    }
}
