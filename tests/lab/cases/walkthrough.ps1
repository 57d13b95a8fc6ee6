# The cmdlets of the walkthrough 1 to 3; run by walkthrough-by-cmdlets-equals-ipvsadm.sh, which has the same steps for ipvsadm.
$ErrorActionPreference = 'Stop'
function Invoke-Lab([string] $Line) { bash -c $Line; if ($LASTEXITCODE -ne 0) { throw "$Line ended with $LASTEXITCODE" } }
$vip = '192.168.1.200:80'

New-LvsService -Tcp $vip -Scheduler rr -PassThru |
    Add-LvsRealServer -Address 172.16.86.250, 172.16.86.248, 172.16.86.251 -Forwarding Masquerade
Invoke-Lab "picture add; requests rr http://$vip/ 9; picture after-rr"
Set-LvsService -Tcp $vip -Scheduler wrr
Set-LvsRealServer -Tcp $vip -Address 172.16.86.248 -Weight 3
Invoke-Lab "picture edit; requests wrr http://$vip/ 20; picture after-wrr"
New-LvsService -Udp 192.168.1.200:53 -Scheduler lc -OnePacket
Add-LvsRealServer -Udp 192.168.1.200:53 -Address 172.16.86.250 -Port 5353 -Forwarding Masquerade -Weight 0
New-LvsService -Tcp '[fd00:1::200]:80' -Scheduler sh -SchedulerFlag sh-port, sh-fallback -PersistenceTimeout 2m -PersistenceNetmask 64
Add-LvsRealServer -Tcp '[fd00:1::200]:80' -Address fd00:2::250 -Port 8080 -Forwarding Masquerade
New-LvsService -FwMark 3 -Persistent
Add-LvsRealServer -FwMark 3 -Address 172.16.86.248 -Weight 65536
New-LvsService -FwMark 3 -IPv6
Add-LvsRealServer -FwMark 3 -IPv6 -Address fd00:2::251 -Forwarding Tunnel
Invoke-Lab 'picture others'
Export-LvsTable /run/lvsps.rules
Clear-LvsTable
Invoke-Lab 'picture cleared'
Import-LvsTable /run/lvsps.rules
Invoke-Lab "picture restored; requests restored http://$vip/ 5"
Remove-LvsRealServer -Tcp $vip -Address 172.16.86.251
Invoke-Lab 'picture removed-server'
Remove-LvsService -Tcp $vip
Invoke-Lab 'picture removed-service'
