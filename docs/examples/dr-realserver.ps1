# A real server for direct routing: it takes packets for the virtual address, which it has on lo, and never answers ARP for it. Run
# it as root on each real server, or on a simulated host (LVSPS_SESSION=simulated).
#   dr-realserver.ps1 -Start                                             for 192.168.1.205
#   dr-realserver.ps1 -Start -VirtualAddress 192.168.1.205, fd00:1::205
#   dr-realserver.ps1 -Stop                                              everything is as it was before
# -Persist keeps it over a reboot (about_LvsHosts).
[CmdletBinding(DefaultParameterSetName = 'Start', SupportsShouldProcess)]
param(
    [Parameter(Mandatory, ParameterSetName = 'Start')] [switch] $Start,
    [Parameter(Mandatory, ParameterSetName = 'Stop')] [switch] $Stop,
    [ipaddress[]] $VirtualAddress = '192.168.1.205',
    [Parameter(ParameterSetName = 'Start')] [switch] $Persist
)
$ErrorActionPreference = 'Stop'
if ($Stop) {
    Disable-LvsRealServerHost -VirtualAddress $VirtualAddress
    return
}

Enable-LvsRealServerHost -Mode DirectRouting -VirtualAddress $VirtualAddress -Persist:$Persist
