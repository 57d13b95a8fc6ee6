namespace LvsPS;

/// <summary>What is said of a suspension; null is not said.</summary>
/// <param name="Reason">Why.</param>
/// <param name="Owner">Who.</param>
/// <param name="Expires">Until when.</param>
internal sealed record SuspensionRequest(string? Reason, string? Owner, DateTimeOffset? Expires);

/// <summary>One real server that is suspended or resumed: its weight and its suspension, before and after.</summary>
/// <param name="Server">The server as it was found; only its identity where it is not in the table.</param>
/// <param name="Before">Its suspension; null for none.</param>
/// <param name="After">Its suspension then; null for none.</param>
/// <param name="Change">The change of its weight; null where it has it already, or is not in the table.</param>
/// <param name="Description">What is done, in words.</param>
internal sealed record SuspensionStep(
    LvsRealServer Server, LvsSuspension? Before, LvsSuspension? After, LvsRealServerChange? Change, string Description)
{
    /// <summary>Takes a real server out of service. One that is suspended already keeps what is not named.</summary>
    /// <param name="found">The server as it is.</param>
    /// <param name="known">Its suspension; null for none.</param>
    /// <param name="request">What is said of it.</param>
    /// <param name="now">The time.</param>
    /// <returns>The step; null where all is so already.</returns>
    public static SuspensionStep? Suspend(LvsRealServer found, LvsSuspension? known, SuspensionRequest request, DateTimeOffset now)
    {
        LvsSuspension basis = known ?? new LvsSuspension
        {
            Service = found.Service,
            Address = found.Address,
            Port = found.Port,
            WeightBefore = found.Weight,
            Since = now,
        };
        LvsSuspension after = basis with
        {
            // Who gave a suspended server a weight said which one it is to have.
            WeightBefore = found.Weight > 0 ? found.Weight : basis.WeightBefore,
            Reason = request.Reason ?? basis.Reason,
            Owner = request.Owner ?? basis.Owner,
            Expires = request.Expires ?? basis.Expires,
        };
        LvsRealServerChange? change = found.Weight == 0 ? null : new LvsRealServerChange(found, found with { Weight = 0 });
        string what = $"real server {found} of {found.Service}";
        return change is null && after == known ? null : new SuspensionStep(
            found,
            known,
            after,
            change,
            change is not null ? $"Suspend {what} ({ChangeText.Differences(found, change.After!)})"
                : known is null ? $"Suspend {what}, whose weight is 0 already"
                : $"Change the suspension of {what}");
    }

    /// <summary>Puts a suspended real server back into service.</summary>
    /// <param name="identity">The server.</param>
    /// <param name="found">The server as it is; null where it is not in the table.</param>
    /// <param name="known">Its suspension; null for none.</param>
    /// <returns>The step; null where it is not suspended.</returns>
    public static SuspensionStep? Resume(LvsRealServer identity, LvsRealServer? found, LvsSuspension? known)
    {
        if (known is null)
        {
            return null;
        }

        LvsRealServerChange? change = found is null || found.Weight == known.WeightBefore
            ? null
            : new LvsRealServerChange(found, found with { Weight = known.WeightBefore });
        string what = $"real server {identity} of {identity.Service}";
        return new SuspensionStep(
            found ?? identity,
            known,
            null,
            change,
            change is not null ? $"Resume {what} ({ChangeText.Differences(found!, change.After!)})"
                : found is null ? $"End the suspension of {what}, which is not in the table"
                : FormattableString.Invariant($"Resume {what}, whose weight is {known.WeightBefore} already"));
    }
}
