# Full NAT: the real servers see the director as their client, so that they need no route to the clients and no setting at all. Run it
# as root on a director, or on a simulated one (LVSPS_SESSION=simulated).
#   fullnat.ps1 -Start                                            TCP port 80 of 192.168.1.200, three real servers
#   fullnat.ps1 -Start -SourceAddress 172.16.86.10-172.16.86.19   from these addresses instead of the director's own: more ports
#   fullnat.ps1 -Stop                                             also the kernel's settings are as they were
# Starting again changes only what differs; -WhatIf shows what that is.
[CmdletBinding(DefaultParameterSetName = 'Start', SupportsShouldProcess)]
param(
    [Parameter(Mandatory, ParameterSetName = 'Start')] [switch] $Start,
    [Parameter(Mandatory, ParameterSetName = 'Stop')] [switch] $Stop,
    [LvsPS.LvsServiceId[]] $VirtualServer = 'tcp://192.168.1.200:80',
    [Parameter(ParameterSetName = 'Start')] [ipaddress[]] $RealServer = @('172.16.86.250', '172.16.86.248', '172.16.86.251'),
    [Parameter(ParameterSetName = 'Start')] [string[]] $SourceAddress,
    [Parameter(ParameterSetName = 'Start')] [string] $Scheduler = 'rr'
)
$ErrorActionPreference = 'Stop'
$there = @(Get-LvsService -IncludeRealServer | Where-Object { $_.Service -in $VirtualServer })

if ($Stop) {
    $VirtualServer | Disable-LvsFullNat
    $there | Remove-LvsService
    return
}

$pool = if ($SourceAddress) { @{ SourceAddress = $SourceAddress } } else { @{} }
foreach ($id in $VirtualServer) {
    $service = $there | Where-Object Service -eq $id
    if ($service) { $service | Set-LvsService -Scheduler $Scheduler } else { $service = New-LvsService $id -Scheduler $Scheduler -PassThru }
    foreach ($address in $RealServer | Where-Object AddressFamily -eq $id.AddressFamily) {
        $known = @($service.RealServers | Where-Object { $_ -and $_.Address -eq $address })
        if ($known) { $known | Set-LvsRealServer -Forwarding Masquerade } else { $service | Add-LvsRealServer -Address $address -Forwarding Masquerade }
    }

    $service | Enable-LvsFullNat @pool
}
