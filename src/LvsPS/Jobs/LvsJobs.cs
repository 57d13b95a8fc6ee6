using System.Management.Automation;
using System.Runtime.CompilerServices;

namespace LvsPS.Jobs;

/// <summary>Makes jobs known to a runspace, so that Get-Job and its like find them.</summary>
internal static class LvsJobs
{
    private static readonly ConditionalWeakTable<JobManager, LvsJobSourceAdapter> s_sources = [];

    /// <summary>Makes a job known, before it begins.</summary>
    /// <param name="cmdlet">The cmdlet that made it.</param>
    /// <param name="job">The job.</param>
    public static void Register(PSCmdlet cmdlet, LvsJob job)
    {
        if (!cmdlet.JobManager.IsRegistered(nameof(LvsJobSourceAdapter)))
        {
            // A host that took the cmdlets without Import-Module; what is in the repository is removed by all but -AutoRemoveJob.
            cmdlet.JobRepository.Add(job);
            return;
        }

        var definition = new LvsJobDefinition(job);
        _ = cmdlet.JobManager.NewJob(definition);
        if (definition.Source is LvsJobSourceAdapter source)
        {
            s_sources.AddOrUpdate(cmdlet.JobManager, source);
        }
    }

    /// <summary>The jobs of a cmdlet's runspace, whether they run or have ended.</summary>
    /// <param name="cmdlet">The cmdlet.</param>
    /// <returns>The jobs.</returns>
    public static IEnumerable<LvsJob> Of(PSCmdlet cmdlet) =>
        (s_sources.TryGetValue(cmdlet.JobManager, out LvsJobSourceAdapter? source) ? source.GetJobs() : []).Concat<Job>(cmdlet.JobRepository.Jobs).OfType<LvsJob>();
}
