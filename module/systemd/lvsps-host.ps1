# lvsps-host.ps1: what lvsps-host.service runs, in pwsh or in LvsPS.Shell, to put back what -Persist kept. It ends with 1 on any error,
# also on one after which the rest goes on: pwsh -File would end with 0. What could be put back is, all the same.
$ErrorActionPreference = 'Continue'

# Only what the bare engine of LvsPS.Shell has may be used here: no Write-Host, no Test-Path.
try {
    if (-not (Get-Module LvsPS)) {
        Import-Module "$PSScriptRoot/../LvsPS.psd1" -ErrorAction Stop
    }

    $failed = @()
    Restore-LvsHost -PassThru -Confirm:$false -ErrorVariable failed | ForEach-Object { "$_ is in place." }
    exit [int][bool]$failed
}
catch {
    [Console]::Error.WriteLine("lvsps-host: $_")
    exit 1
}
