using System.Diagnostics;
using LvsPS.Core.Tests.Client;
using Xunit;

namespace LvsPS.Core.Tests.Health;

/// <summary>A monitor of a simulated director, its servers and its clock.</summary>
internal sealed class Watch : IAsyncDisposable
{
    private static readonly TimeSpan s_deadline = TimeSpan.FromSeconds(60);
    private readonly Director _director = new();
    private readonly SimulatedStateFile _suspensions;
    private readonly List<LvsHealthEvent> _events = [];
    private HealthMonitor? _monitor;

    public Watch(SimulatedStateFile? suspensions = null) => _suspensions = suspensions ?? new SimulatedStateFile("suspensions");

    public Farm Farm { get; } = new();

    public WallClock Time { get; } = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));

    public Director Director => _director;

    public HealthMonitor Monitor => _monitor!;

    public SuspensionStore Suspensions => new(_suspensions);

    public SimulatedStateFile Holds { get; } = new("holds");

    /// <summary>Whether events are kept, which many hours of them should not.</summary>
    public bool KeepsEvents { get; init; } = true;

    public IReadOnlyList<LvsHealthEvent> Events
    {
        get
        {
            lock (_events)
            {
                return [.. _events];
            }
        }
    }

    /// <summary>The events of some kinds, as text.</summary>
    public IEnumerable<string> Told(params LvsHealthEventKind[] kinds) => Events.Where(e => kinds.Contains(e.Kind)).Select(e => $"{e.Kind} {e.Target}");

    /// <summary>The servers of a service with their weights; null where the service is not there.</summary>
    public string? Table(int service = 1) => _director.Client.FindService(Director.Id(service)) is null
        ? null
        : string.Join(" ", _director.Client.ReadRealServers(Director.Id(service)).Select(s => $"{s.Address.GetAddressBytes()[3]}:{s.Weight}"));

    /// <summary>Service 1 with servers 1, 2 and so on, of the given weights.</summary>
    public LvsHealthDocument Document(params int[] weights) => Document(s => s, weights);

    public LvsHealthDocument Document(Func<LvsHealthService, LvsHealthService> change, params int[] weights) =>
        new() { Services = [change(Service(1, weights))] };

    public LvsHealthService Service(int number, params int[] weights) => new()
    {
        Service = Director.Service(number, "wrr"),
        Servers = [.. weights.Select((w, i) => Server(number, i + 1, w))],
    };

    public LvsHealthServer Server(int service, int number, int weight = 1) =>
        new() { RealServer = Director.Server(service, number, weight), Check = new FakeCheck(Farm) };

    /// <summary>What another tool does meanwhile.</summary>
    public void Meanwhile(params LvsChange[] changes) => _director.Meanwhile(changes);

    /// <summary>Starts a monitor, and waits for its first checks.</summary>
    public async Task StartAsync(LvsHealthDocument document)
    {
        Assert.DoesNotContain(document.Validate(), f => f.Severity == LvsHealthSeverity.Error);
        _monitor = new HealthMonitor(document, _director.Client, _suspensions, Holds, Keep, Time);
        _monitor.Start();
        await SettleAsync();
    }

    /// <summary>Kills the monitor.</summary>
    public async Task KillAsync() => await _monitor!.DisposeAsync();

    /// <summary>Lets time pass, a second at a time.</summary>
    public async Task PassAsync(int seconds)
    {
        for (int i = 0; i < seconds; i++)
        {
            Time.Advance(TimeSpan.FromSeconds(1));
            await SettleAsync();
        }
    }

    /// <summary>Waits until the monitor has nothing to do before time passes, and only checks are left that nobody answers.</summary>
    public async Task SettleAsync()
    {
        long started = Stopwatch.GetTimestamp();
        for (int i = 0; !IsSettled(); i++)
        {
            Assert.True(Stopwatch.GetElapsedTime(started) < s_deadline, $"{_monitor!.Activity} messages and checks are left, and {Farm.Waiting} wait.");
            if (_monitor!.Completion.IsCompleted)
            {
                await _monitor.Completion;
                return;
            }

            if (i < 100)
            {
                await Task.Yield();
            }
            else
            {
                await Task.Delay(1);
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_monitor is not null)
        {
            await _monitor.DisposeAsync();
        }

        _director.Dispose();
    }

    private bool IsSettled()
    {
        int waiting = Farm.Waiting;
        return _monitor!.Activity == waiting && Farm.Waiting == waiting;
    }

    private void Keep(LvsHealthEvent happened)
    {
        if (KeepsEvents)
        {
            lock (_events)
            {
                _events.Add(happened);
            }
        }
    }
}
