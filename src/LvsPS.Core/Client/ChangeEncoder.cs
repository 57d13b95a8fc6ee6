using LvsPS.Netlink.Ipvs;
using LvsPS.Netlink.Wire;

namespace LvsPS;

/// <summary>Writes the one request that makes a change.</summary>
internal static class ChangeEncoder
{
    public static byte Encode(LvsChange change, ref AttributeWriter writer)
    {
        switch (change)
        {
            case LvsServiceChange { After: LvsService after } service:
                WireMapping.ToWire(after, service.Before).Write(ref writer);
                return (byte)(service.Action == LvsAction.Add ? IpvsCommand.NewService : IpvsCommand.SetService);
            case LvsServiceChange service:
                WireMapping.ToWire(service.Service).Write(ref writer);
                return (byte)IpvsCommand.DeleteService;
            case LvsRealServerChange { After: LvsRealServer after } server:
                WireMapping.ToWire(after.Service).Write(ref writer);
                WireMapping.ToWire(after).Write(ref writer);
                return (byte)(server.Action == LvsAction.Add ? IpvsCommand.NewDestination : IpvsCommand.SetDestination);
            case LvsRealServerChange server:
                WireMapping.ToWire(server.RealServer.Service).Write(ref writer);
                WireMapping.ToWireKey(server.RealServer).Write(ref writer);
                return (byte)IpvsCommand.DeleteDestination;
            case LvsClearChange:
                return (byte)IpvsCommand.Flush;
            case LvsResetChange reset:
                if (reset.Service is not null)
                {
                    WireMapping.ToWire(reset.Service).Write(ref writer);
                }

                return (byte)IpvsCommand.Zero;
            case LvsTimeoutChange timeout:
                WireMapping.ToWire(timeout.After).Write(ref writer);
                return (byte)IpvsCommand.SetConfig;
            case LvsSyncDaemonChange { After: LvsSyncDaemon after }:
                WireMapping.ToWire(after).Write(ref writer);
                return (byte)IpvsCommand.NewDaemon;
            case LvsSyncDaemonChange daemon:
                new IpvsDaemonMessage { State = (uint)daemon.Daemon.Role }.Write(ref writer);
                return (byte)IpvsCommand.DeleteDaemon;
            default:
                throw new ArgumentException($"A {change.GetType().Name} has no request.", nameof(change));
        }
    }
}
