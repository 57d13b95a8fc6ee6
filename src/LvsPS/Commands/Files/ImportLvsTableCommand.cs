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

        Apply(ClientFor(), document.Table, Mode, file, (change, error) => At(file, document.LineOf(change), error));
    }

    private static LvsException At(string file, int? line, LvsException error) => line is int number
        ? new LvsException(error.ErrorId, $"{file}:{number}: {error.Message}", error.Target, error.Remedy, error)
        : error;
}
