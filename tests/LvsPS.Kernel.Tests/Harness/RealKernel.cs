using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using LvsPS.Netlink.Ipvs;
using LvsPS.Netlink.Transport;
using Xunit.Abstractions;

namespace LvsPS.Kernel.Tests.Harness;

/// <summary>The kernel that the test runs on, in a network namespace of its own.</summary>
public sealed partial class RealKernel : IKernelUnderTest
{
    private const string Variable = "LVSPS_KERNEL";
    private const int Nobody = 65534;
    private const int SetResUidOnX64 = 117;
    private const int SetResUidOnArm64 = 147;

    private readonly string _namespace = $"lvsps-{Guid.NewGuid():N}"[..15];

    public RealKernel() => Shell(
        $"""
        ip netns add {_namespace} && ip -n {_namespace} -batch - <<END
        link set lo up
        link add eth0 type veth peer name eth1
        link set eth0 up
        link set eth1 up
        address add 198.51.100.1/24 dev eth0
        address add 2001:db8::1/64 dev eth0 nodad
        END
        """);

    // What user-mode Linux has, of both versions.
    public int TicksPerSecond => 100;

    public bool HasTwos => Environment.OSVersion.Version >= new Version(6, 12);

    public bool LimitsThresholds => Environment.OSVersion.Version >= new Version(6, 12);

    /// <summary>Why a case cannot run on the real kernel, or null where it can or is not meant to.</summary>
    public static string? ReasonToSkip(ITestMethod method)
    {
        bool isMeant = method.TestClass.Class.BaseType.GetGenericArguments().Any(a => a.Name == typeof(RealKernel).FullName);
        return isMeant && Environment.GetEnvironmentVariable(Variable) != "1"
            ? $"needs root and a kernel with ip_vs: runs in the lab, where {Variable}=1"
            : null;
    }

    public INetlinkTransport Connect() => InNamespace(NetlinkSocket.Open);

    public T WithoutPrivilege<T>(Func<INetlinkTransport, T> action) => InNamespace(() =>
    {
        // The system call itself changes only this thread, which ends with the action; the C library would change all.
        int number = RuntimeInformation.ProcessArchitecture == Architecture.X64 ? SetResUidOnX64 : SetResUidOnArm64;
        if (SystemCall(number, Nobody, Nobody, Nobody) != 0)
        {
            throw new InvalidOperationException("setresuid failed");
        }

        using INetlinkTransport transport = NetlinkSocket.Open();
        return action(transport);
    });

    public void SendPacket(in IpvsServiceMessage service, in IpvsDestinationMessage destination)
    {
        var endpoint = new IPEndPoint(IPAddress.Loopback, service.Port);
        _ = InNamespace(() =>
        {
            using var client = new UdpClient();
            return client.Send([0x2a], endpoint);
        });
    }

    public void Dispose() => Shell($"ip netns delete {_namespace}");

    private static void Shell(string command)
    {
        using Process process = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", command]) { RedirectStandardError = true })!;
        string said = process.StandardError.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{command}: {said}");
        }
    }

    [LibraryImport("libc", EntryPoint = "syscall", SetLastError = true)]
    private static partial long SystemCall(long number, long real, long effective, long saved);

    /// <summary>Does something in this kernel's namespace.</summary>
    public T InNamespace<T>(Func<T> action) => NetworkNamespace.Run(NetworkNamespace.PathOf(_namespace), action);
}
