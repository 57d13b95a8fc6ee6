using System.Management.Automation;

namespace LvsPS.Commands;

/// <summary>Export-LvsDesiredState: a director as it is, or what is piped in, as a file of the wanted state, which replaces an older one as a whole or not at all.</summary>
[Cmdlet(VerbsData.Export, "LvsDesiredState", SupportsShouldProcess = true, DefaultParameterSetName = "Path")]
[OutputType(typeof(FileInfo))]
public sealed class ExportLvsDesiredStateCommand : LvsDocumentInputCommand
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

    /// <summary>The owner that the document names.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Owner { get; set; }

    /// <summary>The document removes services outside of it.</summary>
    [Parameter]
    public SwitchParameter Prune { get; set; }

    /// <summary>A file that is there already is not replaced.</summary>
    [Parameter]
    public SwitchParameter NoClobber { get; set; }

    /// <summary>The file is emitted.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    private protected override void Write(IReadOnlyList<LvsDesiredState> states)
    {
        string path = LiteralPath is null ? FilePaths.ForWriting(this, Path!) : FilePaths.Literal(this, LiteralPath);
        if (states.Count != 1)
        {
            throw new LvsException(
                states.Count == 0 ? LvsErrorId.NothingToExport : LvsErrorId.SeveralFiles,
                states.Count == 0 ? "Nothing came by the pipeline, so there is nothing to write. No file was changed." : $"{states.Count} documents cannot be one file. No file was changed.",
                path,
                states.Count == 0 ? "Check what comes before it in the pipeline, or leave the pipeline out to write the director as it is." : "Export each for itself.");
        }

        LvsDesiredState state = states[0] with { Owner = Owner ?? states[0].Owner, Prune = Prune || states[0].Prune };
        FilePaths.Replace(this, path, $"the wanted state of {ChangeText.Count(state.Services.Count, "service")}", () => TextOf(state), NoClobber, PassThru);
    }
}
