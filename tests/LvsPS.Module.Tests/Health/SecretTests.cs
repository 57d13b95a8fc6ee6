using System.Collections;
using System.Management.Automation;
using System.Reflection;
using System.Text;
using LvsPS.Module.Tests.Engine;
using Xunit;

namespace LvsPS.Module.Tests.Health;

/// <summary>
/// No secret is ever told: not by what cmdlets write, in any stream, nor by what their objects show, by logs, events, states, documents
/// or errors; also where a server says back what it heard.
/// </summary>
public sealed class SecretTests : EngineTest
{
    private const string Secret = "s3cr3t-\"7\\f";
    private const string User = "somebody";
    private static readonly TimeSpan s_deadline = TimeSpan.FromSeconds(60);

    // As they go over the wire: as they are, as SMTP and HTTP write them, and in hexadecimal digits.
    private static readonly string[] s_secrets =
    [
        "s3cr3t",
        Convert.ToBase64String(Encoding.UTF8.GetBytes(Secret)),
        Convert.ToBase64String(Encoding.UTF8.GetBytes($"\0{User}\0{Secret}")),
        Convert.ToBase64String(Encoding.UTF8.GetBytes($"{User}:{Secret}")),
        Convert.ToHexString(Encoding.UTF8.GetBytes(Secret)),
    ];

    private readonly TemporaryFolder _folder = new();
    private readonly IReadOnlyDictionary<string, EchoServer> _servers = EchoServer.All();
    private readonly StringBuilder _told = new();

    public SecretTests()
    {
        Run("$secret = [securestring]::new(); $args[0].ToCharArray().ForEach{ $secret.AppendChar($_) }", Secret);
        Run($"$somebody = [pscredential]::new('{User}', $secret)");
    }

    [Fact]
    public void Checks_tests_and_monitors_tell_no_secret()
    {
        int number = 0;
        foreach ((string kind, EchoServer server) in _servers)
        {
            // The second asks where nobody listens.
            foreach (int port in new[] { server.Port, 1 })
            {
                number++;
                Told($"($check = New-LvsHealthCheck {kind} -Credential $somebody -Port {port} -Timeout 3 -Verbose -Debug)");
                Told($"New-LvsService -Tcp 10.0.0.{number}:80 -PassThru | Add-LvsRealServer -Address 127.0.0.1 -PassThru | Test-LvsRealServer -HealthCheck $check -Verbose -Debug");
                Told($"($job = Get-LvsService tcp://10.0.0.{number}:80 | Start-LvsHealthMonitor -Name m{number} -HealthCheck $check -Interval 4 -FastInterval 3 -LogPath '{_folder.File("log")}' "
                    + $"-MailTo root -MailServer 127.0.0.1 -MailPort {_servers["-Smtp"].Port} -MailCredential $somebody -Verbose -Debug)");
                Told("$check | ConvertTo-LvsYaml -Verbose -Debug; $job.Document | ConvertTo-LvsYaml -Verbose -Debug; $job.Document");
            }
        }

        Assert.True(SpinWait.SpinUntil(() => Run("(Get-LvsHealthStatus).Where({ $null -eq $_.LastResult }).Count -eq 0").Texts.Single() == "True", s_deadline));
        Assert.True(SpinWait.SpinUntil(() => Run("(Get-Job | Receive-Job -Keep).Where({ $_.Error.ErrorId -eq 'MailNotSent' }).Count -gt 0").Texts.Single() == "True", s_deadline));
        Told("Get-LvsHealthStatus -Verbose -Debug");
        Told("Get-Job; Get-Job | Receive-Job -Verbose -Debug");
        Told("Get-Job | Stop-Job -Verbose; Get-Job | Receive-Job -Verbose -Debug");
        _told.Append(File.ReadAllText(_folder.File("log")));
        Assert.Contains("530 not by", $"{_told}", StringComparison.Ordinal);
        NoSecret();
    }

    [Theory]
    [InlineData("login=\"somebody\"", "passwd=\"{0}\"")]
    [InlineData("login=\"somebody\"", "passwd=\"{0}\"", "passwd=\"{0}\"")]
    [InlineData("login=\"somebody\"", "passwd={0}")]
    [InlineData("login=\"somebody\"", "passwd=\"{0}\" {0}")]
    [InlineData("login=\"somebody\"", "passwd=\"{0}")]
    [InlineData("login=\"somebody\"", "  passwd \"{0}\"")]
    [InlineData("service=radius", "login=\"somebody\"", "passwd=\"{0}\"", "secret=\"{0}\"")]
    [InlineData("service=radius", "login=\"somebody\"", "passwd=\"{0}\"", "secret={0}")]
    public void Files_tell_no_secret(params string[] directives)
    {
        IEnumerable<string> service = directives[0].StartsWith("service", StringComparison.Ordinal) ? ["protocol=udp"] : ["service=imap"];
        _folder.Write(
            "ldirectord.cf",
            ["virtual=10.0.0.1:1812", "    real=127.0.0.1:1812 masq", .. service.Concat(directives).Select(d => "    " + string.Format(System.Globalization.CultureInfo.InvariantCulture, d, "s3cr3t-7"))]);
        Told($"($document = ConvertFrom-LvsDirectordConfig '{_folder.File("ldirectord.cf")}' -Verbose -Debug)");
        Told("$document | ConvertTo-LvsYaml -Verbose -Debug");
        Told($"Start-LvsHealthMonitor -Path '{_folder.File("ldirectord.cf")}' -Verbose -Debug");
        Told("Get-Job | Stop-Job; Get-Job | Receive-Job");
        NoSecret();
    }

    protected override void Dispose(bool disposing)
    {
        Engine.Run("Get-Job | Remove-Job -Force");
        foreach (EchoServer server in _servers.Values)
        {
            server.Dispose();
        }

        base.Dispose(disposing);
        _folder.Dispose();
    }

    private void NoSecret()
    {
        string told = _told.ToString();
        Assert.NotEmpty(told);
        foreach (string secret in s_secrets)
        {
            int at = told.IndexOf(secret, StringComparison.OrdinalIgnoreCase);
            Assert.True(at < 0, at < 0 ? string.Empty : told[Math.Max(0, at - 400)..Math.Min(told.Length, at + 100)]);
        }
    }

    /// <summary>Runs a line, and keeps all that it tells and all that its objects show, to the depth of five.</summary>
    private void Told(string script)
    {
        EngineResult result = Engine.Run(script);
        _told.AppendJoin('\n', [script, .. result.Warnings, .. result.Verbose, .. result.Debug, .. result.Host, .. result.Texts]).AppendLine();
        foreach (ErrorRecord error in result.Errors)
        {
            _told.AppendJoin('\n', error, error.Exception, error.ErrorDetails, error.InvocationInfo?.PositionMessage).AppendLine();
            Shown(error.TargetObject, 0);
        }

        foreach (PSObject one in result.Output.Where(o => o is not null))
        {
            Shown(one.BaseObject, 0);
        }

        object[] all = [.. result.Output];
        _told.AppendJoin('\n', Engine.Run("foreach ($one in $args[0]) { $one.PSObject.Properties.ForEach{ \"$($_.Name): $($_.Value)\" } }", (object)all).Texts).AppendLine();
        _told.AppendLine(Engine.Display("$args[0]", 200, (object)all));
    }

    /// <summary>What an object shows of itself, and of what stands in it.</summary>
    private void Shown(object? one, int depth)
    {
        _told.AppendLine(one?.ToString());
        if (one is null or string || depth > 5)
        {
            return;
        }

        if (one is IEnumerable many)
        {
            foreach (object? part in many)
            {
                Shown(part, depth + 1);
            }
        }
        else if (one is not Exception && one.GetType().Namespace?.StartsWith("LvsPS", StringComparison.Ordinal) == true)
        {
            foreach (PropertyInfo property in one.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(p => p.GetIndexParameters().Length == 0))
            {
                Shown(property.GetValue(one), depth + 1);
            }
        }
    }
}
