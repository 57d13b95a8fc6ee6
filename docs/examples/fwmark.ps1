# Several ports as one service: what comes to them gets one mark, and a client reaches the same real server with each of them. Run it
# as root on a director, or on a simulated one (LVSPS_SESSION=simulated).
#   fwmark.ps1 -Start                                                    HTTP and HTTPS of 192.168.1.200
#   fwmark.ps1 -Start -VirtualAddress fd00:1::200 -RealServer fd00:2::250, fd00:2::248 -Forwarding Masquerade
#   fwmark.ps1 -Stop
[CmdletBinding(DefaultParameterSetName = 'Start', SupportsShouldProcess)]
param(
    [Parameter(Mandatory, ParameterSetName = 'Start')] [switch] $Start,
    [Parameter(Mandatory, ParameterSetName = 'Stop')] [switch] $Stop,
    [long] $Mark = 3,
    [ipaddress] $VirtualAddress = '192.168.1.200',
    [Parameter(ParameterSetName = 'Start')] [string[]] $Tcp = @('80', '443'),
    [Parameter(ParameterSetName = 'Start')] [string[]] $RealServer = @('192.168.1.201', '192.168.1.202'),
    [Parameter(ParameterSetName = 'Start')] [string] $Scheduler = 'sh',
    [Parameter(ParameterSetName = 'Start')] [string] $Forwarding = 'Gateway'
)
$ErrorActionPreference = 'Stop'
$family = @{ IPv6 = $VirtualAddress.AddressFamily -eq 'InterNetworkV6' }
$there = @(Get-LvsService | Where-Object { $_.FwMark -eq $Mark -and $_.AddressFamily -eq $VirtualAddress.AddressFamily })

if ($Stop) {
    $there | Remove-LvsService
    Remove-LvsFwMark -Mark $Mark
    return
}

$known = @($there | Where-Object { $_ } | Get-LvsRealServer | ForEach-Object { "$($_.Address)" })
if ($there) { $there | Set-LvsService -Scheduler $Scheduler } else { $there = New-LvsService -FwMark $Mark @family -Scheduler $Scheduler -PassThru }
$RealServer | Where-Object { $_ -notin $known } | ForEach-Object { $there | Add-LvsRealServer -Address $_ -Forwarding $Forwarding }
Set-LvsFwMark -Mark $Mark -Address $VirtualAddress -Tcp $Tcp
