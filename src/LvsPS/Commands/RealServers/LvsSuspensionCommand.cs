using System.Management.Automation;

namespace LvsPS.Commands;

/// <summary>
/// What Suspend- and Resume-LvsRealServer share: all servers that come by the pipeline are taken together, so that a machine leaves its
/// services, or returns to them, in one change.
/// </summary>
public abstract class LvsSuspensionCommand : LvsRealServerTargetCommand
{
    private readonly Dictionary<LvsSession, Dictionary<LvsRealServer, ILvsClient>> _named = [];

    /// <summary>The real servers are emitted as they are then.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override void ProcessInput() => ForEachNamed((client, named) =>
    {
        LvsSession session = SessionFor(named.Service);
        if (_named.TryGetValue(session, out Dictionary<LvsRealServer, ILvsClient>? servers) && servers.ContainsKey(named))
        {
            return;
        }

        // What is not there is told where it stands in the input.
        _ = Look(client, new SuspensionStore(session.Host.Suspensions), named);
        if (servers is null)
        {
            _named.Add(session, servers = []);
        }

        servers.Add(named, client);
    });

    /// <inheritdoc/>
    protected override void EndInput()
    {
        foreach ((LvsSession session, Dictionary<LvsRealServer, ILvsClient> servers) in _named)
        {
            Try(() => Make(session, servers.Values.First(), [.. servers.Keys]));
        }
    }

    /// <summary>Finds out what is to be done to a server.</summary>
    /// <param name="client">The director.</param>
    /// <param name="store">The suspensions.</param>
    /// <param name="named">The server's identity.</param>
    /// <returns>The step; null where there is nothing to do.</returns>
    private protected abstract SuspensionStep? Look(ILvsClient client, SuspensionStore store, LvsRealServer named);

    /// <summary>Says what is to be known of steps that were made, or would be.</summary>
    /// <param name="session">The session.</param>
    /// <param name="client">Its client.</param>
    /// <param name="steps">The steps.</param>
    private protected abstract void Advise(LvsSession session, ILvsClient client, IReadOnlyList<SuspensionStep> steps);

    private void Make(LvsSession session, ILvsClient client, IReadOnlyList<LvsRealServer> named)
    {
        var store = new SuspensionStore(session.Host.Suspensions);
        IReadOnlyList<LvsRealServer> may = [.. named.Where(n =>
            Look(client, store, n) is not SuspensionStep step || ShouldProcess($"{step.Description}.", $"{step.Description}?", "LvsPS"))];
        IReadOnlyList<SuspensionStep> steps;
        LvsException[] failures = [];
        if (IsWhatIf)
        {
            steps = [.. named.Select(n => Look(client, store, n)).OfType<SuspensionStep>()];
        }
        else
        {
            using (client.Lock(Cancellation))
            {
                steps = [.. may.Select(n => Look(client, store, n)).OfType<SuspensionStep>()];
                failures = Make(client, store, steps);
            }
        }

        foreach (LvsException failure in failures)
        {
            Fail(failure);
        }

        Advise(session, client, steps);
        if (PassThru)
        {
            Emit(client, store, IsWhatIf ? named : may, steps);
        }
    }

    private LvsException[] Make(ILvsClient client, SuspensionStore store, IReadOnlyList<SuspensionStep> steps)
    {
        foreach (SuspensionStep step in steps.Where(s => s.Change is not null))
        {
            Tell($"ipvsadm {step.Change!.Rule}");
        }

        IReadOnlyList<LvsChangeResult> results = new SuspensionChanges(client, store).Make(steps, Cancellation);
        foreach (LvsChangeResult result in results.Where(r => r.Status == LvsChangeStatus.Done))
        {
            ReadBack(client, result.Change);
        }

        return [.. results.Select(r => r.Error).OfType<LvsException>()];
    }

    private void Emit(ILvsClient client, SuspensionStore store, IReadOnlyList<LvsRealServer> named, IReadOnlyList<SuspensionStep> steps)
    {
        foreach (LvsRealServer server in named)
        {
            LvsRealServer? now = client.ReadRealServers(server.Service, Cancellation).FirstOrDefault(server.IsSameServer);
            if (now is not null)
            {
                SuspensionStep? planned = IsWhatIf ? steps.FirstOrDefault(s => s.Server.IsSameServer(server)) : null;
                WriteObject(planned is null
                    ? now with { Suspension = store.Of(now) }
                    : (planned.Change?.After ?? now) with { Suspension = planned.After });
            }
        }
    }
}
