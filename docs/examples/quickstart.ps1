# A first look at LvsPS: a web service behind NAT, on a simulated director. It needs no privileges and changes nothing here.
#   dotnet run --project src/LvsPS.Shell -- docs/examples/quickstart.ps1
$ErrorActionPreference = 'Stop'
$null = New-LvsSession -Simulated -AsDefault

'A service, and three real servers that packets are masqueraded to:'
New-LvsService -Tcp 192.168.1.200:80 -Scheduler wrr -PassThru |
    Add-LvsRealServer -Address 172.16.86.250, 172.16.86.248, 172.16.86.251 -Forwarding Masquerade
Get-LvsService | Out-Default
Get-LvsRealServer | Out-Default

'One server is to get three times as much. First, what would be done:'
Get-LvsRealServer -Address 172.16.86.248 | Set-LvsRealServer -Weight 3 -WhatIf
''
'Then it is done:'
Get-LvsRealServer -Address 172.16.86.248 | Set-LvsRealServer -Weight 3 -PassThru | Out-Default

'The table as lines for ipvsadm, which a file can keep:'
$file = [IO.Path]::GetTempFileName()
Export-LvsTable $file
Get-LvsService | ConvertTo-LvsRule
''
'A server is removed, and the file brings it back, by touching nothing else:'
Remove-LvsRealServer tcp://192.168.1.200:80 172.16.86.251
(Import-LvsTable $file -PassThru | ForEach-Object { "$_" }) -replace '^.*: '
[IO.File]::Delete($file)
Get-LvsStats | Out-Default

'And the end of it:'
Clear-LvsTable -Verbose 4>&1 | ForEach-Object { "$_" }
"$(@(Get-LvsService).Count) services are left."
