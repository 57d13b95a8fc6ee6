using System.Management.Automation;
using LvsPS.Binding;
using LvsPS.Jobs;

namespace LvsPS.Commands;

/// <summary>Get-LvsHealthStatus: what the monitors of this process know of each real server.</summary>
[Cmdlet(VerbsCommon.Get, "LvsHealthStatus")]
[OutputType(typeof(LvsHealthStatus))]
public sealed class GetLvsHealthStatusCommand : LvsCommand
{
    /// <summary>The jobs of Start-LvsHealthMonitor; all that run in this process without it.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true)]
    [ValidateNotNullOrEmpty]
    public Job[]? Job { get; set; }

    /// <summary>Only servers of these services.</summary>
    [Parameter]
    [ServiceIdTransformation]
    [ValidateNotNullOrEmpty]
    public LvsServiceId[]? Service { get; set; }

    /// <summary>Only servers in this state.</summary>
    [Parameter]
    public LvsHealthState? State { get; set; }

    /// <inheritdoc/>
    protected override void ProcessInput()
    {
        if (Service?.FirstOrDefault(id => id.Fault is not null)?.Fault is LvsInputException fault)
        {
            throw fault;
        }

        foreach (Job job in Job ?? (MyInvocation.ExpectingInput ? [] : [.. HealthJobs.Running]))
        {
            Try(() => Show(job as LvsHealthJob ?? throw new LvsException(
                LvsErrorId.HealthJobNotFound, $"The job {job.Name} is no health monitor.", job, "Start-LvsHealthMonitor starts one; without -Job, all of them are shown.")));
        }
    }

    private void Show(LvsHealthJob job) => WriteObject(
        job.GetStatus().Where(s => (State is null || s.State == State) && (Service is null || Service.Contains(s.Service))), enumerateCollection: true);
}
