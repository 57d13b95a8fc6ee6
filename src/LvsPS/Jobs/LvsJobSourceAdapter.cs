using System.Globalization;
using System.Management.Automation;

namespace LvsPS.Jobs;

/// <summary>
/// Where PowerShell's own cmdlets find the jobs of this module. Import-Module makes one for each runspace: it registers what derives
/// from <see cref="JobSourceAdapter"/> in a module's assembly. Without one, Receive-Job -AutoRemoveJob refuses a <see cref="Job2"/>.
/// </summary>
public sealed class LvsJobSourceAdapter : JobSourceAdapter
{
    private readonly object _gate = new();
    private readonly List<Job2> _jobs = [];

    /// <summary>Makes one that has no jobs.</summary>
    public LvsJobSourceAdapter() => Name = nameof(LvsJobSourceAdapter);

    /// <summary>Takes a job in that a cmdlet of the module has made; it makes none by itself.</summary>
    /// <param name="specification">The cmdlet's, with the job.</param>
    /// <returns>The job.</returns>
    public override Job2 NewJob(JobInvocationInfo specification)
    {
        if (specification?.Definition is not LvsJobDefinition made)
        {
            throw new NotSupportedException("A job of this module is started by Start-LvsHealthMonitor or Compare-LvsState -Watch.");
        }

        lock (_gate)
        {
            _jobs.Add(made.Job);
        }

        made.Source = this;
        return made.Job;
    }

    /// <inheritdoc/>
    public override IList<Job2> GetJobs()
    {
        lock (_gate)
        {
            return [.. _jobs];
        }
    }

    /// <inheritdoc/>
    public override IList<Job2> GetJobsByName(string name, bool recurse) => Matching(name, job => job.Name);

    /// <inheritdoc/>
    public override IList<Job2> GetJobsByCommand(string command, bool recurse) => Matching(command, job => job.Command);

    /// <inheritdoc/>
    public override Job2 GetJobByInstanceId(Guid instanceId, bool recurse) => GetJobs().FirstOrDefault(job => job.InstanceId == instanceId)!;

    /// <inheritdoc/>
    public override Job2 GetJobBySessionId(int id, bool recurse) => GetJobs().FirstOrDefault(job => job.Id == id)!;

    /// <inheritdoc/>
    public override IList<Job2> GetJobsByState(JobState state, bool recurse) => [.. GetJobs().Where(job => job.JobStateInfo.State == state)];

    /// <summary>The jobs whose properties are as a filter says; text may have wildcards.</summary>
    /// <param name="filter">The names of properties, and what they are to be.</param>
    /// <param name="recurse">Nothing: the jobs of this module have no child jobs.</param>
    /// <returns>The jobs.</returns>
    public override IList<Job2> GetJobsByFilter(Dictionary<string, object> filter, bool recurse) =>
        [.. GetJobs().Where(job => filter.All(wanted => PSObject.AsPSObject(job).Properties[wanted.Key] is PSPropertyInfo property && IsLike(property.Value, wanted.Value)))];

    /// <inheritdoc/>
    public override void RemoveJob(Job2 job)
    {
        lock (_gate)
        {
            _ = _jobs.Remove(job);
        }
    }

    private static bool IsLike(object? value, object? wanted) =>
        LanguagePrimitives.Equals(value, wanted, ignoreCase: true, CultureInfo.InvariantCulture) || (wanted is string pattern && value is not null && Pattern(pattern).IsMatch(value.ToString()));

    private static WildcardPattern Pattern(string text) => WildcardPattern.Get(text, WildcardOptions.IgnoreCase);

    private List<Job2> Matching(string pattern, Func<Job2, string> text)
    {
        WildcardPattern wanted = Pattern(pattern);
        return [.. GetJobs().Where(job => wanted.IsMatch(text(job)))];
    }
}
