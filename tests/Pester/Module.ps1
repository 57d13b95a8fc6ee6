# The built module: the folder that LVSPS_MODULE names, or the newest below output/LvsPS.
$module = if ($env:LVSPS_MODULE) { $env:LVSPS_MODULE } else {
    Get-ChildItem (Join-Path $PSScriptRoot '../../output/LvsPS') -Directory | Sort-Object { [version]$_.Name } | Select-Object -Last 1 -ExpandProperty FullName
}
$manifest = Join-Path $module 'LvsPS.psd1'
