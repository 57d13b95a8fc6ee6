using System.Threading.Channels;
using LvsPS.Core.Tests.Client;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace LvsPS.Core.Tests.Health.Mail;

/// <summary>Of what mail is sent, and when.</summary>
public sealed class HealthMailerTests : IAsyncDisposable
{
    private static readonly TimeSpan s_deadline = TimeSpan.FromSeconds(30);
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
    private readonly Channel<(LvsHealthMail Mail, AlertText Text)> _sent = Channel.CreateUnbounded<(LvsHealthMail, AlertText)>();
    private readonly Channel<LvsHealthEvent> _told = Channel.CreateUnbounded<LvsHealthEvent>();
    private readonly LvsHealthMail _mail = new() { To = ["admin@example.org"], RepeatInterval = TimeSpan.FromMinutes(10) };
    private LvsHealthDocument _document;
    private Func<CancellationToken, Task<string?>> _outcome = _ => Task.FromResult<string?>(null);
    private HealthMailer? _mailer;

    public HealthMailerTests() => _document = new LvsHealthDocument { Services = [Service(1), Service(2)], Mail = _mail };

    private HealthMailer Mailer => _mailer ??= new HealthMailer(() => _document, SendAsync, e => _told.Writer.TryWrite(e), _time);

    [Fact]
    public async Task What_happens_together_is_one_mail()
    {
        Mailer.Add(Event(LvsHealthEventKind.Down, 1, 1));
        Mailer.Add(Event(LvsHealthEventKind.Down, 1, 2));
        Mailer.Add(Event(LvsHealthEventKind.Up, 2, 1));
        Mailer.Add(new LvsHealthEvent(_time.GetUtcNow(), LvsHealthEventKind.QuorumLost) { Service = Director.Id(1) });
        AlertText text = await NextAsync();
        Assert.Equal($"[lvsps {Environment.MachineName}] 2 down, 1 up, 1 quorum lost", text.Subject);
        Assert.Equal(
            ["Down 10.9.0.1:80 of tcp://10.0.0.1:80: Up -> Down: connection refused", "Down 10.9.0.2:80 of tcp://10.0.0.1:80: Up -> Down: connection refused", "Up 10.9.0.1:80 of tcp://10.0.0.2:80: Down -> Up: fine", "QuorumLost tcp://10.0.0.1:80"],
            text.Body.Split('\n').Take(4).Select(l => l[(l.IndexOf("  ", StringComparison.Ordinal) + 2)..]));
        Assert.Equal(TimeSpan.FromSeconds(1), text.Time - new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
    }

    [Fact]
    public async Task One_event_is_the_subject()
    {
        _document = _document with { Services = [Service(1) with { Name = "web" }] };
        Mailer.Add(Event(LvsHealthEventKind.Down, 1, 1));
        AlertText text = await NextAsync();
        Assert.Equal($"[lvsps {Environment.MachineName}] down: 10.9.0.1:80 of tcp://10.0.0.1:80", text.Subject);
        Assert.Contains(" (web)\n", text.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_nobody_asked_for_is_not_mailed()
    {
        _document = _document with { Mail = _mail with { Kinds = [LvsHealthEventKind.Down] } };
        Mailer.Add(Event(LvsHealthEventKind.Up, 1, 1));
        Mailer.Add(new LvsHealthEvent(_time.GetUtcNow(), LvsHealthEventKind.Changed) { Service = Director.Id(1) });
        Mailer.Add(Event(LvsHealthEventKind.Down, 1, 2));
        Assert.EndsWith("down: 10.9.0.2:80 of tcp://10.0.0.1:80", (await NextAsync()).Subject, StringComparison.Ordinal);
    }

    [Fact]
    public async Task That_a_server_serves_in_the_beginning_is_no_news_and_that_it_does_not_is()
    {
        Mailer.Add(Event(LvsHealthEventKind.Up, 1, 1) with { From = "Unknown" });
        Mailer.Add(Event(LvsHealthEventKind.Down, 1, 2) with { From = "Unknown" });
        Assert.EndsWith("down: 10.9.0.2:80 of tcp://10.0.0.1:80", (await NextAsync()).Subject, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Services_have_addresses_of_their_own_and_equal_ones_get_one_mail()
    {
        _document = _document with
        {
            Services = [Service(1) with { Mail = _mail with { To = ["web@example.org"] } }, Service(2) with { Mail = _mail with { To = ["web@example.org"] } }, Service(3)],
        };
        Mailer.Add(Event(LvsHealthEventKind.Down, 1, 1));
        Mailer.Add(Event(LvsHealthEventKind.Down, 2, 1));
        Mailer.Add(Event(LvsHealthEventKind.Down, 3, 1));
        var mails = new[] { await NextMailAsync(), await NextMailAsync() }.OrderBy(m => m.Mail.To[0]).ToArray();
        Assert.Equal(["admin@example.org", "web@example.org"], mails.Select(m => m.Mail.To[0]));
        Assert.EndsWith("2 down", mails[1].Text.Subject, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_stays_down_is_told_of_after_each_interval_until_it_is_up()
    {
        Mailer.Add(Event(LvsHealthEventKind.Down, 1, 1));
        DateTimeOffset first = (await NextAsync()).Time;
        for (int i = 1; i <= 3; i++)
        {
            AlertText again = await NextAsync();
            Assert.EndsWith("still down: 10.9.0.1:80 of tcp://10.0.0.1:80", again.Subject, StringComparison.Ordinal);
            Assert.InRange(again.Time - first, TimeSpan.FromMinutes(10 * i) - TimeSpan.FromSeconds(2), TimeSpan.FromMinutes(10 * i) + TimeSpan.FromMinutes(1));
        }

        Mailer.Add(Event(LvsHealthEventKind.Up, 1, 1));
        Assert.Contains("up: ", (await NextAsync()).Subject, StringComparison.Ordinal);
        await NothingAsync(TimeSpan.FromHours(2));
    }

    [Fact]
    public async Task Nobody_is_told_again_of_a_server_that_is_monitored_no_more()
    {
        Mailer.Add(Event(LvsHealthEventKind.Down, 1, 1));
        _ = await NextAsync();
        _document = _document with { Services = [Service(2)] };
        await NothingAsync(TimeSpan.FromHours(1));
    }

    [Fact]
    public async Task Without_a_repeat_interval_nothing_is_told_again()
    {
        _document = _document with { Mail = _mail with { RepeatInterval = null } };
        Mailer.Add(Event(LvsHealthEventKind.Down, 1, 1));
        _ = await NextAsync();
        await NothingAsync(TimeSpan.FromHours(1));
    }

    [Fact]
    public async Task A_mail_server_that_is_down_is_told_of_once_and_gets_all_of_it_when_it_is_back()
    {
        _document = _document with { Mail = _mail with { RepeatInterval = null } };
        _outcome = _ => throw new LvsException(LvsErrorId.MailNotSent, "connection refused", null, "It is tried again.");
        Mailer.Add(Event(LvsHealthEventKind.Down, 1, 1));
        _ = await NextAsync();
        LvsHealthEvent failed = await _told.Reader.ReadAsync().AsTask().WaitAsync(s_deadline);
        Assert.Equal((LvsHealthEventKind.Failed, "mail to admin@example.org by localhost:25 cannot be sent: connection refused"), (failed.Kind, failed.Reason));
        Mailer.Add(Event(LvsHealthEventKind.Down, 1, 2));
        _ = await NextAsync();
        _outcome = _ => Task.FromResult<string?>(null);
        Assert.EndsWith("2 down", (await NextAsync()).Subject, StringComparison.Ordinal);
        Assert.Equal(LvsHealthEventKind.Recovered, (await _told.Reader.ReadAsync().AsTask().WaitAsync(s_deadline)).Kind);
        Assert.False(_told.Reader.TryRead(out _));
    }

    [Fact]
    public async Task What_waits_for_a_mail_server_that_the_document_no_longer_names_goes_to_the_one_that_it_names_now()
    {
        _document = _document with { Mail = _mail with { RepeatInterval = null } };
        _outcome = _ => throw new LvsException(LvsErrorId.MailNotSent, "connection refused", null, "It is tried again.");
        Mailer.Add(Event(LvsHealthEventKind.Down, 1, 1));
        _ = await NextAsync();
        _outcome = _ => Task.FromResult<string?>(null);
        _document = _document with { Mail = _mail with { RepeatInterval = null, Server = "mail.example.org" } };
        (LvsHealthMail mail, AlertText text) = await NextMailAsync();
        Assert.Equal("mail.example.org", mail.Server);
        Assert.EndsWith("down: 10.9.0.1:80 of tcp://10.0.0.1:80", text.Subject, StringComparison.Ordinal);
        await NothingAsync(TimeSpan.FromHours(2));
        Assert.Equal(LvsHealthEventKind.Failed, (await _told.Reader.ReadAsync()).Kind);
        Assert.False(_told.Reader.TryRead(out _));
    }

    [Fact]
    public async Task What_waits_for_mail_that_the_document_no_longer_wants_is_told_and_dropped()
    {
        _document = _document with { Mail = _mail with { RepeatInterval = null } };
        var end = new TaskCompletionSource<string?>();
        _outcome = _ => end.Task;
        Mailer.Add(Event(LvsHealthEventKind.Down, 1, 1));
        _ = await NextAsync();
        _document = _document with { Mail = null };
        await Mailer.IdleAsync().WaitAsync(s_deadline);
        end.SetException(new InvalidOperationException("connection lost"));
        Assert.Contains("connection lost", (await _told.Reader.ReadAsync().AsTask().WaitAsync(s_deadline)).Reason, StringComparison.Ordinal);
        Assert.Equal(
            "mail to admin@example.org by localhost:25 is no longer wanted: 1 line is dropped",
            (await _told.Reader.ReadAsync().AsTask().WaitAsync(s_deadline)).Reason);
        await NothingAsync(TimeSpan.FromHours(2));
    }

    [Fact]
    public async Task A_mail_server_that_never_answers_holds_up_nobody()
    {
        _document = _document with { Services = [Service(1), Service(2) with { Mail = _mail with { To = ["web@example.org"] } }] };
        _outcome = async cancellation =>
        {
            await Task.Delay(Timeout.Infinite, cancellation);
            return null;
        };
        Mailer.Add(Event(LvsHealthEventKind.Down, 1, 1));
        _ = await NextAsync();
        _outcome = _ => Task.FromResult<string?>(null);
        Mailer.Add(Event(LvsHealthEventKind.Down, 2, 1));
        Assert.Equal("web@example.org", (await NextMailAsync()).Mail.To[0]);
        while (!_told.Reader.TryPeek(out _))
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        Assert.Contains("did not take it within 30 s", (await _told.Reader.ReadAsync()).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Addresses_that_are_refused_are_told_of_once_and_nothing_is_sent_twice()
    {
        _outcome = _ => Task.FromResult<string?>("gone@example.org was refused: no such user");
        Mailer.Add(Event(LvsHealthEventKind.Down, 1, 1));
        _ = await NextAsync();
        Assert.Contains("gone@example.org was refused", (await _told.Reader.ReadAsync().AsTask().WaitAsync(s_deadline)).Reason, StringComparison.Ordinal);
        Mailer.Add(Event(LvsHealthEventKind.Up, 1, 1));
        Assert.Contains("up: ", (await NextAsync()).Subject, StringComparison.Ordinal);
        await NothingAsync(TimeSpan.FromHours(1));
        Assert.False(_told.Reader.TryRead(out _));
    }

    [Fact]
    public async Task What_is_left_is_sent_at_the_end()
    {
        Mailer.Add(Event(LvsHealthEventKind.Down, 1, 1));
        await Mailer.DisposeAsync();
        Assert.True(_sent.Reader.TryRead(out _));
        _mailer = null;
    }

    [Fact]
    public async Task A_flood_is_no_mail_without_end()
    {
        _document = _document with { Mail = _mail with { RepeatInterval = null } };
        for (int i = 0; i < AlertOutbox.MostLines + 7; i++)
        {
            Mailer.Add(Event(LvsHealthEventKind.Down, 1, i % 200));
        }

        AlertText text = await NextAsync();
        Assert.EndsWith("1000 down", text.Subject, StringComparison.Ordinal);
        Assert.StartsWith("7 older lines are left out.\n", text.Body, StringComparison.Ordinal);
    }

    public async ValueTask DisposeAsync()
    {
        if (_mailer is not null)
        {
            await _mailer.DisposeAsync();
        }
    }

    private static LvsHealthService Service(int number) => new()
    {
        Service = Director.Service(number),
        Servers = [.. Enumerable.Range(1, 2).Select(i => new LvsHealthServer { RealServer = Director.Server(number, i), Check = new LvsTcpCheck() })],
    };

    private LvsHealthEvent Event(LvsHealthEventKind kind, int service, int server) => new(_time.GetUtcNow(), kind)
    {
        Service = Director.Id(service),
        Server = Director.Server(service, server),
        From = kind == LvsHealthEventKind.Up ? "Down" : "Up",
        To = kind.ToString(),
        Reason = kind == LvsHealthEventKind.Up ? "fine" : "connection refused",
    };

    private async Task<string?> SendAsync(LvsHealthMail mail, AlertText text, CancellationToken cancellation)
    {
        _ = _sent.Writer.TryWrite((mail, text));
        return await _outcome(cancellation);
    }

    private async Task<AlertText> NextAsync() => (await NextMailAsync()).Text;

    /// <summary>The next mail; time passes until it is sent, a second at a time, and no faster than the mailer follows.</summary>
    private async Task<(LvsHealthMail Mail, AlertText Text)> NextMailAsync()
    {
        await Mailer.IdleAsync().WaitAsync(s_deadline);
        while (!_sent.Reader.TryPeek(out _))
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            await Mailer.IdleAsync().WaitAsync(s_deadline);
        }

        return await _sent.Reader.ReadAsync();
    }

    private async Task NothingAsync(TimeSpan time)
    {
        for (TimeSpan at = TimeSpan.Zero; at < time; at += TimeSpan.FromSeconds(10))
        {
            _time.Advance(TimeSpan.FromSeconds(10));
            await Mailer.IdleAsync().WaitAsync(s_deadline);
        }

        Assert.False(_sent.Reader.TryRead(out _));
    }
}
