# lvsps-table.ps1 start|stop: what lvsps-table.service runs, in pwsh or in LvsPS.Shell. The settings come from the environment;
# lvsps-table.env describes them. It ends with 1 on any error, also on one after which a cmdlet goes on: pwsh -File would end with 0.
param(
    [Parameter(Mandatory)]
    [ValidateSet('start', 'stop')]
    [string] $Action
)

$ErrorActionPreference = 'Continue'

# Only what the bare engine of LvsPS.Shell has may be used here: no Write-Host, no Test-Path.
function Get-Setting([string] $Name, [string] $Default) {
    $value = [Environment]::GetEnvironmentVariable($Name)
    if ($value) { $value } else { $Default }
}

function Test-Setting([string] $Name, [string] $Default) {
    $value = Get-Setting $Name $Default
    switch ($value) {
        'yes' { $true }
        'no' { $false }
        default { throw "$Name is '$value', and must be yes or no." }
    }
}

function Get-RulesFile {
    $usual = '/etc/ipvsadm.rules', '/etc/sysconfig/ipvsadm'
    $there = foreach ($file in $usual) { if ([IO.File]::Exists($file)) { $file } }
    Get-Setting RULES_FILE (@($there) + $usual[0])[0]
}

try {
    if (-not (Get-Module LvsPS)) {
        Import-Module "$PSScriptRoot/../LvsPS.psd1" -ErrorAction Stop
    }

    $file = Get-RulesFile
    $failed = @()
    if ($Action -eq 'start') {
        if (-not $env:RULES_FILE -and -not [IO.File]::Exists($file)) {
            "There is no $file, so nothing is restored."
            exit 0
        }

        $mode = Get-Setting RESTORE_MODE Replace
        "$(Import-LvsTable -LiteralPath $file -Mode $mode -PassThru -Confirm:$false -ErrorVariable failed)"
    }
    else {
        $save = Test-Setting SAVE_ON_STOP yes
        $clear = Test-Setting CLEAR_ON_STOP no
        if ($save) {
            Export-LvsTable -LiteralPath $file -Confirm:$false -ErrorVariable failed
        }

        # What could not be saved is not removed either.
        if ($clear -and -not $failed) {
            Clear-LvsTable -Confirm:$false -ErrorVariable failed
        }
    }

    exit [int][bool]$failed
}
catch {
    [Console]::Error.WriteLine("lvsps-table: $_")
    exit 1
}
