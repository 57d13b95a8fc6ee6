using System.Management.Automation;

namespace LvsPS.Commands;

/// <summary>ConvertTo-LvsRule: a table as ipvsadm lines; ipvsadm -Sn.</summary>
[Cmdlet(VerbsData.ConvertTo, "LvsRule")]
[OutputType(typeof(string))]
public sealed class ConvertToLvsRuleCommand : LvsTableInputCommand
{
    /// <inheritdoc/>
    protected override void WriteTable(LvsRuleText text)
    {
        Warn(text);
        WriteObject(text.Lines, enumerateCollection: true);
    }
}
