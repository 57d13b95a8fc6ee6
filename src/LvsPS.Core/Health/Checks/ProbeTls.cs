using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace LvsPS;

/// <summary>TLS of checks: the certificate is verified, unless that is switched off, and what is wrong with it is said in words.</summary>
/// <param name="Name">The name that the server is asked for, and that its certificate must have.</param>
/// <param name="SkipCertificateCheck">Whether any certificate will do.</param>
/// <param name="AuthorityPath">A PEM file of the authorities to trust; null for the system's.</param>
internal sealed record ProbeTls(string Name, bool SkipCertificateCheck, string? AuthorityPath)
{
    /// <summary>Begins TLS, and owns the stream from then on.</summary>
    /// <param name="stream">A connection; it is closed where this fails.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <param name="protocols">What is to be spoken inside (ALPN).</param>
    /// <returns>The encrypted connection.</returns>
    /// <exception cref="AuthenticationException">It failed; the message says why.</exception>
    public async Task<SslStream> BeginAsync(Stream stream, CancellationToken cancellation, params SslApplicationProtocol[] protocols)
    {
        string? fault = null;
        var tls = new SslStream(stream, leaveInnerStreamOpen: false);
        try
        {
            var options = new SslClientAuthenticationOptions
            {
                TargetHost = Name,
                ApplicationProtocols = protocols.Length > 0 ? [.. protocols] : null,
                CertificateChainPolicy = Policy(),
                RemoteCertificateValidationCallback = (_, certificate, chain, errors) => (fault = Fault(certificate, chain, errors)) is null,
            };
            await tls.AuthenticateAsClientAsync(options, cancellation).ConfigureAwait(false);
            return tls;
        }
        catch (Exception e)
        {
            await tls.DisposeAsync().ConfigureAwait(false);
            cancellation.ThrowIfCancellationRequested();
            throw e is AuthenticationException or IOException ? new AuthenticationException(fault ?? "TLS handshake failed", e) : e;
        }
    }

    /// <summary>What verifies a certificate where somebody else begins TLS, whatever that one looked at.</summary>
    /// <param name="fault">Is told what is wrong.</param>
    /// <returns>The callback.</returns>
    public RemoteCertificateValidationCallback Validator(Action<string> fault) => (_, certificate, _, _) =>
    {
        string? found = Fault(certificate);
        if (found is not null)
        {
            fault(found);
        }

        return found is null;
    };

    private static string? Words(X509Certificate2 certificate, X509Chain? chain, bool isOtherName, string name)
    {
        X509ChainStatusFlags status = chain?.ChainStatus.Aggregate(X509ChainStatusFlags.NoError, (all, one) => all | one.Status) ?? X509ChainStatusFlags.NoError;
        var faults = new List<string>();
        if (status.HasFlag(X509ChainStatusFlags.NotTimeValid))
        {
            DateTime now = DateTime.Now;
            faults.Add(certificate.NotAfter < now ? "certificate expired" : certificate.NotBefore > now ? "certificate is not valid yet" : "certificate of an authority expired");
        }

        if ((status & (X509ChainStatusFlags.UntrustedRoot | X509ChainStatusFlags.PartialChain)) != 0)
        {
            faults.Add(certificate.Issuer == certificate.Subject ? "certificate is self-signed" : "certificate is of an unknown authority");
        }

        if (isOtherName)
        {
            faults.Add($"certificate is not for {name}");
        }

        X509ChainStatusFlags rest = status & ~(X509ChainStatusFlags.NotTimeValid | X509ChainStatusFlags.UntrustedRoot | X509ChainStatusFlags.PartialChain);
        if (rest != 0)
        {
            faults.Add($"certificate is not valid ({rest})");
        }

        return faults.Count > 0 ? string.Join(", ", faults) : null;
    }

    private X509ChainPolicy Policy()
    {
        // Nothing is fetched from elsewhere while a server is checked.
        var policy = new X509ChainPolicy { RevocationMode = X509RevocationMode.NoCheck, DisableCertificateDownloads = true };
        if (AuthorityPath is not null && !SkipCertificateCheck)
        {
            policy.TrustMode = X509ChainTrustMode.CustomRootTrust;
            policy.CustomTrustStore.ImportFromPemFile(AuthorityPath);
        }

        return policy;
    }

    private string? Fault(X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors) => (SkipCertificateCheck, certificate) switch
    {
        (true, _) => null,
        (_, not X509Certificate2) => "the server shows no certificate",
        (_, X509Certificate2 shown) => Words(shown, chain, errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch), Name),
    };

    private string? Fault(X509Certificate? certificate)
    {
        if (SkipCertificateCheck || certificate is not X509Certificate2 shown)
        {
            return SkipCertificateCheck ? null : "the server shows no certificate";
        }

        using var chain = new X509Chain { ChainPolicy = Policy() };
        _ = chain.Build(shown);
        return Words(shown, chain, !shown.MatchesHostname(Name), Name);
    }
}
