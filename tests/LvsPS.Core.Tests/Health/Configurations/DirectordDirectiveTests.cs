using Xunit;

namespace LvsPS.Core.Tests.Health.Configurations;

/// <summary>Each directive of ldirectord.cf, and what holds without it.</summary>
public sealed class DirectordDirectiveTests
{
    /// <summary>Directives of a virtual, and what becomes of them.</summary>
    public static TheoryData<string, Func<LvsHealthService, object?>, object?> Directives => new()
    {
        { "failurecount=3", s => s.Fall, 3 },
        { "quiescent=yes", s => s.DownAction, LvsDownAction.Quiesce },
        { "quiescent=no", s => s.DownAction, LvsDownAction.Remove },
        { "cleanstop=no", s => s.StopAction, LvsStopAction.Keep },
        { "cleanstop=yes", s => s.StopAction, LvsStopAction.Clean },
        { "scheduler=rr", s => s.Service.Scheduler, "rr" },
        { "scheduler = wlc", s => s.Service.Scheduler, "wlc" },
        { "persistent=600", s => s.Service.PersistenceTimeout, TimeSpan.FromMinutes(10) },
        { "monitorfile=/var/log/web.log", s => s.CheckLogPath, "/var/log/web.log" },
        { "monitorfile=\"/var/log/web.log\"", s => s.CheckLogPath, "/var/log/web.log" },
        { "servicename=Web shop", s => s.Name, "Web shop" },
        { "comment=The shop", s => s.Name, "The shop" },
        { "fallback=127.0.0.1:80 masq", s => $"{s.Fallback} {s.Fallback!.Forwarding} {s.Fallback.Weight}", "127.0.0.1:80 Masquerade 1" },
        { "fallback=127.0.0.1", s => $"{s.Fallback} {s.Fallback!.Forwarding}", "127.0.0.1:80 Gateway" },
        { "fallback=web9.example:http", s => s.Fallback?.ToString(), "10.0.0.9:80" },
        { "fallbackcommand=\"/bin/sorry now\"", s => $"{s.OnQuorumLost} {string.Join(' ', s.OnQuorumLost!.Arguments)}", "/bin/sorry now start 192.0.2.10:80 tcp" },
        { "fallbackcommand=/bin/sorry", s => string.Join(' ', s.OnQuorumGained!.Arguments), "stop 192.0.2.10:80 tcp" },
        { "emailalert=\"a@example.org, b@example.org\"", s => string.Join(' ', s.Mail!.To), "a@example.org b@example.org" },
        { "checkinterval=7", s => s.Interval, TimeSpan.FromSeconds(7) },
        { "checkport=8080", s => s.Servers[0].Check.Port, 8080 },
        { "checkport=80", s => s.Servers[0].Check.Port, null },
        { "protocol=udp", s => s.Service.Service.ToString(), "udp://192.0.2.10:80" },
        { "protocol=tcp", s => s.Service.Service.ToString(), "tcp://192.0.2.10:80" },
        { "httpmethod=head", s => ((LvsHttpCheck)s.Servers[0].Check).Method, "HEAD" },
        { "virtualhost=\"www.example.org\"", s => ((LvsHttpCheck)s.Servers[0].Check).HostHeader, "www.example.org" },
        { "virtualhost=www.example.org", s => ((LvsHttpCheck)s.Servers[0].Check).HostHeader, "www.example.org" },
        { "request=\"index.html\"", s => ((LvsHttpCheck)s.Servers[0].Check).Path, "/index.html" },
        { "request=\"/index.html\"", s => ((LvsHttpCheck)s.Servers[0].Check).Path, "/index.html" },
        { "receive=\"It works\"", s => ((LvsHttpCheck)s.Servers[0].Check).Match, "It works" },
        { "checktimeout=4", s => s.Servers[0].Check.Timeout, TimeSpan.FromSeconds(4) },
        { "negotiatetimeout=6", s => s.Servers[0].Check.Timeout, TimeSpan.FromSeconds(6) },
        { "\tscheduler=sh", s => s.Service.Scheduler, "sh" },
    };

    [Theory]
    [MemberData(nameof(Directives))]
    public void A_directive_of_a_virtual_is_read(string directive, Func<LvsHealthService, object?> part, object? expected)
    {
        LvsHealthService service = Config.Virtual(directive);

        Assert.Equal(expected, part(service));
    }

    [Fact]
    public void Without_directives_the_defaults_of_the_code_hold()
    {
        LvsHealthService service = Config.Virtual();

        Assert.Equal(TimeSpan.FromSeconds(10), service.Interval);
        Assert.Equal(1, service.Fall);
        Assert.Equal(1, service.Rise);
        Assert.Equal(LvsDownAction.Remove, service.DownAction);
        Assert.Equal(LvsStopAction.Clean, service.StopAction);
        Assert.Equal("wrr", service.Service.Scheduler);
        Assert.Null(service.Service.PersistenceTimeout);
        Assert.Null(service.Fallback);
        Assert.Null(service.Mail);
        Assert.Equal(1, service.Quorum);
        Assert.Equal(LvsInitialState.AsFound, service.InitialState);
        LvsHttpCheck check = Config.Check<LvsHttpCheck>(service);
        Assert.Equal(("/", "GET", null, TimeSpan.FromSeconds(30)), (check.Path, check.Method, check.Match, check.Timeout));
    }

    /// <summary>Which time-out holds: those of the virtual, those of all, and the times of a connect and of a negotiation.</summary>
    [Theory]
    [InlineData(null, null, null, null, 5, 30)]
    [InlineData(3, null, null, null, 3, 3)]
    [InlineData(null, 4, null, null, 4, 4)]
    [InlineData(3, 4, null, null, 3, 4)]
    [InlineData(null, null, 6, null, 6, 6)]
    [InlineData(null, null, null, 7, 7, 7)]
    [InlineData(null, null, 6, 7, 6, 7)]
    [InlineData(3, null, null, 7, 3, 3)]
    [InlineData(null, 4, 6, null, 4, 4)]
    [InlineData(3, null, 6, 7, 3, 3)]
    public void Each_time_out_stands_in_for_the_other(int? check, int? negotiate, int? allCheck, int? allNegotiate, int connect, int negotiation)
    {
        string[] globals = [.. Line("checktimeout", allCheck), .. Line("negotiatetimeout", allNegotiate)];
        string[] own = [.. Line("checktimeout", check), .. Line("negotiatetimeout", negotiate)];

        Assert.Equal(connect, Timeout("checktype=connect"));
        Assert.Equal(negotiation, Timeout("checktype=negotiate"));

        double Timeout(string type) =>
            Config.Service(Config.Directord([.. globals, .. Config.VirtualLines([type, .. own])])).Servers[0].Check.Timeout.TotalSeconds;
    }

    /// <summary>Directives before all virtuals, and what becomes of them.</summary>
    public static TheoryData<string, Func<LvsHealthDocument, object?>, object?> Globals => new()
    {
        { "checkinterval=1", d => d.Services[0].Interval, TimeSpan.FromSeconds(1) },
        { "failurecount=2", d => d.Services[0].Fall, 2 },
        { "quiescent=yes", d => d.Services[0].DownAction, LvsDownAction.Quiesce },
        { "cleanstop=no", d => d.Services[0].StopAction, LvsStopAction.Keep },
        { "fallback=127.0.0.1:80", d => d.Services[0].Fallback?.ToString(), "127.0.0.1:80" },
        { "fallback=127.0.0.1 masq", d => $"{d.Services[0].Fallback} {d.Services[0].Fallback!.Forwarding}", "127.0.0.1:80 Masquerade" },
        { "fallback6=::1 masq", d => d.Services[0].Fallback, null },
        { "fallbackcommand=/bin/sorry", d => d.Services[0].OnQuorumLost?.Executable, "/bin/sorry" },
        { "emailalert=admin@example.org", d => d.Mail?.To[0], "admin@example.org" },
        { "autoreload=yes", d => d.AutoReload, true },
        { "autoreload=no", d => d.AutoReload, false },
        { "callback=\"/usr/local/bin/sync\"", d => $"{d.OnFileChange} {d.OnFileChange!.Arguments[0]}", "/usr/local/bin/sync ld.cf" },
        { "logfile=\"/var/log/ld.log\"", d => d.LogPath, "/var/log/ld.log" },
        { "maintenancedir=/etc/ha.d/down", d => d.MaintenanceFolder, "/etc/ha.d/down" },
        { "fork=yes", d => d.Services.Count, 1 },
        { "supervised=no", d => d.Services.Count, 1 },
        { "readdquiescent=no", d => d.Services.Count, 1 },
        { "checkinterval=3 # often", d => d.Services[0].Interval, TimeSpan.FromSeconds(3) },
    };

    [Theory]
    [MemberData(nameof(Globals))]
    public void A_global_directive_is_read(string directive, Func<LvsHealthDocument, object?> part, object? expected)
    {
        LvsHealthConfiguration before = Config.Directord([directive, .. Config.VirtualLines()]);
        LvsHealthConfiguration after = Config.Directord([.. Config.VirtualLines(), directive]);

        Config.NoErrors(before);
        Assert.Equal(expected, part(before.Document));
        Assert.Equal(expected, part(after.Document));
    }

    [Fact]
    public void Mail_of_a_virtual_takes_from_all_what_it_does_not_say()
    {
        LvsHealthDocument document = Config.Directord(
        [
            "emailalert=admin@example.org", "emailalertfrom=lvs@example.org", "emailalertfreq=600", "smtp=mail.example.org",
            .. Config.VirtualLines("emailalert=shop@example.org"),
        ]).Document;

        LvsHealthMail mail = document.Services[0].Mail!;
        Assert.Equal(("shop@example.org", "lvs@example.org", "mail.example.org", TimeSpan.FromMinutes(10)), (mail.To[0], mail.From, mail.Server, mail.RepeatInterval));
        Assert.Equal("admin@example.org", document.Mail!.To[0]);
    }

    [Fact]
    public void Scheduler_flags_and_a_netmask_are_the_tables()
    {
        LvsService service = Config.Virtual("scheduler=sh", "schedflags=sh-port,sh-fallback", "persistent=60", "netmask=255.255.255.0").Service;

        Assert.Equal(LvsSchedulerFlags.Flag1 | LvsSchedulerFlags.Flag2, service.SchedulerFlags);
        Assert.Equal("255.255.255.0", service.PersistenceNetmask.ToString());
    }

    [Theory]
    [InlineData("virtual=192.0.2.10:http", "tcp://192.0.2.10:80")]
    [InlineData("virtual=www.example:80", "tcp://192.0.2.10:80")]
    [InlineData("virtual=192.0.2.10:53", "udp://192.0.2.10:53")]
    [InlineData("virtual=192.0.2.10:domain", "udp://192.0.2.10:53")]
    [InlineData("virtual = 5", "fwmark://5")]
    [InlineData("virtual6=5", "fwmark6://5")]
    [InlineData("virtual6=[2001:db8::10]:80", "tcp://[2001:db8::10]:80")]
    [InlineData("virtual6=www.example:80", "tcp://[2001:db8::10]:80")]
    public void A_virtual_is_an_address_or_a_mark(string line, string expected)
    {
        string real = line.StartsWith("virtual6", StringComparison.Ordinal) ? "    real6=[2001:db8::1]:80 masq" : "    real=10.0.0.1:80 masq";
        Assert.Equal(expected, Config.Service(Config.Directord(line, real, "    checktype=on")).Service.ToString());
    }

    [Fact]
    public void Only_a_udp_virtual_schedules_single_packets()
    {
        Assert.True(Config.Virtual("protocol=udp", "checktype=on", "ops=yes").Service.OnePacket);
        LvsHealthConfiguration tcp = Config.Directord(Config.VirtualLines("checktype=on", "ops=yes"));
        Assert.False(tcp.Document.Services[0].Service.OnePacket);
        Assert.Contains(tcp.Diagnostics, d => d is { Severity: LvsHealthSeverity.Warning, Line: 4 });
    }

    private static string[] Line(string name, int? value) => value is null ? [] : [FormattableString.Invariant($"{name}={value}")];
}
