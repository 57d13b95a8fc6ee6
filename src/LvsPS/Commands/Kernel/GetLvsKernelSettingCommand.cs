using System.Management.Automation;
using LvsPS.Binding;

namespace LvsPS.Commands;

/// <summary>Get-LvsKernelSetting: the kernel's settings for IPVS and for the network around it, with what each does; sysctl net.ipv4.vs.</summary>
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
                    WriteObject(Names(settings, name).Where(pattern.IsMatch).Select(settings.Read), enumerateCollection: true);
                }
                else
                {
                    WriteObject(settings.Read(name));
                }
            });
        }
    }

    /// <summary>A pattern with a point is one of full names: the network's settings are among them only where they are asked for.</summary>
    private static IEnumerable<string> Names(KernelSettings settings, string pattern) => pattern.Contains('.') ? settings.FullNames() : settings.Names();
}
