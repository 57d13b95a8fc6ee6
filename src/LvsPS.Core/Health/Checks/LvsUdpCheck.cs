using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;

namespace LvsPS;

/// <summary>Sends a datagram. A server of which ICMP says that it cannot be reached is down; one that does not answer is down where an answer is wanted.</summary>
public sealed record LvsUdpCheck : LvsHealthCheck
{
    private readonly IReadOnlyList<byte> _payload = ValueList<byte>.Of([]);

    /// <inheritdoc/>
    public override string Kind => "Udp";

    /// <summary>What is sent; an empty datagram where nothing is said.</summary>
    public IReadOnlyList<byte> Payload
    {
        get => _payload;
        init => _payload = ValueList<byte>.Of(value);
    }

    /// <summary>Whether a server that says nothing is down. Any expectation of a reply means so too.</summary>
    public bool RequiresReply { get; init; }

    /// <summary>How the reply must begin, in hexadecimal digits; <c>x</c> is any digit, blanks do not count. Null for anything.</summary>
    public string? Reply { get; init; }

    /// <summary>A regular expression that the reply must match as UTF-8; null for anything.</summary>
    public string? Match { get; init; }

    /// <summary>The least length of the reply.</summary>
    public int MinReplyLength { get; init; }

    /// <summary>The greatest length of the reply.</summary>
    public int MaxReplyLength { get; init; } = ushort.MaxValue;

    /// <inheritdoc/>
    internal override LvsProtocol? Protocol => LvsProtocol.Udp;

    /// <summary>Whether the payload has names in braces that the conversation fills in (<see cref="ProbeTokens"/>).</summary>
    internal bool HasTokens { get; init; }

    private bool WantsReply => RequiresReply || Reply is not null || Match is not null || MinReplyLength > 0;

    /// <summary>Asks a SIP server for its options (RFC 3261, 11), as ldirectord does.</summary>
    /// <param name="user">Whom the request is for.</param>
    /// <returns>The check.</returns>
    public static LvsUdpCheck ForSip(string user = "lvsps") =>
        new() { Payload = Encoding.UTF8.GetBytes(SipOptions.Text("UDP", user)), HasTokens = true, Match = SipOptions.Answer };

    /// <inheritdoc/>
    internal override async ValueTask<LvsCheckResult> RunAsync(ProbeTarget target, CancellationToken cancellation)
    {
        using Socket socket = ProbeSocket.Udp(target.Address);

        // Without a reply there is no sign of life to wait for but the end of the time, a little before it ends the run.
        using var quiet = new CancellationTokenSource(Timeout * 0.9, target.Time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellation, quiet.Token);
        bool isSent = false;
        try
        {
            await socket.ConnectAsync(target.Address, target.Port, cancellation).ConfigureAwait(false);
            ReadOnlyMemory<byte> payload = ValueList<byte>.Of(Payload).AsMemory();
            if (HasTokens)
            {
                payload = Encoding.UTF8.GetBytes(ProbeTokens.Fill(Encoding.UTF8.GetString(payload.Span), socket, null));
            }

            _ = await socket.SendAsync(payload, cancellation).ConfigureAwait(false);
            isSent = true;
            byte[] reply = new byte[ushort.MaxValue];
            int count = await socket.ReceiveAsync(reply, WantsReply ? cancellation : both.Token).ConfigureAwait(false);
            return Judge(reply.AsSpan(0, count));
        }
        catch (OperationCanceledException) when (isSent && !WantsReply)
        {
            // Also where a busy machine comes to this only at the end of the whole time: nothing has spoken against the server.
            return LvsCheckResult.Up("no ICMP error");
        }
        catch (RegexMatchTimeoutException)
        {
            return LvsCheckResult.Down(FormattableString.Invariant($"the pattern did not come to an end within {CheckPattern.MatchTimeout.TotalSeconds} s"));
        }
        catch (SocketException e)
        {
            return LvsCheckResult.Down(e.SocketErrorCode == SocketError.ConnectionRefused ? "port unreachable" : ProbeText.Of(e.SocketErrorCode));
        }
    }

    /// <inheritdoc/>
    private protected override IEnumerable<CheckFault> Faults()
    {
        IEnumerable<CheckFault> faults = CheckPattern.Faults("its pattern", Match);
        if (Reply is not null && !HexPattern.IsValid(Reply))
        {
            faults = faults.Append(new CheckFault($"'{Reply}' are no bytes", "Write pairs of hexadecimal digits, with x for any digit."));
        }

        if (MinReplyLength < 0 || MaxReplyLength < MinReplyLength)
        {
            faults = faults.Append(new CheckFault(
                FormattableString.Invariant($"no reply has a length from {MinReplyLength} to {MaxReplyLength}"), "Write a least length from 0, and a greatest that is not below it."));
        }

        if (Payload.Count > 65507)
        {
            faults = faults.Append(new CheckFault("its payload is too long for a datagram", "Write at most 65507 bytes."));
        }

        return faults;
    }

    private LvsCheckResult Judge(ReadOnlySpan<byte> reply)
    {
        string length = FormattableString.Invariant($"a reply of {reply.Length} bytes");
        return reply.Length < MinReplyLength || reply.Length > MaxReplyLength ? LvsCheckResult.Down($"{length}, which is not the wanted length")
            : Reply is not null && !HexPattern.Matches(Reply, reply) ? LvsCheckResult.Down($"{length} that begins otherwise")
            : Match is not null && !CheckPattern.IsMatch(Match, Encoding.UTF8.GetString(reply)) ? LvsCheckResult.Down($"{length} that does not match")
            : LvsCheckResult.Up(length);
    }
}
