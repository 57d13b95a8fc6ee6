namespace LvsPS;

/// <summary>A setting of the kernel gets another value.</summary>
public sealed record LvsKernelSettingChange : LvsHostChange
{
    /// <summary>A change of a value.</summary>
    /// <param name="before">The setting as it is.</param>
    /// <param name="after">The setting as it is to be.</param>
    public LvsKernelSettingChange(LvsDesiredKernelSetting before, LvsDesiredKernelSetting after)
    {
        Before = before;
        After = after;
    }

    /// <summary>The setting as it is.</summary>
    public LvsDesiredKernelSetting Before { get; }

    /// <summary>The setting as it is to be.</summary>
    public LvsDesiredKernelSetting After { get; }

    /// <inheritdoc/>
    public override LvsAction Action => LvsAction.Edit;

    /// <inheritdoc/>
    public override string Target => $"setting {FullName}";

    /// <inheritdoc/>
    public override string Description => $"Set {FullName} from '{Before.Value}' to '{After.Value}'";

    /// <inheritdoc/>
    public override string Rule => $"sysctl -w {FullName}='{After.Value}'";

    private string FullName => After.Name.StartsWith("net.", StringComparison.Ordinal) ? After.Name : $"net.ipv4.vs.{After.Name}";

    /// <inheritdoc/>
    public override IEnumerable<LvsChange> Undo() => [new LvsKernelSettingChange(After, Before)];

    /// <inheritdoc/>
    internal override bool IsDone(TableIndex table) =>
        table.Host?.Setting(After.Name) is LvsDesiredKernelSetting now && KernelSettings.IsTaken(now.Name, now.Value, After.Value);

    /// <inheritdoc/>
    internal override LvsChange? From(TableIndex table) => new LvsKernelSettingChange(table.Host?.Setting(After.Name) ?? Before, After) { Reason = Reason };

    /// <inheritdoc/>
    internal override IReadOnlyList<string> Make(LvsSession session, Action<string>? tell, CancellationToken cancellation)
    {
        tell?.Invoke(Rule);
        _ = new KernelSettings(session).Write(After.Name, After.Value);
        return [];
    }
}
