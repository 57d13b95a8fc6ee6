using System.Buffers;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Text;

namespace LvsPS;

/// <summary>
/// A request of HTTP/1.x and its answer, on a connection of their own. A check is no more than that, and the many that a monitor runs
/// cost a third less without a client that is made for more.
/// </summary>
internal static class HttpExchange
{
    // Thousands may wait for their servers at once; only an answer that is longer gets more.
    private const int FirstBuffer = 4 << 10;
    private const int LongBuffer = 64 << 10;

    /// <summary>Asks.</summary>
    /// <param name="check">The check.</param>
    /// <param name="target">Whom it asks.</param>
    /// <param name="tls">How TLS is spoken; null for not at all.</param>
    /// <param name="cancellation">Ends it, and closes the connection.</param>
    /// <returns>The answer, the body where the status code is one that the check wants.</returns>
    /// <exception cref="IOException">The answer is no HTTP, too long or not complete, or the connection was lost.</exception>
    /// <exception cref="SocketException">There is no connection, or it was lost.</exception>
    public static async ValueTask<HttpAnswer> AskAsync(LvsHttpCheck check, ProbeTarget target, ProbeTls? tls, CancellationToken cancellation)
    {
        byte[] request = Request(check, target);
        using Socket socket = ProbeSocket.Tcp(target.Address, isOneMessage: tls is null);
        await socket.ConnectAsync(new IPEndPoint(target.Address, target.Port), cancellation).ConfigureAwait(false);
        if (tls is null)
        {
            _ = await socket.SendAsync(request, SocketFlags.None, cancellation).ConfigureAwait(false);
            return await ReadAsync(check, socket, null, cancellation).ConfigureAwait(false);
        }

        await using SslStream stream = await tls.BeginAsync(new NetworkStream(socket), cancellation, SslApplicationProtocol.Http11).ConfigureAwait(false);
        await stream.WriteAsync(request, cancellation).ConfigureAwait(false);
        return await ReadAsync(check, socket, stream, cancellation).ConfigureAwait(false);
    }

    private static async ValueTask<HttpAnswer> ReadAsync(LvsHttpCheck check, Socket socket, SslStream? stream, CancellationToken cancellation)
    {
        var parser = new HttpParser(check);
        byte[] buffer = ArrayPool<byte>.Shared.Rent(FirstBuffer);
        while (!parser.IsDone)
        {
            ValueTask<int> reading = stream is null
                ? socket.ReceiveAsync(buffer, SocketFlags.None, cancellation)
                : stream.ReadAsync(buffer, cancellation);
            int count = await reading.ConfigureAwait(false);
            if (count == 0)
            {
                parser.End();
            }

            parser.Take(buffer.AsSpan(0, count));
            if (count == buffer.Length && count < LongBuffer)
            {
                ArrayPool<byte>.Shared.Return(buffer);
                buffer = ArrayPool<byte>.Shared.Rent(LongBuffer);
            }
        }

        // A read that failed may still be under way, and keeps its buffer.
        ArrayPool<byte>.Shared.Return(buffer);
        return parser.Answer;
    }

    private static byte[] Request(LvsHttpCheck check, ProbeTarget target)
    {
        (string path, string host) = Names(check, target);
        var text = new StringBuilder(256);
        _ = text.Append(check.Method).Append(' ').Append(path).Append(" HTTP/1.").Append(check.HttpVersion.Minor).Append("\r\n");
        Add(text, "Host", check.HostHeader ?? host);
        Add(text, "Connection", "close");
        bool isNamed = false;
        foreach ((string name, string value) in check.Headers)
        {
            if (check.Credential is null || !name.Equals("Authorization", StringComparison.OrdinalIgnoreCase))
            {
                Add(text, name, value);
            }

            isNamed |= name.Equals("User-Agent", StringComparison.OrdinalIgnoreCase);
        }

        if (!isNamed)
        {
            Add(text, "User-Agent", "LvsPS");
        }

        if (check.Credential is NetworkCredential credential)
        {
            Add(text, "Authorization", HttpProbe.Basic(credential));
        }

        return Encoding.UTF8.GetBytes(text.Append("\r\n").ToString());
    }

    /// <summary>What is asked for, and whom by name: for a proxy the whole URI, without who we are (RFC 9112, 3.2.2).</summary>
    private static (string Path, string Host) Names(LvsHttpCheck check, ProbeTarget target)
    {
        if (check.IsForProxy)
        {
            Uri uri = HttpProbe.AsWritten(check.Path);
            return ($"{uri.Scheme}://{uri.Authority}{uri.PathAndQuery}", uri.Authority);
        }

        IPAddress address = target.Address;
        string host = address.AddressFamily == AddressFamily.InterNetworkV6 ? $"[{HttpProbe.WithoutScope(address)}]" : address.ToString();
        bool isUsual = target.Port == (check.IsTls ? 443 : 80);
        return (check.Path, isUsual ? host : FormattableString.Invariant($"{host}:{target.Port}"));
    }

    /// <summary>A header line, and never more than one, whatever was not looked at before.</summary>
    private static void Add(StringBuilder text, string name, string value)
    {
        if (value.AsSpan().IndexOfAny('\r', '\n', '\0') >= 0)
        {
            throw new FormatException($"the header {name} cannot be sent");
        }

        _ = text.Append(name).Append(": ").Append(value).Append("\r\n");
    }
}
