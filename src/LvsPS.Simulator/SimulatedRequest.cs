using LvsPS.Netlink.Ipvs;

namespace LvsPS.Simulator;

/// <summary>A command that reached the simulated ip_vs.</summary>
public sealed class SimulatedRequest
{
    private readonly byte[] _attributes;

    internal SimulatedRequest(IpvsCommand command, bool isDump, int errno, ReadOnlySpan<byte> attributes)
    {
        Command = command;
        IsDump = isDump;
        Errno = errno;
        _attributes = attributes.ToArray();
    }

    /// <summary>The command.</summary>
    public IpvsCommand Command { get; }

    /// <summary>Whether a dump was asked for.</summary>
    public bool IsDump { get; }

    /// <summary>The answer: 0 or an errno.</summary>
    public int Errno { get; }

    /// <summary>Whether it asks for a change.</summary>
    public bool IsWrite => Command is not (IpvsCommand.GetService or IpvsCommand.GetDestination or IpvsCommand.GetDaemon
        or IpvsCommand.GetConfig or IpvsCommand.GetInfo);

    /// <summary>The service that it names, if it names one as the kernel wants it.</summary>
    public IpvsServiceMessage? Service => Read(IpvsCommandAttribute.Service, IpvsServiceMessage.Read);

    /// <summary>The destination that it names, if it names one as the kernel wants it.</summary>
    public IpvsDestinationMessage? Destination => Read(IpvsCommandAttribute.Destination, IpvsDestinationMessage.Read);

    /// <summary>The synchronisation daemon that it names, if it names one as the kernel wants it.</summary>
    public IpvsDaemonMessage? Daemon => Read(IpvsCommandAttribute.Daemon, IpvsDaemonMessage.Read);

    /// <summary>The time-outs that it names.</summary>
    public IpvsConfigMessage Config => IpvsConfigMessage.Read(_attributes, request: true);

    /// <summary>The command, and its errno where it was refused.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => (Errno, IsDump) switch
    {
        (0, false) => $"{Command}",
        (0, true) => $"{Command} (dump)",
        _ => $"{Command} (errno {Errno})",
    };

    private T? Read<T>(IpvsCommandAttribute nest, NestReader<T> read)
        where T : struct => RequestReader.TryRead(_attributes, nest, read, out T message) ? message : null;
}
