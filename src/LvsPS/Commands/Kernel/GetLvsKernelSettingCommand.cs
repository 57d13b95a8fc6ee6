using System.Management.Automation;
using LvsPS.Binding;

namespace LvsPS.Commands;

/// <summary>Get-LvsKernelSetting: the kernel's IPVS settings, with what each does; sysctl net.ipv4.vs.</summary>
[Cmdlet(VerbsCommon.Get, "LvsKernelSetting")]
[OutputType(typeof(LvsKernelSetting))]
public sealed class GetLvsKernelSettingCommand : LvsSessionCommand
{
    /// <summary>Names; wildcards are allowed.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(KernelSettingCompleter))]
    public string[]? Name { get; set; }

    /// <inheritdoc/>
    protected override void ProcessInput()
    {
        if (Name is null && MyInvocation.ExpectingInput)
        {
            return;
        }

        var settings = new KernelSettings(CurrentSession);
        foreach (string name in Name ?? ["*"])
        {
            Try(() =>
            {
                if (WildcardPattern.ContainsWildcardCharacters(name))
                {
                    var pattern = WildcardPattern.Get(name, WildcardOptions.IgnoreCase);
                    WriteObject(settings.Names().Where(n => pattern.IsMatch(n)).Select(settings.Read), enumerateCollection: true);
                }
                else
                {
                    WriteObject(settings.Read(name));
                }
            });
        }
    }
}
