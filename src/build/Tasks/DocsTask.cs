using LvsPS.Build.Running;

namespace LvsPS.Build.Tasks;

/// <summary>Turns the pages of docs/en-US into module/en-US, with PlatyPS in a real pwsh; the result is committed.</summary>
internal static class DocsTask
{
    /// <summary>The version that the committed file was made with.</summary>
    private const string PlatyPS = "1.0.3";

    private const string Make = """
        $ErrorActionPreference = 'Stop'
        $wanted = @{ ModuleName = 'Microsoft.PowerShell.PlatyPS'; ModuleVersion = $env:LVSPS_PLATYPS }
        if (-not (Get-Module -ListAvailable -FullyQualifiedName $wanted)) {
            throw "PlatyPS is not installed: Install-PSResource Microsoft.PowerShell.PlatyPS -Version $($wanted.ModuleVersion)"
        }

        Import-Module -FullyQualifiedName $wanted
        Get-ChildItem $env:LVSPS_DOCS/*-*.md | Import-MarkdownCommandHelp | Export-MamlCommandHelp -OutputFolder $env:LVSPS_MAML -Force | Out-Null

        # A terminal follows no link to a page, and there is no online version.
        $help = Get-Content $env:LVSPS_MAML/LvsPS/LvsPS.dll-Help.xml -Raw
        $help = $help -replace '\s*<maml:navigationLink>\s*<maml:linkText>Online Version</maml:linkText>\s*<maml:uri ?/>\s*</maml:navigationLink>'
        $help = $help -replace '<maml:uri>[^<]*\.md</maml:uri>', '<maml:uri />'
        Set-Content $env:LVSPS_HELP/LvsPS.dll-Help.xml $help.TrimEnd()
        """;

    internal static async Task<int> RunAsync()
    {
        if (!Programs.Has("pwsh"))
        {
            throw new BuildException("Help is made from docs/en-US by PlatyPS, which runs in pwsh only, and there is no pwsh on the path.");
        }

        return await new Command("pwsh", "-NoProfile", "-NonInteractive", "-Command", Make)
        {
            Environment =
            {
                ["LVSPS_PLATYPS"] = PlatyPS,
                ["LVSPS_DOCS"] = Repository.At("docs/en-US"),
                ["LVSPS_MAML"] = Repository.At("output/maml"),
                ["LVSPS_HELP"] = Repository.At("module/en-US"),
            },
        }.RunVisiblyAsync();
    }
}
