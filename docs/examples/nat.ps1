# A director that masquerades: clients connect to the virtual server, packets go on to the real servers, and the answers come back
# through the director, which is the real servers' gateway. Run it as root, or on a simulated director (LVSPS_SESSION=simulated).
#   nat.ps1 -Start                                                    three servers in turn
#   nat.ps1 -Start -Scheduler wrr -Weight @{ '172.16.86.248' = 3 }    .248 gets three of every five
#   nat.ps1 -Start -RealServer 172.16.86.250, 172.16.86.248           the third is taken out
#   nat.ps1 -Start -VirtualServer udp://192.168.1.200:53              another service; several may be given, IPv6 too
#   nat.ps1 -Stop
# Starting again changes only what differs; -WhatIf shows what that is.
[CmdletBinding(DefaultParameterSetName = 'Show', SupportsShouldProcess)]
param(
    [Parameter(Mandatory, ParameterSetName = 'Start')] [switch] $Start,
    [Parameter(Mandatory, ParameterSetName = 'Stop')] [switch] $Stop,
    [LvsPS.LvsServiceId[]] $VirtualServer = 'tcp://192.168.1.200:80',
    [Parameter(ParameterSetName = 'Start')] [ipaddress[]] $RealServer = @('172.16.86.250', '172.16.86.248', '172.16.86.251'),
    [Parameter(ParameterSetName = 'Start')] [string] $Scheduler = 'rr',
    [Parameter(ParameterSetName = 'Start')] [hashtable] $Weight = @{}
)
$ErrorActionPreference = 'Stop'
$there = @(Get-LvsService -IncludeRealServer | Where-Object { $_.Service -in $VirtualServer })

if ($Stop) {
    $there | Remove-LvsService
    return
}

if ($Start) {
    if ((Get-LvsSession -Default).Kind -eq 'Local' -and [IO.File]::ReadAllText('/proc/sys/net/ipv4/ip_forward').Trim() -eq '0') {
        $PSCmdlet.WriteWarning('This host forwards no packets: sysctl -w net.ipv4.ip_forward=1')
    }

    foreach ($id in $VirtualServer) {
        $service = $there | Where-Object Service -eq $id
        if ($service) { $service | Set-LvsService -Scheduler $Scheduler } else { $service = New-LvsService $id -Scheduler $Scheduler -PassThru }
        foreach ($address in $RealServer | Where-Object AddressFamily -eq $id.AddressFamily) {
            $settings = @{ Forwarding = 'Masquerade'; Weight = $Weight.ContainsKey("$address") ? $Weight["$address"] : 1 }
            $known = @($service.RealServers | Where-Object { $_ -and $_.Address -eq $address })
            if ($known) { $known | Set-LvsRealServer @settings } else { $service | Add-LvsRealServer -Address $address @settings }
        }

        $service.RealServers | Where-Object { $_ -and $_.Address -notin $RealServer } | Remove-LvsRealServer
    }
}

Get-LvsService | Where-Object { $_.Service -in $VirtualServer } | Out-Default
Get-LvsRealServer | Where-Object { $_.Service -in $VirtualServer } | Out-Default
