using System.Management.Automation;

namespace LvsPS.Jobs;

/// <summary>A job that was made, on its way into the adapter of its runspace, to which PowerShell leads nothing but a definition.</summary>
/// <param name="job">The job.</param>
internal sealed class LvsJobDefinition(LvsJob job) : JobDefinition(typeof(LvsJobSourceAdapter), job.Command, job.Name)
{
    /// <summary>The job.</summary>
    public LvsJob Job { get; } = job;

    /// <summary>The adapter that took it in.</summary>
    public LvsJobSourceAdapter? Source { get; set; }
}
