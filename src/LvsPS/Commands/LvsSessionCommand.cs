using System.Management.Automation;
using LvsPS.Binding;

namespace LvsPS.Commands;

/// <summary>What all cmdlets that work on a director share: its session, and how changes are made.</summary>
public abstract class LvsSessionCommand : LvsCommand
{
    private readonly Dictionary<LvsSession, TracedClient> _traced = [];

    /// <summary>The director, or its name or number; without it the one that the input was read from, else the default.</summary>
    [Parameter]
    [ValidateNotNull]
    [SessionTransformation]
    [ArgumentCompleter(typeof(SessionCompleter))]
    public LvsSession? Session { get; set; }

    /// <summary>The session of cmdlets whose input names no service.</summary>
    private protected LvsSession CurrentSession => Session ?? SessionTable.Default;

    private bool IsDebugging =>
        MyInvocation.BoundParameters.TryGetValue("Debug", out object? given)
            ? (SwitchParameter)given
            : GetVariableValue("DebugPreference") is not (null or ActionPreference.SilentlyContinue or ActionPreference.Ignore);

    /// <summary>The director that a service lies on.</summary>
    /// <param name="service">The service that was given, or null.</param>
    /// <returns>The session.</returns>
    private protected LvsSession SessionFor(LvsServiceId? service) => Session ?? service?.Origin ?? SessionTable.Default;

    /// <summary>The client of the director that a service lies on.</summary>
    /// <param name="service">The service that was given, or null.</param>
    /// <returns>The client.</returns>
    protected ILvsClient ClientFor(LvsServiceId? service = null)
    {
        return ClientOf(service?.Origin);
    }

    /// <summary>The client of -Session, else of where the input was read, else of the default session.</summary>
    /// <param name="origin">Where the input was read.</param>
    /// <returns>The client.</returns>
    private protected ILvsClient ClientOf(LvsSession? origin)
    {
        LvsSession session = Session ?? origin ?? SessionTable.Default;
        ILvsClient client = session.Client;
        if (!IsDebugging)
        {
            return client;
        }

        if (!_traced.TryGetValue(session, out TracedClient? traced))
        {
            _traced.Add(session, traced = new TracedClient(client, WriteDebug));
        }

        return traced;
    }

    /// <summary>
    /// Makes one change: it is described and, where it may be made, computed again from what is there under the lock, made, and
    /// read back.
    /// </summary>
    /// <param name="client">The director.</param>
    /// <param name="compute">Computes the change from what is there; null where nothing has to be changed.</param>
    /// <returns>The change that was made; null where there was none to make, and under -WhatIf or a refused -Confirm.</returns>
    /// <exception cref="LvsException">It could not be made.</exception>
    protected LvsChange? Make(ILvsClient client, Func<LvsChange?> compute)
    {
        LvsChange? change = compute();
        if (change is null || !MayMake(change))
        {
            return null;
        }

        using (client.Lock(Cancellation))
        {
            change = compute();
            if (change is null)
            {
                return null;
            }

            Tell($"ipvsadm {change.Rule}");
            LvsChangeResult result = new PlanExecutor(client).Execute(LvsPlan.Of(change), null, Cancellation)[0];
            if (result.Error is LvsException failure)
            {
                throw failure;
            }

            ReadBack(client, change);
            return change;
        }
    }

    /// <summary>Whether nothing may be changed, so that -PassThru can show what would be.</summary>
    protected bool IsWhatIf =>
        MyInvocation.BoundParameters.TryGetValue("WhatIf", out object? given)
            ? (SwitchParameter)given
            : LanguagePrimitives.IsTrue(GetVariableValue("WhatIfPreference"));

    /// <summary>Whether anybody sees what <see cref="Tell"/> says.</summary>
    internal bool IsTelling =>
        IsDebugging
        || (MyInvocation.BoundParameters.TryGetValue("Verbose", out object? given)
            ? ((SwitchParameter)given).IsPresent
            : GetVariableValue("VerbosePreference") is not (null or ActionPreference.SilentlyContinue or ActionPreference.Ignore));

    /// <summary>
    /// Under -WhatIf, finds in the table what the kernel would answer an addition, so that what could not be done is not promised.
    /// </summary>
    /// <param name="client">The director.</param>
    /// <param name="change">A service or a real server that is to be added.</param>
    /// <returns>The change.</returns>
    /// <exception cref="LvsException">It is there already, or its service is not.</exception>
    private protected LvsChange Foreseen(ILvsClient client, LvsChange change)
    {
        bool isThere = false;
        if (IsWhatIf && change is LvsServiceChange { Service: LvsServiceId service })
        {
            isThere = client.FindService(service, Cancellation) is not null;
        }
        else if (IsWhatIf && change is LvsRealServerChange { RealServer: LvsRealServer server })
        {
            IReadOnlyList<LvsRealServer> servers = client.ReadRealServers(server.Service, Cancellation);
            if (servers.Count == 0)
            {
                Find(client, server.Service);
            }

            isThere = servers.Any(s => s.IsSameServer(server));
        }

        return isThere ? throw KernelErrors.IsThere(change) : change;
    }

    /// <summary>
    /// Says something that -Verbose shows. PowerShell turns verbose lines into questions under -Debug, where such a line is one more
    /// debug line instead.
    /// </summary>
    /// <param name="line">The line.</param>
    internal void Tell(string line)
    {
        if (MyInvocation.BoundParameters.ContainsKey("Debug") && !MyInvocation.BoundParameters.ContainsKey("Verbose"))
        {
            WriteDebug(line);
        }
        else
        {
            WriteVerbose(line);
        }
    }

    /// <summary>Asks -WhatIf and -Confirm for a change.</summary>
    /// <param name="change">The change.</param>
    /// <returns>Whether it may be made.</returns>
    protected bool MayMake(LvsChange change) => ShouldProcess($"{change.Description}.", $"{change.Description}?", "LvsPS");

    /// <summary>Says what is kept otherwise than it is now.</summary>
    /// <param name="kept">What would be kept.</param>
    private protected void Advise(HostDocumentChange kept)
    {
        if (!IsWhatIf && kept.Advice is string advice)
        {
            WriteWarning(advice);
        }
    }

    /// <summary>Whether -Confirm, or the user's $ConfirmPreference, makes a question of every change.</summary>
    private protected bool IsAsking => !IsWhatIf
        && (MyInvocation.BoundParameters.TryGetValue("Confirm", out object? given)
            ? ((SwitchParameter)given).IsPresent
            : GetVariableValue("ConfirmPreference") is ConfirmImpact.Low or ConfirmImpact.Medium);

    /// <summary>-WhatIf shows the whole plan; -Confirm asks once, since half of a plan is nobody's wish.</summary>
    /// <param name="source">Where the plan comes from, for the question.</param>
    /// <param name="plan">The plan.</param>
    /// <returns>Whether it may be carried out.</returns>
    private protected bool MayApply(string source, LvsPlan plan)
    {
        if (plan.IsEmpty)
        {
            return true;
        }

        if (IsWhatIf)
        {
            foreach (LvsChange change in plan.Changes)
            {
                _ = MayMake(change);
            }

            return false;
        }

        string what = $"Make {ChangeText.Count(plan.Changes.Count, "change")} by {source}";
        return ShouldProcess($"{what}.", $"{what}? -WhatIf shows them.", "LvsPS");
    }

    /// <summary>Asks -WhatIf and -Confirm for each step of a change to the host. The steps are one whole: where one is refused, none is done.</summary>
    /// <param name="steps">The steps, in order.</param>
    /// <returns>Whether they may be done.</returns>
    private protected bool MayDo(IEnumerable<HostStep> steps)
    {
        bool mayDo = true;
        foreach (HostStep step in steps)
        {
            mayDo &= ShouldProcess($"{step.Sentence}.", $"{step.Sentence}?", "LvsPS");
            if (!mayDo && !IsWhatIf)
            {
                return false;
            }
        }

        return mayDo;
    }

    /// <summary>Reads the services of a director, with a warning where the table did not hold still.</summary>
    /// <param name="client">The director.</param>
    /// <param name="withRealServers">Whether with their servers.</param>
    /// <returns>The services.</returns>
    protected IReadOnlyList<LvsService> ReadServices(ILvsClient client, bool withRealServers)
    {
        using var progress = new ReadingProgress(this, "Reading services", "services");
        LvsReading reading = client.ReadServices(withRealServers, progress, Cancellation);
        if (reading.IsConsistent)
        {
            return reading.Services;
        }

        WriteWarning("The table changed during each of five readings; this is the last one, and services may be missing or stand twice.");
        return [.. reading.Services.Select(OfChangingTable)];
    }

    /// <summary>Reads a whole table with time-outs and daemons.</summary>
    /// <param name="client">The director.</param>
    /// <returns>The table.</returns>
    /// <exception cref="LvsException">It did not hold still.</exception>
    protected LvsTable ReadTable(ILvsClient client)
    {
        using var progress = new ReadingProgress(this, "Reading services", "services");
        LvsReading reading = client.ReadServices(withRealServers: true, progress, Cancellation);
        return reading.IsConsistent
            ? new LvsTable
            {
                Services = reading.Services,
                Timeout = client.ReadTimeout(Cancellation),
                SyncDaemons = client.ReadSyncDaemons(Cancellation),
            }
            : throw TableChanging();
    }

    /// <summary>Finds a service that was named exactly.</summary>
    /// <param name="client">The director.</param>
    /// <param name="id">The service.</param>
    /// <returns>The service.</returns>
    /// <exception cref="LvsException">There is none.</exception>
    protected LvsService Find(ILvsClient client, LvsServiceId id) =>
        client.FindService(id, Cancellation) ?? (IsWhatIf ? id.Planned : null) ?? throw NotFound(id);

    /// <summary>The error for a service that was named exactly and is not there.</summary>
    /// <param name="id">The service.</param>
    /// <returns>The error.</returns>
    private protected static LvsException NotFound(LvsServiceId id) => new(
        LvsErrorId.ServiceNotFound,
        $"There is no service {id}.",
        id,
        "Get-LvsService lists the services; New-LvsService makes one.");

    /// <summary>The error for a table that did not hold still, where a wrong reading would be written down or acted upon.</summary>
    /// <returns>The error.</returns>
    private protected static LvsException TableChanging() => new(
        LvsErrorId.TableChanging,
        "The table changed during each of five readings, so there is no whole one to work with. Nothing was done.",
        "table",
        "Find out what keeps changing it, or try again.");

    /// <summary>Marks what a reading gave that was not whole, so that nothing is written down from it further on in the pipeline.</summary>
    private static LvsService OfChangingTable(LvsService service)
    {
        LvsServiceId id = service.Service.OfChangingTable();
        return service with { Service = id, RealServers = service.RealServers?.Select(s => s with { Service = id }).ToList() };
    }

    /// <summary>The kernel has no compare-and-swap: another tool may have written between our reading and our writing.</summary>
    /// <param name="client">The director.</param>
    /// <param name="change">A change that was made.</param>
    private protected void ReadBack(ILvsClient client, LvsChange change)
    {
        bool asWanted = change switch
        {
            LvsServiceChange { Before: not null, After: LvsService after } =>
                client.FindService(after.Service, Cancellation)?.HasSameSettings(after) == true,
            LvsRealServerChange { Before: not null, After: LvsRealServer after } =>
                client.ReadRealServers(after.Service, Cancellation).Any(s => s.HasSameSettings(after)),
            LvsTimeoutChange timeout => timeout.IsDone(new TableIndex(new LvsTable { Timeout = client.ReadTimeout(Cancellation) })),
            LvsSyncDaemonChange { After: LvsSyncDaemon after } => client.ReadSyncDaemons(Cancellation).Any(d => TableDiffer.SameDaemon(d, after)),
            _ => true,
        };
        if (!asWanted)
        {
            WriteWarning($"{change.Description}: done, but what is read back differs. Another tool seems to change the same table.");
        }
    }
}
