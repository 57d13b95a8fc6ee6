using System.Globalization;
using System.Management.Automation;
using LvsPS.Binding;
using LvsPS.Jobs;

namespace LvsPS.Commands;

/// <summary>Get-LvsHealthStatus: what the monitors of this process know of each real server.</summary>
[Cmdlet(VerbsCommon.Get, "LvsHealthStatus", DefaultParameterSetName = "Name")]
[OutputType(typeof(LvsHealthStatus))]
public sealed class GetLvsHealthStatusCommand : LvsCommand
{
    /// <summary>The jobs of Start-LvsHealthMonitor; all that run in this process without it.</summary>
    [Parameter(Position = 0, ParameterSetName = "Job", ValueFromPipeline = true)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(NothingCompleter))]
    public Job[]? Job { get; set; }

    /// <summary>The same by their names or numbers; wildcards are allowed.</summary>
    [Parameter(Position = 0, ParameterSetName = "Name")]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(HealthJobCompleter))]
    public string[]? Name { get; set; }

    /// <summary>Only servers of these services.</summary>
    [Parameter]
    [ServiceIdTransformation]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ServiceCompleter))]
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

        foreach (string name in Name ?? [])
        {
            Try(() => Named(name).ForEach(Show));
        }

        if (Name is not null)
        {
            return;
        }

        foreach (Job job in Job ?? (MyInvocation.ExpectingInput ? [] : [.. HealthJobs.Running]))
        {
            Try(() => Show(job as LvsHealthJob ?? throw new LvsException(
                LvsErrorId.HealthJobNotFound, $"The job {job.Name} is no health monitor.", job, "Start-LvsHealthMonitor starts one; without -Job, all of them are shown.")));
        }
    }

    /// <summary>The monitors of this process that are called so, and those that have ended of this runspace.</summary>
    private List<LvsHealthJob> Named(string name)
    {
        WildcardPattern pattern = WildcardPattern.Get(name, WildcardOptions.IgnoreCase);
        List<LvsHealthJob> found =
        [
            .. HealthJobs.Running.Union(LvsJobs.Of(this).OfType<LvsHealthJob>())
                .Where(j => pattern.IsMatch(j.Name) || j.Id.ToString(CultureInfo.InvariantCulture) == name),
        ];
        return found.Count > 0 || WildcardPattern.ContainsWildcardCharacters(name)
            ? found
            : throw new LvsException(
                LvsErrorId.HealthJobNotFound,
                $"There is no health monitor '{name}'.",
                name,
                HealthJobs.Running.Count == 0
                    ? "Start-LvsHealthMonitor starts one."
                    : $"Those that run are {string.Join(", ", HealthJobs.Running.Select(j => string.Create(CultureInfo.InvariantCulture, $"{j.Name} ({j.Id})")))}.");
    }

    private void Show(LvsHealthJob job) => WriteObject(
        job.GetStatus().Where(s => (State is null || s.State == State) && (Service is null || Service.Contains(s.Service))), enumerateCollection: true);
}
