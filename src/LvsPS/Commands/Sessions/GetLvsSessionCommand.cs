using System.Management.Automation;
using LvsPS.Binding;

namespace LvsPS.Commands;

/// <summary>Get-LvsSession: the sessions of this process.</summary>
[Cmdlet(VerbsCommon.Get, "LvsSession", DefaultParameterSetName = "Name")]
[OutputType(typeof(LvsSession))]
public sealed class GetLvsSessionCommand : LvsCommand
{
    /// <summary>Names; wildcards are allowed.</summary>
    [Parameter(Position = 0, ParameterSetName = "Name")]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string[]? Name { get; set; }

    /// <summary>Numbers of sessions.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "Id")]
    [ArgumentCompleter(typeof(NothingCompleter))]
    public int[]? Id { get; set; }

    /// <summary>Only the session that cmdlets use without -Session.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "Default")]
    public SwitchParameter Default { get; set; }

    /// <inheritdoc/>
    protected override void EndInput()
    {
        IReadOnlyList<LvsSession> all = SessionTable.All;
        switch (ParameterSetName)
        {
            case "Default":
                WriteObject(all.Where(s => s.IsDefault), enumerateCollection: true);
                break;
            case "Id":
                foreach (int id in Id!)
                {
                    Report(all.Where(s => s.Id == id), isExact: true, id);
                }

                break;
            default:
                foreach (string name in Name ?? ["*"])
                {
                    var pattern = WildcardPattern.Get(name, WildcardOptions.IgnoreCase);
                    Report(all.Where(s => pattern.IsMatch(s.Name)), !WildcardPattern.ContainsWildcardCharacters(name), name);
                }

                break;
        }
    }

    private void Report(IEnumerable<LvsSession> found, bool isExact, object what)
    {
        List<LvsSession> sessions = [.. found];
        if (sessions.Count == 0 && isExact)
        {
            Fail(new LvsException(
                LvsErrorId.SessionNotFound, $"There is no session {what}.", what, "Get-LvsSession without parameters lists them; New-LvsSession makes one."));
        }

        WriteObject(sessions, enumerateCollection: true);
    }
}
