using System.Net;
using System.Net.Sockets;
using System.Text;

namespace LvsPS.Module.Tests.Health;

/// <summary>A server of a protocol of lines that asks for a login, refuses it, and says back what it heard while it does so.</summary>
internal sealed class EchoServer : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly string _greeting;
    private readonly Func<string, string> _reply;

    /// <summary>Begins.</summary>
    /// <param name="greeting">What it says first.</param>
    /// <param name="reply">What it says to a line.</param>
    public EchoServer(string greeting, Func<string, string> reply)
    {
        _greeting = greeting;
        _reply = reply;
        _listener.Start(128);
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _ = Task.Run(AcceptAsync);
    }

    public int Port { get; }

    /// <summary>The servers, by the parameters of New-LvsHealthCheck that suit them.</summary>
    public static IReadOnlyDictionary<string, EchoServer> All() => new Dictionary<string, EchoServer>
    {
        ["-Preset Ftp"] = new("220 hello", l => Begins(l, "USER") ? "331 go on" : $"530 not by '{l}'"),
        ["-Preset Nntp"] = new("200 hello", l => Begins(l, "AUTHINFO USER") ? "381 go on" : $"481 not by '{l}'"),
        ["-Preset Redis"] = new(string.Empty, l => $"-ERR unknown '{l}'"),
        ["-Step @{ Send = \"LOGIN {user} {password}`r`n\"; Expect = '^OK' }"] = new("hello", l => $"what is '{l}'?"),
        ["-Smtp"] = new("220 hello", l => Begins(l, "EHLO") ? "250-hello\r\n250 AUTH PLAIN LOGIN" : $"535 not by '{l}'"),
        ["-Pop"] = new("+OK hello", l => Begins(l, "USER") ? "+OK go on" : $"-ERR not by '{l}'"),
        ["-Imap"] = new("* OK hello", Imap),
        ["-Http"] = new(string.Empty, l => l.Length == 0 ? string.Empty : $"HTTP/1.1 401 not by {l}\r\nContent-Length: 0\r\n\r\n"),
        ["-Ldap"] = new(string.Empty, l => l),
        ["-PostgreSql"] = new(string.Empty, l => l),
        ["-MySql"] = new("hello", l => l),
    };

    public void Dispose() => _listener.Stop();

    private static bool Begins(string line, string word) => line.StartsWith(word, StringComparison.OrdinalIgnoreCase);

    private static string Imap(string line)
    {
        string tag = line.Split(' ')[0];
        return line.Contains("CAPABILITY", StringComparison.OrdinalIgnoreCase) ? $"* CAPABILITY IMAP4rev1 AUTH=PLAIN\r\n{tag} OK" : $"{tag} NO not by '{line}'";
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                TcpClient client = await _listener.AcceptTcpClientAsync();
                _ = Task.Run(() => TalkAsync(client));
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException or InvalidOperationException)
        {
            // It is the end.
        }
    }

    private async Task TalkAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                using var reader = new StreamReader(client.GetStream(), Encoding.Latin1);
                await using var writer = new StreamWriter(client.GetStream(), Encoding.Latin1) { AutoFlush = true, NewLine = "\r\n" };
                if (_greeting.Length > 0)
                {
                    await writer.WriteLineAsync(_greeting);
                }

                while (await reader.ReadLineAsync() is string line)
                {
                    await writer.WriteLineAsync(_reply(line));
                }
            }
            catch (IOException)
            {
                // The check has had enough.
            }
        }
    }
}
