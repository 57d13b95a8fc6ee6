using System.Net;
using System.Net.Sockets;

namespace LvsPS.Module.Tests.Health;

/// <summary>A real server on loopback that can be stopped and started again at the same port.</summary>
internal sealed class Listener : IDisposable
{
    private TcpListener? _listener;

    public Listener()
    {
        Start();
        Port = ((IPEndPoint)_listener!.LocalEndpoint).Port;
    }

    public int Port { get; private set; }

    public void Start()
    {
        _listener = new TcpListener(IPAddress.Loopback, Port);
        _listener.Start(128);
    }

    public void Stop()
    {
        _listener?.Stop();
        _listener = null;
    }

    public void Dispose() => Stop();
}
