namespace LvsPS;

/// <summary>The nftables of a simulated session.</summary>
internal sealed class SimulatedNftables : INftables
{
    public string Run(string commands) => throw new NotSupportedException(commands);
}
