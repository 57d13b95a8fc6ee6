using Xunit;

namespace LvsPS.Core.Tests.Health.Configurations;

/// <summary>Groups, included files, parameters, conditions and sequences of keepalived.conf.</summary>
public sealed class KeepalivedSourceTests
{
    private const string Real = "real_server 10.0.0.1 80 { TCP_CHECK { } }";

    [Fact]
    public void A_group_is_a_service_for_each_address_and_mark()
    {
        LvsHealthConfiguration configuration = Config.Keepalived(
            "virtual_server group G {", "protocol TCP", Real, "}",
            "virtual_server_group G {",
            "  192.0.2.1 80",
            "  192.0.2.3-5 81",
            "  192.0.2.254-192.0.3.1 82",
            "  192.0.4.8/30 83",
            "  fwmark 7",
            "}");

        Config.NoErrors(configuration);
        Assert.Equal(
            [
                "tcp://192.0.2.1:80", "tcp://192.0.2.3:81", "tcp://192.0.2.4:81", "tcp://192.0.2.5:81", "tcp://192.0.2.254:82", "tcp://192.0.2.255:82",
                "tcp://192.0.3.0:82", "tcp://192.0.3.1:82", "tcp://192.0.4.8:83", "tcp://192.0.4.9:83", "tcp://192.0.4.10:83", "tcp://192.0.4.11:83", "fwmark://7",
            ],
            configuration.Document.Services.Select(s => s.ToString()));
        Assert.All(configuration.Document.Services, s => Assert.Equal("10.0.0.1:80", s.Servers[0].RealServer.ToString()));
    }

    [Fact]
    public void Ranges_of_IPv6_addresses_are_hexadecimal() => Assert.Equal(
        ["tcp://[2001:db8::9]:80", "tcp://[2001:db8::a]:80", "tcp://[2001:db8::b]:80"],
        Config.Keepalived("virtual_server_group G { 2001:db8::9-b 80 }", "virtual_server group G { protocol TCP", "real_server 2001:db8::1 80 { TCP_CHECK { } } }")
            .Document.Services.Select(s => s.ToString()));

    [Fact]
    public void Parameters_are_replaced_when_they_are_used()
    {
        LvsHealthService service = Config.Service(Config.Keepalived(
            "$NET=10.0.${PART}", "$PART=1", "$REAL= \\", "  real_server ${NET}.$NUM 80 { \\", "    weight $NUM \\", "    TCP_CHECK { } \\", "  }",
            "virtual_server 192.0.2.10 80 {", "  protocol TCP", "  $NUM=1", "  $REAL", "  $PART=2", "  $NUM=2", "  $REAL", "}"));
        Assert.Equal(["10.0.1.1:80 1", "10.0.2.2:80 2"], service.Servers.Select(s => FormattableString.Invariant($"{s.RealServer} {s.RealServer.Weight}")));
    }

    [Theory]
    [InlineData("~SEQ(N, 1, 3) real_server 10.0.0.${N} 80 { TCP_CHECK { } }", "1,2,3")]
    [InlineData("~SEQ(N, 3) real_server 10.0.0.${N} 80 { TCP_CHECK { } }", "1,2,3")]
    [InlineData("~SEQ(N, 2, 4, 10) real_server 10.0.0.${N} 80 { TCP_CHECK { } }", "2,6,10")]
    [InlineData("~SEQ(N, 5, 3) real_server 10.0.0.${N} 80 { TCP_CHECK { } }", "5,4,3")]
    [InlineData("~LST(N, 7, 9) real_server 10.0.0.${N} 80 { TCP_CHECK { } }", "7,9")]
    [InlineData("~LST({N, P}, {7, 80}, {9, 80}) real_server 10.0.0.${N} ${P} { TCP_CHECK { } }", "7,9")]
    [InlineData("~SEQ(M, 0, 1) ~SEQ(N, 1, 2) real_server 10.0.0.${M}${N} 80 { TCP_CHECK { } }", null)]
    public void Sequences_are_written_out(string line, string? expected)
    {
        LvsHealthConfiguration configuration = Config.Keepalived("virtual_server 192.0.2.10 80 {", "protocol TCP", line, "}");

        if (expected is null)
        {
            // 10.0.0.01 is no address.
            Assert.Equal(2, configuration.Diagnostics.Count(d => d.Severity == LvsHealthSeverity.Error));
            return;
        }

        Assert.Equal(expected, string.Join(',', Config.Service(configuration).Servers.Select(s => s.RealServer.Address.GetAddressBytes()[3])));
    }

    [Fact]
    public void A_condition_chooses_lines_by_the_name_of_the_machine()
    {
        string me = Environment.MachineName.Split('.')[0];
        LvsHealthService service = Config.Service(Config.Keepalived(Config.ServerLines($"@{me} delay_loop 5", "@somebodyelse delay_loop 6", $"@^{me} delay_loop 7", "@^somebodyelse lvs_sched rr")));

        Assert.Equal((TimeSpan.FromSeconds(5), "rr"), (service.Interval, service.Service.Scheduler));
    }

    [Fact]
    public void Files_are_included_relative_to_the_file_that_does()
    {
        string folder = Directory.CreateTempSubdirectory("lvsps").FullName;
        try
        {
            Directory.CreateDirectory(Path.Combine(folder, "conf.d"));
            string path = Path.Combine(folder, "keepalived.conf");
            File.WriteAllText(path, "include conf.d/*.conf\n");
            File.WriteAllText(Path.Combine(folder, "conf.d", "b.conf"), "virtual_server 192.0.2.2 80 {\n protocol TCP\n include real.inc\n}\n");
            File.WriteAllText(Path.Combine(folder, "conf.d", "a.conf"), "virtual_server 192.0.2.1 80 {\n protocol TCP\n include real.inc\n bad\n}\n");
            File.WriteAllText(Path.Combine(folder, "conf.d", "real.inc"), Real + "\n");
            using FileStream stream = File.OpenRead(path);

            LvsHealthConfiguration configuration = HealthConfigurationReader.ReadKeepalived(stream, path);

            Assert.Equal(["tcp://192.0.2.1:80", "tcp://192.0.2.2:80"], configuration.Document.Services.Select(s => s.ToString()));
            Assert.Equal(["keepalived.conf", "a.conf", "real.inc", "b.conf", "real.inc"], configuration.Files.Select(Path.GetFileName));
            LvsHealthDiagnostic error = Assert.Single(configuration.Diagnostics, d => d.Severity == LvsHealthSeverity.Error);
            Assert.Equal((Path.Combine(folder, "conf.d", "a.conf"), 4, 2), (error.Path, error.Line, error.Column));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Theory]
    [InlineData("$A=x ${A}", "$A", "a loop of parameters")]
    [InlineData("~SEQ(A, 1, 1000) ~SEQ(B, 1, 1000) ~SEQ(C, 1, 1000) x", "", "sequences without end")]
    [InlineData("~SEQ(A, 1, 2000000000) x", "", "a long sequence")]
    [InlineData("include /etc/h5-is-not-there", "", "no file")]
    public void What_does_not_end_or_is_not_there_is_an_error(string first, string second, string why)
    {
        Assert.True(Config.Keepalived(first, second).HasErrors, why);
    }

    [Fact]
    public void A_file_that_includes_itself_is_an_error()
    {
        string path = Path.GetTempFileName();
        try
        {
            File.WriteAllText(path, $"include {path}\n");
            using FileStream stream = File.OpenRead(path);
            Assert.True(HealthConfigurationReader.ReadKeepalived(stream, path).HasErrors);
        }
        finally
        {
            File.Delete(path);
        }
    }
}
