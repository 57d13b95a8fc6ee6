using System.Management.Automation;

namespace LvsPS.Commands;

/// <summary>ConvertFrom-LvsDirectordConfig: ldirectord.cf as a document of what is to be monitored.</summary>
[Cmdlet(VerbsData.ConvertFrom, "LvsDirectordConfig", DefaultParameterSetName = "Path")]
[OutputType(typeof(LvsHealthDocument))]
public sealed class ConvertFromLvsDirectordConfigCommand : LvsHealthFileCommand
{
    /// <inheritdoc/>
    private protected override LvsHealthConfiguration Read(Stream stream, string path) => HealthConfigurationReader.ReadDirectord(stream, path);

    /// <inheritdoc/>
    private protected override LvsHealthConfiguration ReadLines(IReadOnlyList<string> lines) => HealthConfigurationReader.ReadDirectordLines(lines);
}
