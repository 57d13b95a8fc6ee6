#!/usr/bin/env pwsh
# The only door to building and testing. Runs in pwsh and in LvsPS.Shell alike; the steps are in src/build.
#   ./build.ps1 [Build]            leaves output/LvsPS/VERSION ready for Import-Module
#   ./build.ps1 Test [-Filter X]   builds, and runs every test (or those with X in their names)
#   ./build.ps1 Check              warnings, formatting, conventions, help
#   ./build.ps1 Lab [-Script X]    a real kernel with ip_vs: a prompt in the director, or a script run there
#   ./build.ps1 LabKernel          builds the lab's 6.12 kernel into a cache folder
#   ./build.ps1 Bench [-Filter X]  the benchmarks
#   ./build.ps1 Docs               makes module/en-US from docs/en-US (needs pwsh and PlatyPS)
#   ./build.ps1 Pack               zip files of the built module
[CmdletBinding()]
param(
    [ValidateSet('Build', 'Test', 'Check', 'Lab', 'LabKernel', 'Bench', 'Docs', 'Pack')]
    [string] $Task = 'Build',
    [string] $Filter,
    [string] $Script
)

$options = foreach ($name in 'Filter', 'Script') {
    if ($PSBoundParameters.ContainsKey($name)) { "-$name"; $PSBoundParameters[$name] }
}
dotnet run --project "$PSScriptRoot/src/build" -- $Task @options
exit $LASTEXITCODE
