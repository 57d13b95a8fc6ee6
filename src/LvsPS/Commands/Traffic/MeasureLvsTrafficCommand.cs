using System.Management.Automation;
using LvsPS.Binding;

namespace LvsPS.Commands;

/// <summary>Measure-LvsTraffic: least, mean and greatest rates of services and their real servers over some time.</summary>
[Cmdlet(VerbsDiagnostic.Measure, "LvsTraffic", DefaultParameterSetName = "Service")]
[OutputType(typeof(LvsTrafficMeasurement))]
public sealed class MeasureLvsTrafficCommand : LvsSamplingCommand
{
    /// <summary>How many samples are taken.</summary>
    [Parameter]
    [ValidateRange(2, int.MaxValue)]
    [ArgumentCompleter(typeof(NothingCompleter))]
    public int Count { get; set; } = 10;

    /// <inheritdoc/>
    protected override void EndInput()
    {
        using TrafficSampler? sampler = OpenSampler(out LvsSession session);
        if (sampler is null)
        {
            return;
        }

        WarnWhereFrozen(session);
        using var progress = new ReadingProgress(this, "Measuring traffic", "samples", Count);
        var meter = new TrafficMeter();
        long started = Clock.GetTimestamp();
        TrafficReading reading = sampler.Read(focus: null, Cancellation);
        meter.Take(reading);
        for (int i = 1; i < Count; i++)
        {
            progress.Report(i);
            WaitForNext(started);
            reading = sampler.Read(focus: null, Cancellation);
            meter.Take(reading);
        }

        foreach (LvsTrafficMeasurement measurement in meter.Results(reading))
        {
            WriteObject(measurement);
        }
    }
}
