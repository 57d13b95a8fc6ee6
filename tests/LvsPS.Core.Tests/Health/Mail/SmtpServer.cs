using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Threading.Channels;
using LvsPS.Core.Tests.Health.Checks;

namespace LvsPS.Core.Tests.Health.Mail;

/// <summary>A mail that a server took: its envelope, and its text with the headers.</summary>
internal sealed record Taken(string From, IReadOnlyList<string> To, string Text, bool IsSecure, string? User)
{
    /// <summary>A header's value, unfolded.</summary>
    public string Header(string name)
    {
        string head = Text[..Text.IndexOf("\n\n", StringComparison.Ordinal)].Replace("\n ", " ", StringComparison.Ordinal).Replace("\n\t", " ", StringComparison.Ordinal);
        return head.Split('\n').Single(l => l.StartsWith($"{name}: ", StringComparison.OrdinalIgnoreCase))[(name.Length + 2)..];
    }

    /// <summary>The lines of its body.</summary>
    public string[] Lines => Text[(Text.IndexOf("\n\n", StringComparison.Ordinal) + 2)..].TrimEnd().Split('\n');
}

/// <summary>A mail server on loopback, with as much of RFC 5321 as a client needs; the password of all users is "right".</summary>
internal sealed class SmtpServer : IAsyncDisposable
{
    private readonly Channel<Taken> _taken = Channel.CreateUnbounded<Taken>();
    private readonly X509Certificate2? _certificate;
    private LoopbackServer? _server;

    public SmtpServer(X509Certificate2? certificate = null)
    {
        _certificate = certificate;
        Port = Open();
    }

    public int Port { get; private set; }

    /// <summary>Users that it does not know.</summary>
    public HashSet<string> Unknown { get; } = [];

    /// <summary>Whether it lets clients wait for ever when they have said their mail.</summary>
    public bool IsSlow { get; set; }

    /// <summary>Connections that were made so far.</summary>
    public int Accepted => _server?.Accepted ?? 0;

    public LvsHealthMail Mail => new() { To = ["admin@example.org"], Server = "127.0.0.1", Port = Port };

    /// <summary>The next mail that it takes.</summary>
    public async Task<Taken> NextAsync() => await _taken.Reader.ReadAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(30));

    /// <summary>Whether a mail was taken that nobody has looked at.</summary>
    public bool HasMore => _taken.Reader.TryPeek(out _);

    /// <summary>It listens no more.</summary>
    public async Task CloseAsync()
    {
        await _server!.DisposeAsync();
        _server = null;
    }

    /// <summary>It listens at the same port again.</summary>
    public void Reopen() => Port = Open(Port);

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }
    }

    private int Open(int port = 0)
    {
        _server = LoopbackServer.Start(ServeAsync, port);
        return _server.Port;
    }

    private async Task ServeAsync(Stream plain, CancellationToken end)
    {
        Stream stream = plain;
        bool isSecure = false;
        string from = string.Empty;
        string? user = null;
        var to = new List<string>();
        async Task SayAsync(string text) => await stream.WriteAsync(Encoding.ASCII.GetBytes(text.Replace("\n", "\r\n", StringComparison.Ordinal)), end);
        await SayAsync("220 mail.example.org ESMTP\n");
        for (string line = await LoopbackServer.ReadLineAsync(stream, end); line.Length > 0; line = await LoopbackServer.ReadLineAsync(stream, end))
        {
            string address = line.Contains('<', StringComparison.Ordinal) ? line[(line.IndexOf('<', StringComparison.Ordinal) + 1)..line.IndexOf('>', StringComparison.Ordinal)] : string.Empty;
            switch (line.Split(' ', ':')[0].ToUpperInvariant())
            {
                case "EHLO":
                    await SayAsync(isSecure || _certificate is null ? "250-mail.example.org\n250 AUTH PLAIN\n" : "250-mail.example.org\n250 STARTTLS\n");
                    break;
                case "STARTTLS":
                    await SayAsync("220 go\n");
                    stream = await Certificates.Tls(_certificate!)(stream);
                    isSecure = true;
                    break;
                case "AUTH":
                    string[] words = Encoding.ASCII.GetString(Convert.FromBase64String(line.Split(' ')[2])).Split('\0');
                    user = words[2] == "right" ? words[1] : null;
                    await SayAsync(user is null ? "535 no\n" : "235 in\n");
                    break;
                case "MAIL":
                    from = address;
                    to.Clear();
                    await SayAsync("250 ok\n");
                    break;
                case "RCPT":
                    bool isKnown = !Unknown.Contains(address);
                    to.AddRange(isKnown ? [address] : []);
                    await SayAsync(isKnown ? "250 ok\n" : "550 no such user\n");
                    break;
                case "DATA":
                    await SayAsync("354 go on\n");
                    string text = await ReadDataAsync(stream, end);
                    if (IsSlow)
                    {
                        await LoopbackServer.UntilClosedAsync(stream, end);
                        return;
                    }

                    await SayAsync("250 taken\n");
                    _ = _taken.Writer.TryWrite(new Taken(from, [.. to], text, isSecure, user));
                    break;
                default:
                    await SayAsync(line == "QUIT" ? "221 bye\n" : "250 ok\n");
                    break;
            }
        }
    }

    private static async Task<string> ReadDataAsync(Stream stream, CancellationToken end)
    {
        var text = new StringBuilder();
        for (string line = await LoopbackServer.ReadLineAsync(stream, end); line != "."; line = await LoopbackServer.ReadLineAsync(stream, end))
        {
            _ = text.Append(line).Append('\n');
        }

        return text.ToString();
    }
}
