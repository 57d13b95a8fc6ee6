BeforeAll {
    . $PSScriptRoot/Module.ps1
    Import-Module $manifest
    $rendering = $PSStyle.OutputRendering
    $PSStyle.OutputRendering = 'PlainText'
    function Get-Shown($Objects) { ($Objects | Format-Table | Out-String -Width 100).Split("`n").TrimEnd() | Where-Object { $_ } }
}

AfterAll { $PSStyle.OutputRendering = $rendering }

Describe 'Tables' {
    BeforeAll {
        $director = New-LvsSession -Simulated -AsDefault
        New-LvsService -Tcp 192.168.1.200:80 -Scheduler wrr -PersistenceTimeout 300 -PassThru |
            Add-LvsRealServer -Address 172.16.86.250 -Forwarding Masquerade -Weight 2
    }

    AfterAll { $director | Remove-LvsSession }

    It 'shows services as ipvsadm does' {
        Get-Shown (Get-LvsService) | Should -Be @(
            'Prot LocalAddress:Port                 Scheduler Flags'
            '---- -----------------                 --------- -----'
            'TCP  192.168.1.200:80                  wrr       persistent 300')
    }

    It 'shows real servers below their service' {
        Get-Shown (Get-LvsRealServer) | Should -Be @(
            '   Service: tcp://192.168.1.200:80'
            '-> RemoteAddress:Port                Forward     Weight ActiveConn  InActConn'
            '---------------------                -------     ------ ----------  ---------'
            '-> 172.16.86.250:80                  Masq             2          0          0')
    }

    It 'shows all columns on a terminal of 80 columns' {
        $shown = Get-LvsRealServer | Out-String -Width 80
        $shown | Should -Match 'InActConn'
        (Get-LvsStats -Rate | Out-String -Width 80) | Should -Match 'OutBPS'
    }
}

Describe 'Help' {
    It 'has a synopsis and examples for <_>' -ForEach @(
        . $PSScriptRoot/Module.ps1
        (Import-PowerShellDataFile $manifest).CmdletsToExport
    ) {
        $help = Get-Help $_ -Full
        $help.Synopsis | Should -Not -Match "^\s*$_"
        @($help.examples.example).Count | Should -BeGreaterOrEqual 2
    }
}
