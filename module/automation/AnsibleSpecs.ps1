# What each module of the collection takes, in the form of Ansible.Basic, which is that of AnsibleModule in Python.

$tunnelTypes = 'ipip', 'gue', 'gre'

# Without its own defaults: what is not said of a real server stays as it is.
$realServerOptions = @{
    address         = @{ type = 'str'; required = $true }
    port            = @{ type = 'int' }
    forwarding      = @{ type = 'str'; choices = @('masquerade', 'gateway', 'tunnel') }
    weight          = @{ type = 'int' }
    upper_threshold = @{ type = 'int' }
    lower_threshold = @{ type = 'int' }
    tunnel_type     = @{ type = 'str'; choices = $tunnelTypes }
    tunnel_port     = @{ type = 'int' }
    tunnel_checksum = @{ type = 'str'; choices = @('none', 'checksum', 'remotechecksum') }
}
$presence = @{ type = 'str'; default = 'present'; choices = @('present', 'absent') }
$namespace = @{ type = 'str' }

$ansibleSpecs = @{
    lvs_service     = @{
        supports_check_mode = $true
        options             = @{
            service             = @{ type = 'str'; required = $true }
            state               = $presence
            scheduler           = @{ type = 'str' }
            scheduler_flags     = @{ type = 'list'; elements = 'str' }
            persistence_timeout = @{ type = 'str' }
            persistence_netmask = @{ type = 'str' }
            persistence_engine  = @{ type = 'str' }
            one_packet          = @{ type = 'bool' }
            real_servers        = @{ type = 'list'; elements = 'dict'; options = $realServerOptions }
            network_namespace   = $namespace
        }
    }
    lvs_real_server = @{
        supports_check_mode = $true
        options             = $realServerOptions + @{
            service           = @{ type = 'str'; required = $true }
            state             = @{ type = 'str'; default = 'present'; choices = @('present', 'absent', 'suspended', 'resumed') }
            reason            = @{ type = 'str' }
            owner             = @{ type = 'str' }
            duration          = @{ type = 'str' }
            network_namespace = $namespace
        }
    }
    lvs_host        = @{
        supports_check_mode = $true
        options             = @{
            timeouts            = @{ type = 'dict'; options = @{ tcp = @{ type = 'str' }; tcp_fin = @{ type = 'str' }; udp = @{ type = 'str' } } }
            kernel_settings     = @{ type = 'dict' }
            sync_daemons        = @{
                type = 'list'; elements = 'dict'; options = @{
                    role       = @{ type = 'str'; required = $true; choices = @('master', 'backup') }
                    state      = $presence
                    interface  = @{ type = 'str' }
                    sync_id    = @{ type = 'int' }
                    max_length = @{ type = 'int' }
                    group      = @{ type = 'str' }
                    port       = @{ type = 'int' }
                    ttl        = @{ type = 'int' }
                }
            }
            virtual_addresses   = @{
                type = 'list'; elements = 'dict'; options = @{
                    address   = @{ type = 'str'; required = $true }
                    state     = $presence
                    interface = @{ type = 'str' }
                    label     = @{ type = 'str' }
                    announce  = @{ type = 'bool'; default = $false }
                }
            }
            firewall_marks      = @{
                type = 'list'; elements = 'dict'; options = @{
                    mark          = @{ type = 'int'; required = $true }
                    state         = $presence
                    addresses     = @{ type = 'list'; elements = 'str' }
                    tcp           = @{ type = 'list'; elements = 'str' }
                    udp           = @{ type = 'list'; elements = 'str' }
                    sctp          = @{ type = 'list'; elements = 'str' }
                    include_local = @{ type = 'bool'; default = $false }
                }
            }
            full_nat            = @{
                type = 'list'; elements = 'dict'; options = @{
                    service          = @{ type = 'str'; required = $true }
                    state            = $presence
                    source_addresses = @{ type = 'list'; elements = 'str' }
                }
            }
            real_server_hosts   = @{
                type = 'list'; elements = 'dict'; options = @{
                    virtual_address = @{ type = 'str'; required = $true }
                    state           = $presence
                    mode            = @{ type = 'str'; choices = @('direct_routing', 'tunnel') }
                    tunnel_type     = @{ type = 'str'; choices = $tunnelTypes }
                    port            = @{ type = 'int' }
                    local_address   = @{ type = 'str' }
                    add_route       = @{ type = 'bool'; default = $false }
                }
            }
            persist             = @{ type = 'bool'; default = $false }
            network_namespace   = $namespace
        }
    }
    lvs_state       = @{
        supports_check_mode = $true
        mutually_exclusive  = @(, @('path', 'document'))
        required_one_of     = @(, @('path', 'document'))
        options             = @{
            path              = @{ type = 'path' }
            document          = @{ type = 'raw' }
            on_error          = @{ type = 'str'; default = 'rollback'; choices = @('rollback', 'continue', 'stop') }
            drain             = @{ type = 'str' }
            network_namespace = $namespace
        }
    }
}

# What Ansible.Basic does with arguments, for cores that have none for POSIX: refuses what is unknown, wants what is required, takes
# texts for numbers and truths, and fills in defaults. A fault is thrown as a text.
function Resolve-Argument([System.Collections.IDictionary] $Spec, [System.Collections.IDictionary] $Arguments, [string] $Where) {
    $known = $Spec.options
    $names = [string[]] @($known.Keys)
    [array]::Sort($names, [System.StringComparer]::Ordinal)
    $unknown = @(foreach ($name in $Arguments.Keys) { if ($name -notin $names) { $name } })
    if ($unknown) { throw "Unsupported parameters$Where`: $($unknown -join ', '). Supported parameters: $($names -join ', ')." }
    $missing = @(foreach ($name in $names) { if ($known[$name]['required'] -and $null -eq $Arguments[$name]) { $name } })
    if ($missing) { throw "missing required arguments$Where`: $($missing -join ', ')." }
    foreach ($group in $Spec['mutually_exclusive']) {
        $given = @(foreach ($name in $group) { if ($null -ne $Arguments[$name]) { $name } })
        if ($given.Count -gt 1) { throw "parameters are mutually exclusive$Where`: $($given -join ', ')." }
    }
    foreach ($group in $Spec['required_one_of']) {
        $given = @(foreach ($name in $group) { if ($null -ne $Arguments[$name]) { $name } })
        if ($given.Count -eq 0) { throw "one of the following is required$Where`: $($group -join ', ')." }
    }

    $resolved = @{}
    foreach ($name in $names) {
        if ($null -ne $Arguments[$name]) { Resolve-Value $resolved $name $known[$name] $Arguments[$name] "$name$Where" }
        else { $resolved[$name] = $known[$name]['default'] }
    }
    $resolved
}

# Puts a value into a table or a list, as its option wants it.
function Resolve-Value($Target, $Key, [System.Collections.IDictionary] $Option, $Value, [string] $Where) {
    switch ($Option.type) {
        'int' {
            $number = [long] 0
            if (-not [long]::TryParse("$Value", [ref] $number)) { throw "'$Value' is no whole number: $Where." }
            $Target[$Key] = $number
        }
        'bool' {
            if ("$Value" -in 'y', 'yes', 'on', '1', 'true', 't') { $Target[$Key] = $true }
            elseif ("$Value" -in 'n', 'no', 'off', '0', 'false', 'f') { $Target[$Key] = $false }
            else { throw "'$Value' is neither true nor false: $Where." }
        }
        'list' {
            $items = @(if ($Value -is [string]) { $Value -split ',' } elseif ($Value -is [System.Collections.IDictionary]) { , $Value } else { $Value })
            $list = [object[]]::new($items.Count)
            $element = @{ type = $Option['elements']; options = $Option['options'] }
            for ($i = 0; $i -lt $items.Count; $i++) { Resolve-Value $list $i $element $items[$i] $Where }
            $Target[$Key] = $list
        }
        'dict' {
            if ($Value -isnot [System.Collections.IDictionary]) { throw "'$Value' is no dictionary: $Where." }
            $Target[$Key] = if ($Option['options']) { Resolve-Argument $Option $Value " in $Where" } else { $Value }
        }
        'raw' { $Target[$Key] = $Value }
        default {
            if ($Value -is [System.Collections.ICollection]) { throw "A text is wanted, and not a list or a dictionary: $Where." }
            $Target[$Key] = if ($Value -is [bool]) { "$Value".ToLowerInvariant() } else { [string] $Value }
        }
    }
    if ($Option['choices'] -and $Target[$Key] -notin $Option.choices) {
        throw "value of $Where must be one of: $($Option.choices -join ', '), got: $($Target[$Key])."
    }
}
