using System.Management.Automation;

namespace LvsPS.Commands;

/// <summary>ConvertFrom-LvsKeepalivedConfig: keepalived.conf as a document of what is to be monitored.</summary>
[Cmdlet(VerbsData.ConvertFrom, "LvsKeepalivedConfig", DefaultParameterSetName = "Path")]
[OutputType(typeof(LvsHealthDocument))]
public sealed class ConvertFromLvsKeepalivedConfigCommand : LvsHealthFileCommand
{
    /// <inheritdoc/>
    private protected override LvsHealthConfiguration Read(Stream stream, string path) => HealthConfigurationReader.ReadKeepalived(stream, path);

    /// <inheritdoc/>
    private protected override LvsHealthConfiguration ReadLines(IReadOnlyList<string> lines) => HealthConfigurationReader.ReadKeepalivedLines(lines);
}
