using System.Management.Automation;
using LvsPS.Binding;

namespace LvsPS.Commands;

/// <summary>Suspend-LvsRealServer: takes real servers out of service for a while, by weight 0.</summary>
[Cmdlet(VerbsLifecycle.Suspend, "LvsRealServer", SupportsShouldProcess = true, DefaultParameterSetName = "Service")]
[OutputType(typeof(LvsRealServer))]
public sealed class SuspendLvsRealServerCommand : LvsSuspensionCommand
{
    private SuspensionRequest? _request;

    /// <summary>Why.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Reason { get; set; }

    /// <summary>Who.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Owner { get; set; }

    /// <summary>For how long.</summary>
    [Parameter]
    [DurationTransformation]
    [ArgumentCompleter(typeof(NothingCompleter))]
    public TimeSpan? Duration { get; set; }

    /// <summary>Until when.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(NothingCompleter))]
    public DateTimeOffset? Expires { get; set; }

    private static TimeProvider Clock => TimeProvider.System;

    /// <inheritdoc/>
    protected override void ProcessInput()
    {
        _request ??= Request(Clock.GetUtcNow());
        base.ProcessInput();
    }

    /// <inheritdoc/>
    private protected override SuspensionStep? Look(ILvsClient client, SuspensionStore store, LvsRealServer named) =>
        SuspensionStep.Suspend(FindServer(client, named), store.Of(named), _request!, Clock.GetUtcNow());

    /// <inheritdoc/>
    private protected override void Advise(LvsSession session, ILvsClient client, IReadOnlyList<SuspensionStep> steps)
    {
        bool? templatesExpire = null;
        foreach (IGrouping<LvsServiceId, SuspensionStep> group in steps.GroupBy(s => s.Server.Service))
        {
            if (client.FindService(group.Key, Cancellation) is LvsService service)
            {
                LvsRealServer[] suspended = [.. group.Select(s => s.Server)];
                LvsRealServer[] then = [.. client.ReadRealServers(group.Key, Cancellation)
                    .Select(s => suspended.Any(s.IsSameServer) ? s with { Weight = 0 } : s)];
                templatesExpire ??= service.PersistenceTimeout is null ? null : TemplatesExpire(session);
                foreach (string advice in DrainAdvice.For(
                    service, then, suspended, templatesExpire == true, session.IsDefault ? null : session.Name))
                {
                    WriteWarning(advice);
                }
            }
        }
    }

    private static bool TemplatesExpire(LvsSession session)
    {
        try
        {
            return session.Files.ReadSysctl($"net/ipv4/vs/{DrainAdvice.TemplateSetting}") is not (null or "0");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private SuspensionRequest Request(DateTimeOffset now)
    {
        DateTimeOffset? end = Expires;
        if (Duration is TimeSpan duration)
        {
            end = Expires is null && duration > TimeSpan.Zero && duration < DateTimeOffset.MaxValue - now
                ? now + duration
                : throw new LvsInputException(
                    LvsErrorId.InvalidDuration,
                    Expires is null ? $"A suspension cannot last {duration}." : "Both -Duration and -Expires say when the suspension ends.",
                    duration,
                    Expires is null ? "Give a time such as 30m or 2h." : "Give one of the two.");
        }

        return end is null || end > now
            ? new SuspensionRequest(Reason, Owner, end?.ToUniversalTime())
            : throw new LvsInputException(
                LvsErrorId.InvalidDuration, FormattableString.Invariant($"A suspension cannot end at {end:u}, which is past."), end, "Give a time to come.");
    }
}
