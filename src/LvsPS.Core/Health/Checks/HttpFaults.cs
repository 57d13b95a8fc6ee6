using System.Net;

namespace LvsPS;

/// <summary>What can be wrong with an HTTP check.</summary>
internal static class HttpFaults
{
    // RFC 9110, 5.6.2: a token.
    private const string TokenMarks = "!#$%&'*+-.^_`|~";

    private static readonly string[] s_ours = ["Host", "Transfer-Encoding"];

    /// <summary>Each fault of a check.</summary>
    /// <param name="check">The check.</param>
    /// <returns>The faults.</returns>
    public static IEnumerable<CheckFault> Of(LvsHttpCheck check)
    {
        if (!IsToken(check.Method))
        {
            yield return new CheckFault($"'{check.Method}' is no method", "Write GET, HEAD, OPTIONS or another method.");
        }

        if (!IsPath(check.Path))
        {
            yield return new CheckFault($"'{check.Path}' is no path", "Write a path that begins with /, or a whole URI (http://...) for a proxy; encode blanks as %20.");
        }

        if (check.HostHeader is not null && !IsHost(check.HostHeader))
        {
            yield return new CheckFault($"'{check.HostHeader}' is no host name", "Write a name or an address, with :PORT where one is needed.");
        }

        if (check.StatusCodes.Count == 0 || check.StatusCodes.Any(range => !range.IsValid))
        {
            yield return new CheckFault("it has no status code that an answer could have", "Write codes from 100 to 999, or ranges such as 200-299.");
        }

        foreach ((string name, string value) in check.Headers)
        {
            if (!IsToken(name) || value.AsSpan().IndexOfAny('\r', '\n', '\0') >= 0)
            {
                yield return new CheckFault($"the header '{name}' cannot be sent", "Write a name without blanks and colons, and a value of one line.");
            }
            else if (name.StartsWith("Content-", StringComparison.OrdinalIgnoreCase) || s_ours.Contains(name, StringComparer.OrdinalIgnoreCase))
            {
                yield return new CheckFault($"the header '{name}' is not one of those that can be added", "The request has no content; the Host header is a setting of its own.");
            }
        }

        if (check.HttpVersion != HttpVersion.Version10 && check.HttpVersion != HttpVersion.Version11 && check.HttpVersion != HttpVersion.Version20)
        {
            yield return new CheckFault($"HTTP/{check.HttpVersion} is not spoken", "Write 1.0, 1.1 or 2.0.");
        }

        if (check.TlsName is "")
        {
            yield return new CheckFault("its TLS name is empty", "Write the name in the server's certificate, or none.");
        }

        if (check.Digest is not null && (check.Digest.Length != 32 || !check.Digest.All(char.IsAsciiHexDigit)))
        {
            yield return new CheckFault($"'{check.Digest}' is no MD5 digest", "Write 32 hexadecimal digits, as genhash does.");
        }

        if (check.Method.Equals("HEAD", StringComparison.OrdinalIgnoreCase) && (check.Match ?? check.NotMatch ?? check.Digest) is not null)
        {
            yield return new CheckFault("an answer to HEAD has no body to be matched", "Choose GET, or match nothing.");
        }
    }

    private static bool IsHost(string host) =>
        host.All(c => c > ' ' && c != '\x7f') && host.AsSpan().IndexOfAny("/\\?#@") < 0 && HttpProbe.NameOf(host) is not null;

    private static bool IsPath(string path) =>
        path.Length > 0 && path.All(c => c > ' ' && c != '\x7f')
        && (path[0] == '/' || (Uri.TryCreate(path, UriKind.Absolute, out Uri? uri) && (uri.Scheme == Uri.UriSchemeHttp || uri.Scheme == Uri.UriSchemeHttps)));

    private static bool IsToken(string text) => text.Length > 0 && text.All(c => char.IsAsciiLetterOrDigit(c) || TokenMarks.Contains(c, StringComparison.Ordinal));
}
