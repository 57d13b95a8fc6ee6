# What the manifests beside it run: a resource and an operation as arguments, and whatIf where it is only to be foretold; JSON on
# standard input and, line by line, on standard output, and traces as lines of JSON on standard error. What is done is in the folder
# automation of the module.
param([string] $Resource, [string] $Operation, [string] $How)

$ErrorActionPreference = 'Stop'
$text = @($input) -join "`n"
try {
    $module = Get-Module LvsPS
    if (-not $module) { $module = Import-Module "$PSScriptRoot/../LvsPS.psd1" -PassThru }
    Import-Module "$($module.ModuleBase)/automation/LvsPS.Automation.psm1"
}
catch {
    [System.Console]::Error.WriteLine('{"error":"' + [System.Text.Json.JsonEncodedText]::Encode("The module LvsPS cannot be loaded: $_") + '"}')
    exit 3
}
if ($How) { $Operation = if ($Operation -in 'set', 'delete' -and $How -eq 'whatIf') { @{ set = 'whatIf'; delete = 'whatIfDelete' }[$Operation] } else { "$Operation $How" } }
exit (Invoke-LvsDsc $Resource $Operation $text)
