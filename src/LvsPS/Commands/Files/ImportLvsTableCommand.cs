using System.Management.Automation;

namespace LvsPS.Commands;

/// <summary>Import-LvsTable: makes a director's table as a file says, by difference: what is so already is not touched; ipvsadm -R without the flush.</summary>
[Cmdlet(VerbsData.Import, "LvsTable", SupportsShouldProcess = true, DefaultParameterSetName = "Path")]
[OutputType(typeof(LvsImportResult))]
public sealed class ImportLvsTableCommand : LvsSessionCommand
{
    /// <summary>Files; wildcards are allowed.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = "Path", ValueFromPipeline = true)]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string[]? Path { get; set; }

    /// <summary>Files, their names taken as they are.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "LiteralPath", ValueFromPipelineByPropertyName = true)]
    [Alias("PSPath", "LP")]
    [ValidateNotNullOrEmpty]
    public string[]? LiteralPath { get; set; }

    /// <summary>Merge leaves what the file does not have; Replace removes it.</summary>
    [Parameter]
    public LvsDiffMode Mode { get; set; }

    /// <summary>What was done is emitted, in numbers.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override void ProcessInput()
    {
        IEnumerable<string> files = LiteralPath is null
            ? Path!.SelectMany(p => FilePaths.ForReading(this, p))
            : LiteralPath.Select(p => FilePaths.Literal(this, p));
        foreach (string file in files.ToList())
        {
            Try(() => Import(file));
        }
    }

    private static LvsRuleDocument Read(string file)
    {
        try
        {
            using FileStream stream = new(file, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete);
            return RuleReader.Read(stream, file);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw FilePaths.NotFound(file);
        }
        catch (Exception e) when (e is UnauthorizedAccessException or IOException)
        {
            throw new LvsException(
                LvsErrorId.FileAccess,
                Directory.Exists(file) ? $"{file} is a directory." : $"The file {file} cannot be read: {e.Message}",
                file,
                "Give a file that you may read.",
                e);
        }
    }

    private void Import(string file)
    {
        LvsRuleDocument document = Read(file);
        RuleFindings.Report(document, Fail, WriteWarning);
        if (document.HasErrors)
        {
            return;
        }

        ILvsClient client = ClientFor();
        using (IsWhatIf ? null : client.Lock(Cancellation))
        {
            LvsPlan plan = PlanFor(client, document.Table);
            if (!MayImport(file, plan))
            {
                if (PassThru && IsWhatIf)
                {
                    WriteObject(LvsImportResult.Of(file, document.Table, plan, [], default));
                }

                return;
            }

            long started = TimeProvider.System.GetTimestamp();
            IReadOnlyList<LvsChangeResult> results = Execute(client, file, plan);
            TimeSpan kernelTime = TimeProvider.System.GetElapsedTime(started);
            Report(file, document, results);
            var result = LvsImportResult.Of(file, document.Table, plan, results, kernelTime);
            Tell(result.ToString());
            if (PassThru)
            {
                WriteObject(result);
            }
        }
    }

    /// <summary>-WhatIf shows the whole plan; -Confirm asks once, since half of a plan is nobody's wish.</summary>
    private bool MayImport(string file, LvsPlan plan)
    {
        if (plan.IsEmpty)
        {
            return true;
        }

        if (IsWhatIf)
        {
            foreach (LvsChange change in plan.Changes)
            {
                _ = MayMake(change);
            }

            return false;
        }

        string what = $"Make {ChangeText.Count(plan.Changes.Count, "change")} by {file}";
        return ShouldProcess($"{what}.", $"{what}? -WhatIf shows them.", "LvsPS");
    }

    private IReadOnlyList<LvsChangeResult> Execute(ILvsClient client, string file, LvsPlan plan)
    {
        using var progress = new ReadingProgress(this, $"Importing {file}", "changes", plan.Changes.Count);
        return new PlanExecutor(client).Execute(plan, progress, Cancellation);
    }

    private void Report(string file, LvsRuleDocument document, IReadOnlyList<LvsChangeResult> results)
    {
        foreach (LvsChangeResult failed in results.Where(r => r.Error is not null))
        {
            WriteError(Errors.ErrorRecords.From(At(file, document.LineOf(failed.Change), failed.Error!)));
        }
    }

    private static LvsException At(string file, int? line, LvsException error) => line is int number
        ? new LvsException(error.ErrorId, $"{file}:{number}: {error.Message}", error.Target, error.Remedy, error)
        : error;

    private LvsPlan PlanFor(ILvsClient client, LvsTable wanted)
    {
        using var progress = new ReadingProgress(this, "Reading services", "services");
        LvsReading reading = client.ReadServices(withRealServers: true, progress, Cancellation);
        if (!reading.IsConsistent)
        {
            throw TableChanging();
        }

        return TableDiffer.Diff(
            new LvsTable
            {
                Services = reading.Services,
                Timeout = wanted.Timeout is null ? null : client.ReadTimeout(Cancellation),
                SyncDaemons = wanted.SyncDaemons is null ? null : client.ReadSyncDaemons(Cancellation),
            },
            wanted,
            Mode);
    }
}
