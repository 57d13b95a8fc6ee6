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
    if ($Wish['state'] -eq 'absent') {
        foreach ($one in $there) {
            New-Step "address $address $($one.Interface)" '' { Remove-LvsVirtualAddress $address -Interface $one.Interface @At }.GetNewClosure() `
                { Add-LvsVirtualAddress $address -Interface $one.Interface @At @Keep }.GetNewClosure()
        }
    }
    elseif (-not $there) {
        $add = @{}
        foreach ($pair in @('interface', 'Interface'), @('label', 'Label')) { if ($null -ne $Wish[$pair[0]]) { $add[$pair[1]] = $Wish[$pair[0]] } }
        New-Step '' "address $address$(if ($Wish['interface']) { " $($Wish.interface)" })" `
            { Add-LvsVirtualAddress $address -Announce:([bool] $Wish['announce']) @add @At @Keep }.GetNewClosure() `
            {
                Get-LvsVirtualAddress @At | Where-Object { $_.Interface -and $_.Address.Equals($address) -and (-not $Wish['interface'] -or $_.Interface -eq $Wish.interface) } |
                    Remove-LvsVirtualAddress @At
            }.GetNewClosure()
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
    $line = { param($way) "real server of $address $($way.Mode)$(if ($null -ne $way.TunnelType) { " $("$($way.TunnelType)".ToLowerInvariant())" })$(if ($way.Port) { " port $($way.Port)" })" }
    $before = if ($there) { "$(& $line $there)$(if (-not $there.IsComplete) { " without $(@($there.Missing) -join ', ')" })" } else { '' }
    $disable = { Disable-LvsRealServerHost $address @At }.GetNewClosure()
    $enable = {
        param($way)
        $said = @{}
        foreach ($name in 'TunnelType', 'Port', 'LocalAddress') { if ($null -ne $way.$name) { $said[$name] = $way.$name } }
        Enable-LvsRealServerHost $address $way.Mode -AddRoute:([bool] $way.AddRoute) @said @At @Keep
    }.GetNewClosure()
    $old = if ($there) { @{ Mode = $there.Mode; TunnelType = $there.TunnelType; Port = $there.Port; LocalAddress = $there.LocalAddress; AddRoute = $false } }
    if ($Wish['state'] -eq 'absent') {
        New-Step $before '' $disable { & $enable $old }.GetNewClosure()
        return
    }

    $new = @{ Mode = 'DirectRouting'; TunnelType = $null; Port = $Wish['port']; LocalAddress = $Wish['local_address']; AddRoute = $Wish['add_route'] }
    if ($Wish['mode'] -eq 'tunnel') {
        $new.Mode = 'Tunnel'
        $new.TunnelType = if ($Wish['tunnel_type']) { $Wish.tunnel_type } elseif ($there -and $there.TunnelType) { $there.TunnelType } else { 'ipip' }
        if ($null -eq $new.Port -and $there) { $new.Port = $there.Port }
    }
    $isOtherWay = $there -and (& $line $there) -cne (& $line $new)
    if ($isOtherWay) {
        New-Step $before '' $disable { & $enable $old }.GetNewClosure()
        $before = ''
    }

    # One that is only incomplete is as wanted when it is completed.
    New-Step $before (& $line $new) { & $enable $new }.GetNewClosure() $(if ($before) { {} } else { $disable })
}

function Get-SyncDaemonStep($At, $Wish) {
    $there = @(Get-LvsSyncDaemon @At | Where-Object { "$($_.Role)" -eq $Wish.role })[0]
    $line = { param($d) if ($d) { "$("$($d.Role)".ToLowerInvariant()) sync daemon $($d.Interface) sync_id $($d.SyncId) max_length $($d.MaxLength) group $($d.Group) port $($d.Port) ttl $($d.Ttl)" } else { '' } }
    $role = $Wish.role
    $stop = { Stop-LvsSyncDaemon $role @At }.GetNewClosure()
    $startAgain = { $there | Start-LvsSyncDaemon @At }.GetNewClosure()
    if ($Wish['state'] -eq 'absent') {
        New-Step (& $line $there) '' $stop $startAgain
        return
    }

    $start = @{}
    foreach ($pair in @('interface', 'Interface'), @('sync_id', 'SyncId'), @('max_length', 'MaxLength'), @('group', 'Group'), @('port', 'Port'), @('ttl', 'Ttl')) {
        if ($null -ne $Wish[$pair[0]]) { $start[$pair[1]] = $Wish[$pair[0]] }
        elseif ($there) { $start[$pair[1]] = $there.$($pair[1]) }
    }

    # What the kernel makes of what is not said; the most bytes of a message are found by the interface.
    $then = @{ Role = $role; Interface = ''; SyncId = 0; MaxLength = 'automatic'; Group = '224.0.0.81'; Port = 8848; Ttl = 1 }
    foreach ($name in $start.Keys) { $then[$name] = $start[$name] }
    $group = [System.Net.IPAddress]::None
    if ([System.Net.IPAddress]::TryParse("$($then.Group)", [ref] $group)) { $then.Group = $group }
    if ((& $line $there) -ceq (& $line $then)) { return }

    # A daemon that is to be otherwise is stopped and started.
    if ($there) { New-Step (& $line $there) '' $stop $startAgain }
    New-Step '' (& $line $then) { Start-LvsSyncDaemon $role @start @At }.GetNewClosure() $stop
}
