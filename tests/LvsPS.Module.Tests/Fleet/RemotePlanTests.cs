using System.Management.Automation;
using LvsPS.Module.Tests.Engine;
using Xunit;

namespace LvsPS.Module.Tests.Fleet;

/// <summary>A plan that another process made does what the plan itself does.</summary>
public sealed class RemotePlanTests : EngineTest
{
    private const string Before = """
        owner: web
        prune: true
        services:
          - service: tcp://10.0.0.1:80
            scheduler: sh
            schedulerFlags: [sh-port]
            persistenceTimeout: 5m
            persistenceNetmask: 255.255.255.0
            fullNat: [10.0.0.20-10.0.0.23]
            realServers:
              - { address: 10.9.0.1, forwarding: masquerade, weight: 2, upperThreshold: 9, lowerThreshold: 4 }
              - { address: 10.9.0.2, forwarding: masquerade }
          - service: udp://[2001:db8::1]:53
            onePacket: true
            realServers: [ { address: "2001:db8::11" } ]
          - service: fwmark://3
            fullNat: true
        timeouts: { tcp: 10m, udp: 1m }
        syncDaemons:
          - { role: master, interface: eth0, syncId: 7 }
        kernelSettings: { expire_nodest_conn: 0, sync_threshold: 3 50 }
        virtualAddresses:
          - { address: 10.0.0.1, prefixLength: 24, interface: eth0, label: "eth0:1" }
        fwMarks:
          - { fwMark: 3, addresses: [10.0.0.1, 10.1.0.0/28], tcp: [80, 8000-8100], udp: [443], includeLocal: true }
        realServerHosts:
          - { virtualAddress: 10.0.0.7, mode: directRouting }
          - { virtualAddress: 10.0.0.8, mode: directRouting }
        """;

    private const string After = """
        owner: web
        prune: true
        services:
          - service: tcp://10.0.0.1:80
            scheduler: wrr
            fullNat: [10.0.0.30]
            realServers:
              - { address: 10.9.0.1, forwarding: masquerade, weight: 5 }
              - { address: 10.9.0.3, forwarding: tunnel, tunnelType: gue, tunnelPort: 6080, tunnelChecksum: remoteChecksum }
          - service: sctp://10.0.0.1:2905
            realServers: [ { address: 10.9.0.4, weight: 0 } ]
          - service: fwmark://4
            fullNat: true
        timeouts: { tcp: 11m, tcpFin: 1m }
        syncDaemons:
          - { role: master, interface: eth0, syncId: 8, group: 224.0.0.82, port: 8849, ttl: 2 }
          - { role: backup, interface: eth0 }
        kernelSettings: { expire_nodest_conn: 1, sync_threshold: 4 60 }
        virtualAddresses:
          - { address: 10.0.0.2, interface: eth0 }
        fwMarks:
          - { fwMark: 4, addresses: [10.0.0.2], tcp: [443] }
        realServerHosts:
          - { virtualAddress: 10.0.0.8, mode: tunnel, tunnelType: gue, port: 6080, localAddress: 192.168.1.2 }
        """;

    private const string Sent = """
        filter Sent { [System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize($_, 1)) }
        function Live($session) { ConvertTo-LvsYaml -Session $session }

        """;

    public RemotePlanTests() => Run(
        Sent + """
        $before = ConvertFrom-LvsYaml $args[0]
        $after = ConvertFrom-LvsYaml $args[1]
        $here = Get-LvsSession -Default
        $other = New-LvsSession -Simulated -Name other
        $here, $other | ForEach-Object { Sync-LvsState -DesiredState $before -Session $_ -WarningAction Ignore }
        $was = Live $other
        """,
        Before,
        After);

    [Fact]
    public void Every_kind_of_change_arrives_and_is_made_as_by_the_plan_itself()
    {
        Assert.Equal(
            [
                "LvsFullNatChange", "LvsFwMarkChange", "LvsKernelSettingChange", "LvsRealServerChange", "LvsRealServerHostChange", "LvsServiceChange",
                "LvsSyncDaemonChange", "LvsTimeoutChange", "LvsVirtualAddressChange",
            ],
            Run("$plan = Compare-LvsState -DesiredState $after; $plan.Changes | ForEach-Object { $_.GetType().Name }").Texts.Distinct().Order(StringComparer.Ordinal));
        Assert.Equal(["False"], Run("$sent = $plan | Sent; $sent -is [LvsPS.LvsPlan]").Texts);
        Assert.Equal(
            ["True True True True"],
            Run("""
                $one = $plan | Invoke-LvsPlan -PassThru
                $two = $sent | Invoke-LvsPlan -Session $other -PassThru
                $same = "$($one.Plan.Changes)" -ceq "$($two.Plan.Changes)" -and "$($one.NotUndone)" -ceq "$($two.NotUndone)"
                "$same $((Live $here) -ceq (Live $other)) $((Live $other) -cne $was) $((Compare-LvsState -DesiredState $after -Session $other).IsEmpty)"
                """).Texts);
    }

    [Fact]
    public void What_a_run_did_is_taken_back_by_its_result_that_was_sent() => Assert.Equal(
        ["True True"],
        Run("""
            $result = Sync-LvsState -DesiredState $after -Session $other -PassThru | Sent
            $changed = (Live $other) -cne $was
            $result.Undo | Invoke-LvsPlan -Session $other
            "$changed $((Live $other) -ceq $was)"
            """).Texts);

    [Fact]
    public void What_a_document_owns_is_remembered_by_the_plan_that_was_sent() => Assert.Equal(
        ["True True False"],
        Run("""
            $document = ConvertFrom-LvsYaml "owner: mail`nprune: true`nservices: [ { service: 'tcp://10.0.0.1:25' } ]"
            Compare-LvsState -DesiredState $document | Sent | Invoke-LvsPlan
            $none = ConvertFrom-LvsYaml "owner: mail`nprune: true`nservices: []"
            $plan = Compare-LvsState -DesiredState $none
            $isOwn = "$($plan.Changes)" -clike 'Remove service tcp://10.0.0.1:25*'
            $plan | Sent | Invoke-LvsPlan
            $isGone = (ConvertTo-LvsYaml) -ceq $was
            New-LvsService -Tcp 10.0.0.1:25
            "$isOwn $isGone $((Compare-LvsState -DesiredState $none).Changes.Count -gt 0)"
            """).Texts);

    [Fact]
    public void A_table_is_cleared_and_statistics_are_reset()
    {
        Run("""
            $table = (Checkpoint-LvsTable -Session $other).Table
            $clear = [LvsPS.LvsPlan]::new([LvsPS.LvsChange[]]@([LvsPS.LvsResetChange]::new($null), [LvsPS.LvsResetChange]::new([LvsPS.LvsServiceId]::Parse('tcp://10.0.0.1:80')), [LvsPS.LvsClearChange]::new($table)))
            $rules = ConvertTo-LvsRule -Session $other
            $result = $clear | Sent | Invoke-LvsPlan -Session $other -PassThru
            """);
        Assert.Empty(Rules("-Session $other"));
        Assert.Equal(["True"], Run("$result | Sent | ForEach-Object { $_.Undo } | Invoke-LvsPlan -Session $other; \"$(ConvertTo-LvsRule -Session $other)\" -ceq \"$rules\"").Texts);
    }

    [Fact]
    public void Clixml_carries_a_plan() => Assert.Equal(
        ["True"],
        Run("""
            $text = [System.Management.Automation.PSSerializer]::Serialize((Compare-LvsState -DesiredState $after))
            [System.Management.Automation.PSSerializer]::Deserialize($text) | Invoke-LvsPlan
            (Compare-LvsState -DesiredState $after).IsEmpty
            """).Texts);

    [Fact]
    public void A_plan_that_the_director_at_hand_has_overtaken_is_refused_unless_forced()
    {
        Run("$sent = Compare-LvsState -DesiredState $after | Sent; Set-LvsRealServer -Tcp 10.0.0.1:80 10.9.0.1 -Weight 77");
        RefusedUntouched("$sent | Invoke-LvsPlan", "PlanStale", ErrorCategory.InvalidOperation);
        Run("$sent | Invoke-LvsPlan -Force");
        Assert.Equal(["True"], Run("(Compare-LvsState -DesiredState $after).IsEmpty").Texts);
    }

    [Theory]
    [InlineData("$sent.Changes[0].pstypenames.Clear()")]
    [InlineData("$sent.Changes[0].Before = $null")]
    [InlineData("$sent.Changes[0].Target = 'something else'")]
    [InlineData("$sent.Changes[0].Action = 'Clear'")]
    [InlineData("($sent.Changes | Where-Object After)[-1].After = 'text'")]
    [InlineData("$sent.Changes = $null")]
    [InlineData("$sent.Owned = 'web'")]
    [InlineData("($sent.Changes | Where-Object { $_.pstypenames -match 'FwMark' -and $_.After }).After.Ports = @('icmp/8')")]
    [InlineData("($sent.Changes | Where-Object { $_.pstypenames -match 'RealServerChange' -and $_.After })[0].After.Address = 'nowhere'")]
    public void What_cannot_be_made_a_plan_again_is_refused_as_a_whole(string damage)
    {
        Run("$sent = Compare-LvsState -DesiredState $after | Sent; " + damage);
        ErrorRecord error = RefusedUntouched("$sent | Invoke-LvsPlan", "PlanInvalid", ErrorCategory.InvalidData);
        Assert.Contains("Compare-LvsState", error.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
        Assert.Equal(["True"], Run("(Live $here) -ceq $was").Texts);
    }
}
