# A director for direct routing: it takes the virtual address, and passes packets on as they are to real servers in its own network,
# which answer the clients themselves. Run it as root, or on a simulated director (LVSPS_SESSION=simulated); dr-realserver.ps1 is for
# the real servers.
#   dr-director.ps1 -Start                                              TCP port 80 of 192.168.1.205, two real servers
#   dr-director.ps1 -Start -Weight @{ '192.168.1.202' = 2 }             .202 gets two of every three
#   dr-director.ps1 -Start -VirtualServer tcp://192.168.1.205:80, udp://192.168.1.205:53, tcp://[fd00:1::205]:80 `
#       -RealServer 192.168.1.201, 192.168.1.202, fd00:1::201, fd00:1::202
#   dr-director.ps1 -Stop                                               takes the services and the virtual addresses back
# Starting again changes only what differs; -WhatIf shows what that is.
[CmdletBinding(DefaultParameterSetName = 'Start', SupportsShouldProcess)]
param(
    [Parameter(Mandatory, ParameterSetName = 'Start')] [switch] $Start,
    [Parameter(Mandatory, ParameterSetName = 'Stop')] [switch] $Stop,
    [LvsPS.LvsServiceId[]] $VirtualServer = 'tcp://192.168.1.205:80',
    [string] $Interface,
    [Parameter(ParameterSetName = 'Start')] [ipaddress[]] $RealServer = @('192.168.1.201', '192.168.1.202'),
    [Parameter(ParameterSetName = 'Start')] [string] $Scheduler = 'wrr',
    [Parameter(ParameterSetName = 'Start')] [hashtable] $Weight = @{}
)
$ErrorActionPreference = 'Stop'
$place = if ($Interface) { @{ Interface = $Interface } } else { @{} }
$there = @(Get-LvsService -IncludeRealServer | Where-Object { $_.Service -in $VirtualServer })

if ($Stop) {
    $there | Remove-LvsService
    $VirtualServer | ForEach-Object { "$($_.VirtualAddress)" } | Remove-LvsVirtualAddress @place
    return
}

foreach ($id in $VirtualServer) {
    $service = $there | Where-Object Service -eq $id
    if ($service) { $service | Set-LvsService -Scheduler $Scheduler } else { $service = New-LvsService $id -Scheduler $Scheduler -PassThru }
    foreach ($address in $RealServer | Where-Object AddressFamily -eq $id.AddressFamily) {
        $settings = @{ Forwarding = 'Gateway'; Weight = $Weight.ContainsKey("$address") ? $Weight["$address"] : 1 }
        $known = @($service.RealServers | Where-Object { $_ -and $_.Address -eq $address })
        if ($known) { $known | Set-LvsRealServer @settings } else { $service | Add-LvsRealServer -Address $address @settings }
    }

    $service.RealServers | Where-Object { $_ -and $_.Address -notin $RealServer } | Remove-LvsRealServer
}

# Last, when everything behind it is ready: the neighbours are told, so that clients come.
$VirtualServer | ForEach-Object { "$($_.VirtualAddress)" } | Add-LvsVirtualAddress @place -Announce
