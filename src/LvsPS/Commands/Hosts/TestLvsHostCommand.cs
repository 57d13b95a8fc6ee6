using System.Management.Automation;
using LvsPS.Binding;

namespace LvsPS.Commands;

/// <summary>Test-LvsHost: finds what keeps a director or a real server from working as it should, with the line that mends it.</summary>
[Cmdlet(VerbsDiagnostic.Test, "LvsHost", DefaultParameterSetName = "Findings")]
[OutputType(typeof(LvsHostFinding), ParameterSetName = ["Findings"])]
[OutputType(typeof(bool), ParameterSetName = ["Quiet"])]
public sealed class TestLvsHostCommand : LvsSessionCommand
{
    /// <summary>Words of findings that are wanted; wildcards are allowed.</summary>
    [Parameter(Position = 0)]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(HostFindingCompleter))]
    public string[] Id { get; set; } = ["*"];

    /// <summary>What the host is to be; without it, that is found out.</summary>
    [Parameter]
    public LvsHostRole Role { get; set; }

    /// <summary>The virtual addresses that this real server is to serve; without it, those that it does serve.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [VirtualAddressTransformation]
    public string[]? VirtualAddress { get; set; }

    /// <summary>How packets reach this real server.</summary>
    [Parameter]
    [RealServerModeTransformation]
    public LvsRealServerMode Mode { get; set; }

    /// <summary>Says only whether nothing hinders.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "Quiet")]
    public SwitchParameter Quiet { get; set; }

    /// <inheritdoc/>
    protected override void EndInput()
    {
        bool IsGiven(string name) => MyInvocation.BoundParameters.ContainsKey(name);
        bool isOfRealServer = VirtualAddress is not null || IsGiven(nameof(Mode));
        if (isOfRealServer && IsGiven(nameof(Role)) && Role == LvsHostRole.Director)
        {
            throw new LvsInputException(
                LvsErrorId.InvalidRealServerHost,
                $"-{(VirtualAddress is null ? nameof(Mode) : nameof(VirtualAddress))} is for a real server, and the role is {Role}.",
                Role,
                "Write -Role RealServer, or leave it out.");
        }

        LvsSession session = CurrentSession;
        var reader = new HostPictureReader(session)
        {
            Role = IsGiven(nameof(Role)) ? Role : isOfRealServer ? LvsHostRole.RealServer : null,
            VirtualAddresses = [.. (VirtualAddress ?? []).Select(VirtualAddresses.Parse)],
            Mode = IsGiven(nameof(Mode)) ? Mode : null,
            NamesSession = !session.IsDefault,
        };
        WildcardPattern[] wanted = [.. Id.Select(id => WildcardPattern.Get(id, WildcardOptions.IgnoreCase))];
        LvsHostFinding[] found = [.. HostRules.Examine(reader.Read(Cancellation)).Where(f => wanted.Any(w => w.IsMatch(f.Id)))];
        if (Quiet)
        {
            WriteObject(found.All(f => f.Severity == LvsFindingSeverity.Information));
        }
        else
        {
            WriteObject(found, enumerateCollection: true);
        }
    }
}
