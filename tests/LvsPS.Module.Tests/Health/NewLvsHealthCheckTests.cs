using System.Management.Automation;
using LvsPS.Module.Tests.Engine;
using Xunit;

namespace LvsPS.Module.Tests.Health;

/// <summary>New-LvsHealthCheck as it is typed: each kind, and what cannot be right.</summary>
public sealed class NewLvsHealthCheckTests : EngineTest
{
    private const string Somebody = "$secret = [securestring]::new(); 'geheim'.ToCharArray().ForEach{ $secret.AppendChar($_) }; $somebody = [pscredential]::new('somebody', $secret)";

    [Theory]
    [InlineData("", "Tcp")]
    [InlineData("-Tcp -Port 8080 -Address 127.0.0.2 -Timeout 2s", "Tcp")]
    [InlineData("-Http -Path /index.html -Match CentOS -StatusCode 200, '300-399' -Header @{ A = 'b' }", "Http")]
    [InlineData("-Https -HostHeader www.example.net -SkipCertificateCheck -HttpVersion 2.0", "Https")]
    [InlineData("-Ping -Count 3", "Ping")]
    [InlineData("-Udp -Payload 0, 1, 255 -Reply '00 xx'", "Udp")]
    [InlineData("-Expect '^SSH-2'", "Expect")]
    [InlineData("-Step @{ Expect = '^220 ' }, @{ Send = \"QUIT`r`n\"; Expect = '^221 ' } -Tls", "Expect")]
    [InlineData("-Preset redis", "Redis")]
    [InlineData("-Preset SipUdp", "Udp")]
    [InlineData("-Dns", "Dns")]
    [InlineData("-Dns -Name www.example.org -Type AAAA -Answer 2001:db8::1, 2001:db8::2 -RequireAll -UseTcp -Port 53", "Dns")]
    [InlineData("-Smtp -StartTls -LocalName lb.example.org -TlsName mail.example.org", "Smtp")]
    [InlineData("-Imap -Tls -SkipCertificateCheck -Credential $somebody", "Imap")]
    [InlineData("-Pop -Port 110", "Pop")]
    [InlineData("-PostgreSql -Credential $somebody -Database shop -Query 'SELECT 1 FROM orders' -Tls", "PostgreSql")]
    [InlineData("-MySql -Credential $somebody -Address 127.0.0.1", "MySql")]
    [InlineData("-Ldap -BaseName 'dc=example,dc=org' -Filter '(objectClass=domain)'", "Ldap")]
    [InlineData("-Command /bin/true -ArgumentList a, 'b c' -PassServer", "Command")]
    [InlineData("-File /run/load -WeightFactor -2 -Reverse", "File")]
    [InlineData("{ $true }", "Script")]
    [InlineData("-On", "On")]
    [InlineData("-Off", "Off")]
    [InlineData("-All (New-LvsHealthCheck -On), (New-LvsHealthCheck -Ping)", "All")]
    [InlineData("-Any (New-LvsHealthCheck -On), (New-LvsHealthCheck -Ping)", "Any")]
    public void Each_kind_is_made(string parameters, string kind) =>
        Assert.Equal([kind], Run($"{Somebody}; New-LvsHealthCheck {parameters}").Values("Kind"));

    [Fact]
    public void It_has_what_was_typed()
    {
        dynamic check = Run("New-LvsHealthCheck -Http -Port 8080 -Address 10.0.0.1 -Timeout 2500ms -StatusCode 200, '300-399'").Output.Single().BaseObject;
        Assert.Equal(8080, (int)check.Port);
        Assert.Equal("10.0.0.1", (string)check.Address.ToString());
        Assert.Equal(TimeSpan.FromSeconds(2.5), (TimeSpan)check.Timeout);
        Assert.Equal("200 300-399", string.Join(' ', (IEnumerable<object>)Enumerable.Cast<object>(check.StatusCodes)));
    }

    [Fact]
    public void Bytes_and_text_are_sent_as_they_are()
    {
        Assert.Equal(["0 1 255"], Run("(New-LvsHealthCheck -Udp -Payload 0, 1, 255).Payload -join ' '").Texts);
        Assert.Equal(["80 73"], Run("(New-LvsHealthCheck -Udp -Payload PI).Payload -join ' '").Texts);
    }

    [Theory]
    [InlineData("-Http -Path index.html", "no path")]
    [InlineData("-Http -StatusCode 99", "no HTTP status code")]
    [InlineData("-Http -Match '('", "no regular expression")]
    [InlineData("-Tcp -Port 0", "port 0")]
    [InlineData("-Tcp -Timeout 0", "timeout")]
    [InlineData("-Off -Timeout 60d", "above a day")]
    [InlineData("-Dns -Name 10.0.0.1 -Type A", "is an address")]
    [InlineData("-Dns -Name a..b", "is no name")]
    [InlineData("-Dns -Name a.example -Type A -Answer ::1", "cannot be an answer")]
    [InlineData("-Imap -Tls -StartTls", "first byte")]
    [InlineData("-Smtp -LocalName 'a b'", "no name to give")]
    [InlineData("-PostgreSql", "no user")]
    [InlineData("-MySql", "no user")]
    [InlineData("-Ldap -Filter uid=a", "no filter")]
    [InlineData("-Ping -Count 0", "0 requests")]
    [InlineData("-Step @{ Send = 'x' }", "waits for nothing")]
    [InlineData("{ }", "script is empty")]
    [InlineData("-All (New-LvsHealthCheck -Http -Path / -HttpVersion 1.0), (New-LvsHealthCheck -Tcp) -Timeout 0", "timeout")]
    public void What_cannot_be_right_is_an_error_at_once(string parameters, string word) =>
        Assert.Contains(word, Fails($"New-LvsHealthCheck {parameters}", "InvalidHealthCheck", ErrorCategory.InvalidArgument).ToString(), StringComparison.Ordinal);

    [Fact]
    public void All_faults_are_told_at_once() =>
        Assert.Equal(["InvalidHealthCheck", "InvalidHealthCheck"], Engine.Run("New-LvsHealthCheck -Http -Path x -Match '('").ErrorIds);

    [Theory]
    [InlineData("-Http -Ping")]
    [InlineData("-Ping -Port 80")]
    [InlineData("-Dns -Smtp")]
    [InlineData("-Dns -Type Axfr")]
    [InlineData("-Dns -Tls")]
    [InlineData("-Imap -LocalName a")]
    [InlineData("-Ldap -Query 'SELECT 1'")]
    [InlineData("-File /run/load -Port 80")]
    [InlineData("-Tcp -WeightFactor 2")]
    [InlineData("-Preset Gopher")]
    [InlineData("-ScriptBlock text")]
    [InlineData("{ $using:a.b }")]
    public void What_does_not_go_together_is_not_bound(string parameters) => Assert.Single(Engine.Run($"New-LvsHealthCheck {parameters}").Errors);

    [Fact]
    public void A_package_s_check_has_what_was_typed()
    {
        dynamic dns = Run("New-LvsHealthCheck -Dns -Name www.example.org -Type AAAA -Answer ::1, ::2 -Match '^:' -RequireAll -UseTcp").Output.Single().BaseObject;
        Assert.Equal("www.example.org Aaaa ::1,::2 ^: True True", $"{dns.Name} {dns.Type} {string.Join(',', dns.Answers)} {dns.Match} {dns.RequiresAll} {dns.UsesTcp}");
        dynamic mail = Run("New-LvsHealthCheck -Smtp -StartTls -LocalName lb -TlsName mail -SkipCertificateCheck -AuthorityPath /tmp/a.pem").Output.Single().BaseObject;
        Assert.Equal("Smtp StartTls lb mail True /tmp/a.pem", $"{mail.MailProtocol} {mail.Encryption} {mail.LocalName} {mail.TlsName} {mail.SkipCertificateCheck} {mail.AuthorityPath}");
        dynamic sql = Run($"{Somebody}; New-LvsHealthCheck -MySql -Credential $somebody -Query 'SELECT 2' -Database shop -Tls").Output.Single().BaseObject;
        Assert.Equal("MySql SELECT 2 shop True", $"{sql.Engine} {sql.Query} {sql.Database} {sql.IsTls}");
        dynamic ldap = Run("New-LvsHealthCheck -Ldap -BaseName dc=a -Filter '(ou=b)' -Tls").Output.Single().BaseObject;
        Assert.Equal("dc=a (ou=b) True", $"{ldap.BaseName} {ldap.Filter} {ldap.IsTls}");
    }

    [Fact]
    public void A_file_s_check_has_its_whole_path()
    {
        dynamic check = Run("New-LvsHealthCheck -File load -WeightFactor 2 -Reverse").Output.Single().BaseObject;
        Assert.Equal($"{System.IO.Path.Combine(Environment.CurrentDirectory, "load")} 2 True", $"{check.File} {check.WeightFactor} {check.IsReversed}");
    }

    [Theory]
    [InlineData("-Https")]
    [InlineData("-Smtp")]
    [InlineData("-Imap")]
    [InlineData("-Pop")]
    [InlineData("-PostgreSql")]
    [InlineData("-MySql")]
    [InlineData("-Ldap")]
    public void A_secret_is_never_shown(string kind)
    {
        EngineResult result = Run($$"""
            {{Somebody}}
            $check = New-LvsHealthCheck {{kind}} -Credential $somebody -Verbose -Debug
            "$check"; $check.PSObject.Properties.ForEach{ "$($_.Value)" }
            """);
        Assert.DoesNotContain("geheim", string.Join('\n', result.Texts.Concat(result.Verbose).Concat(result.Debug)), StringComparison.Ordinal);
        Assert.DoesNotContain("geheim", Engine.Display("$check"), StringComparison.Ordinal);
    }

    [Fact]
    public void The_table_shows_kind_and_limit()
    {
        Assert.Equal(
            """
            Kind        Timeout Address                                  Port
            ----        ------- -------                                  ----
            Http          2.5 s 127.0.0.1                                8080
            """,
            Engine.Display("New-LvsHealthCheck -Http -Timeout 2.5 -Address 127.0.0.1 -Port 8080"));
    }
}
