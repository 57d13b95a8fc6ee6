using CsCheck;
using LvsPS.Core.Tests;
using LvsPS.Core.Tests.State;
using LvsPS.Kernel.Tests.Harness;
using LvsPS.Simulator;
using Xunit;
using Xunit.Abstractions;

namespace LvsPS.Kernel.Tests.Proof;

public sealed class DesiredStateOnSimulator(ITestOutputHelper output) : DesiredStateCases<SimulatorUnderTest>(output);

public sealed class DesiredStateOnKernel(ITestOutputHelper output) : DesiredStateCases<RealKernel>(output);

/// <summary>
/// Generated documents of a wanted state, one after the other on one director, looked at with ipvsadm where the kernel is a real one.
/// LVSPS_PROOF_SEED in the environment changes the seed, LVSPS_PROOF_PAIRS the number.
/// </summary>
public abstract class DesiredStateCases<TKernel> : IDisposable
    where TKernel : IKernelUnderTest, new()
{
    private static readonly int s_pairs = int.Parse(
        Environment.GetEnvironmentVariable("LVSPS_PROOF_PAIRS") is { Length: > 0 } pairs ? pairs : "200", System.Globalization.CultureInfo.InvariantCulture);

    private readonly ITestOutputHelper _output;
    private readonly TKernel _kernel = new();
    private readonly ProofDirector _director;
    private readonly LvsSession _session;

    protected DesiredStateCases(ITestOutputHelper output)
    {
        _output = output;
        _director = new ProofDirector(_kernel);
        _session = new LvsSession(1, "proof", LvsSessionKind.Local, null, SessionHost.OfSimulated(new SimulatedKernel()), s => new LvsClient(_kernel.Connect(), s));
    }

    public void Dispose()
    {
        _session.Dispose();
        _director.Dispose();
        _kernel.Dispose();
        GC.SuppressFinalize(this);
    }

    [Case]
    public void From_a_to_b_is_b_and_undone_is_a_as_ipvsadm_saves_it() => ForEach((a, b) =>
    {
        Succeeded(Sync(a));
        LvsTable before = _director.Read();
        string[] saved = Saved();

        LvsSyncResult result = Sync(b);
        Succeeded(result);
        LvsTable wanted = new()
        {
            Services = [.. b.Services.Select(s => s.Service with { RealServers = [.. s.RealServers!.Select(r => r.Server)] })],
            Timeout = b.Timeout ?? before.Timeout,
            SyncDaemons = b.SyncDaemons ?? before.SyncDaemons,
        };
        Assert.Equal(TableGen.Describe(wanted), TableGen.Describe(_director.Read()));
        if (_director.HasIpvsadm)
        {
            Assert.Equal(IpvsadmLines.ByService(RuleWriter.WriteTable(wanted, LvsRuleDialect.Ipvsadm).Lines.Select(IpvsadmLines.WithItsFaults)), Saved());
        }

        Assert.False(Sync(b).Changed);
        Succeeded(Execute(result.Undo));
        Assert.Equal(TableGen.Describe(before), TableGen.Describe(_director.Read()));
        Assert.Equal(saved, Saved());
    });

    [Case]
    public void Whichever_change_the_process_dies_before_the_next_run_reaches_the_state()
    {
        LvsDesiredState a = Pair(1).A;
        LvsDesiredState b = Pair(2).B;
        Succeeded(Sync(a));
        Succeeded(Sync(b));
        string wanted = TableGen.Describe(_director.Read());
        int deaths = 0;
        for (bool died = true; died; deaths++)
        {
            Succeeded(Sync(a));
            died = Dies(b, before: deaths);
            Succeeded(Sync(b));
            Assert.Equal(wanted, TableGen.Describe(_director.Read()));
        }

        _output.WriteLine($"{deaths - 1} steps");
        Assert.True(deaths > 5, $"{deaths}");
    }

    /// <summary>The same pair for the same number of a seed; all of what it names is managed whole, so that it says what the table is to be.</summary>
    private static (LvsDesiredState A, LvsDesiredState B) Pair(int number)
    {
        (LvsDesiredState a, LvsDesiredState b) = Gen.Select(StateGen.Tables, StateGen.Tables).Generate(new PCG((uint)number, ProofTables.Seed), null, out _);
        return (Managed(a), Managed(b));
    }

    private static LvsDesiredState Managed(LvsDesiredState state) => state with
    {
        SyncDaemons = state.SyncDaemons ?? [],
        Services = [.. state.Services.Select(s => s with { RealServers = [.. (s.RealServers ?? []).Select(r => r with { KeepWeight = false })] })],
    };

    private static void Succeeded(LvsSyncResult result) =>
        Assert.All(result.Results, r => Assert.True(r.Status == LvsChangeStatus.Done, $"{r.Change.Rule}: {r.Error?.Message}"));

    private string[] Saved() => _director.HasIpvsadm ? [.. IpvsadmLines.ByService(_director.IpvsadmSave())] : [];

    private LvsSyncResult Sync(LvsDesiredState wanted) => Execute(new StateReader(_session, _session.Client).Plan(wanted));

    private LvsSyncResult Execute(LvsPlan plan) => new StateExecutor(_session, _session.Client).Execute(plan, LvsOnError.Rollback);

    private bool Dies(LvsDesiredState wanted, int before)
    {
        int passed = 0;
        LvsPlan plan = new StateReader(_session, _session.Client).Plan(wanted);
        try
        {
            _ = new StateExecutor(_session, _session.Client)
            {
                FaultPoint = _ =>
                {
                    if (passed++ == before)
                    {
                        throw new DeathException();
                    }
                },
            }.Execute(plan, LvsOnError.Rollback);
            return false;
        }
        catch (DeathException)
        {
            return true;
        }
    }

    private void ForEach(Action<LvsDesiredState, LvsDesiredState> proof)
    {
        for (int number = 1; number <= s_pairs; number++)
        {
            (LvsDesiredState a, LvsDesiredState b) = Pair(number);
            try
            {
                proof(a, b);
            }
            catch (Exception)
            {
                _output.WriteLine($"Pair {number} of LVSPS_PROOF_SEED={ProofTables.Seed}");
                throw;
            }
        }
    }

    private sealed class DeathException : Exception;
}
