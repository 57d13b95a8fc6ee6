BeforeAll {
    . $PSScriptRoot/Module.ps1
    $pwsh = (Get-Process -Id $PID).Path

    # In a process of its own, since an assembly stays loaded for good.
    function Invoke-Fresh([string]$Script) {
        $output = & $pwsh -NoProfile -NonInteractive -Command "`$ErrorActionPreference = 'Stop'; `$manifest = '$manifest'; $Script" 2>&1
        if ($LASTEXITCODE -ne 0) { throw ($output -join "`n") }
        $output
    }

    $use = 'New-LvsService -Tcp 10.0.0.1:80 -Session (New-LvsSession -Simulated) -PassThru | ForEach-Object { "$_" }'
}

Describe 'Loading' {
    It 'imports by its path and exports its cmdlets' {
        $names = Invoke-Fresh 'Import-Module $manifest; (Get-Command -Module LvsPS).Name'
        $names | Should -Contain 'New-LvsService'
        $names | Should -HaveCount (Import-PowerShellDataFile $manifest).CmdletsToExport.Count
    }

    It 'is found by its name on PSModulePath and loads itself' {
        Invoke-Fresh ('$env:PSModulePath = "{0}"; {1}' -f (Split-Path (Split-Path $module)), $use) | Should -Be 'tcp://10.0.0.1:80'
    }

    It 'opens nothing at import' {
        Invoke-Fresh 'Import-Module $manifest; [AppDomain]::CurrentDomain.GetAssemblies().GetName().Name -like "LvsPS*"' | Sort-Object |
            Should -Be 'LvsPS', 'LvsPS.Core'
    }

    It 'keeps its public types in the default load context and its dependencies in one of their own' {
        $contexts = Invoke-Fresh ('Import-Module $manifest; $null = ' + $use + '
            foreach ($assembly in [AppDomain]::CurrentDomain.GetAssemblies()) {
                if ($assembly.GetName().Name -like "LvsPS*" -or $assembly.GetName().Name -eq "Tmds.LibC") {
                    "{0} in {1}" -f $assembly.GetName().Name, [Runtime.Loader.AssemblyLoadContext]::GetLoadContext($assembly).Name
                }
            }')
        $contexts | Should -Contain 'LvsPS in Default'
        $contexts | Should -Contain 'LvsPS.Core in Default'
        $contexts | Should -Contain 'LvsPS.Netlink in LvsPS dependencies'
        $contexts | Should -Contain 'LvsPS.Simulator in LvsPS dependencies'
        $contexts | Where-Object { $_ -like 'Tmds.LibC*' } | Should -BeIn @('Tmds.LibC in LvsPS dependencies', $null)
    }

    It 'works beside a module that brought a Tmds.LibC of its own' {
        $foreign = Join-Path $TestDrive 'Foreign'
        $null = New-Item -ItemType Directory $foreign
        Add-Type -OutputAssembly (Join-Path $foreign 'Tmds.LibC.dll') -TypeDefinition 'namespace Tmds.Linux { public static class LibC { public static string Mine() => "foreign"; } }'
        Invoke-Fresh ('Import-Module "{0}"; Import-Module $manifest; {1}; try {{ Get-LvsInfo -Session (New-LvsSession) }} catch {{ $_.FullyQualifiedErrorId }}; [Tmds.Linux.LibC]::Mine()' -f (Join-Path $foreign 'Tmds.LibC.dll'), $use) |
            ForEach-Object { "$_" } | Should -Contain 'foreign'
    }

    It 'works beside a YamlDotNet of <Version> that another module loaded first, <Age> than ours' -ForEach @(
        @{ Version = '1.0.0.0'; Age = 'older' }
        @{ Version = '99.0.0.0'; Age = 'newer' }
    ) {
        $foreign = Join-Path $TestDrive "YamlDotNet.$Age.dll"
        $name = [Reflection.AssemblyName]::new('YamlDotNet')
        $name.Version = $Version
        $builder = [Reflection.Emit.PersistedAssemblyBuilder]::new($name, [object].Assembly)
        $null = $builder.DefineDynamicModule('YamlDotNet').DefineType('YamlDotNet.Core.Parser', 'Public, Class').CreateType()
        $builder.Save($foreign)
        Invoke-Fresh ('$foreign = [Reflection.Assembly]::LoadFrom("{0}"); Import-Module $manifest
            ("services:", "- service: tcp://10.0.0.1:80" | ConvertFrom-LvsYaml).Services | ForEach-Object {{ "$_" }}
            "foreign $($foreign.GetName().Version.Major) in $([Runtime.Loader.AssemblyLoadContext]::GetLoadContext($foreign).Name)"
            foreach ($assembly in [AppDomain]::CurrentDomain.GetAssemblies()) {{
                if ($assembly.GetName().Name -eq "YamlDotNet") {{ "{{0}} in {{1}}" -f $assembly.GetName().Version.Major, [Runtime.Loader.AssemblyLoadContext]::GetLoadContext($assembly).Name }}
            }}' -f $foreign) | Sort-Object |
            Should -Be (@("$(([version]$Version).Major) in Default", '18 in LvsPS dependencies', "foreign $(([version]$Version).Major) in Default", 'tcp://10.0.0.1:80') | Sort-Object)
    }

    It 'works after -Force' {
        Invoke-Fresh "Import-Module `$manifest; `$null = $use; Import-Module `$manifest -Force; $use" | Should -Be 'tcp://10.0.0.1:80'
    }

    It 'works after Remove-Module and Import-Module, with the sessions that there were' {
        Invoke-Fresh "Import-Module `$manifest; `$null = New-LvsSession -Simulated -Name kept; Remove-Module LvsPS; Import-Module `$manifest; (Get-LvsSession kept).Name; $use" |
            Should -Be 'kept', 'tcp://10.0.0.1:80'
    }
}
