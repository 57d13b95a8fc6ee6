# A client stays with its real server, by which of these clients choose: one port, several ports with one mark, or every port of the
# virtual address. Run it as root on a director that masquerades, or on a simulated one (LVSPS_SESSION=simulated).
#   persistence.ps1 -Start -Per Port                      for port 80 alone
#   persistence.ps1 -Start -Per Mark                      80 and 443 together: a client is at one server with both
#   persistence.ps1 -Start -Per Client                    every port; IPVS has port 0 for it
#   persistence.ps1 -Start -Per Port -Netmask 24          a whole network stays together, as behind a proxy of several addresses
#   persistence.ps1 -Start -Per Mark -Protocol Udp -Port 5060, 5061
#   persistence.ps1 -Stop -Per Port                       takes that one back
[CmdletBinding(DefaultParameterSetName = 'Start', SupportsShouldProcess)]
param(
    [Parameter(Mandatory, ParameterSetName = 'Start')] [switch] $Start,
    [Parameter(Mandatory, ParameterSetName = 'Stop')] [switch] $Stop,
    [Parameter(Mandatory)] [ValidateSet('Port', 'Mark', 'Client')] [string] $Per,
    [string] $VirtualAddress = '192.168.1.200',
    [ValidateSet('Tcp', 'Udp', 'Sctp')] [string] $Protocol = 'Tcp',
    [ValidateCount(1, 64)] [int[]] $Port = @(80, 443),
    [long] $Mark = 3,
    [Parameter(ParameterSetName = 'Start')] [string[]] $RealServer = @('172.16.86.250', '172.16.86.248', '172.16.86.251'),
    [Parameter(ParameterSetName = 'Start')] [string] $Timeout = '5m',
    [Parameter(ParameterSetName = 'Start')] [int] $Netmask
)
$ErrorActionPreference = 'Stop'
$isIPv6 = ([ipaddress] $VirtualAddress).AddressFamily -eq 'InterNetworkV6'
$shown = if ($isIPv6) { "[$VirtualAddress]" } else { $VirtualAddress }
$id = switch ($Per) {
    Port { "${Protocol}://${shown}:$($Port[0])" }
    Mark { if ($isIPv6) { "fwmark6://$Mark" } else { "fwmark://$Mark" } }
    Client { "${Protocol}://${shown}:0" }
}
$there = @(Get-LvsService | Where-Object Service -eq $id)

if ($Stop) {
    $there | Remove-LvsService
    if ($Per -eq 'Mark') { Remove-LvsFwMark -Mark $Mark }
    return
}

$settings = @{ Scheduler = 'rr'; PersistenceTimeout = $Timeout }
if ($Netmask) { $settings.PersistenceNetmask = $Netmask }
$ports = @{ $Protocol = $Port }
if ($Per -eq 'Mark') { Set-LvsFwMark -Mark $Mark -Address $VirtualAddress @ports }
$known = @($there | Get-LvsRealServer | ForEach-Object { "$($_.Address)" })
if ($there) { $there | Set-LvsService @settings } else { $there = New-LvsService $id @settings -PassThru }
$RealServer | Where-Object { $_ -notin $known } | ForEach-Object { $there | Add-LvsRealServer -Address $_ -Forwarding Masquerade }
