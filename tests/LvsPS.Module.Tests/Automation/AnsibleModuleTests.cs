using System.Text.Json;
using Xunit;

namespace LvsPS.Module.Tests.Automation;

/// <summary>What Ansible's modules promise: foretold by check mode, changed once, as it was after a failure.</summary>
public sealed class AnsibleModuleTests : AutomationTest
{
    private const string Web = """
        "service":"tcp://10.0.0.1:80","scheduler":"sh","scheduler_flags":["sh-port"],"persistence_timeout":"5m","persistence_netmask":24,
        "real_servers":[{"address":"10.9.0.1","forwarding":"masquerade","port":8080,"weight":3},{"address":"10.9.0.2","forwarding":"tunnel","tunnel_type":"gue","tunnel_port":6080}]
        """;

    private const string Host = """
        "timeouts":{"tcp":"2m","udp":30},"kernel_settings":{"drop_entry":1,"net.ipv4.ip_forward":true},
        "virtual_addresses":[{"address":"192.168.1.205","interface":"eth0"}],"firewall_marks":[{"mark":3,"addresses":["10.0.0.1"],"tcp":["80","443-445"]}],
        "real_server_hosts":[{"virtual_address":"10.0.0.8","mode":"direct_routing"}],"sync_daemons":[{"role":"master","interface":"eth0","sync_id":3}]
        """;

    [Theory]
    [InlineData("lvs_service", Web)]
    [InlineData("lvs_service", """ "service":"fwmark6://7","one_packet":true """)]
    [InlineData("lvs_host", Host)]
    [InlineData("lvs_state", """ "document":{"services":[{"service":"tcp://10.0.0.1:80","realServers":[{"address":"10.9.0.1"}]}]} """)]
    public void Check_mode_foretells_it_and_the_second_time_changes_nothing(string module, string arguments)
    {
        Assert.True(Changes(module, $$"""{{{arguments}},"_ansible_check_mode":true}"""));
        Assert.Empty(Director.Writes);
        Assert.True(Changes(module, $$"""{{{arguments}}}"""));
        Director.ClearLog();
        Assert.False(Changes(module, $$"""{{{arguments}}}"""));
        Assert.False(Changes(module, $$"""{{{arguments}},"_ansible_check_mode":true}"""));
        Assert.Empty(Director.Writes);
    }

    [Theory]
    [InlineData(""" "virtual_addresses":[{"address":"192.168.1.206","interface":"eth0","label":"eth0:1"},{"address":"192.168.1.205","state":"absent"}] """)]
    [InlineData(""" "real_server_hosts":[{"virtual_address":"10.0.0.8","mode":"tunnel","tunnel_type":"gre","local_address":"192.168.1.2"}] """)]
    [InlineData(""" "sync_daemons":[{"role":"master","interface":"eth0","sync_id":4}] """)]
    [InlineData(""" "firewall_marks":[{"mark":3,"addresses":["10.0.0.2"],"udp":["53"],"include_local":true}] """)]
    [InlineData(""" "timeouts":{"tcp":"3m"} """)]
    [InlineData(""" "full_nat":[{"service":"tcp://10.0.0.1:80","source_addresses":["10.0.0.2"]}] """)]
    public void What_a_host_has_otherwise_is_changed_and_taken_back_when_a_later_part_fails(string arguments)
    {
        Given("New-LvsService -Tcp 10.0.0.1:80; Enable-LvsFullNat -Tcp 10.0.0.1:80");
        Changes("lvs_host", $$"""{{{Host}}}""");
        string[] before = HostAsItIs();
        Assert.True(Ansible("lvs_host", $$"""{{{arguments}},"kernel_settings":{"am_droprate":50},"sync_daemons":[{"role":"backup","interface":"nosuch"}]}""").TryGetProperty("failed", out _));
        Assert.Equal(before, HostAsItIs());
        Assert.True(Changes("lvs_host", $$"""{{{arguments}}}"""));
        Assert.NotEqual(before, HostAsItIs());
        Assert.False(Changes("lvs_host", $$"""{{{arguments}}}"""));
    }

    [Fact]
    public void What_a_profile_prefers_is_nothing_to_a_module()
    {
        Run("$global:WhatIfPreference = $true; $global:ConfirmPreference = 'Low'; $global:WarningPreference = 'Stop'");
        Assert.True(Changes("lvs_service", $$"""{{{Web}}}"""));
        Assert.False(Changes("lvs_service", $$"""{{{Web}}}"""));
        Assert.True(Changes("lvs_host", $$"""{{{Host}}}"""));
    }

    [Fact]
    public void What_is_as_a_document_wants_it_already_is_its_owners_from_then_on()
    {
        Given("New-LvsService -Tcp 10.0.0.1:80");
        Assert.False(Changes("lvs_state", """{"document":{"owner":"web","prune":true,"services":[{"service":"tcp://10.0.0.1:80"}]}}"""));
        Assert.True(Changes("lvs_state", """{"document":{"owner":"web","prune":true,"services":[]}}"""));
        Assert.Empty(Rules());
    }

    [Fact]
    public void Actions_and_diff_are_what_was_done_and_not_what_an_earlier_look_foretold()
    {
        // Between one look and another somebody else adds the very service; the simulated director is changed by a module in the way.
        Run("""
            $global:isAdded = $false
            & (Get-Module LvsPS.Automation) {
                function script:Compare-LvsState {
                    LvsPS\Compare-LvsState @args
                    if (-not $global:isAdded) { $global:isAdded = $true; LvsPS\New-LvsService -Tcp 10.0.0.1:80 }
                }
            }
            """);
        JsonElement answer = Ansible("lvs_state", """{"document":{"services":[{"service":"tcp://10.0.0.1:80"}]},"_ansible_diff":true}""");
        Assert.Equal(answer.GetProperty("changed").GetBoolean(), answer.GetProperty("actions").GetArrayLength() > 0);
        Assert.Equal(answer.GetProperty("changed").GetBoolean(), answer.GetProperty("diff").GetProperty("prepared").GetString()!.Length > 0);
    }

    [Fact]
    public void A_document_that_fails_half_way_says_what_became_of_each_change_and_shows_none_as_made()
    {
        JsonElement answer = Ansible("lvs_state", """{"document":{"services":[{"service":"tcp://10.0.0.1:80"},{"service":"tcp://10.0.0.2:80","scheduler":"missing"}]},"_ansible_diff":true}""");
        Assert.True(answer.GetProperty("failed").GetBoolean());
        Assert.False(answer.GetProperty("changed").GetBoolean());
        Assert.Equal(["tcp://10.0.0.1:80 done", "tcp://10.0.0.2:80 failed"], answer.GetProperty("actions").EnumerateArray().Select(a => $"{a.GetProperty("target")} {a.GetProperty("status")}"));
        Assert.Equal("", answer.GetProperty("diff").GetProperty("prepared").GetString());
        Assert.Empty(Rules());
    }

    [Fact]
    public void A_document_in_the_task_is_called_a_document_where_it_is_wrong()
    {
        string message = Ansible("lvs_state", """{"document":{"services":[{"service":"tcp://10.0.0.1:80","sheduler":"rr"}]}}""").GetProperty("msg").GetString()!;
        Assert.StartsWith("DesiredStateInvalid: document:", message, StringComparison.Ordinal);
        Assert.DoesNotContain(Path.GetTempPath(), message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_not_named_stays_as_it_is()
    {
        Changes("lvs_service", $$"""{{{Web}}}""");
        Assert.True(Changes("lvs_service", """{"service":"tcp://10.0.0.1:80","scheduler":"rr"}"""));
        Assert.Equal(["-A -t 10.0.0.1:80 -s rr -p 300 -M 255.255.255.0", "-a -t 10.0.0.1:80 -r 10.9.0.1:8080 -m -w 3", "-a -t 10.0.0.1:80 -r 10.9.0.2:80 -i -w 1 --tun-type gue --tun-port 6080 --tun-nocsum"], Rules());
        Assert.True(Changes("lvs_service", """{"service":"tcp://10.0.0.1:80","persistence_timeout":0,"real_servers":[{"address":"10.9.0.3"}]}"""));
        Assert.Equal(["-A -t 10.0.0.1:80 -s rr", "-a -t 10.0.0.1:80 -r 10.9.0.3:80 -g -w 1"], Rules());
    }

    [Fact]
    public void Diff_mode_shows_the_lines_and_is_not_given_unasked()
    {
        JsonElement diff = Ansible("lvs_service", """{"service":"tcp://10.0.0.1:80","_ansible_diff":true,"_ansible_check_mode":true}""").GetProperty("diff");
        Assert.Equal(("", "-A -t 10.0.0.1:80 -s wlc\n"), (diff.GetProperty("before").GetString(), diff.GetProperty("after").GetString()));
        Assert.False(Ansible("lvs_service", """{"service":"tcp://10.0.0.1:80"}""").TryGetProperty("diff", out _));
    }

    [Fact]
    public void A_real_server_is_added_changed_suspended_resumed_and_removed_once_each()
    {
        Given("New-LvsService -Tcp 10.0.0.1:80");
        string[] steps = ["\"weight\":5", "\"weight\":6", "\"state\":\"suspended\",\"reason\":\"disk\"", "\"state\":\"resumed\"", "\"state\":\"absent\""];
        foreach (string step in steps)
        {
            string arguments = $$"""{"service":"tcp://10.0.0.1:80","address":"10.9.0.1",{{step}}}""";
            Assert.True(Changes("lvs_real_server", arguments[..^1] + ",\"_ansible_check_mode\":true}"), step);
            Assert.True(Changes("lvs_real_server", arguments), step);
            Assert.False(Changes("lvs_real_server", arguments), step);
        }

        Assert.Equal(["-A -t 10.0.0.1:80 -s wlc"], Rules());
    }

    [Theory]
    [InlineData("lvs_service", """{"service":"tcp://10.0.0.1:80","scheduler":"a_name_of_16_char"}""", "InvalidService")]
    [InlineData("lvs_service", """{"service":"nonsense"}""", "InvalidServiceId")]
    [InlineData("lvs_real_server", """{"service":"tcp://10.0.0.9:80","address":"10.9.0.1"}""", "ServiceNotFound")]
    [InlineData("lvs_real_server", """{"service":"tcp://10.0.0.1:80","address":"10.9.0.9","state":"resumed"}""", "RealServerNotFound")]
    [InlineData("lvs_host", """{"kernel_settings":{"drop_entry":2},"virtual_addresses":[{"address":"172.31.1.1"}]}""", "InterfaceRequired")]
    [InlineData("lvs_state", """{"document":{"servces":[]}}""", "DesiredStateInvalid")]
    public void A_failure_has_its_id_and_what_to_do_and_changes_nothing(string module, string arguments, string errorId)
    {
        Given("New-LvsService -Tcp 10.0.0.1:80");
        JsonElement answer = Ansible(module, arguments);
        Assert.True(answer.GetProperty("failed").GetBoolean());
        Assert.False(answer.GetProperty("changed").GetBoolean());
        Assert.Equal(errorId, answer.GetProperty("error_id").GetString());
        Assert.StartsWith($"{errorId}: ", answer.GetProperty("msg").GetString(), StringComparison.Ordinal);
        Assert.Equal(["-A -t 10.0.0.1:80 -s wlc"], Rules());
        Assert.Equal(["0"], Run("Get-LvsKernelSetting drop_entry").Values("Value"));
    }

    [Theory]
    [InlineData("lvs_service", "{}", "missing required arguments: service.")]
    [InlineData("lvs_service", """{"service":"tcp://10.0.0.1:80","schedler":"rr"}""", "Unsupported parameters: schedler.")]
    [InlineData("lvs_service", """{"service":"tcp://10.0.0.1:80","state":"gone"}""", "value of state must be one of: present, absent, got: gone.")]
    [InlineData("lvs_service", """{"service":"tcp://10.0.0.1:80","one_packet":"perhaps"}""", "'perhaps' is neither true nor false: one_packet.")]
    [InlineData("lvs_service", """{"service":"tcp://10.0.0.1:80","real_servers":[{"weight":1}]}""", "missing required arguments in real_servers: address.")]
    [InlineData("lvs_real_server", """{"service":"tcp://10.0.0.1:80","address":"10.9.0.1","weight":"heavy"}""", "'heavy' is no whole number: weight.")]
    [InlineData("lvs_state", """{"path":"a","document":{}}""", "parameters are mutually exclusive: path, document.")]
    [InlineData("lvs_state", "{}", "one of the following is required: path, document.")]
    public void Arguments_are_checked_as_Ansible_checks_them(string module, string arguments, string message)
    {
        JsonElement answer = Ansible(module, arguments);
        Assert.True(answer.GetProperty("failed").GetBoolean());
        Assert.StartsWith(message, answer.GetProperty("msg").GetString(), StringComparison.Ordinal);
        Assert.Empty(Director.Writes);
    }

    private string[] HostAsItIs() => [.. Run("""
        Get-LvsVirtualAddress | Where-Object Interface | ForEach-Object { "$_/$($_.PrefixLength) $($_.Interface)" }
        Get-LvsRealServerHost | ForEach-Object { "$_ $($_.Mode) $($_.TunnelType) $($_.IsComplete)" }
        Get-LvsSyncDaemon | ForEach-Object { "$($_.Role) $($_.SyncId)" }
        Get-LvsFwMark | ForEach-Object { "$($_.FwMark) $($_.Addresses) $($_.Ports) $($_.IncludeLocal)" }
        Get-LvsFullNat | ForEach-Object { "$_ $($_.SourceAddress)" }
        "$((Get-LvsTimeout).Tcp) $((Get-LvsKernelSetting am_droprate).Value)"
        """).Texts];

    [Fact]
    public void What_is_not_to_be_logged_is_not_repeated()
    {
        Assert.True(Ansible("lvs_service", """{"service":"tcp://10.0.0.1:80"}""").TryGetProperty("invocation", out _));
        Assert.False(Ansible("lvs_service", """{"service":"tcp://10.0.0.1:80","_ansible_no_log":true}""").TryGetProperty("invocation", out _));
    }

    [Fact]
    public void Warnings_of_cmdlets_are_Ansibles_warnings()
    {
        Given("New-LvsService -Tcp 10.0.0.1:80 -Persistent -PassThru | Add-LvsRealServer -Address 10.9.0.1, 10.9.0.2");
        JsonElement answer = Ansible("lvs_real_server", """{"service":"tcp://10.0.0.1:80","address":"10.9.0.1","state":"suspended"}""");
        Assert.NotEqual(0, answer.GetProperty("warnings").GetArrayLength());
    }
}
