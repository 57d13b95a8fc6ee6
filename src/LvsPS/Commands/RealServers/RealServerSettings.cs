namespace LvsPS.Commands;

/// <summary>What a user says of a real server's settings; null is not said.</summary>
internal sealed record RealServerSettings
{
    public LvsForwarding? Forwarding { get; init; }

    public long? Weight { get; init; }

    public long? UpperThreshold { get; init; }

    public long? LowerThreshold { get; init; }

    public LvsTunnelType? TunnelType { get; init; }

    public int? TunnelPort { get; init; }

    public LvsTunnelChecksum? TunnelChecksum { get; init; }

    /// <summary>Puts what is said into a server and leaves the rest as it is.</summary>
    /// <exception cref="LvsInputException">The result contradicts itself or its service.</exception>
    public LvsRealServer ApplyTo(LvsRealServer server)
    {
        LvsForwarding forwarding = Forwarding ?? server.Forwarding;

        // A server that leaves the tunnel leaves the tunnel's settings with it.
        LvsRealServer basis = forwarding == LvsForwarding.Tunnel
            ? server
            : server with { TunnelType = default, TunnelPort = 0, TunnelChecksum = default };
        LvsTunnelType type = TunnelType ?? basis.TunnelType;
        if (type != basis.TunnelType)
        {
            basis = basis with { TunnelPort = 0, TunnelChecksum = default };
        }

        LvsRealServer result = basis with
        {
            Forwarding = forwarding,
            Weight = Weight is long weight ? (int)InRange("weight", weight, int.MaxValue, server) : basis.Weight,
            UpperThreshold = UpperThreshold is long upper ? (uint)InRange("upper threshold", upper, int.MaxValue, server) : basis.UpperThreshold,
            LowerThreshold = LowerThreshold is long lower ? (uint)InRange("lower threshold", lower, int.MaxValue, server) : basis.LowerThreshold,
            TunnelType = type,
            TunnelPort = TunnelPort ?? basis.TunnelPort,
            TunnelChecksum = TunnelChecksum ?? basis.TunnelChecksum,
        };
        if (UpperThreshold == 0 && LowerThreshold is null && result.LowerThreshold > 0)
        {
            throw new LvsInputException(
                LvsErrorId.InvalidRealServer,
                $"Real server {server} of {server.Service} cannot be right: without an upper threshold it cannot keep its lower threshold {result.LowerThreshold}.",
                server,
                "Give -LowerThreshold 0 too.");
        }

        return LvsConstraints.Check(result).FirstOrDefault() is LvsInputException wrong ? throw wrong : result;
    }

    private static long InRange(string name, long value, long most, LvsRealServer server) => value >= 0 && value <= most
        ? value
        : throw new LvsInputException(
            LvsErrorId.InvalidRealServer,
            $"The {name} {value} of real server {server} is out of range.",
            server,
            $"Give a number from 0 to {most}.");
}
