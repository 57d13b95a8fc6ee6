@{
    RootModule           = 'LvsPS.dll'
    ModuleVersion        = '0.1.0'
    GUID                 = '6f2d1c9e-7a54-4d0b-9e43-3b8f5b1c0a27'
    Author               = 'The LvsPS contributors'
    CompanyName          = 'LvsPS'
    Copyright            = '(c) 2026 The LvsPS contributors. MIT licence.'
    Description          = 'Administers the Linux Virtual Server (IPVS), the layer-4 load balancer of the Linux kernel, over its own netlink interface.'
    PowerShellVersion    = '7.4'
    CompatiblePSEditions = @('Core')
    FormatsToProcess     = @('LvsPS.Format.ps1xml')
    TypesToProcess       = @('LvsPS.Types.ps1xml')
    FunctionsToExport    = @()
    AliasesToExport      = @()
    VariablesToExport    = @()
    CmdletsToExport      = @(
        'Add-LvsRealServer', 'Get-LvsRealServer', 'Set-LvsRealServer', 'Remove-LvsRealServer'
        'Suspend-LvsRealServer', 'Resume-LvsRealServer', 'Wait-LvsRealServer'
        'New-LvsService', 'Get-LvsService', 'Set-LvsService', 'Remove-LvsService', 'Clear-LvsTable'
        'New-LvsHealthCheck', 'Test-LvsRealServer', 'Start-LvsHealthMonitor', 'Get-LvsHealthStatus'
        'New-LvsSession', 'Get-LvsSession', 'Remove-LvsSession', 'Get-LvsInfo', 'Test-LvsHost'
        'Get-LvsStats', 'Reset-LvsStats', 'Watch-LvsStats', 'Measure-LvsTraffic', 'Get-LvsConnection'
        'Get-LvsTimeout', 'Set-LvsTimeout', 'Get-LvsSyncDaemon', 'Start-LvsSyncDaemon', 'Stop-LvsSyncDaemon'
        'Get-LvsKernelSetting', 'Set-LvsKernelSetting', 'Get-LvsScheduler'
        'Get-LvsVirtualAddress', 'Add-LvsVirtualAddress', 'Remove-LvsVirtualAddress'
        'Get-LvsRealServerHost', 'Enable-LvsRealServerHost', 'Disable-LvsRealServerHost', 'Restore-LvsHost'
        'Get-LvsFwMark', 'Set-LvsFwMark', 'Remove-LvsFwMark', 'Get-LvsFullNat', 'Enable-LvsFullNat', 'Disable-LvsFullNat'
        'Compare-LvsState', 'Invoke-LvsPlan', 'Sync-LvsState'
        'Import-LvsDesiredState', 'Export-LvsDesiredState', 'Test-LvsDesiredState', 'ConvertTo-LvsYaml', 'ConvertFrom-LvsYaml'
        'ConvertTo-LvsRule', 'ConvertFrom-LvsRule', 'ConvertFrom-LvsDirectordConfig', 'ConvertFrom-LvsKeepalivedConfig', 'Export-LvsTable', 'Import-LvsTable', 'Checkpoint-LvsTable', 'Restore-LvsTable'
    )
    PrivateData          = @{
        PSData = @{
            Tags       = @('Linux', 'IPVS', 'LVS', 'LoadBalancer', 'netlink', 'ipvsadm', 'PSEdition_Core')
        }
    }
}
