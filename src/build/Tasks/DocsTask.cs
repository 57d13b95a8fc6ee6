using LvsPS.Build.Running;

namespace LvsPS.Build.Tasks;

/// <summary>Turns the pages of docs/en-US into module/en-US, with PlatyPS in a real pwsh; the result is committed.</summary>
internal static class DocsTask
{
    private const string Run = """
        $ErrorActionPreference = 'Stop'
        $PSModuleAutoLoadingPreference = 'All'
        if (Get-Module -ListAvailable Microsoft.PowerShell.PlatyPS) {
            Import-Module Microsoft.PowerShell.PlatyPS
            Get-ChildItem $env:LVSPS_DOCS/*-*.md | Import-MarkdownCommandHelp | Export-MamlCommandHelp -OutputFolder $env:LVSPS_HELP -Force
        } elseif (Get-Module -ListAvailable platyPS) {
            Import-Module platyPS
            New-ExternalHelp -Path $env:LVSPS_DOCS -OutputPath $env:LVSPS_HELP -Force
        } else {
            throw 'PlatyPS is not installed: Install-PSResource Microsoft.PowerShell.PlatyPS'
        }
        """;

    internal static async Task<int> RunAsync()
    {
        if (!Programs.Has("pwsh"))
        {
            throw new BuildException("Help is made from docs/en-US by PlatyPS, which runs in pwsh only, and there is no pwsh on the path.");
        }

        return await new Command("pwsh", "-NoProfile", "-NonInteractive", "-Command", Run)
        {
            Environment = { ["LVSPS_DOCS"] = Repository.At("docs/en-US"), ["LVSPS_HELP"] = Repository.At("module/en-US") },
        }.RunVisiblyAsync();
    }
}
