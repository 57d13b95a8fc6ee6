BeforeAll {
    . $PSScriptRoot/Module.ps1
    Import-Module $manifest
}

Describe 'Pipelines with the cmdlets of pwsh' {
    BeforeEach {
        $director = New-LvsSession -Simulated -AsDefault
        New-LvsService -Tcp 192.168.1.200:80 -Scheduler sh -SchedulerFlag sh-port -PersistenceTimeout 5m -PersistenceNetmask 24 -PassThru |
            Add-LvsRealServer -Address 172.16.86.250, 172.16.86.248 -Forwarding Masquerade -Weight 5
        New-LvsService -FwMark 7 -IPv6 -OnePacket
        $other = New-LvsSession -Simulated
    }

    AfterEach { $director, $other | Remove-LvsSession }

    It 'adds servers from a CSV file that somebody wrote' {
        $file = Join-Path $TestDrive 'servers.csv'
        "Service,Address,Port,Forwarding,Weight", "tcp://192.168.1.200:80,172.16.86.251,8080,Masquerade,3", "tcp://192.168.1.200:80,172.16.86.252,,," | Set-Content $file
        Import-Csv $file | Add-LvsRealServer
        ConvertTo-LvsRule | Should -Contain '-a -t 192.168.1.200:80 -r 172.16.86.251:8080 -m -w 3'
        ConvertTo-LvsRule | Should -Contain '-a -t 192.168.1.200:80 -r 172.16.86.252:80 -g -w 1'
    }

    It 'carries a table through Export-Csv and Import-Csv' {
        Get-LvsService | Export-Csv (Join-Path $TestDrive 'services.csv')
        Get-LvsRealServer | Export-Csv (Join-Path $TestDrive 'servers.csv')
        Import-Csv (Join-Path $TestDrive 'services.csv') | New-LvsService -Session $other
        Import-Csv (Join-Path $TestDrive 'servers.csv') | Add-LvsRealServer -Session $other
        ConvertTo-LvsRule -Session $other | Should -Be (ConvertTo-LvsRule)
    }

    It 'carries a table through ConvertTo-Json and ConvertFrom-Json' {
        Get-LvsRealServer | Select-Object @{ n = 'Service'; e = { "$($_.Service)" } }, @{ n = 'Address'; e = { "$($_.Address)" } }, Port, Weight | ConvertTo-Json |
            ConvertFrom-Json | Set-LvsRealServer -Weight 0
        (Get-LvsRealServer).Weight | Should -Be 0, 0
    }

    It 'takes files from Get-ChildItem' {
        Export-LvsTable (Join-Path $TestDrive 'a.rules')
        Get-ChildItem (Join-Path $TestDrive '*.rules') | Import-LvsTable -Session $other
        ConvertTo-LvsRule -Session $other | Should -Be (ConvertTo-LvsRule)
    }

    It 'writes where the location is' {
        Push-Location $TestDrive
        try { Export-LvsTable here.rules } finally { Pop-Location }
        Join-Path $TestDrive 'here.rules' | Should -Exist
    }

    It 'uses the same default session in ForEach-Object -Parallel' {
        $seen = 1..4 | ForEach-Object -Parallel { Import-Module $using:manifest; "$((Get-LvsSession -Default).Id) $((Get-LvsService).Count)" } -ThrottleLimit 4
        $seen | Should -Be (@("$($director.Id) 2") * 4)
    }

    It 'uses the same default session in Start-ThreadJob' {
        $job = Start-ThreadJob { Import-Module $using:manifest; Get-LvsService | Set-LvsService -Scheduler rr }
        $null = $job | Receive-Job -Wait -AutoRemoveJob -ErrorAction Stop
        (Get-LvsService).Scheduler | Should -Be 'rr', 'rr'
    }

    It 'gives a job of its own process a session of its own, and takes its objects back' {
        $job = Start-Job {
            $env:LVSPS_SESSION = 'simulated'
            Import-Module $using:manifest
            New-LvsService -Tcp 10.0.0.1:80 -PassThru | Add-LvsRealServer -Address 10.9.0.1 -Weight 7 -PassThru
        }
        $server = $job | Receive-Job -Wait -AutoRemoveJob -ErrorAction Stop
        New-LvsService -Tcp 10.0.0.1:80 -Session $other
        $server | Add-LvsRealServer -Session $other
        (Get-LvsRealServer -Session $other).Weight | Should -Be 7
    }

    It 'carries a table through Export-Clixml and Import-Clixml' {
        $file = Join-Path $TestDrive 'table.xml'
        Get-LvsService -IncludeRealServer | Export-Clixml $file
        Import-Clixml $file | ConvertTo-LvsRule | Should -Be (ConvertTo-LvsRule -Dialect Ipvsadm)
    }

    It 'takes a whole table from another process as objects, as CSV and as rules' {
        $job = Start-Job {
            $env:LVSPS_SESSION = 'simulated'
            Import-Module $using:manifest
            New-LvsService -Tcp 10.0.0.1:80 -Scheduler sh -SchedulerFlag sh-port -PersistenceTimeout 5m -PersistenceNetmask 24 -PassThru |
                Add-LvsRealServer -Address 10.9.0.1 -Forwarding Tunnel -TunnelType Gue -TunnelPort 6080 -Weight 7
            New-LvsService -FwMark 7 -IPv6 -OnePacket
            Get-LvsService -IncludeRealServer
            [pscustomobject]@{ Rules = @(Get-LvsService | ConvertTo-LvsRule) }
        }
        $services, $there = ($job | Receive-Job -Wait -AutoRemoveJob -ErrorAction Stop).Where({ $_.Service }, 'Split')
        $services | ForEach-Object { $_.pstypenames[0] } | Should -Be (@('Deserialized.LvsPS.LvsService') * 2)
        $services | ConvertTo-LvsRule | Should -Be $there.Rules
        $services | Export-Csv (Join-Path $TestDrive 'remote.csv')
        Import-Csv (Join-Path $TestDrive 'remote.csv') | New-LvsService -Session $other
        $services.RealServers | Where-Object { $_ } | Export-Csv (Join-Path $TestDrive 'remote-servers.csv')
        Import-Csv (Join-Path $TestDrive 'remote-servers.csv') | Add-LvsRealServer -Session $other
        Get-LvsService -Session $other | ConvertTo-LvsRule | Should -Be $there.Rules
    }

    It 'ends in the middle when a later cmdlet has enough' {
        1..1000 | ForEach-Object { "tcp://10.1.$($_ -shr 8).$($_ -band 255):80" } | New-LvsService -PassThru | Select-Object -First 3 | Should -HaveCount 3
        (Get-LvsService).Count | Should -BeLessThan 100
    }

    It 'ends on Stop' {
        $shell = [powershell]::Create().AddScript("
            Import-Module '$manifest'
            1..1000000 | ForEach-Object { 'tcp://10.{0}.{1}.{2}:80' -f ((`$_ -shr 16) + 1), ((`$_ -shr 8) -band 255), (`$_ -band 255) } | New-LvsService")
        $running = $shell.BeginInvoke()
        $deadline = [datetime]::UtcNow.AddSeconds(60)
        while ((Get-LvsService).Count -lt 5 -and [datetime]::UtcNow -lt $deadline) { [Threading.Thread]::Yield() }
        $stopping = $shell.BeginStop($null, $null)
        $stopping.AsyncWaitHandle.WaitOne([timespan]::FromSeconds(60)) | Should -BeTrue
        $shell.InvocationStateInfo.State | Should -Be 'Stopped'
        $shell.Dispose()
    }
}
