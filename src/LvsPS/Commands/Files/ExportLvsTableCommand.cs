using System.Management.Automation;

namespace LvsPS.Commands;

/// <summary>Export-LvsTable: saves a table as a file of ipvsadm lines, which replaces an older one as a whole or not at all.</summary>
[Cmdlet(VerbsData.Export, "LvsTable", SupportsShouldProcess = true, DefaultParameterSetName = "Path")]
[OutputType(typeof(FileInfo))]
public sealed class ExportLvsTableCommand : LvsTableInputCommand
{
    /// <summary>The file; a wildcard must name exactly one.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = "Path")]
    [ValidateNotNullOrEmpty]
    public string? Path { get; set; }

    /// <summary>The file, its name taken as it is.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "LiteralPath", ValueFromPipelineByPropertyName = true)]
    [Alias("PSPath", "LP")]
    [ValidateNotNullOrEmpty]
    public string? LiteralPath { get; set; }

    /// <summary>A file that is there already is not replaced.</summary>
    [Parameter]
    public SwitchParameter NoClobber { get; set; }

    /// <summary>What ipvsadm has no words for, or would refuse, is an error, and nothing is written.</summary>
    [Parameter]
    public SwitchParameter Strict { get; set; }

    /// <summary>An empty file is written where the pipeline gave no service.</summary>
    [Parameter]
    public SwitchParameter AllowEmpty { get; set; }

    /// <summary>The file is emitted.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override void WriteTable(LvsRuleText text)
    {
        string path = LiteralPath is null ? FilePaths.ForWriting(this, Path!) : FilePaths.Literal(this, LiteralPath);
        if (!IsInputWhole)
        {
            throw new LvsException(
                LvsErrorId.DependencyFailed,
                $"Nothing was written to {path}, since not all that was piped in could be read.",
                path,
                "Mend what the other errors name first.");
        }

        if (IsPipeEmpty && !AllowEmpty)
        {
            throw new LvsException(
                LvsErrorId.NothingToExport,
                "No service came by the pipeline, so there is nothing to write. No file was changed.",
                LiteralPath ?? Path,
                "Check what comes before it in the pipeline, leave the pipeline out to write the whole table, or use -AllowEmpty to write an empty file.");
        }

        if (Strict && text.Warnings.Count > 0)
        {
            throw new LvsException(
                LvsErrorId.NotForIpvsadm,
                $"Nothing was written, since ipvsadm could not restore all of it: {string.Join(' ', text.Warnings)}",
                text.Warnings,
                "Leave -Strict out to write lines that only LvsPS reads, or change what ipvsadm has no words for.");
        }

        Warn(text);
        FilePaths.Replace(
            this, path, ChangeText.Count(text.Lines.Count, "line"), () => string.Concat(text.Lines.Select(line => line + '\n')), NoClobber, PassThru);
    }
}
