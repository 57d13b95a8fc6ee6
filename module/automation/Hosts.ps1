# What surrounds the table, made as it is wished by the cmdlets. Each part says what it is now as lines, and what makes one entry true
# and what takes that back.

# A step of a wish: what is there of it now and what will be, as one line each ('' for nothing), and how it is done and undone.
function New-Step([string] $Before, [string] $After, [scriptblock] $Do, [scriptblock] $Undo) {
    if ($Before -cne $After) { [pscustomobject]@{ Before = $Before; After = $After; Do = $Do; Undo = $Undo } }
}

# Does steps in order; where one fails, those before it are taken back, the last one first.
function Invoke-Step($Steps) {
    $done = [System.Collections.Generic.Stack[object]]::new()
    foreach ($step in $Steps) {
        try { $null = & $step.Do }
        catch {
            $fault = $_
            while ($done.Count) {
                $last = $done.Pop()
                try { $null = & $last.Undo }
                catch { throw "$fault What was done before that could not be taken back: $_ It stands: $($last.After)" }
            }
            throw $fault
        }
        $done.Push($step)
    }
}

function Get-HostStep($Session, [System.Collections.IDictionary] $Wish) {
    $at = @{ Session = $Session; ErrorAction = 'Stop' }
    $keep = @{ Persist = [bool] $Wish['persist'] }
    if ($Wish['timeouts']) { Get-TimeoutStep $at $Wish.timeouts }
    if ($Wish['kernel_settings']) { Get-KernelSettingStep $at $Wish.kernel_settings }
    foreach ($entry in $Wish['virtual_addresses']) { Get-VirtualAddressStep $at $keep $entry }
    foreach ($entry in $Wish['firewall_marks']) { Get-FirewallMarkStep $at $keep $entry }
    foreach ($entry in $Wish['full_nat']) { Get-FullNatStep $at $keep $entry }
    foreach ($entry in $Wish['real_server_hosts']) { Get-RealServerHostStep $at $keep $entry }
    foreach ($entry in $Wish['sync_daemons']) { Get-SyncDaemonStep $at $entry }
}

function Get-TimeoutStep($At, $Wish) {
    $now = Get-LvsTimeout @At
    $trial = New-LvsSession -Simulated
    try {
        # The simulated director reads durations as the real one will, and refuses what cannot be.
        $now | Set-LvsTimeout -Session $trial -ErrorAction Stop
        $said = @{}
        foreach ($pair in @('tcp', 'Tcp'), @('tcp_fin', 'TcpFin'), @('udp', 'Udp')) { if ($null -ne $Wish[$pair[0]]) { $said[$pair[1]] = $Wish[$pair[0]] } }
        Set-LvsTimeout -Session $trial -ErrorAction Stop @said
        $then = Get-LvsTimeout -Session $trial
    }
    finally { Remove-LvsSession $trial }
    $line = { param($t) "timeouts tcp $($t.Tcp.TotalSeconds) tcp_fin $($t.TcpFin.TotalSeconds) udp $($t.Udp.TotalSeconds)" }
    New-Step (& $line $now) (& $line $then) { $then | Set-LvsTimeout @At }.GetNewClosure() { $now | Set-LvsTimeout @At }.GetNewClosure()
}

function Get-KernelSettingStep($At, $Wish) {
    foreach ($name in $Wish.Keys) {
        $now = Get-LvsKernelSetting -Name $name @At
        $value = if ($Wish[$name] -is [bool]) { "$([int] $Wish[$name])" } else { "$($Wish[$name])" }
        New-Step "$($now.Name) $($now.Value)" "$($now.Name) $value" `
            { Set-LvsKernelSetting -Name $name -Value $value @At }.GetNewClosure() { Set-LvsKernelSetting -Name $name -Value $now.Value @At }.GetNewClosure()
    }
}

function Get-VirtualAddressStep($At, $Keep, $Wish) {
    $address = [System.Net.IPAddress]::Parse($Wish.address)
    $there = @(Get-LvsVirtualAddress @At | Where-Object { $_.Interface -and $_.Address.Equals($address) -and (-not $Wish['interface'] -or $_.Interface -eq $Wish.interface) })
    $line = { param($one) "address $($one.Address)/$($one.PrefixLength) $($one.Interface)" }
    $add = @{}
    foreach ($pair in @('interface', 'Interface'), @('prefix_length', 'PrefixLength'), @('broadcast', 'Broadcast'), @('label', 'Label')) {
        if ($null -ne $Wish[$pair[0]]) { $add[$pair[1]] = $Wish[$pair[0]] }
    }
    if ($Wish['state'] -eq 'absent') {
        foreach ($one in $there) {
            New-Step (& $line $one) '' { Remove-LvsVirtualAddress $one.Address -Interface $one.Interface @At }.GetNewClosure() `
                { Add-LvsVirtualAddress $one.Address -Interface $one.Interface -PrefixLength $one.PrefixLength @At @Keep }.GetNewClosure()
        }
    }
    elseif (-not $there) {
        $after = "address $address$(if ($Wish['prefix_length']) { "/$($Wish.prefix_length)" })$(if ($Wish['interface']) { " $($Wish.interface)" })"
        New-Step '' $after { Add-LvsVirtualAddress $address -Announce:([bool] $Wish['announce']) @add @At @Keep }.GetNewClosure() `
            { Get-LvsVirtualAddress @At | Where-Object { $_.Interface -and $_.Address.Equals($address) } | Remove-LvsVirtualAddress @At }.GetNewClosure()
    }
}

function Get-FirewallMarkStep($At, $Keep, $Wish) {
    $there = @(Get-LvsFwMark @At | Where-Object { $_.FwMark -eq $Wish.mark })
    $line = { param($all) @(foreach ($one in $all) { "mark $($one.FwMark) to $(@($one.Addresses) -join ' ') $(@($one.Ports) -join ' ')$(if ($one.IncludeLocal) { ' local' })" }) -join "`n" }
    $put = {
        param($all)
        foreach ($one in $all) {
            $ports = @{}
            foreach ($protocol in 'Tcp', 'Udp', 'Sctp') {
                $own = @($one.Ports | Where-Object { "$($_.Protocol)" -eq $protocol } | ForEach-Object { if ($_.First -eq $_.Last) { "$($_.First)" } else { "$($_.First)-$($_.Last)" } })
                if ($own) { $ports[$protocol] = $own }
            }
            Set-LvsFwMark $one.FwMark -Address $one.Addresses -IncludeLocal:$one.IncludeLocal @ports @At @Keep
        }
    }.GetNewClosure()
    $back = { if ($there) { & $put $there } else { Get-LvsFwMark @At | Where-Object { $_.FwMark -eq $Wish.mark } | Remove-LvsFwMark @At } }.GetNewClosure()
    if ($Wish['state'] -eq 'absent') {
        if ($there) { New-Step (& $line $there) '' { $there | Remove-LvsFwMark @At }.GetNewClosure() $back }
        return
    }

    $set = @{}
    foreach ($pair in @('addresses', 'Address'), @('tcp', 'Tcp'), @('udp', 'Udp'), @('sctp', 'Sctp')) { if ($Wish[$pair[0]]) { $set[$pair[1]] = $Wish[$pair[0]] } }
    $trial = New-LvsSession -Simulated
    try {
        Set-LvsFwMark $Wish.mark -IncludeLocal:([bool] $Wish['include_local']) -Session $trial -ErrorAction Stop @set
        $then = @(Get-LvsFwMark -Session $trial)
    }
    finally { Remove-LvsSession $trial }
    New-Step (& $line $there) (& $line $then) { Set-LvsFwMark $Wish.mark -IncludeLocal:([bool] $Wish['include_local']) @set @At @Keep }.GetNewClosure() $back
}

function Get-FullNatStep($At, $Keep, $Wish) {
    $id = [LvsPS.LvsServiceId]::Parse($Wish.service)
    $there = @(Get-LvsFullNat @At | Where-Object { $_.Service -eq $id })[0]
    $line = { param($sources) "full NAT $id $(if (@($sources).Count) { @($sources) -join ' ' } else { 'automatic' })" }
    $enable = { param($sources) if (@($sources).Count) { Enable-LvsFullNat -Service $id -SourceAddress $sources @At @Keep } else { Enable-LvsFullNat -Service $id @At @Keep } }.GetNewClosure()
    $before = if ($there) { & $line @($there.SourceAddress) } else { '' }
    $wanted = @($Wish['source_addresses'])
    $back = { if ($there) { & $enable @($there.SourceAddress) } else { Disable-LvsFullNat -Service $id @At } }.GetNewClosure()
    if ($Wish['state'] -eq 'absent') { New-Step $before '' { Disable-LvsFullNat -Service $id @At }.GetNewClosure() $back }
    else { New-Step $before (& $line @($wanted | Where-Object { $_ })) { & $enable @($wanted | Where-Object { $_ }) }.GetNewClosure() $back }
}

function Get-RealServerHostStep($At, $Keep, $Wish) {
    $address = [System.Net.IPAddress]::Parse($Wish.virtual_address)
    $there = @(Get-LvsRealServerHost @At | Where-Object { $_.VirtualAddress.Equals($address) -and $_.IsRecorded })[0]
    $before = if ($there) { "real server of $address $($there.Mode)$(if (-not $there.IsComplete) { " without $(@($there.Missing) -join ', ')" })" } else { '' }
    $enable = @{}
    foreach ($pair in @('tunnel_type', 'TunnelType'), @('port', 'Port'), @('local_address', 'LocalAddress')) { if ($null -ne $Wish[$pair[0]]) { $enable[$pair[1]] = $Wish[$pair[0]] } }
    $disable = { Disable-LvsRealServerHost $address @At }.GetNewClosure()
    if ($Wish['state'] -eq 'absent') {
        New-Step $before '' $disable { Enable-LvsRealServerHost $address $there.Mode @At @Keep }.GetNewClosure()
        return
    }

    $mode = if ($Wish['mode'] -eq 'tunnel') { 'Tunnel' } else { 'DirectRouting' }
    New-Step $before "real server of $address $mode" `
        { Enable-LvsRealServerHost $address $mode -AddRoute:([bool] $Wish['add_route']) @enable @At @Keep }.GetNewClosure() $(if ($there) { {} } else { $disable })
}

function Get-SyncDaemonStep($At, $Wish) {
    $there = @(Get-LvsSyncDaemon @At | Where-Object { "$($_.Role)" -eq $Wish.role })[0]
    $line = { param($d) if ($d) { "$("$($d.Role)".ToLowerInvariant()) sync daemon $($d.Interface) sync_id $($d.SyncId) max_length $($d.MaxLength) group $($d.Group) port $($d.Port) ttl $($d.Ttl)" } else { '' } }
    $role = $Wish.role
    $back = {
        if (@(Get-LvsSyncDaemon @At | Where-Object { "$($_.Role)" -eq $role })) { Stop-LvsSyncDaemon $role @At }
        if ($there) { $there | Start-LvsSyncDaemon @At }
    }.GetNewClosure()
    if ($Wish['state'] -eq 'absent') {
        New-Step (& $line $there) '' { Stop-LvsSyncDaemon $role @At }.GetNewClosure() $back
        return
    }

    $start = @{}
    foreach ($pair in @('interface', 'Interface'), @('sync_id', 'SyncId'), @('max_length', 'MaxLength'), @('group', 'Group'), @('port', 'Port'), @('ttl', 'Ttl')) {
        if ($null -ne $Wish[$pair[0]]) { $start[$pair[1]] = $Wish[$pair[0]] }
        elseif ($there) { $start[$pair[1]] = $there.$($pair[1]) }
    }
    $trial = New-LvsSession -Simulated
    try { $then = Start-LvsSyncDaemon $role @start -Session $trial -PassThru -ErrorAction Stop }
    finally { Remove-LvsSession $trial }

    # The kernel fills in a daemon's maximum by its interface, which the simulated director does not know.
    if (-not $there -and $null -eq $Wish['max_length']) { $then = $then | ForEach-Object { [pscustomobject]@{ Role = $_.Role; Interface = $_.Interface; SyncId = $_.SyncId; MaxLength = 'automatic'; Group = $_.Group; Port = $_.Port; Ttl = $_.Ttl } } }
    New-Step (& $line $there) (& $line $then) {
        if ($there) { Stop-LvsSyncDaemon $role @At }
        Start-LvsSyncDaemon $role @start @At
    }.GetNewClosure() $back
}
