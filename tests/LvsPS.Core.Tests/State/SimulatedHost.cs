namespace LvsPS.Core.Tests.State;

/// <summary>A simulated director with its host, and what the cmdlets of the wanted state do to it.</summary>
internal sealed class SimulatedHost : IDisposable
{
    public SimulatedHost() => (Session, _) = LvsSessionFactory.Simulated(1, "test", timeout: null);

    public LvsSession Session { get; }

    /// <summary>Is told of each change before it is made.</summary>
    public Action<LvsChange>? Reaching { get; set; }

    public LvsPlan Plan(LvsDesiredState wanted) => new StateReader(Session, Session.Client).Plan(wanted);

    public LvsSyncResult Execute(LvsPlan plan, LvsOnError onError = LvsOnError.Rollback) =>
        new StateExecutor(Session, Session.Client) { FaultPoint = Reaching }.Execute(plan, onError);

    /// <summary>Brings it to a state, and says what was done.</summary>
    public LvsSyncResult Sync(LvsDesiredState wanted, LvsOnError onError = LvsOnError.Rollback) => Execute(Plan(wanted), onError);

    /// <summary>Everything that a document can speak of.</summary>
    public LiveState Read() => new StateReader(Session, Session.Client).ReadAll(StateGen.SettingNames);

    public void Dispose() => Session.Dispose();
}
