using System.Management.Automation;
using LvsPS.Binding;

namespace LvsPS.Commands;

/// <summary>What the cmdlets share that read the same services again and again.</summary>
public abstract class LvsSamplingCommand : LvsStatisticsCommand
{
    private static readonly TimeSpan s_least = TimeSpan.FromMilliseconds(100);

    private readonly List<LvsServiceId> _services = [];

    /// <summary>The time between two readings, 100 ms at least.</summary>
    [Parameter]
    [DurationTransformation]
    [ArgumentCompleter(typeof(NothingCompleter))]
    public TimeSpan Interval { get; set; } = TimeSpan.FromSeconds(1);

    private protected static TimeProvider Clock => TimeProvider.System;

    /// <inheritdoc/>
    protected override void ProcessInput()
    {
        if (IsServiceNamed)
        {
            ForEachService(_services.Add);
        }
    }

    /// <summary>Begins to read the services that were named, or all.</summary>
    /// <param name="session">The director.</param>
    /// <returns>The sampler; null where services were named, and none of them is there.</returns>
    private protected TrafficSampler? OpenSampler(out LvsSession session)
    {
        if (Interval < s_least)
        {
            throw new LvsInputException(
                LvsErrorId.InvalidDuration, $"An interval of {Interval.TotalMilliseconds:0.###} ms is too short.", Interval, "Give 100ms or more.");
        }

        session = SessionFor(_services.FirstOrDefault());
        if (!IsServiceNamed && !MyInvocation.ExpectingInput)
        {
            return new TrafficSampler(session, ClientFor(), services: null, Clock);
        }

        ILvsClient client = ClientFor(_services.FirstOrDefault());
        var found = new List<LvsServiceId>();
        foreach (LvsServiceId id in _services.Distinct())
        {
            bool isElsewhere = SessionFor(id) != session;
            Try(() => found.Add(isElsewhere ? throw OfAnotherDirector(id) : Find(client, id).Service));
        }

        return found.Count == 0 ? null : new TrafficSampler(session, client, found, Clock);
    }

    private static LvsInputException OfAnotherDirector(LvsServiceId id) => new(
        LvsErrorId.InvalidServiceId, $"{id} is a service of another director than the first one.", id, "Read the services of one director at a time.");

    /// <summary>Waits for the next reading's moment; where readings take longer than the interval, moments are left out.</summary>
    /// <param name="started">When the first reading began, by the clock's time stamp.</param>
    private protected void WaitForNext(long started)
    {
        long ticks = Clock.GetElapsedTime(started).Ticks;
        TimeSpan wait = TimeSpan.FromTicks(Interval.Ticks - (ticks % Interval.Ticks));
        if (Cancellation.WaitHandle.WaitOne(wait))
        {
            throw new OperationCanceledException(Cancellation);
        }
    }
}
