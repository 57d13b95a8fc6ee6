using System.Globalization;

namespace LvsPS;

/// <summary>A running program.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Name">Its name, as <c>/proc/PID/comm</c> has it.</param>
internal sealed record HostProcess(int Id, string Name)
{
    /// <summary>What it was started with.</summary>
    public IReadOnlyList<string> Arguments { get; init; } = [];

    /// <summary>The systemd unit that it is of; null for none.</summary>
    public string? Unit { get; init; }

    /// <summary>The command that ends it for good.</summary>
    public string Ending => Unit is null ? string.Create(CultureInfo.InvariantCulture, $"kill {Id}") : $"systemctl disable --now {Unit}";
}
