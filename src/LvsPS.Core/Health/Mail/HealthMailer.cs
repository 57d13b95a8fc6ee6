using System.Globalization;
using System.Net;
using System.Threading.Channels;

namespace LvsPS;

/// <summary>
/// Decides of which events of a monitor mail is sent, and when: what happens together is one mail, and a server that stays down is told of
/// again after each repeat interval. It runs beside the monitor, which it never holds up; a mail server that does not answer is told of
/// once, and tried again.
/// </summary>
internal sealed class HealthMailer : IAsyncDisposable
{
    /// <summary>How long events are collected for one mail.</summary>
    public static readonly TimeSpan Collect = TimeSpan.FromSeconds(1);

    // How long a mail may take, and how long the last ones may when the monitor has ended.
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan s_lastPatience = TimeSpan.FromSeconds(5);

    private static readonly LvsHealthEventKind[] s_usual =
        [LvsHealthEventKind.Up, LvsHealthEventKind.Down, LvsHealthEventKind.QuorumLost, LvsHealthEventKind.QuorumGained];

    private readonly Channel<Message> _messages = Channel.CreateUnbounded<Message>(new UnboundedChannelOptions { SingleReader = true });
    private readonly Dictionary<string, AlertOutbox> _outboxes = [];
    private readonly Dictionary<(LvsServiceId, IPAddress, int), Absence> _absences = [];
    private readonly Func<LvsHealthDocument> _document;
    private readonly Func<LvsHealthMail, AlertText, CancellationToken, Task<string?>> _send;
    private readonly Action<LvsHealthEvent> _report;
    private readonly TimeProvider _time;
    private readonly ITimer _timer;
    private readonly long _started;
    private readonly CancellationTokenSource _end = new();
    private readonly List<TaskCompletionSource> _waiting = [];
    private readonly Task _loop;
    private LvsHealthDocument? _known;
    private Dictionary<LvsServiceId, LvsHealthService> _services = [];
    private HashSet<string> _named = [];

    /// <summary>Begins.</summary>
    /// <param name="document">What is monitored now.</param>
    /// <param name="send">Sends a mail, as <see cref="AlertMail.SendAsync"/>.</param>
    /// <param name="report">Is told of mail that cannot be sent, and that can be again.</param>
    /// <param name="time">The clock; null for the machine's.</param>
    public HealthMailer(
        Func<LvsHealthDocument> document,
        Func<LvsHealthMail, AlertText, CancellationToken, Task<string?>> send,
        Action<LvsHealthEvent> report,
        TimeProvider? time = null)
    {
        _document = document;
        _send = send;
        _report = report;
        _time = time ?? TimeProvider.System;
        _started = _time.GetTimestamp();
        _timer = _time.CreateTimer(
            static mailer => ((HealthMailer)mailer!)._messages.Writer.TryWrite(default), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _loop = Task.Run(RunAsync);
    }

    private TimeSpan Now => _time.GetElapsedTime(_started);

    /// <summary>Takes note of an event; it never waits.</summary>
    /// <param name="happened">The event.</param>
    public void Add(LvsHealthEvent happened) => _ = _messages.Writer.TryWrite(new Message(happened));

    /// <summary>Waits until all that was added before has been dealt with; mails may be on their way.</summary>
    /// <returns>The time when it is.</returns>
    internal Task IdleAsync()
    {
        var idle = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        return _messages.Writer.TryWrite(new Message(null, Idle: idle)) ? idle.Task : Task.CompletedTask;
    }

    /// <summary>Sends what is left, where that takes no long time, and ends.</summary>
    /// <returns>The end.</returns>
    public async ValueTask DisposeAsync()
    {
        _ = _messages.Writer.TryComplete();
        await _loop.ConfigureAwait(false);
        await _timer.DisposeAsync().ConfigureAwait(false);
        _end.Dispose();
    }

    private async Task RunAsync()
    {
        while (await _messages.Reader.WaitToReadAsync().ConfigureAwait(false))
        {
            while (_messages.Reader.TryRead(out Message message))
            {
                Handle(message);
            }

            Turn();
            _waiting.ForEach(w => w.SetResult());
            _waiting.Clear();
        }

        await FinishAsync().ConfigureAwait(false);
    }

    private void Handle(Message message)
    {
        if (message.Outbox is AlertOutbox outbox)
        {
            Ended(outbox, message.Error, message.Refused);
        }
        else if (message.Idle is TaskCompletionSource idle)
        {
            _waiting.Add(idle);
        }
        else if (message.Happened is LvsHealthEvent happened)
        {
            Take(happened);
        }
    }

    private void Take(LvsHealthEvent happened)
    {
        LvsHealthMail? mail = MailOf(happened.Service);
        bool isServer = happened is { Server: not null, Kind: LvsHealthEventKind.Up or LvsHealthEventKind.Down };
        if (isServer)
        {
            _ = _absences.Remove(KeyOf(happened));
        }

        // That a server serves in the beginning is no news.
        bool isNews = happened is not { Kind: LvsHealthEventKind.Up, From: nameof(LvsHealthState.Unknown) };
        if (mail is null || !isNews || !(mail.Kinds.Count > 0 ? mail.Kinds : s_usual).Contains(happened.Kind))
        {
            return;
        }

        Add(mail, Word(happened.Kind), happened, Line(happened.Time, happened.ToString(), happened.Service));
        if (isServer && happened.Kind == LvsHealthEventKind.Down)
        {
            _absences[KeyOf(happened)] = new Absence(happened, Now);
        }
    }

    private void Turn()
    {
        _ = Known();
        TimeSpan now = Now;
        TimeSpan? next = Repeat(now);
        foreach (AlertOutbox outbox in _outboxes.Values)
        {
            if (outbox.Due <= now)
            {
                Send(outbox, s_patience);
            }

            next = Sooner(next, outbox.Due);
        }

        // Timers cut off what is below a millisecond, and would fire too early.
        TimeSpan wait = next is TimeSpan due ? TimeSpan.FromMilliseconds(Math.Clamp(Math.Ceiling((due - now).TotalMilliseconds), 0, int.MaxValue)) : Timeout.InfiniteTimeSpan;
        _ = _timer.Change(wait, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Tells again of servers that are still down.</summary>
    private TimeSpan? Repeat(TimeSpan now)
    {
        TimeSpan? next = null;
        foreach (((LvsServiceId, IPAddress, int) key, Absence absence) in _absences.ToArray())
        {
            LvsHealthEvent down = absence.Down;
            if (!IsMonitored(down))
            {
                _ = _absences.Remove(key);
            }
            else if (MailOf(down.Service) is { RepeatInterval: TimeSpan interval } mail)
            {
                TimeSpan due = absence.Told + interval;
                if (due <= now)
                {
                    _absences[key] = new Absence(down, now);
                    string since = down.Time.ToLocalTime().ToString("yyyy-MM-dd HH:mm:ss zzz", CultureInfo.InvariantCulture);
                    Add(mail, "still down", down, Line(_time.GetUtcNow(), $"Still down since {since}: {down.Target}: {down.Reason}", down.Service));
                    due = now + interval;
                }

                next = Sooner(next, due);
            }
        }

        return next;
    }

    private void Add(LvsHealthMail mail, string what, LvsHealthEvent happened, string line)
    {
        OutboxOf(mail).Add(what, happened.Target, line, happened.Service, Now + Collect);
    }

    private AlertOutbox OutboxOf(LvsHealthMail mail)
    {
        string key = KeyOf(mail);
        if (!_outboxes.TryGetValue(key, out AlertOutbox? outbox))
        {
            _outboxes.Add(key, outbox = new AlertOutbox(mail));
        }

        return outbox;
    }

    /// <summary>
    /// What waits for people or a server that the document no longer names goes to those that it names now for the same service; where it
    /// names none, it is told that it is dropped. Mail on its way is waited for.
    /// </summary>
    private void Retire()
    {
        string[] gone = [.. _outboxes.Where(o => !_named.Contains(o.Key) && o.Value.Sending is null).Select(o => o.Key)];
        foreach (string key in gone)
        {
            _ = _outboxes.Remove(key, out AlertOutbox? outbox);
            int dropped = 0;
            foreach (AlertLine line in outbox!.Clear())
            {
                if (MailOf(line.Service) is LvsHealthMail mail)
                {
                    OutboxOf(mail).Add(line, Now + Collect);
                }
                else
                {
                    dropped++;
                }
            }

            if (dropped > 0)
            {
                Report(LvsHealthEventKind.Failed, FormattableString.Invariant($"{Text(outbox.Mail)} is no longer wanted: {dropped} {(dropped == 1 ? "line is" : "lines are")} dropped"), null);
            }
        }
    }

    private void Send(AlertOutbox outbox, TimeSpan patience)
    {
        AlertText text = outbox.Take(Environment.MachineName, _time.GetUtcNow());
        outbox.Sending = SendAsync(outbox, text, patience);
    }

    private async Task SendAsync(AlertOutbox outbox, AlertText text, TimeSpan patience)
    {
        string? refused = null;
        LvsException? error = null;
        using var limit = new CancellationTokenSource(patience, _time);
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, _end.Token);
        try
        {
            refused = await _send(outbox.Mail, text, ended.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            error = Failure(outbox.Mail, FormattableString.Invariant($"it did not take it within {patience.TotalSeconds:0.###} s"), null);
        }
#pragma warning disable CA1031 // Whatever becomes of a mail, the monitor goes on.
        catch (Exception e)
#pragma warning restore CA1031
        {
            error = Failure(outbox.Mail, e.Message, e);
        }

        if (!_messages.Writer.TryWrite(new Message(null, outbox, error, refused)) && error is not null)
        {
            Report(LvsHealthEventKind.Failed, error.Message, error);
        }
    }

    private static LvsException Failure(LvsHealthMail mail, string reason, Exception? cause) => new(
        LvsErrorId.MailNotSent, $"{Text(mail)} cannot be sent: {reason}", mail, (cause as LvsException)?.Remedy ?? "It is tried again.", cause);

    private void Ended(AlertOutbox outbox, LvsException? error, string? refused)
    {
        bool wasFailing = outbox.IsFailing;
        outbox.Ended(error is null, Now, Collect);
        if (error is not null && !wasFailing)
        {
            Report(LvsHealthEventKind.Failed, error.Message, error);
        }
        else if (error is null && wasFailing)
        {
            Report(LvsHealthEventKind.Recovered, Text(outbox.Mail), null);
        }

        if (refused is not null && outbox.Refused != refused)
        {
            Report(LvsHealthEventKind.Failed, $"{Text(outbox.Mail)} has not come to all: {refused}", null);
        }

        outbox.Refused = error is null ? refused : outbox.Refused;
        Retire();
    }

    /// <summary>The monitor has ended, and what it told last is sent, once.</summary>
    private async Task FinishAsync()
    {
        await _timer.DisposeAsync().ConfigureAwait(false);
        AlertOutbox[] last = [.. _outboxes.Values.Where(o => o.Sending is not null || (o.HasLines && !o.IsFailing))];
        if (last.Length > 0)
        {
            _end.CancelAfter(s_lastPatience);
            await Task.WhenAll(last.Select(FinishAsync)).ConfigureAwait(false);
        }
    }

    private async Task FinishAsync(AlertOutbox outbox)
    {
        await (outbox.Sending ?? Task.CompletedTask).ConfigureAwait(false);
        if (outbox is { HasLines: true, IsFailing: false })
        {
            Send(outbox, s_lastPatience);
            await outbox.Sending!.ConfigureAwait(false);
        }
    }

    private void Report(LvsHealthEventKind kind, string reason, LvsException? error) =>
        _report(new LvsHealthEvent(_time.GetUtcNow(), kind) { Reason = reason, Error = error });

    private LvsHealthMail? MailOf(LvsServiceId? service)
    {
        LvsHealthDocument document = Known();
        return (service is not null && _services.TryGetValue(service, out LvsHealthService? found) ? found.Mail : null) ?? document.Mail;
    }

    private bool IsMonitored(LvsHealthEvent down)
    {
        _ = Known();
        return _services.TryGetValue(down.Service!, out LvsHealthService? service) && service.Servers.Any(s => s.RealServer.IsSameServer(down.Server!));
    }

    private LvsHealthDocument Known()
    {
        LvsHealthDocument document = _document();
        if (!ReferenceEquals(document, _known))
        {
            _known = document;
            _services = document.Services.ToDictionary(s => s.Service.Service);
            _named = [.. document.Services.Select(s => s.Mail).Append(document.Mail).OfType<LvsHealthMail>().Select(KeyOf)];
            Retire();
        }

        return document;
    }

    private string Line(DateTimeOffset time, string text, LvsServiceId? service)
    {
        string? name = service is not null && _services.TryGetValue(service, out LvsHealthService? found) ? found.Name : null;
        string line = string.Create(CultureInfo.InvariantCulture, $"{time.ToLocalTime():yyyy-MM-dd HH:mm:ss zzz}  {text}{(name is null ? string.Empty : $" ({name})")}");
        return string.Concat(line.Select(c => char.IsControl(c) ? ' ' : c));
    }

    private static string Word(LvsHealthEventKind kind) => kind switch
    {
        LvsHealthEventKind.Up => "up",
        LvsHealthEventKind.Down => "down",
        LvsHealthEventKind.QuorumLost => "quorum lost",
        LvsHealthEventKind.QuorumGained => "quorum regained",
        LvsHealthEventKind.Fallback => "fallback",
        LvsHealthEventKind.FallbackEnd => "fallback ended",
        _ => kind.ToString(),
    };

    private static string Text(LvsHealthMail mail) => string.Create(CultureInfo.InvariantCulture, $"mail to {string.Join(", ", mail.To)} by {mail.Server}:{mail.Port}");

    private static string KeyOf(LvsHealthMail mail) => string.Create(
        CultureInfo.InvariantCulture, $"{Text(mail)} {mail.From} {mail.RequiresTls} {mail.SkipCertificateCheck} {mail.Credential?.UserName} {mail.Credential?.Password}");

    private static (LvsServiceId Service, IPAddress Address, int Port) KeyOf(LvsHealthEvent happened) =>
        (happened.Service!, happened.Server!.Address, happened.Server.Port);

    private static TimeSpan? Sooner(TimeSpan? x, TimeSpan? y) => x is null || y < x ? y ?? x : x;

    /// <summary>An event, the end of a mail, or that it is time.</summary>
    private readonly record struct Message(LvsHealthEvent? Happened, AlertOutbox? Outbox = null, LvsException? Error = null, string? Refused = null, TaskCompletionSource? Idle = null);

    /// <summary>A server that is down, and when that was told last.</summary>
    private sealed record Absence(LvsHealthEvent Down, TimeSpan Told);
}
