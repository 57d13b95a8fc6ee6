# lvsps-health.ps1: what lvsps-health.service runs, in pwsh or in LvsPS.Shell, until it is stopped. The settings come from the environment;
# lvsps-health.env describes them. Each event is a line of the journal. It ends with 1 on any error: pwsh -File would end with 0.
$ErrorActionPreference = 'Continue'

# Only what the bare engine of LvsPS.Shell has may be used here: no Write-Host, no Test-Path.
function Get-HealthFile {
    if ($env:HEALTH_FILE) {
        return $env:HEALTH_FILE
    }

    foreach ($file in '/etc/ha.d/ldirectord.cf', '/etc/ldirectord.cf', '/etc/keepalived/keepalived.conf') {
        if ([IO.File]::Exists($file)) {
            return $file
        }
    }

    throw 'There is no configuration: set HEALTH_FILE.'
}

try {
    if (-not (Get-Module LvsPS)) {
        Import-Module "$PSScriptRoot/../LvsPS.psd1" -ErrorAction Stop
    }

    $how = @{ LiteralPath = Get-HealthFile; Name = 'lvsps-health' }
    switch ($env:AUTO_RELOAD) {
        'yes' { $how.AutoReload = $true }
        'no' { $how.AutoReload = $false }
        { $_ } { if ($_ -notin 'yes', 'no') { throw "AUTO_RELOAD is '$_', and must be yes or no." } }
    }

    if ($env:STOP_ACTION) {
        $how.StopAction = $env:STOP_ACTION
    }

    # The journal has an entry of its own for each change of the table, with fields to search for.
    $isInJournal = [bool]$env:JOURNAL_STREAM
    $failed = @()
    Start-LvsHealthMonitor @how -AsService -Confirm:$false -ErrorVariable failed -ErrorAction SilentlyContinue | ForEach-Object {
        if (-not ($isInJournal -and $_.Kind -eq 'Changed')) {
            [Console]::Out.WriteLine("$_".ReplaceLineEndings(' '))
        }
    }

    foreach ($one in $failed) {
        [Console]::Error.WriteLine("lvsps-health: $one")
    }

    exit [int][bool]$failed
}
catch {
    [Console]::Error.WriteLine("lvsps-health: $_")
    exit 1
}
