using System.Net;

namespace LvsPS;

/// <summary>Reads HTTP_GET and SSL_GET.</summary>
internal sealed class KeepalivedHttp
{
    private static readonly Dictionary<string, char?> s_regexOptions = new()
    {
        ["caseless"] = 'i',
        ["dotall"] = 's',
        ["multiline"] = 'm',
        ["extended"] = 'x',
        ["no_auto_capture"] = 'n',
        ["utf"] = null,
        ["never_utf"] = null,
        ["no_start_optimize"] = null,
        ["no_auto_possess"] = null,
        ["no_dotstar_anchor"] = null,
        ["auto_callout"] = null,
        ["never_ucp"] = null,
        ["never_backslash_c"] = null,
        ["use_offset_limit"] = null,
    };

    private readonly KeepalivedValues _values;

    public KeepalivedHttp(KeepalivedValues values) => _values = values;

    /// <summary>Reads a checker.</summary>
    public KeepalivedChecker? Read(KeepalivedStatement statement, KeepalivedSettings real)
    {
        var connection = new KeepalivedConnection(real, _values, connects: true);
        bool isTls = statement.Keyword == "SSL_GET";
        var common = new LvsHttpCheck { IsTls = isTls, SkipCertificateCheck = isTls, HttpVersion = HttpVersion.Version10 };
        List<KeepalivedStatement> urls = [];
        foreach (KeepalivedStatement child in statement.Block ?? [])
        {
            if (child.Keyword == "url")
            {
                urls.Add(child);
            }
            else if (child.Keyword == "virtualhost")
            {
                _ = connection.Settings.Read(child, _values);
            }
            else if (!connection.Read(child))
            {
                common = ReadOwn(child, common, isTls);
            }
        }

        if (urls.Count == 0)
        {
            _values.Findings.Error(statement.Place, statement.Keyword, "url { path PATH } in it", "There is nothing to ask for.");
            return null;
        }

        common = common with { Timeout = connection.Settings.ConnectTimeout, HostHeader = connection.Settings.VirtualHost };
        List<LvsHealthCheck> checks =
            [.. urls.Select(u => ReadUrl(u, common, isTls)).OfType<LvsHttpCheck>().Select(c => c with { Address = connection.Address, Port = connection.Port })];
        return checks.Count == 0 ? null
            : connection.Finish(checks.Count == 1 ? checks[0] : new LvsCombinedCheck(checks, all: true), delay: TimeSpan.FromSeconds(3));
    }

    private LvsHttpCheck ReadOwn(KeepalivedStatement child, LvsHttpCheck check, bool isTls)
    {
        switch (child.Keyword)
        {
            case "http_protocol":
                string? version = _values.Word(child, "1.0, 1.0C or 1.1");
                if (version is not (null or "1.0" or "1.0C" or "1.0c" or "1.1"))
                {
                    _values.Findings.Error(child.Words[1].Place, version, "1.0, 1.0C or 1.1", "There is no such version of HTTP here.");
                }

                return check with { HttpVersion = version == "1.1" ? HttpVersion.Version11 : HttpVersion.Version10 };
            case "enable_sni" when isTls:
                _ = _values.Flag(child);
                return check;
            case "sni_name" when isTls:
                return check with { TlsName = _values.Word(child, "the name of a host") };
            case "tls_compliant" when isTls:
                TellTls(child);
                return check;
            case "fast_recovery":
                _ = _values.Flag(child);
                return check;
            case "nb_get_retry":
                _values.Findings.Error(child.Place, child.Keyword, "retry", "The directive nb_get_retry was replaced by retry.");
                return check;
            default:
                _values.Unknown(child, isTls ? "SSL_GET" : "HTTP_GET");
                return check;
        }
    }

    private LvsHttpCheck? ReadUrl(KeepalivedStatement url, LvsHttpCheck check, bool isTls)
    {
        var pattern = new KeepalivedPattern(url.Place);
        bool hasPath = false;
        foreach (KeepalivedStatement child in url.Block ?? [])
        {
            switch (child.Keyword)
            {
                case "path":
                    hasPath = true;
                    check = check with { Path = _values.Word(child, "a path") is string path ? (path.StartsWith('/') ? path : "/" + path) : "/" };
                    break;
                case "digest":
                    check = check with { Digest = ReadDigest(child) };
                    break;
                case "status_code":
                    check = check with { StatusCodes = ReadStatus(child) is { Count: > 0 } codes ? codes : check.StatusCodes };
                    break;
                case "virtualhost":
                    check = check with { HostHeader = _values.Word(child, "the name of a host") };
                    break;
                case "tls_compliant" when isTls:
                    TellTls(child);
                    break;
                default:
                    ReadPattern(child, pattern);
                    break;
            }
        }

        if (!hasPath)
        {
            _values.Findings.Error(url.Place, "url", "path PATH in it", "The url has no path.");
            return null;
        }

        return pattern.Apply(check, _values.Findings);
    }

    private void TellTls(KeepalivedStatement child)
    {
        if (_values.Flag(child) == true)
        {
            _values.NotHonoured(child, "A server that ends TLS without saying so has answered all the same.");
        }
    }

    private string? ReadDigest(KeepalivedStatement child)
    {
        const string Expected = "32 hexadecimal digits, as genhash writes them";
        if (_values.Word(child, Expected) is not string digest)
        {
            return null;
        }

        if (digest.Length == 32 && digest.All(char.IsAsciiHexDigit))
        {
            return digest;
        }

        _values.Findings.Error(child.Words[1].Place, digest, Expected, "This is no MD5 digest.");
        return null;
    }

    private List<LvsStatusRange> ReadStatus(KeepalivedStatement child)
    {
        var ranges = new List<LvsStatusRange>();
        foreach (KeepalivedWord word in child.Words.Skip(1))
        {
            try
            {
                ranges.Add(LvsStatusRange.Parse(word.Text));
            }
            catch (LvsInputException)
            {
                _values.Findings.Error(word.Place, word.Text, "a code from 100 to 999, or two with a hyphen", "This is no status code.");
            }
        }

        if (child.Words.Count == 1)
        {
            _values.Findings.Error(child.Place, child.Keyword, "status_code with codes or ranges", "The directive status_code has no value.");
        }

        return ranges;
    }

    private void ReadPattern(KeepalivedStatement child, KeepalivedPattern pattern)
    {
        switch (child.Keyword)
        {
            case "regex":
                IReadOnlyList<string>? words = KeepalivedQuoted.Split(child.Raw, escapes: true);
                if (words?.Count == 2)
                {
                    pattern.Text = words[1];
                    pattern.Place = child.Place;
                }
                else
                {
                    _values.Findings.Error(child.Place, child.Raw, "regex \"PATTERN\"", "The pattern is missing, has several words without quotation marks, or is not closed.");
                }

                break;
            case "regex_no_match":
                pattern.IsNot = true;
                break;
            case "regex_options":
                ReadOptions(child, pattern);
                break;
            case "regex_min_offset":
                pattern.Least = _values.Number(child, 0, int.MaxValue) ?? 0;
                break;
            case "regex_max_offset":
                pattern.Most = _values.Number(child, 0, int.MaxValue);
                break;
            case "regex_stack":
                break;
            default:
                _values.Unknown(child, "url");
                break;
        }
    }

    private void ReadOptions(KeepalivedStatement child, KeepalivedPattern pattern)
    {
        foreach (KeepalivedWord word in child.Words.Skip(1))
        {
            if (!s_regexOptions.TryGetValue(word.Text, out char? letter))
            {
                _values.Findings.Warning(
                    word.Place, word.Text, "caseless, dotall, multiline, extended or no_auto_capture", "Patterns here have no such option.");
            }
            else if (letter is not null && !pattern.Options.Contains(letter.Value, StringComparison.Ordinal))
            {
                pattern.Options += letter;
            }
        }
    }
}
