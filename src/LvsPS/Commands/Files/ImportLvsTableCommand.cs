using System.Management.Automation;

namespace LvsPS.Commands;

/// <summary>Import-LvsTable: makes a director's table as a file says, by difference: what is so already is not touched; ipvsadm -R without the flush.</summary>
[Cmdlet(VerbsData.Import, "LvsTable", SupportsShouldProcess = true, DefaultParameterSetName = "Path")]
[OutputType(typeof(LvsImportResult))]
public sealed class ImportLvsTableCommand : LvsPlanCommand
{
    private readonly List<string> _replacing = [];

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

    /// <summary>With -Mode Replace a file without any line of a table is taken for an empty table, and removes everything.</summary>
    [Parameter]
    public SwitchParameter AllowEmpty { get; set; }

    /// <inheritdoc/>
    protected override void ProcessInput()
    {
        IEnumerable<string> files = LiteralPath is null
            ? Path!.SelectMany(p => FilePaths.ForReading(this, p))
            : LiteralPath.Select(p => FilePaths.Literal(this, p));
        if (Mode == LvsDiffMode.Replace)
        {
            // Only at the end is it known that there is no second one, which would take away what the first has made.
            _replacing.AddRange(files);
            return;
        }

        foreach (string file in files.ToList())
        {
            Try(() => Import(file));
        }
    }

    /// <inheritdoc/>
    protected override void EndInput()
    {
        if (_replacing.Count > 1)
        {
            throw new LvsException(
                LvsErrorId.SeveralFiles,
                $"A table can be replaced by one file, not by {_replacing.Count}: each would remove what the one before it made. Nothing was done.",
                _replacing.ToArray(),
                "Name one file; with -Mode Merge several are imported one after the other.");
        }

        foreach (string file in _replacing)
        {
            Import(file);
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

        if (Mode == LvsDiffMode.Replace && !document.SaysTable && !AllowEmpty)
        {
            throw new LvsException(
                LvsErrorId.FileHasNoTable,
                $"The file {file} has no line of a table, and replacing by it would remove everything. Nothing was done.",
                file,
                "Check the file; where the table is to be empty, write a line -C into it or use -AllowEmpty.");
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
