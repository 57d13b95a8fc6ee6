using System.Management.Automation;

namespace LvsPS.Commands;

/// <summary>Import-LvsTable: makes a director's table as a file says, by difference: what is so already is not touched; ipvsadm -R without the flush.</summary>
[Cmdlet(VerbsData.Import, "LvsTable", SupportsShouldProcess = true, DefaultParameterSetName = "Path")]
[OutputType(typeof(LvsImportResult))]
public sealed class ImportLvsTableCommand : LvsPlanCommand
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

    /// <summary>Lines with errors are left out with warnings. Without it nothing of a file is done that has one.</summary>
    [Parameter]
    public SwitchParameter SkipInvalid { get; set; }

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
        if (!MayUse(file, document))
        {
            return;
        }

        Apply(
            ClientFor(),
            document.Table,
            Mode,
            file,
            (change, error) => At(file, document.LineOf(change), error),
            Mode == LvsDiffMode.Replace ? document.KeepSkipped : null,
            document.SkippedLines);
    }

    /// <summary>Tells what is wrong with a file, and whether something may be done all the same.</summary>
    private bool MayUse(string file, LvsRuleDocument document)
    {
        string? why = !SkipInvalid || !document.HasErrors ? null
            : !document.IsRuleText ? "it is no text of rules"
            : Mode == LvsDiffMode.Replace && document.UnreadableLine is int line
                ? FormattableString.Invariant($"line {line} does not say which service or server it is about, which would then be removed")
            : null;
        bool skip = SkipInvalid && why is null;
        RuleFindings.Report(document, skip ? failure => WriteWarning($"Skipped: {failure.Message}") : Fail, WriteWarning);
        if (why is not null)
        {
            Fail(new LvsException(
                LvsErrorId.RulesNotSkippable,
                $"Nothing of {file} was done, since its errors cannot be skipped: {why}.",
                file,
                "Mend these lines; with -Mode Merge, which removes nothing, lines of rules can always be skipped."));
        }
        else if (skip)
        {
            foreach ((LvsServiceId service, int own, int servers) in document.LeftOut.Where(s => s.Servers > 0))
            {
                WriteWarning(FormattableString.Invariant(
                    $"Skipped: {ChangeText.Count(servers, "real server")} of {service}, whose own line {own} is skipped."));
            }
        }

        return skip || !document.HasErrors;
    }

    private static LvsException At(string file, int? line, LvsException error) => line is int number
        ? new LvsException(error.ErrorId, $"{file}:{number}: {error.Message}", error.Target, error.Remedy, error)
        : error;
}
