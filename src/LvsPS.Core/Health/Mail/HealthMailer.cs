using System.Globalization;
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
    private readonly AlertReaders _readers;
    private readonly AlertRepeats _repeats;
    private readonly Func<LvsHealthMail, AlertText, CancellationToken, Task<string?>> _send;
    private readonly Action<LvsHealthEvent> _report;
    private readonly TimeProvider _time;
    private readonly ITimer _timer;
    private readonly long _started;
    private readonly CancellationTokenSource _end = new();
    private readonly List<TaskCompletionSource> _waiting = [];
    private readonly Task _loop;

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
        _readers = new AlertReaders(document);
        _repeats = new AlertRepeats(_readers);
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
        Renew();
        LvsHealthMail? mail = _readers.MailOf(happened.Service);
        bool isServer = happened is { Server: not null, Kind: LvsHealthEventKind.Up or LvsHealthEventKind.Down };
        if (isServer)
        {
            _repeats.End(happened);
        }

        // That a server serves in the beginning is no news.
        bool isNews = happened is not { Kind: LvsHealthEventKind.Up, From: nameof(LvsHealthState.Unknown) };
        if (mail is null || !isNews || !(mail.Kinds.Count > 0 ? mail.Kinds : s_usual).Contains(happened.Kind))
        {
            return;
        }

        Add(mail, AlertLine.Of(happened, _readers.NameOf(happened.Service)));
        if (isServer && happened.Kind == LvsHealthEventKind.Down)
        {
            _repeats.Begin(happened, Now);
        }
    }

    private void Turn()
    {
        Renew();
        TimeSpan now = Now;
        foreach ((LvsHealthMail mail, LvsHealthEvent down) in _repeats.Due(now))
        {
            Add(mail, AlertLine.StillDown(down, _time.GetUtcNow(), _readers.NameOf(down.Service)));
        }

        TimeSpan? next = _repeats.Next;
        foreach (AlertOutbox outbox in _outboxes.Values)
        {
            if (outbox.Due <= now)
            {
                Send(outbox, s_patience);
            }

            next = AlertRepeats.Sooner(next, outbox.Due);
        }

        // Timers cut off what is below a millisecond, and would fire too early.
        TimeSpan wait = next is TimeSpan due ? TimeSpan.FromMilliseconds(Math.Clamp(Math.Ceiling((due - now).TotalMilliseconds), 0, int.MaxValue)) : Timeout.InfiniteTimeSpan;
        _ = _timer.Change(wait, Timeout.InfiniteTimeSpan);
    }

    private void Add(LvsHealthMail mail, AlertLine line) => OutboxOf(mail).Add(line, Now + Collect);

    private AlertOutbox OutboxOf(LvsHealthMail mail)
    {
        string key = AlertReaders.KeyOf(mail);
        if (!_outboxes.TryGetValue(key, out AlertOutbox? outbox))
        {
            _outboxes.Add(key, outbox = new AlertOutbox(mail));
        }

        return outbox;
    }

    private void Renew()
    {
        if (_readers.Renew())
        {
            Retire();
        }
    }

    /// <summary>
    /// What waits for people or a server that the document no longer names goes to those that it names now for the same service; where it
    /// names none, it is told that it is dropped. Mail on its way is waited for.
    /// </summary>
    private void Retire()
    {
        string[] gone = [.. _outboxes.Where(o => !_readers.AreNamed(o.Key) && o.Value.Sending is null).Select(o => o.Key)];
        foreach (string key in gone)
        {
            _ = _outboxes.Remove(key, out AlertOutbox? outbox);
            int dropped = 0;
            foreach (AlertLine line in outbox!.Clear())
            {
                if (_readers.MailOf(line.Service) is LvsHealthMail mail)
                {
                    Add(mail, line);
                }
                else
                {
                    dropped++;
                }
            }

            if (dropped > 0)
            {
                Report(LvsHealthEventKind.Failed, FormattableString.Invariant($"{AlertReaders.Text(outbox.Mail)} is no longer wanted: {dropped} {(dropped == 1 ? "line is" : "lines are")} dropped"), null);
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
        LvsErrorId.MailNotSent, $"{AlertReaders.Text(mail)} cannot be sent: {reason}", mail, (cause as LvsException)?.Remedy ?? "It is tried again.", cause);

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
            Report(LvsHealthEventKind.Recovered, AlertReaders.Text(outbox.Mail), null);
        }

        if (refused is not null && outbox.Refused != refused)
        {
            Report(LvsHealthEventKind.Failed, $"{AlertReaders.Text(outbox.Mail)} has not come to all: {refused}", null);
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

    /// <summary>An event, the end of a mail, or that it is time.</summary>
    private readonly record struct Message(LvsHealthEvent? Happened, AlertOutbox? Outbox = null, LvsException? Error = null, string? Refused = null, TaskCompletionSource? Idle = null);
}
