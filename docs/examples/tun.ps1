# Tunnels: the director passes packets on inside of others, so that real servers may be in any network, and they answer the clients
# themselves. Run it as root, on the director and on each real server, or on a simulated host (LVSPS_SESSION=simulated).
#   tun.ps1 -Start -As Director                                            TCP port 80 of 192.168.1.205 by IPIP
#   tun.ps1 -Start -As RealServer                                          on each of 172.16.86.250 and .248
#   tun.ps1 -Start -As Director -TunnelType Gue -Port 6080                 by UDP, which passes most firewalls; Gre is the third
#   tun.ps1 -Start -As RealServer -TunnelType Gue -Port 6080
#   tun.ps1 -Stop -As Director                                             takes everything back; -As RealServer likewise
# Starting again changes only what differs; -WhatIf shows what that is.
[CmdletBinding(DefaultParameterSetName = 'Start', SupportsShouldProcess)]
param(
    [Parameter(Mandatory, ParameterSetName = 'Start')] [switch] $Start,
    [Parameter(Mandatory, ParameterSetName = 'Stop')] [switch] $Stop,
    [Parameter(Mandatory)] [ValidateSet('Director', 'RealServer')] [string] $As,
    [LvsPS.LvsServiceId[]] $VirtualServer = 'tcp://192.168.1.205:80',
    [string] $Interface,
    [Parameter(ParameterSetName = 'Start')] [ipaddress[]] $RealServer = @('172.16.86.250', '172.16.86.248'),
    [Parameter(ParameterSetName = 'Start')] [LvsPS.LvsTunnelType] $TunnelType = 'Ipip',
    [Parameter(ParameterSetName = 'Start')] [int] $Port,
    [Parameter(ParameterSetName = 'Start')] [string] $Scheduler = 'rr'
)
$ErrorActionPreference = 'Stop'
$addresses = @($VirtualServer | ForEach-Object { "$($_.VirtualAddress)" })

if ($As -eq 'RealServer') {
    if ($Stop) { Disable-LvsRealServerHost $addresses; return }
    $settings = @{ Mode = 'Tunnel'; TunnelType = $TunnelType }
    if ($Port) { $settings.Port = $Port }
    Enable-LvsRealServerHost $addresses @settings
    return
}

$place = if ($Interface) { @{ Interface = $Interface } } else { @{} }
$there = @(Get-LvsService -IncludeRealServer | Where-Object { $_.Service -in $VirtualServer })
if ($Stop) {
    $there | Remove-LvsService
    $addresses | Remove-LvsVirtualAddress @place
    return
}

$settings = @{ Forwarding = 'Tunnel'; TunnelType = $TunnelType }
if ($Port) { $settings.TunnelPort = $Port }
foreach ($id in $VirtualServer) {
    $service = $there | Where-Object Service -eq $id
    if ($service) { $service | Set-LvsService -Scheduler $Scheduler } else { $service = New-LvsService $id -Scheduler $Scheduler -PassThru }
    foreach ($address in $RealServer | Where-Object AddressFamily -eq $id.AddressFamily) {
        $known = @($service.RealServers | Where-Object { $_ -and $_.Address -eq $address })
        if ($known) { $known | Set-LvsRealServer @settings } else { $service | Add-LvsRealServer -Address $address @settings }
    }
}

$addresses | Add-LvsVirtualAddress @place -Announce
