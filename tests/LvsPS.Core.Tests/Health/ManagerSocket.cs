using System.Net.Sockets;
using System.Text;

namespace LvsPS.Core.Tests.Health;

/// <summary>The socket of a service manager, and what it is sent.</summary>
internal sealed class ManagerSocket : IDisposable
{
    private readonly Socket _socket = new(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified) { ReceiveTimeout = 30_000 };
    private readonly string? _folder;

    public ManagerSocket(bool isAbstract = false)
    {
        string name = $"lvsps-{Guid.NewGuid():N}";
        _folder = isAbstract ? null : Directory.CreateTempSubdirectory("lvsps-").FullName;
        Address = isAbstract ? $"@{name}" : Path.Combine(_folder!, "notify");
        _socket.Bind(new UnixDomainSocketEndPoint(isAbstract ? $"\0{name}" : Address));
    }

    /// <summary>The address as NOTIFY_SOCKET has it.</summary>
    public string Address { get; }

    /// <summary>Whether something waits to be received.</summary>
    public bool HasMore => _socket.Available > 0;

    /// <summary>The next datagram.</summary>
    public string Receive()
    {
        byte[] bytes = new byte[4096];
        return Encoding.UTF8.GetString(bytes, 0, _socket.Receive(bytes));
    }

    /// <summary>The next datagram that begins so; others before it are let go.</summary>
    public string Await(string beginning)
    {
        string said;
        do
        {
            said = Receive();
        }
        while (!said.StartsWith(beginning, StringComparison.Ordinal));
        return said;
    }

    public void Dispose()
    {
        _socket.Dispose();
        if (_folder is not null)
        {
            Directory.Delete(_folder, recursive: true);
        }
    }
}
