using System.Net;
using System.Text;
using LvsPS.Kernel.Tests.Harness;
using LvsPS.Netlink;
using LvsPS.Netlink.Ipvs;
using LvsPS.Netlink.Transport;
using LvsPS.Netlink.Wire;
using Xunit;

namespace LvsPS.Kernel.Tests.Cases;

public sealed class AttributesOnSimulator : AttributeCases<SimulatorUnderTest>;

public sealed class AttributesOnKernel : AttributeCases<RealKernel>;

/// <summary>
/// Each attribute of each request: left out, too short, too long. The kernel takes numbers that are too long and bytes that are
/// too short (<c>lib/nlattr.c</c>, deprecated validation); inside of a nest every fault is EINVAL, at the top it is ERANGE.
/// </summary>
public abstract class AttributeCases<TKernel> : Conformance<TKernel>
    where TKernel : IKernelUnderTest, new()
{
    private delegate void Body(ref AttributeWriter writer);

    [Cases]
    [InlineData("AF", 1, 4, Errno.Invalid, Errno.Invalid, Errno.None)]
    [InlineData("PROTOCOL", 1, 4, Errno.Invalid, Errno.Invalid, Errno.None)]
    [InlineData("ADDR", 4, 17, Errno.Invalid, Errno.None, Errno.Invalid)]
    [InlineData("PORT", 1, 4, Errno.Invalid, Errno.Invalid, Errno.None)]
    [InlineData("SCHED_NAME", 2, 17, Errno.Invalid, Errno.Invalid, Errno.Invalid)]
    [InlineData("FLAGS", 4, 9, Errno.Invalid, Errno.None, Errno.Invalid)]
    [InlineData("TIMEOUT", 3, 8, Errno.Invalid, Errno.Invalid, Errno.None)]
    [InlineData("NETMASK", 3, 8, Errno.Invalid, Errno.Invalid, Errno.None)]
    [InlineData("STATS", 3, 8, Errno.None, Errno.Invalid, Errno.None)]
    [InlineData("PE_NAME", 2, 18, Errno.None, Errno.Invalid, Errno.Invalid)]
    [InlineData("STATS64", 3, 8, Errno.None, Errno.None, Errno.None)]
    public void An_attribute_of_a_new_service(string name, int shortLength, int longLength, int absent, int tooShort, int tooLong)
    {
        ushort type = IpvsPolicy.Service.Attributes.Single(a => a.Name == name).Id;
        IpvsServiceMessage full = Service("192.0.2.1") with { PersistenceEngine = "sip" };
        Assert.Equal(absent, Do(IpvsCommand.NewService, Fields.Of(full).Without(type)));
        Do(IpvsCommand.Flush);
        Assert.Equal(tooShort, Do(IpvsCommand.NewService, Fields.Of(full).Resized(type, shortLength)));
        Do(IpvsCommand.Flush);
        Assert.Equal(tooLong, Do(IpvsCommand.NewService, Fields.Of(full).Resized(type, longLength)));
        Do(IpvsCommand.Flush);

        Do(IpvsCommand.NewService, full);
        int expected = name is "AF" or "PROTOCOL" or "ADDR" or "PORT" or "SCHED_NAME" or "FLAGS" or "TIMEOUT" or "NETMASK" ? Errno.Invalid : Errno.None;
        Assert.Equal(expected, Do(IpvsCommand.SetService, Fields.Of(full).Without(type)));
        Assert.Equal(tooShort, Do(IpvsCommand.SetService, Fields.Of(full).Resized(type, shortLength)));
        Assert.Equal(tooLong, Do(IpvsCommand.SetService, Fields.Of(full).Resized(type, longLength)));
    }

    [Case]
    public void The_mark_of_a_service()
    {
        const ushort type = (ushort)IpvsServiceAttribute.FirewallMark;
        Assert.Equal(Errno.Invalid, Do(IpvsCommand.NewService, Fields.Of(Mark(5)).Without(type)));
        Assert.Equal(Errno.Invalid, Do(IpvsCommand.NewService, Fields.Of(Mark(5)).Resized(type, 3)));
        Assert.Equal(Errno.None, Do(IpvsCommand.NewService, Fields.Of(Mark(5)).Resized(type, 8)));
        Assert.Equal(5u, Assert.Single(Services()).FirewallMark);
    }

    [Cases]
    [InlineData("AF", Errno.Invalid, Errno.Invalid)]
    [InlineData("PROTOCOL", Errno.Invalid, Errno.Invalid)]
    [InlineData("ADDR", Errno.Invalid, Errno.NoSuchProcess)]
    [InlineData("PORT", Errno.Invalid, Errno.Invalid)]
    [InlineData("SCHED_NAME", Errno.None, Errno.Invalid)]
    [InlineData("FLAGS", Errno.None, Errno.None)]
    [InlineData("TIMEOUT", Errno.None, Errno.Invalid)]
    [InlineData("NETMASK", Errno.None, Errno.Invalid)]
    public void An_attribute_where_a_service_is_only_named(string name, int absent, int oneByte)
    {
        ushort type = IpvsPolicy.Service.Attributes.Single(a => a.Name == name).Id;
        foreach (IpvsCommand command in (IpvsCommand[])[IpvsCommand.Zero, IpvsCommand.DeleteService])
        {
            Do(IpvsCommand.NewService, Service());
            Assert.Equal(oneByte, Do(command, Fields.Of(Service()).Resized(type, 1)));
            Do(IpvsCommand.NewService, Service());
            Assert.Equal(absent, Do(command, Fields.Of(Service()).Without(type)));
        }
    }

    [Cases]
    [InlineData("SCHED_NAME", 15, Errno.NoEntry)]
    [InlineData("SCHED_NAME", 16, Errno.Invalid)]
    [InlineData("PE_NAME", 16, Errno.NoEntry)]
    [InlineData("PE_NAME", 17, Errno.Invalid)]
    public void A_name_may_have_so_many_characters(string name, int characters, int errno)
    {
        ushort type = IpvsPolicy.Service.Attributes.Single(a => a.Name == name).Id;
        byte[] text = [.. Encoding.ASCII.GetBytes(new string('x', characters)), 0];
        Assert.Equal(errno, Do(IpvsCommand.NewService, Fields.Of(Service()).With(type, text)));
        Assert.Equal(Errno.Invalid, Do(IpvsCommand.NewService, Fields.Of(Service()).With(type, text[..^1])));
    }

    [Case]
    public void A_name_ends_at_its_first_NUL()
    {
        const ushort type = (ushort)IpvsServiceAttribute.SchedulerName;
        Assert.Equal(Errno.None, Do(IpvsCommand.NewService, Fields.Of(Service()).With(type, "rr\0nonsense"u8.ToArray())));
        Assert.Equal("rr", Assert.Single(Services()).SchedulerName);
        Assert.Equal(Errno.Invalid, Do(IpvsCommand.SetService, Fields.Of(Service()).With(type)));
        Assert.Equal(Errno.Invalid, Do(IpvsCommand.SetService, Fields.Of(Service()).With(type, "rr\0nonsensenonsense"u8.ToArray())));
    }

    [Cases]
    [InlineData("ADDR", 3, 17, Errno.Invalid, Errno.None, Errno.Invalid)]
    [InlineData("PORT", 1, 4, Errno.Invalid, Errno.Invalid, Errno.None)]
    [InlineData("FWD_METHOD", 3, 8, Errno.Invalid, Errno.Invalid, Errno.None)]
    [InlineData("WEIGHT", 3, 8, Errno.Invalid, Errno.Invalid, Errno.None)]
    [InlineData("U_THRESH", 3, 8, Errno.Invalid, Errno.Invalid, Errno.None)]
    [InlineData("L_THRESH", 3, 8, Errno.Invalid, Errno.Invalid, Errno.None)]
    [InlineData("ACTIVE_CONNS", 3, 8, Errno.None, Errno.Invalid, Errno.None)]
    [InlineData("INACT_CONNS", 3, 8, Errno.None, Errno.Invalid, Errno.None)]
    [InlineData("PERSIST_CONNS", 3, 8, Errno.None, Errno.Invalid, Errno.None)]
    [InlineData("STATS", 3, 8, Errno.None, Errno.Invalid, Errno.None)]
    [InlineData("ADDR_FAMILY", 1, 4, Errno.None, Errno.Invalid, Errno.None)]
    [InlineData("STATS64", 3, 8, Errno.None, Errno.None, Errno.None)]
    [InlineData("TUN_TYPE", 0, 4, Errno.None, Errno.Invalid, Errno.None)]
    [InlineData("TUN_PORT", 1, 4, Errno.None, Errno.Invalid, Errno.None)]
    [InlineData("TUN_FLAGS", 1, 4, Errno.None, Errno.Invalid, Errno.None)]
    public void An_attribute_of_a_destination(string name, int shortLength, int longLength, int absent, int tooShort, int tooLong)
    {
        ushort type = IpvsPolicy.Destination.Attributes.Single(a => a.Name == name).Id;
        IpvsDestinationMessage full = Destination("10.0.0.1") with { AddressFamily = 2, TunnelType = 0, TunnelPort = 0, TunnelFlags = 0 };
        Do(IpvsCommand.NewService, Service());
        Assert.Equal(absent, Do(IpvsCommand.NewDestination, Fields.Of(Id()), Fields.Of(full).Without(type)));
        Do(IpvsCommand.DeleteDestination, Id(), full);
        Assert.Equal(tooLong, Do(IpvsCommand.NewDestination, Fields.Of(Id()), Fields.Of(full).Resized(type, longLength)));
        Do(IpvsCommand.DeleteDestination, Id(), full);
        Assert.Equal(tooShort, Do(IpvsCommand.NewDestination, Fields.Of(Id()), Fields.Of(full).Resized(type, shortLength)));

        // A cut address, 10.0.0.0, is another destination.
        int edited = name == "ADDR" ? Errno.NoEntry : tooShort;
        Do(IpvsCommand.Flush);
        Do(IpvsCommand.NewService, Service());
        Do(IpvsCommand.NewDestination, Id(), full);
        Assert.Equal(absent, Do(IpvsCommand.SetDestination, Fields.Of(Id()), Fields.Of(full).Without(type)));
        Assert.Equal(tooLong, Do(IpvsCommand.SetDestination, Fields.Of(Id()), Fields.Of(full).Resized(type, longLength)));
        Assert.Equal(edited, Do(IpvsCommand.SetDestination, Fields.Of(Id()), Fields.Of(full).Resized(type, shortLength)));
        Assert.Equal(edited, Do(IpvsCommand.DeleteDestination, Fields.Of(Id()), Fields.Of(full).Resized(type, shortLength)));
    }

    [Case]
    public void To_delete_a_destination_address_and_port_are_enough()
    {
        Do(IpvsCommand.NewService, Service());
        Do(IpvsCommand.NewDestination, Id(), Destination());
        Fields id = Fields.Of(new IpvsDestinationMessage { Address = Destination().Address, Port = 80 });
        Assert.Equal(Errno.Invalid, Do(IpvsCommand.DeleteDestination, Fields.Of(Id()), Fields.Of(new IpvsDestinationMessage { Port = 80 })));
        Assert.Equal(Errno.Invalid, Do(IpvsCommand.DeleteDestination, Fields.Of(Id()), Fields.Of(new IpvsDestinationMessage { Address = Destination().Address })));
        Assert.Equal(Errno.None, Do(IpvsCommand.DeleteDestination, Fields.Of(Id()), id));
    }

    [Cases]
    [InlineData("STATE", 3, 8, Errno.Invalid, Errno.Invalid, Errno.None)]
    [InlineData("MCAST_IFN", 2, 17, Errno.Invalid, Errno.Invalid, Errno.Invalid)]
    [InlineData("SYNC_ID", 3, 8, Errno.Invalid, Errno.Invalid, Errno.None)]
    [InlineData("SYNC_MAXLEN", 1, 4, Errno.None, Errno.Invalid, Errno.None)]
    [InlineData("MCAST_GROUP", 3, 8, Errno.None, Errno.Invalid, Errno.None)]
    [InlineData("MCAST_PORT", 1, 4, Errno.None, Errno.Invalid, Errno.None)]
    [InlineData("MCAST_TTL", 0, 4, Errno.None, Errno.Invalid, Errno.None)]
    public void An_attribute_of_a_daemon(string name, int shortLength, int longLength, int absent, int tooShort, int tooLong)
    {
        ushort type = IpvsPolicy.Daemon.Attributes.Single(a => a.Name == name).Id;
        IpvsDaemonMessage full = Daemon() with { MaxLength = 1400, Group = 0xe0000051, Port = 8848, Ttl = 1 };
        Assert.Equal(absent, Start(Fields.Of(full).Without(type)));
        Assert.Equal(tooShort, Start(Fields.Of(full).Resized(type, shortLength)));
        Assert.Equal(tooLong, Start(Fields.Of(full).Resized(type, longLength)));
    }

    [Case]
    public void The_IPv6_group_of_a_daemon()
    {
        const ushort type = (ushort)IpvsDaemonAttribute.Group6;
        IpvsDaemonMessage full = Daemon() with { Group6 = WireAddress.From(IPAddress.Parse("ff05::81")) };
        Assert.Equal(Errno.Invalid, Start(Fields.Of(full).Resized(type, 4)));
        Assert.Equal(Errno.Invalid, Start(Fields.Of(full).Resized(type, 15)));
        Assert.Equal(Errno.None, Start(Fields.Of(full).Resized(type, 20)));
        Assert.Equal(Errno.None, Start(Fields.Of(full).Without(type)));
    }

    [Case]
    public void To_stop_a_daemon_its_state_is_needed()
    {
        Do(IpvsCommand.NewDaemon, Daemon());
        Assert.Equal(Errno.Invalid, Do(IpvsCommand.DeleteDaemon, Fields.Of(Daemon()).Without((ushort)IpvsDaemonAttribute.State)));
        Assert.Equal(Errno.Invalid, Do(IpvsCommand.DeleteDaemon, Fields.Of(Daemon()).Resized((ushort)IpvsDaemonAttribute.State, 2)));
        Assert.Equal(Errno.None, Do(IpvsCommand.DeleteDaemon, Fields.Of(Daemon()).Resized((ushort)IpvsDaemonAttribute.State, 6)));
    }

    [Cases]
    [InlineData(IpvsCommand.NewService, IpvsCommandAttribute.Service)]
    [InlineData(IpvsCommand.SetService, IpvsCommandAttribute.Service)]
    [InlineData(IpvsCommand.DeleteService, IpvsCommandAttribute.Service)]
    [InlineData(IpvsCommand.NewDestination, IpvsCommandAttribute.Service)]
    [InlineData(IpvsCommand.NewDestination, IpvsCommandAttribute.Destination)]
    [InlineData(IpvsCommand.SetDestination, IpvsCommandAttribute.Destination)]
    [InlineData(IpvsCommand.DeleteDestination, IpvsCommandAttribute.Destination)]
    [InlineData(IpvsCommand.NewDaemon, IpvsCommandAttribute.Daemon)]
    [InlineData(IpvsCommand.DeleteDaemon, IpvsCommandAttribute.Daemon)]
    public void A_nest_that_is_absent_empty_or_cut(IpvsCommand command, IpvsCommandAttribute nest)
    {
        Do(IpvsCommand.NewService, Service());
        Assert.Equal(Errno.Invalid, With());
        Assert.Equal(Errno.Invalid, With([]));
        Assert.Equal(Errno.OutOfRange, With([1, 2, 3]));
        Assert.Equal(Errno.Invalid, With([1, 2, 3, 4]));
        Assert.Equal(Errno.Invalid, With([200, 0, 1, 0, 9, 9, 9, 9]));

        int With(byte[]? payload = null) => Do(command, (int _, ref AttributeWriter w) =>
        {
            if (nest == IpvsCommandAttribute.Destination)
            {
                Id().Write(ref w);
            }

            if (payload is not null)
            {
                w.PutBytes((ushort)nest, payload);
            }

            return 0;
        });
    }

    [Case]
    public void Asking_for_one_service_without_naming_it_is_EINVAL() => Assert.Equal(Errno.Invalid, Get(IpvsCommand.GetService).Errno);

    [Cases]
    [InlineData(IpvsCommandAttribute.TimeoutTcp)]
    [InlineData(IpvsCommandAttribute.TimeoutTcpFin)]
    [InlineData(IpvsCommandAttribute.TimeoutUdp)]
    public void A_timeout_of_the_configuration(IpvsCommandAttribute attribute)
    {
        Assert.Equal(Errno.OutOfRange, Set(1, 0, 0));
        Assert.Equal(Errno.OutOfRange, Set());
        Assert.Equal(new IpvsConfigMessage(900, 120, 300), Timeouts());
        Assert.Equal(Errno.None, Set(77, 0, 0, 0, 9, 9, 9, 9));
        IpvsConfigMessage found = Timeouts();
        Assert.Equal(77u, attribute switch
        {
            IpvsCommandAttribute.TimeoutTcp => found.Tcp,
            IpvsCommandAttribute.TimeoutTcpFin => found.TcpFin,
            _ => found.Udp,
        });

        int Set(params byte[] payload) => Do(IpvsCommand.SetConfig, (int _, ref AttributeWriter w) =>
        {
            w.PutBytes((ushort)attribute, payload);
            return 0;
        });
    }

    [Case]
    public void Attributes_at_the_top_are_checked_also_where_the_command_needs_none() =>
        Assert.Equal(Errno.OutOfRange, Do(IpvsCommand.Flush, (int _, ref AttributeWriter w) =>
        {
            w.PutBytes((ushort)IpvsCommandAttribute.TimeoutUdp, [1]);
            return 0;
        }));

    [Case]
    public void Only_faults_at_the_top_and_in_a_daemon_are_explained()
    {
        Assert.Equal("Attribute failed policy validation", TextOf(IpvsCommand.SetConfig, (ref AttributeWriter w) => w.PutU8((ushort)IpvsCommandAttribute.TimeoutTcp, 1)));
        Assert.Equal("Attribute failed policy validation", TextOf(IpvsCommand.NewDaemon, (ref AttributeWriter w) => Fields.Of(Daemon()).Resized(1, 1).Write(ref w)));
        Assert.Null(TextOf(IpvsCommand.NewDaemon, (ref AttributeWriter w) => Fields.Of(Daemon()).Without(1).Write(ref w)));
        Assert.Null(TextOf(IpvsCommand.NewService, (ref AttributeWriter w) => Fields.Of(Service()).Resized(1, 1).Write(ref w)));
        Assert.Null(TextOf(IpvsCommand.NewService, (ref AttributeWriter w) => (Service() with { SchedulerName = "nosuch" }).Write(ref w)));

        string? TextOf(IpvsCommand command, Body body)
        {
            RequestSetResult result = Connection.Execute(1, (int _, ref AttributeWriter w) =>
            {
                body(ref w);
                return (byte)command;
            });
            Assert.NotEqual(Errno.None, result.Errnos[0]);
            return result.KernelMessages.GetValueOrDefault(0);
        }
    }

    [Case]
    public void Unknown_attributes_are_passed_over()
    {
        Assert.Equal(Errno.None, Do(IpvsCommand.NewService, (int _, ref AttributeWriter w) =>
        {
            w.PutBytes(60, [1, 2, 3]);
            Fields.Of(Service()).With(50, 9).Write(ref w);
            return 0;
        }));
        Assert.Equal(Errno.None, Do(IpvsCommand.NewDestination, Fields.Of(Id()), Fields.Of(Destination()).With(40, 7, 7)));
    }

    [Case]
    public void Of_an_attribute_that_comes_twice_the_last_counts()
    {
        Assert.Equal(Errno.None, Do(IpvsCommand.NewService, (int _, ref AttributeWriter w) =>
        {
            Service(port: 1).Write(ref w);
            int nest = w.BeginNest((ushort)IpvsCommandAttribute.Service);
            w.PutU16BigEndian((ushort)IpvsServiceAttribute.Port, 7);
            w.EndNest(nest);
            Service(port: 2).Write(ref w);
            return 0;
        }));
        Assert.Equal(2, Assert.Single(Services()).Port);
    }

    private int Start(Fields daemon)
    {
        int errno = Do(IpvsCommand.NewDaemon, daemon);
        _ = Stop(1);
        return errno;
    }
}
