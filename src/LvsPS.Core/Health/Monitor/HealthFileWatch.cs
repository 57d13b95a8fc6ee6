namespace LvsPS;

/// <summary>
/// Looks at the file of a monitor's document, and gives the monitor what a changed one says. One that cannot be used is told, and the
/// document that was read before goes on.
/// </summary>
internal sealed class HealthFileWatch : IAsyncDisposable
{
    /// <summary>The time between two looks.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private readonly HealthConfigurationFile _file;
    private readonly HealthMonitor _monitor;
    private readonly Func<LvsHealthDocument, LvsHealthDocument> _complete;
    private readonly Action<LvsHealthDiagnostic> _warn;
    private readonly PeriodicTimer _timer;
    private readonly object _gate = new();
    private Task _loop = Task.CompletedTask;

    /// <summary>Makes one.</summary>
    /// <param name="file">The file, as it was read for the monitor's document.</param>
    /// <param name="monitor">The monitor.</param>
    /// <param name="complete">Adds to a document what is not of the file.</param>
    /// <param name="warn">Is told of what is doubtful in a file that is taken over.</param>
    /// <param name="time">The clock; null for the machine's.</param>
    public HealthFileWatch(
        HealthConfigurationFile file,
        HealthMonitor monitor,
        Func<LvsHealthDocument, LvsHealthDocument> complete,
        Action<LvsHealthDiagnostic> warn,
        TimeProvider? time = null)
    {
        _file = file;
        _monitor = monitor;
        _complete = complete;
        _warn = warn;
        _timer = new PeriodicTimer(Interval, time ?? TimeProvider.System);
    }

    /// <summary>Begins to look, beside the caller.</summary>
    public void Start() => _loop = Task.Run(RunAsync);

    /// <summary>Takes the file over as it is now, whether it has changed or not.</summary>
    public void Reload()
    {
        lock (_gate)
        {
            Try(() => TakeOver("is to be taken over"));
        }
    }

    /// <summary>Ends.</summary>
    /// <returns>The end.</returns>
    public async ValueTask DisposeAsync()
    {
        _timer.Dispose();
        await _loop.ConfigureAwait(false);
    }

    /// <summary>Looks once.</summary>
    internal void Look()
    {
        lock (_gate)
        {
            LvsHealthDocument document = _monitor.Document;
            if ((!document.AutoReload && document.OnFileChange is null) || !_file.HasChanged())
            {
                return;
            }

            if (document.AutoReload)
            {
                TakeOver("was changed");
                return;
            }

            _file.Pass();
            _monitor.Reject($"{_file.Path} was changed, and is not taken over, since it is not to be reloaded by itself");
        }
    }

    private void TakeOver(string why)
    {
        LvsHealthConfiguration configuration;
        try
        {
            configuration = _file.Read();
        }
        catch (LvsException e)
        {
            _monitor.Reject($"{_file.Path} {why} and cannot be used: {e.Message}");
            return;
        }

        if (configuration.HasErrors)
        {
            _monitor.Reject($"{_file.Path} {why} and cannot be used: {HealthConfigurationFile.Faults(configuration)}");
            return;
        }

        foreach (LvsHealthDiagnostic finding in configuration.Diagnostics)
        {
            _warn(finding);
        }

        _monitor.Replace(_complete(configuration.Document));
    }

    private async Task RunAsync()
    {
        while (await _timer.WaitForNextTickAsync().ConfigureAwait(false))
        {
            Try(Look);
        }
    }

    private void Try(Action look)
    {
        try
        {
            look();
        }
#pragma warning disable CA1031 // Whatever becomes of one look, the next one comes.
        catch (Exception e)
#pragma warning restore CA1031
        {
            _file.Pass();
            _monitor.Reject($"{_file.Path} cannot be used: {e.Message}");
        }
    }
}
