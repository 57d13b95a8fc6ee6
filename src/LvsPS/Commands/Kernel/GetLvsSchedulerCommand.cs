using System.Management.Automation;
using LvsPS.Binding;

namespace LvsPS.Commands;

/// <summary>Get-LvsScheduler: the schedulers of the kernel's sources and others that it has, which of them are loaded, and their flags.</summary>
[Cmdlet(VerbsCommon.Get, "LvsScheduler")]
[OutputType(typeof(LvsScheduler))]
public sealed class GetLvsSchedulerCommand : LvsSessionCommand
{
    /// <summary>Names; wildcards are allowed.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true)]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(SchedulerCompleter))]
    public string[]? Name { get; set; }

    /// <inheritdoc/>
    protected override void ProcessInput()
    {
        if (Name is null && MyInvocation.ExpectingInput)
        {
            return;
        }

        IEnumerable<string> used = ReadServices(ClientFor(), withRealServers: false).Select(s => s.Scheduler);
        IReadOnlyList<LvsScheduler> all = LvsScheduler.ReadAll(CurrentSession.Files, used);
        foreach (string name in Name ?? ["*"])
        {
            var pattern = WildcardPattern.Get(name, WildcardOptions.IgnoreCase);
            List<LvsScheduler> found = [.. all.Where(s => pattern.IsMatch(s.Name))];
            if (found.Count == 0 && !WildcardPattern.ContainsWildcardCharacters(name))
            {
                Fail(new LvsException(
                    LvsErrorId.SchedulerNotFound,
                    $"The scheduler {name} is neither known nor loaded.",
                    name,
                    "A kernel may have it all the same: New-LvsService takes any name, and the kernel loads it when it is first used."));
            }

            WriteObject(found, enumerateCollection: true);
        }
    }
}
