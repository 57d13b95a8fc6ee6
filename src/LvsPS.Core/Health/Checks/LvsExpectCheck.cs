using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Text;
using System.Text.RegularExpressions;

namespace LvsPS;

/// <summary>Speaks any protocol of lines by TCP: sends, and waits for what must come, step by step.</summary>
public sealed partial record LvsExpectCheck : LvsHealthCheck
{
    // As much as a server may say before what is waited for.
    private const int Limit = 64 << 10;

    private readonly CheckCredential? _credential;
    private readonly IReadOnlyList<LvsExpectStep> _steps = ValueList<LvsExpectStep>.Of([]);

    /// <inheritdoc/>
    public override string Kind => Preset ?? "Expect";

    /// <summary>The steps.</summary>
    public IReadOnlyList<LvsExpectStep> Steps
    {
        get => _steps;
        init => _steps = ValueList<LvsExpectStep>.Of(value);
    }

    /// <summary>Whether TLS is spoken from the first byte.</summary>
    public bool IsTls { get; init; }

    /// <summary>The name that the server is asked for by TLS and that its certificate must have; null for the address.</summary>
    public string? TlsName { get; init; }

    /// <summary>Whether any certificate will do.</summary>
    public bool SkipCertificateCheck { get; init; }

    /// <summary>A PEM file of the authorities to trust; null for the system's.</summary>
    public string? AuthorityPath { get; init; }

    /// <summary>The protocol's name where the steps are those of a known one; null for others.</summary>
    public string? Preset { get; private init; }

    /// <summary>Who the server is told that we are; null for nobody. It is never shown.</summary>
    internal NetworkCredential? Credential
    {
        get => _credential?.Value;
        init => _credential = CheckCredential.Of(value);
    }

    /// <inheritdoc/>
    internal override LvsProtocol? Protocol => LvsProtocol.Tcp;

    /// <inheritdoc/>
    internal override async ValueTask<LvsCheckResult> RunAsync(ProbeTarget target, CancellationToken cancellation)
    {
        try
        {
            using NetworkStream plain = await ProbeSocket.ConnectAsync(target, cancellation).ConfigureAwait(false);
            await using Stream stream = IsTls
                ? await new ProbeTls(TlsName ?? target.Address.ToString(), SkipCertificateCheck, AuthorityPath).BeginAsync(plain, cancellation).ConfigureAwait(false)
                : plain;
            return await TalkAsync(stream, plain.Socket, cancellation).ConfigureAwait(false);
        }
        catch (RegexMatchTimeoutException)
        {
            return LvsCheckResult.Down(FormattableString.Invariant($"the pattern did not come to an end within {CheckPattern.MatchTimeout.TotalSeconds} s"));
        }
        catch (Exception e) when (e is IOException or SocketException or AuthenticationException)
        {
            cancellation.ThrowIfCancellationRequested();
            return LvsCheckResult.Down(ProbeText.Of(e));
        }
    }

    /// <inheritdoc/>
    private protected override IEnumerable<CheckFault> Faults()
    {
        IEnumerable<CheckFault> faults = Steps.SelectMany(s => CheckPattern.Faults("its pattern", s.Expect).Concat(CheckPattern.Faults("its pattern", s.Fail)));
        if (!Steps.Any(s => s.Expect is not null))
        {
            faults = faults.Prepend(new CheckFault("it waits for nothing", "Write what the server must say, or choose the Tcp check."));
        }

        if (TlsName is "")
        {
            faults = faults.Append(new CheckFault("its TLS name is empty", "Write the name in the server's certificate, or none."));
        }

        return faults;
    }

    private async Task<LvsCheckResult> TalkAsync(Stream stream, Socket socket, CancellationToken cancellation)
    {
        var heard = new HeardText(Limit);
        LvsCheckResult result = LvsCheckResult.Up("connected");
        foreach (LvsExpectStep step in Steps)
        {
            if (step.Send is not null)
            {
                await stream.WriteAsync(Encoding.UTF8.GetBytes(ProbeTokens.Fill(step.Send, socket, Credential)), cancellation).ConfigureAwait(false);
            }

            if (step.Expect is not null)
            {
                result = await WaitAsync(step, heard, stream, cancellation).ConfigureAwait(false);
                if (!result.IsUp)
                {
                    return result;
                }
            }
        }

        return result;
    }

    private async Task<LvsCheckResult> WaitAsync(LvsExpectStep step, HeardText heard, Stream stream, CancellationToken cancellation)
    {
        while (true)
        {
            if (heard.Rest.Length > 0)
            {
                Match found = CheckPattern.Match(step.Expect!, heard.Rest);
                if (found.Success)
                {
                    string said = Quote(heard.LineAt(found.Index));
                    heard.Skip(found.Index + found.Length);
                    return LvsCheckResult.Up(said);
                }

                if (step.Fail is not null && CheckPattern.Match(step.Fail, heard.Rest) is { Success: true } bad)
                {
                    return LvsCheckResult.Down(Quote(heard.LineAt(bad.Index)));
                }
            }

            if (heard.IsFull)
            {
                return LvsCheckResult.Down(FormattableString.Invariant($"{Limit >> 10} KiB came, and not what is waited for"));
            }

            if (!await heard.ReadAsync(stream, cancellation).ConfigureAwait(false))
            {
                return LvsCheckResult.Down(heard.Rest.Length > 0 ? $"closed after {Quote(heard.Rest)}" : "closed without a word");
            }
        }
    }

    /// <summary>What a server said, without the password, since some say back what they do not understand.</summary>
    private string Quote(string said) => ProbeText.Quote(
        Credential?.Password is { Length: > 0 } secret ? ProbeTokens.Without(said, secret) : said);
}
