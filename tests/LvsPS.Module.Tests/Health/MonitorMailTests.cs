using System.Management.Automation;
using LvsPS.Module.Tests.Engine;
using Xunit;

namespace LvsPS.Module.Tests.Health;

/// <summary>The mail of a monitor, as the parameters say.</summary>
public sealed class MonitorMailTests : MonitorTest
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void A_mail_server_that_is_not_there_is_an_event_and_the_monitor_goes_on()
    {
        Run($"$job = Get-LvsService | Start-LvsHealthMonitor {Fast} -MailTo admin@example.org -MailServer 127.0.0.1 -MailPort 1 -MailRepeatInterval 1h");
        Until("(Get-LvsHealthStatus).State -eq 'Up'");
        Listener.Stop();
        Until("'Failed' -in ($job | Receive-Job -Keep).Kind");
        Assert.Equal(
            ["mail to admin@example.org by 127.0.0.1:1 cannot be sent: connection refused"],
            Run("($job | Receive-Job -Keep).Where({ $_.Kind -eq 'Failed' }).Reason").Texts);
        Assert.Equal(["MailNotSent"], Run("($job | Receive-Job -Keep).Where({ $_.Kind -eq 'Failed' }).Error.ErrorId").Texts);
        Assert.Equal(["Running"], Run("\"$($job.State)\"").Texts);
    }

    [Fact]
    public void What_the_line_says_goes_before_what_the_file_says()
    {
        _folder.Write("monitored.cf", "emailalert=\"a@example.org\"", "emailalertfrom=lvs@example.org", "emailalertfreq=60", "smtp=127.0.0.1", "virtual=10.0.0.1:80", "    real=127.0.0.1:80 masq", "    checktype=on");
        Run("$secret = [securestring]::new(); 's3cret'.ToCharArray().ForEach{ $secret.AppendChar($_) }; $me = [pscredential]::new('me', $secret)");
        Run($"$job = Start-LvsHealthMonitor -Path '{_folder.File("monitored.cf")}' -MailTo b@example.org, c@example.org -MailPort 2525 -MailRequireTls -MailCredential $me");
        Assert.Equal(
            ["b@example.org,c@example.org lvs@example.org 127.0.0.1 2525 True 00:01:00"],
            Run("$m = $job.Document.Mail; \"$($m.To -join ',') $($m.From) $($m.Server) $($m.Port) $($m.RequiresTls) $($m.RepeatInterval)\"").Texts);
        Assert.DoesNotContain("s3cret", Run("\"$($job.Document.Mail) $($job.Document)\"").Texts.Single(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("-MailServer 127.0.0.1", "nobody")]
    [InlineData("-MailTo 'a b'", "no address")]
    [InlineData("-MailTo root -MailServer 'my host'", "no mail server")]
    [InlineData("-MailTo root -MailRepeatInterval 0", "no time")]
    public void What_cannot_be_sent_is_told_and_nothing_is_started(string line, string reason)
    {
        ErrorRecord error = Fails($"Get-LvsService | Start-LvsHealthMonitor {line}", "InvalidHealthDocument", ErrorCategory.InvalidArgument);
        Assert.Contains(reason, error.Exception.Message, StringComparison.Ordinal);
        Assert.Empty(Run("Get-Job").Output);
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        _folder.Dispose();
    }
}
