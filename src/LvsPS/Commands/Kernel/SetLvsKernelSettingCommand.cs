using System.Management.Automation;
using LvsPS.Binding;

namespace LvsPS.Commands;

/// <summary>Set-LvsKernelSetting: changes one of the kernel's settings for IPVS, or for the network around it, until the next boot; sysctl -w NAME=VALUE.</summary>
[Cmdlet(VerbsCommon.Set, "LvsKernelSetting", SupportsShouldProcess = true)]
[OutputType(typeof(LvsKernelSetting))]
public sealed class SetLvsKernelSettingCommand : LvsSessionCommand
{
    /// <summary>The setting's name.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(KernelSettingCompleter))]
    public string Name { get; set; } = string.Empty;

    /// <summary>Its new value; $true and $false stand for 1 and 0, two numbers for a pair.</summary>
    [Parameter(Mandatory = true, Position = 1)]
    [ValidateNotNull]
    [AllowEmptyString]
    [SettingValueTransformation]
    public string Value { get; set; } = string.Empty;

    /// <summary>A setting of Get-LvsKernelSetting: without -Session it is changed where it was read.</summary>
    [Parameter(ValueFromPipeline = true)]
    [ArgumentCompleter(typeof(NothingCompleter))]
    public LvsKernelSetting? InputObject { get; set; }

    /// <summary>The setting is emitted as it is then.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override void ProcessInput()
    {
        var settings = new KernelSettings(Session ?? InputObject?.Origin.Session ?? CurrentSession);
        LvsKernelSetting setting = settings.Read(Name);
        string value = KernelSettings.Check(setting.Name, Value);
        string change = $"Set {setting.FullName} from '{setting.Value}' to '{value}'";
        if (setting.Value != value && ShouldProcess($"{change}.", $"{change}?", "LvsPS"))
        {
            Tell($"sysctl -w {setting.FullName}='{value}'");
            setting = settings.Write(setting.Name, value);
        }

        if (PassThru)
        {
            WriteObject(setting);
        }
    }
}
