using System.Management.Automation;
using LvsPS.Binding;

namespace LvsPS.Commands;

/// <summary>Test-LvsRealServer: checks real servers once, and changes nothing.</summary>
[Cmdlet(VerbsDiagnostic.Test, "LvsRealServer", DefaultParameterSetName = "Service")]
[OutputType(typeof(LvsRealServerTest))]
public sealed class TestLvsRealServerCommand : LvsServiceTargetCommand
{
    // How long after its time limit a check may end before it is taken to hang, as a monitor takes it.
    private static readonly TimeSpan s_grace = TimeSpan.FromSeconds(5);

    private readonly List<LvsRealServer> _servers = [];

    /// <summary>The addresses of the real servers, or their host names; all servers of the service without it.</summary>
    [Parameter(Position = 1, ValueFromPipelineByPropertyName = true)]
    [Alias("RealServer", "RIP")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(RealServerCompleter))]
    public string[]? Address { get; set; }

    /// <summary>Their port; the service's without it.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [WholeNumberTransformation]
    [ArgumentCompleter(typeof(PortCompleter))]
    public int? Port { get; set; }

    /// <summary>How it is found out whether a server can serve; by a connection over TCP without it.</summary>
    [Parameter]
    [HealthCheckTransformation]
    [ValidateNotNull]
    [ArgumentCompleter(typeof(NothingCompleter))]
    public LvsHealthCheck HealthCheck { get; set; } = new LvsTcpCheck();

    /// <summary>How many servers are checked at once.</summary>
    [Parameter]
    [ValidateRange(1, int.MaxValue)]
    [ArgumentCompleter(typeof(NothingCompleter))]
    public int ThrottleLimit { get; set; } = 32;

    /// <inheritdoc/>
    protected override void ProcessInput()
    {
        Ports.Check(Port is int port ? [port] : []);
        if (!IsServiceNamed)
        {
            if (!MyInvocation.ExpectingInput)
            {
                _servers.AddRange(ReadServices(ClientFor(), withRealServers: true).SelectMany(s => s.RealServers!).Where(s => Port is null || s.Port == Port));
            }

            return;
        }

        ForEachService(id =>
        {
            if (Address is not null)
            {
                // Named servers need not be in the table: one that was taken out, or is to be added, can be checked too.
                _servers.AddRange(Address.Select(name => new LvsRealServer
                {
                    Service = id,
                    Address = HostNames.ResolveAddress(name, id.AddressFamily),
                    Port = Port ?? id.VirtualPort ?? 0,
                }));
                return;
            }

            ILvsClient client = ClientFor(id);
            IReadOnlyList<LvsRealServer> found = client.ReadRealServers(id, Cancellation);
            if (found.Count == 0)
            {
                Find(client, id);
            }

            _servers.AddRange(found.Where(s => Port is null || s.Port == Port));
        });
    }

    /// <inheritdoc/>
    protected override void EndInput()
    {
        LvsRealServer[] servers = [.. _servers.Where(IsFitting)];
        using var progress = new ReadingProgress(this, "Checking real servers", "real servers", servers.Length);
        using var places = new SemaphoreSlim(ThrottleLimit);
        Task<LvsRealServerTest>[] tests = [.. servers.Select(server => CheckAsync(server, places))];
        try
        {
            foreach (Task<LvsRealServerTest> test in tests)
            {
                while (Task.WaitAny([test], 200, Cancellation) < 0)
                {
                    progress.Report(tests.Count(t => t.IsCompleted));
                }

                WriteObject(test.GetAwaiter().GetResult());
            }
        }
        finally
        {
            // Where the pipeline ended before: none may use what is freed now.
            StopProcessing();
            Task.WhenAll(tests).ContinueWith(_ => { }, TaskScheduler.Default).Wait(CancellationToken.None);
        }
    }

    private bool IsFitting(LvsRealServer server)
    {
        List<LvsInputException> faults = [.. HealthCheck.Check(server.Service)];
        if (HealthCheck.NeedsPort && ProbeTarget.Of(HealthCheck, server, TimeProvider.System).Port == 0)
        {
            faults.Add(new LvsInputException(
                LvsErrorId.InvalidHealthCheck,
                $"The {HealthCheck.Kind} check cannot be used for {server} of {server.Service}: neither the server nor the service has a port to ask.",
                server,
                "Make the check with -Port."));
        }

        if (HealthCheck.TimeFault is CheckFault fault)
        {
            faults.Add(new LvsInputException(LvsErrorId.InvalidHealthCheck, $"The {HealthCheck.Kind} check cannot be used: {fault.Reason}.", HealthCheck, fault.Remedy));
        }

        faults.ForEach(Fail);
        return faults.Count == 0;
    }

    private async Task<LvsRealServerTest> CheckAsync(LvsRealServer server, SemaphoreSlim places)
    {
        await places.WaitAsync(Cancellation).ConfigureAwait(false);
        try
        {
            LvsCheckResult result = await Task.Run(() => CheckRun.RunAsync(HealthCheck, server, TimeProvider.System, Cancellation), Cancellation)
                .WaitAsync(HealthCheck.Timeout + s_grace, Cancellation).ConfigureAwait(false);
            return LvsRealServerTest.Of(server, HealthCheck, result);
        }
        catch (TimeoutException)
        {
            return LvsRealServerTest.Of(server, HealthCheck, LvsCheckResult.Down("the check does not end"));
        }
        finally
        {
            _ = places.Release();
        }
    }
}
