using System.Net;
using Xunit;

namespace LvsPS.Core.Tests.Health.Checks;

/// <summary>What is known to be wrong before a check is run first; and that checks are data that can be compared and shown.</summary>
public sealed class CheckFindingTests
{
    public static TheoryData<LvsHealthCheck, string> Wrong => new()
    {
        { new LvsHttpCheck { Match = "(" }, "no regular expression" },
        { new LvsHttpCheck { NotMatch = "[" }, "no regular expression" },
        { new LvsHttpCheck { Match = "^(a+)+$" }, "never come to an end" },
        { new LvsHttpCheck { NotMatch = @"(\w+\s?)*end" }, "never come to an end" },
        { new LvsExpectCheck { Steps = [new() { Expect = "^(?:OK|O|K)*$" }] }, "never come to an end" },
        { new LvsHttpCheck { Path = "index.html" }, "is no path" },
        { new LvsHttpCheck { Path = "/a b" }, "is no path" },
        { new LvsHttpCheck { Path = "ftp://host/" }, "is no path" },
        { new LvsHttpCheck { Method = "GET /" }, "is no method" },
        { new LvsHttpCheck { HostHeader = "a b" }, "is no host name" },
        { new LvsHttpCheck { HostHeader = "a/\r\nX: y" }, "is no host name" },
        { new LvsHttpCheck { HostHeader = "me@a" }, "is no host name" },
        { new LvsHttpCheck { StatusCodes = [] }, "no status code" },
        { new LvsHttpCheck { StatusCodes = [new(299, 200)] }, "no status code" },
        { new LvsHttpCheck { Headers = [new("X Y", "z")] }, "cannot be sent" },
        { new LvsHttpCheck { Headers = [new("X", "a\r\nY: b")] }, "cannot be sent" },
        { new LvsHttpCheck { Headers = [new("Host", "b")] }, "can be added" },
        { new LvsHttpCheck { Headers = [new("transfer-encoding", "chunked")] }, "can be added" },
        { new LvsHttpCheck { HttpVersion = new Version(3, 0) }, "is not spoken" },
        { new LvsHttpCheck { Digest = "abc" }, "no MD5 digest" },
        { new LvsHttpCheck { Method = "HEAD", Match = "a" }, "has no body" },
        { new LvsHttpCheck { Port = 70000 }, "its port 70000 is none" },
        { new LvsPingCheck { Count = 0 }, "are none" },
        { new LvsUdpCheck { Port = 53, Reply = "abc" }, "are no bytes" },
        { new LvsUdpCheck { Port = 53, MinReplyLength = 5, MaxReplyLength = 4 }, "no reply has a length" },
        { new LvsUdpCheck(), "it speaks UDP, and the service is tcp://192.0.2.10:80" },
        { new LvsExpectCheck(), "waits for nothing" },
        { new LvsExpectCheck { Steps = [new() { Expect = "(" }] }, "no regular expression" },
        { new LvsCommandCheck { Executable = " " }, "names no executable" },
        { new LvsDnsCheck { Name = string.Empty }, "is no name" },
        { new LvsDnsCheck { Name = "a..b" }, "is no name" },
        { new LvsDnsCheck { Name = "10.0.0.1", Type = LvsDnsType.A }, "is an address" },
        { new LvsDnsCheck { Name = "a.b", Type = LvsDnsType.Aaaa, Answers = ["10.0.0.1"] }, "cannot be an answer" },
        { new LvsMailCheck { TlsName = string.Empty }, "TLS name is empty" },
        { new LvsMailCheck { LocalName = "a b" }, "is no name to give" },
        { new LvsSqlCheck(), "no user" },
        { new LvsSqlCheck { Query = " ", Credential = new NetworkCredential("a", "b") }, "query is empty" },
        { new LvsLdapCheck { Filter = "x" }, "is no filter" },
        { new LvsScriptCheck(" ", (_, _) => default), "script is empty" },
    };

    [Theory]
    [MemberData(nameof(Wrong), DisableDiscoveryEnumeration = true)]
    public void A_wrong_setting_is_a_finding(LvsHealthCheck check, string says)
    {
        LvsInputException error = Assert.Single(check.Check(CheckTarget.Service));
        Assert.Equal(LvsErrorId.InvalidHealthCheck, error.ErrorId);
        Assert.Contains(says, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void All_faults_are_found_at_once() =>
        Assert.Equal(3, new LvsHttpCheck { Path = "x", Method = string.Empty, Match = "(" }.Check(CheckTarget.Service).Count());

    [Theory]
    [InlineData("udp://192.0.2.10:53", null, 1)]
    [InlineData("sctp://192.0.2.10:53", null, 1)]
    [InlineData("udp://192.0.2.10:53", 8080, 0)]
    [InlineData("fwmark://7", null, 0)]
    public void A_check_of_another_protocol_needs_a_port_of_its_own(string service, int? port, int findings)
    {
        Assert.Equal(findings, new LvsHttpCheck { Port = port }.Check(new LvsServiceId(service)).Count());
        Assert.Equal(findings, new LvsTcpCheck { Port = port }.Check(new LvsServiceId(service)).Count());
    }

    [Fact]
    public void Checks_with_the_same_settings_are_equal()
    {
        static LvsHttpCheck Make(string password) => new()
        {
            StatusCodes = [new(200, 204)],
            Headers = [new("A", "b")],
            Credential = new NetworkCredential("me", password),
        };
        Assert.Equal(Make("a"), Make("a"));
        Assert.NotEqual(Make("a"), Make("b"));
        Assert.Equal(LvsExpectCheck.ForFtp(new NetworkCredential("me", "a")), LvsExpectCheck.ForFtp(new NetworkCredential("me", "a")));
        Assert.Equal(LvsUdpCheck.ForSip(), LvsUdpCheck.ForSip());
        Assert.Equal(new LvsCommandCheck { Executable = "a", Arguments = ["b"] }, new LvsCommandCheck { Executable = "a", Arguments = ["b"] });
    }

    [Fact]
    public void A_check_as_text_holds_no_secret()
    {
        var secret = new NetworkCredential("me", "s3cret");
        LvsHealthCheck[] checks =
        [
            new LvsHttpCheck { Credential = secret, Headers = [new("Authorization", "s3cret")] }, LvsExpectCheck.ForFtp(secret), LvsExpectCheck.ForRedis(secret),
        ];
        Assert.All(checks, check => Assert.DoesNotContain("s3cret", check.ToString(), StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("It works")]
    [InlineData("<title>.*CentOS.*</title>")]
    [InlineData(@"(?i)status:\s*(ok|up)\b")]
    [InlineData(@"^220[ -].*\r?$")]
    [InlineData(@"^\+PONG")]
    [InlineData(@"\""status\""\s*:\s*\""(ok|green|yellow)\""")]
    [InlineData(@"^([a-z0-9.-]+,)*[a-z0-9.-]+$")]
    public void A_pattern_that_comes_to_an_end_is_none(string pattern) => Assert.Empty(new LvsHttpCheck { Match = pattern }.Check(CheckTarget.Service));

    [Fact]
    public void What_a_step_sends_is_not_shown()
    {
        var check = new LvsExpectCheck { Steps = [new() { Send = "AUTH s3cret\r\n", Expect = @"^\+OK" }] };
        Assert.Equal(@"send 13 characters, expect ^\+OK", check.Steps[0].ToString());
        Assert.DoesNotContain("s3cret", check.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("99")]
    [InlineData("300-200")]
    [InlineData("2xx")]
    [InlineData("")]
    public void A_text_that_is_no_status_code_is_refused(string text) =>
        Assert.Equal(LvsErrorId.InvalidHealthCheck, Assert.Throws<LvsInputException>(() => LvsStatusRange.Parse(text)).ErrorId);
}
