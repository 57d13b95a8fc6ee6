using System.Management.Automation;

namespace LvsPS.Commands;

/// <summary>ConvertFrom-LvsRule: ipvsadm lines as services with their real servers. Nothing is sent to a kernel.</summary>
[Cmdlet(VerbsData.ConvertFrom, "LvsRule")]
[OutputType(typeof(LvsService))]
public sealed class ConvertFromLvsRuleCommand : LvsCommand
{
    private readonly List<string> _lines = [];

    /// <summary>The lines, each a string or all in one.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [AllowEmptyString]
    [AllowEmptyCollection]
    public string[] InputObject { get; set; } = [];

    /// <inheritdoc/>
    protected override void ProcessInput() => _lines.AddRange(InputObject);

    /// <inheritdoc/>
    protected override void EndInput()
    {
        LvsRuleDocument document = RuleReader.ReadLines(_lines);
        RuleFindings.Report(document, Fail, WriteWarning);
        if (!document.HasErrors)
        {
            WriteObject(document.Table.Services, enumerateCollection: true);
        }
    }
}
