# A director that masquerades: clients connect to the virtual server, packets go on to the real servers, and the answers come back
# through the director, which is the real servers' gateway. Run it as root, or on a simulated director (LVSPS_SESSION=simulated).
#   nat.ps1 -Start                                                    three servers in turn
#   nat.ps1 -Start -Scheduler wrr -Weight @{ '172.16.86.248' = 3 }    .248 gets three of every five
#   nat.ps1 -Start -RealServer 172.16.86.250, 172.16.86.248           the third is taken out
#   nat.ps1 -Stop
# Starting again changes only what differs; -WhatIf shows what that is.
[CmdletBinding(DefaultParameterSetName = 'Show', SupportsShouldProcess)]
param(
    [Parameter(Mandatory, ParameterSetName = 'Start')] [switch] $Start,
    [Parameter(Mandatory, ParameterSetName = 'Stop')] [switch] $Stop,
    [string] $VirtualServer = '192.168.1.200:80',
    [Parameter(ParameterSetName = 'Start')] [string[]] $RealServer = @('172.16.86.250', '172.16.86.248', '172.16.86.251'),
    [Parameter(ParameterSetName = 'Start')] [string] $Scheduler = 'rr',
    [Parameter(ParameterSetName = 'Start')] [hashtable] $Weight = @{}
)
$ErrorActionPreference = 'Stop'
$id = "tcp://$VirtualServer"
$service = @(Get-LvsService -IncludeRealServer | Where-Object Service -eq $id)
$servers = @($service | ForEach-Object { $_.RealServers })

if ($Stop) {
    $service | Remove-LvsService
    return
}

if ($Start) {
    if ((Get-LvsSession -Default).Kind -eq 'Local' -and [IO.File]::ReadAllText('/proc/sys/net/ipv4/ip_forward').Trim() -eq '0') {
        $PSCmdlet.WriteWarning('This host forwards no packets: sysctl -w net.ipv4.ip_forward=1')
    }

    if ($service) { Set-LvsService $id -Scheduler $Scheduler } else { New-LvsService $id -Scheduler $Scheduler }
    $known = @($servers | ForEach-Object { "$($_.Address)" })
    foreach ($address in $RealServer) {
        $settings = @{ Forwarding = 'Masquerade'; Weight = $Weight.ContainsKey($address) ? $Weight[$address] : 1 }
        if ($address -in $known) { Set-LvsRealServer $id $address @settings } else { Add-LvsRealServer $id $address @settings }
    }

    $servers | Where-Object { "$($_.Address)" -notin $RealServer } | Remove-LvsRealServer
}

Get-LvsService | Where-Object Service -eq $id | Out-Default
Get-LvsRealServer | Where-Object Service -eq $id | Out-Default
