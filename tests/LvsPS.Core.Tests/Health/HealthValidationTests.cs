using LvsPS.Core.Tests.Client;
using Xunit;

namespace LvsPS.Core.Tests.Health;

/// <summary>What is found in a document before anything is checked.</summary>
public sealed class HealthValidationTests
{
    private static readonly LvsHealthCheck s_check = new LvsTcpCheck();

    private static readonly (string Setting, Func<LvsHealthService, LvsHealthService> Fault)[] s_faults =
    [
        ("Quorum", s => s with { Quorum = 3 }),
        ("Quorum", s => s with { Quorum = 0 }),
        ("Hysteresis", s => s with { Quorum = 2, Hysteresis = 2 }),
        ("Hysteresis", s => s with { Hysteresis = -1 }),
        ("Fallback", s => s with { Fallback = Director.Server(1, 2) }),
        ("Fallback", s => s with { Fallback = Director.Server(2, 9) }),
        ("Fallback", s => s with { Fallback = Director.Server(1, 9) with { Forwarding = LvsForwarding.Gateway, Port = 81 } }),
        ("Interval", s => s with { Interval = TimeSpan.Zero }),
        ("FastInterval", s => s with { FastInterval = TimeSpan.FromSeconds(11) }),
        ("Rise", s => s with { Rise = 0 }),
        ("Fall", s => s with { Fall = 0 }),
        ("Jitter", s => s with { Jitter = TimeSpan.FromSeconds(10) }),
        ("RampTime", s => s with { RampTime = TimeSpan.FromSeconds(-1) }),
        ("Timeout", s => s with { Servers = [s.Servers[1], s.Servers[0] with { Check = s_check with { Timeout = TimeSpan.Zero } }] }),
        ("Timeout", s => s with { Servers = [s.Servers[1], s.Servers[0] with { Check = s_check with { Timeout = TimeSpan.FromDays(1.5) }, Interval = TimeSpan.FromDays(2) }] }),
        ("Timeout", s => s with
        {
            Interval = TimeSpan.FromDays(2),
            Servers = [.. s.Servers.Select(r => r with { Check = new LvsCombinedCheck([s_check with { Timeout = TimeSpan.FromDays(60) }], all: true) { Timeout = s_check.Timeout } })],
        }),
        ("Interval", s => s with { Interval = TimeSpan.MaxValue }),
        ("Interval", s => s with { Servers = [.. s.Servers.Select(r => r with { Interval = TimeSpan.MaxValue })] }),
        ("Jitter", s => s with { Jitter = TimeSpan.MaxValue }),
        ("RampTime", s => s with { RampTime = TimeSpan.MaxValue }),
        ("StartDelay", s => s with { StartDelay = TimeSpan.MaxValue }),
        ("OnUp", s => s with { OnUp = LvsHealthAction.ForExecutable("/bin/true") with { Timeout = TimeSpan.MaxValue } }),
        ("Mail", s => s with { Mail = new LvsHealthMail { To = ["root"], RepeatInterval = TimeSpan.MaxValue } }),
        ("RealServer", s => s with { Servers = [.. s.Servers, s.Servers[0]] }),
        ("RealServer", s => s with { Servers = [.. s.Servers, new LvsHealthServer { RealServer = Director.Server(2, 3), Check = s_check }] }),
        ("Weight", s => s with { Servers = [.. s.Servers, new LvsHealthServer { RealServer = Director.Server(1, 3, -1), Check = s_check }] }),
        ("Scheduler", s => s with { Service = s.Service with { Scheduler = string.Empty } }),
        ("OnDown", s => s with { OnDown = LvsHealthAction.ForExecutable(string.Empty) }),
    ];

    [Fact]
    public void What_cannot_be_right_is_an_error() => Assert.All(s_faults, fault =>
    {
        IReadOnlyList<LvsHealthFinding> found = Document(fault.Fault).Validate();
        Assert.NotEmpty(found);
        Assert.All(found, f => Assert.Equal((LvsHealthSeverity.Error, fault.Setting), (f.Severity, f.Setting)));
    });

    [Fact]
    public void What_does_something_else_than_one_may_think_is_a_warning()
    {
        IReadOnlyList<LvsHealthFinding> found = Document(s => s with
        {
            Interval = TimeSpan.FromSeconds(1),
            DownAction = LvsDownAction.Quiesce,
            Service = s.Service with { PersistenceTimeout = TimeSpan.FromMinutes(5) },
        }).Validate();
        Assert.Equal(["DownAction", "Interval"], found.Select(f => f.Setting));
        Assert.All(found, f => Assert.Equal(LvsHealthSeverity.Warning, f.Severity));
    }

    [Fact]
    public void An_interval_below_the_timeout_is_told_once_for_the_service_with_the_servers_that_it_is_about()
    {
        string Told(Func<LvsHealthService, LvsHealthService> change) => Assert.Single(Document(change).Validate()).Error.Message;
        Assert.Contains("the interval of 1 s is below the timeout of 5 s of its checks,", Told(s => s with { Interval = TimeSpan.FromSeconds(1) }), StringComparison.Ordinal);
        Assert.Contains(
            "the interval of 10 s is below the timeout of 30 s of the check of 10.9.0.2:80,",
            Told(s => s with { Servers = [s.Servers[0], s.Servers[1] with { Check = s_check with { Timeout = TimeSpan.FromSeconds(30) } }] }),
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_check_that_asks_nobody_takes_no_time() => Assert.Empty(Document(s => s with
    {
        Interval = TimeSpan.FromSeconds(1),
        Servers = [.. s.Servers.Select(r => r with { Check = new LvsConstantCheck(true) })],
    }).Validate());

    [Fact]
    public void Mail_that_cannot_be_sent_is_an_error_once()
    {
        var mail = new LvsHealthMail { To = ["root", "Admin <admin@example.org>", "a b"], From = "x\r\nBcc: y@example.org", Server = " ", Port = 0, RepeatInterval = TimeSpan.Zero };
        IReadOnlyList<LvsHealthFinding> found = (Document(s => s with { Mail = mail }) with { Mail = mail }).Validate();
        Assert.Equal(
            ["'a b' is no address", "'x..Bcc: y@example.org' is no address", "' ' is no mail server", "0 is no port", "the repeat interval leaves no time"],
            found.Select(f => f.Message["Mail cannot be sent so: ".Length..^1]));
        Assert.All(found, f => Assert.Equal((LvsHealthSeverity.Error, "Mail"), (f.Severity, f.Setting)));
        Assert.Equal("it has no addresses", Assert.Single(Document(s => s with { Mail = new LvsHealthMail { To = [] } }).Validate()).Message["Mail cannot be sent so: ".Length..^1]);
    }

    [Fact]
    public void All_faults_are_found_at_once()
    {
        var document = new LvsHealthDocument
        {
            Services = [Service() with { Quorum = 99, Rise = 0 }, Service() with { Fallback = Director.Server(1, 1) }],
        };
        Assert.Equal(["Quorum", "Rise", "Rise", "Service", "Fallback"], document.Validate().Select(f => f.Setting));
    }

    [Fact]
    public void A_check_without_a_port_is_an_error_and_one_that_needs_none_is_not()
    {
        LvsServiceId mark = LvsServiceId.ForMark(7);
        LvsRealServer server = Director.Server(1, 1) with { Service = mark, Port = 0 };
        LvsHealthDocument With(LvsHealthCheck check) => new()
        {
            Services = [new LvsHealthService { Service = LvsService.Default(mark), Servers = [new LvsHealthServer { RealServer = server, Check = check }] }],
        };
        Assert.Equal("Check", Assert.Single(With(s_check).Validate()).Setting);
        Assert.Empty(With(s_check with { Port = 80 }).Validate());
        Assert.Empty(With(new LvsConstantCheck(true)).Validate());
        Assert.Equal("Check", Assert.Single(With(new LvsCombinedCheck([new LvsConstantCheck(true), s_check], true)).Validate()).Setting);
    }

    [Fact]
    public void A_document_without_faults_has_no_findings() => Assert.Empty(Document(s => s with { Fallback = Director.Server(1, 9) }).Validate());

    [Fact]
    public void A_document_without_services_is_an_error() =>
        Assert.Equal("Services", Assert.Single(new LvsHealthDocument { Services = [] }.Validate()).Setting);

    private static LvsHealthDocument Document(Func<LvsHealthService, LvsHealthService> change) => new() { Services = [change(Service())] };

    private static LvsHealthService Service() => new()
    {
        Service = Director.Service(1),
        Servers = [.. Enumerable.Range(1, 2).Select(i => new LvsHealthServer { RealServer = Director.Server(1, i), Check = s_check })],
    };
}
