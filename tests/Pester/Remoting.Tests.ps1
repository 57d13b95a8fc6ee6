# Remoting as an administrator has it: over SSH, to directors that are processes of their own. The server is OpenSSH's, of the user who
# runs the tests, with keys that are made for it.
BeforeDiscovery {
    $sshd = '/usr/sbin/sshd', (Get-Command sshd -ErrorAction Ignore).Source | Where-Object { $_ -and (Test-Path $_) } | Select-Object -First 1
    $cannot = -not $sshd -or -not (Get-Command ssh, ssh-keygen -ErrorAction Ignore)
}

Describe 'Remoting over SSH' -Skip:$cannot {
    BeforeAll {
        . $PSScriptRoot/Module.ps1
        Import-Module $manifest
        $sshd = '/usr/sbin/sshd', (Get-Command sshd -ErrorAction Ignore).Source | Where-Object { $_ -and (Test-Path $_) } | Select-Object -First 1
        $folder = (New-Item -ItemType Directory (Join-Path ([IO.Path]::GetTempPath()) "lvsps-ssh-$PID")).FullName
        chmod 700 $folder
        ssh-keygen -q -t ed25519 -N '' -f $folder/host
        ssh-keygen -q -t ed25519 -N '' -f $folder/user
        $listener = [Net.Sockets.TcpListener]::new([Net.IPAddress]::Loopback, 0)
        $listener.Start()
        $port = $listener.LocalEndpoint.Port
        $listener.Stop()

        # What sshd runs instead of a director's own pwsh: one with a simulated director and the module under test.
        $pwsh = (Get-Process -Id $PID).Path
        Set-Content $folder/pwsh "#!/bin/sh`nLVSPS_SESSION=simulated PSModulePath='$(Split-Path (Split-Path $module))' exec '$pwsh' -sshs -NoLogo -NoProfile"
        chmod 755 $folder/pwsh
        Set-Content $folder/config @"
Port $port
ListenAddress 127.0.0.1
HostKey $folder/host
AuthorizedKeysFile $folder/user.pub
PidFile none
StrictModes no
UsePAM no
PasswordAuthentication no
PermitRootLogin prohibit-password
Subsystem powershell $folder/pwsh
"@
        if ((id -u) -eq 0) { $null = New-Item -ItemType Directory -Force /run/sshd }
        $server = Start-Process $sshd '-D', '-e', '-f', "$folder/config" -PassThru -RedirectStandardError $folder/log
        $deadline = [datetime]::UtcNow.AddSeconds(60)
        while (-not (Select-String -Quiet 'Server listening' $folder/log) -and -not $server.HasExited -and [datetime]::UtcNow -lt $deadline) { [Threading.Thread]::Yield() }
        $directors = foreach ($name in 'localhost', '127.0.0.1') {
            New-PSSession -HostName $name -Port $port -KeyFilePath $folder/user -Options @{ StrictHostKeyChecking = 'no'; UserKnownHostsFile = '/dev/null'; LogLevel = 'ERROR' } -ErrorAction Stop
        }
        Invoke-Command $directors {
            Import-Module LvsPS
            New-LvsService -Tcp 10.0.0.1:80 -Scheduler sh -SchedulerFlag sh-port -PersistenceTimeout 5m -PassThru |
                Add-LvsRealServer -Address 10.9.0.1 -Forwarding Tunnel -TunnelType Gue -TunnelPort 6080 -Weight 7
        }
        $here = New-LvsSession -Simulated -AsDefault
    }

    AfterAll {
        # The server first, whatever else has failed: it would outlive the run, which waits for its output.
        if ($server) { Stop-Process -Id $server.Id -ErrorAction Ignore }
        if ($directors) { $directors | Remove-PSSession }
        if ($here) { $here | Remove-LvsSession }
        Remove-Item -Recurse $folder
    }

    It 'brings services of two directors, each with the name of its own, to one file' {
        Invoke-Command $directors { Get-LvsService } | Export-Csv $TestDrive/services.csv
        $rows = Import-Csv $TestDrive/services.csv
        $rows.Service | Should -Be 'tcp://10.0.0.1:80', 'tcp://10.0.0.1:80'
        $rows.PSComputerName | Sort-Object | Should -Be '127.0.0.1', 'localhost'
    }

    It 'makes here what was read there' {
        $there = Invoke-Command $directors[0] { Get-LvsService -IncludeRealServer }
        $there.pstypenames[0] | Should -Be 'Deserialized.LvsPS.LvsService'
        $there | New-LvsService
        $there.RealServers | Add-LvsRealServer
        ConvertTo-LvsRule -Dialect Ipvsadm | Should -Be (Invoke-Command $directors[0] { ConvertTo-LvsRule -Dialect Ipvsadm })
        $there | ConvertTo-LvsRule | Should -Be (Get-LvsService | ConvertTo-LvsRule)
        (Compare-LvsState -ReferenceService $there).IsEmpty | Should -BeTrue
    }

    It 'brings many directors to one document, a few at a time' {
        $document = "services:`n- service: tcp://10.0.0.1:80`n  scheduler: rr`n"
        $results = Invoke-Command $directors -ThrottleLimit 1 {
            $file = New-TemporaryFile
            Set-Content $file $using:document
            try { Sync-LvsState $file -PassThru; Sync-LvsState $file -PassThru } finally { Remove-Item $file }
        }
        $results.Changed | Should -Be $true, $false, $true, $false
        (Invoke-Command $directors { Get-LvsService }).Scheduler | Should -Be 'rr', 'rr'
    }
}
