namespace LvsPS;

/// <summary>Whether health documents say the same, whose lists are compared by what they hold; the file they come from does not count.</summary>
internal static class HealthEquality
{
    /// <summary>Compares documents.</summary>
    /// <param name="one">One; null for none.</param>
    /// <param name="other">The other.</param>
    /// <returns>True where both say the same.</returns>
    public static bool Same(LvsHealthDocument? one, LvsHealthDocument? other) =>
        ReferenceEquals(one, other)
        || (one is not null && other is not null
            && (one with { Services = [], Mail = null, OnFileChange = null, Path = null })
                == (other with { Services = [], Mail = null, OnFileChange = null, Path = null })
            && Same(one.Mail, other.Mail)
            && Same(one.OnFileChange, other.OnFileChange)
            && one.Services.Count == other.Services.Count
            && one.Services.Zip(other.Services).All(pair => Same(pair.First, pair.Second)));

    private static bool Same(LvsHealthService one, LvsHealthService other) =>
        WithoutLists(one) == WithoutLists(other)
        && one.Service.HasSameSettings(other.Service)
        && Same(one.Fallback, other.Fallback)
        && Same(one.Mail, other.Mail)
        && Actions(one).Zip(Actions(other)).All(pair => Same(pair.First, pair.Second))
        && one.Servers.Count == other.Servers.Count
        && one.Servers.Zip(other.Servers).All(pair => Same(pair.First, pair.Second));

    private static bool Same(LvsHealthServer one, LvsHealthServer other) =>
        one.RealServer.HasSameSettings(other.RealServer)
        && one.Check.Equals(other.Check)
        && one.Interval == other.Interval
        && one.FastInterval == other.FastInterval
        && one.Rise == other.Rise
        && one.Fall == other.Fall
        && one.InitialState == other.InitialState
        && one.DownAction == other.DownAction
        && Same(one.OnUp, other.OnUp)
        && Same(one.OnDown, other.OnDown)
        && one.Names.SequenceEqual(other.Names);

    private static bool Same(LvsRealServer? one, LvsRealServer? other) =>
        one is null ? other is null : other is not null && one.HasSameSettings(other);

    private static bool Same(LvsHealthAction? one, LvsHealthAction? other) => one is null || other is null
        ? ReferenceEquals(one, other)
        : one.Executable == other.Executable && one.Script == other.Script && one.Timeout == other.Timeout && one.Arguments.SequenceEqual(other.Arguments);

    private static bool Same(LvsHealthMail? one, LvsHealthMail? other) => one is null || other is null
        ? ReferenceEquals(one, other)
        : (one with { To = [], Kinds = [] }) == (other with { To = [], Kinds = [] }) && one.To.SequenceEqual(other.To) && one.Kinds.SequenceEqual(other.Kinds);

    private static LvsHealthService WithoutLists(LvsHealthService service) => service with
    {
        Service = LvsService.Default(LvsServiceId.ForMark(1)),
        Servers = [],
        Fallback = null,
        Mail = null,
        OnUp = null,
        OnDown = null,
        OnQuorumLost = null,
        OnQuorumGained = null,
        OnFallback = null,
        OnFallbackEnd = null,
    };

    private static LvsHealthAction?[] Actions(LvsHealthService service) =>
        [service.OnUp, service.OnDown, service.OnQuorumLost, service.OnQuorumGained, service.OnFallback, service.OnFallbackEnd];
}
