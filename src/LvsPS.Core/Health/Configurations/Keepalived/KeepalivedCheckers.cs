namespace LvsPS;

/// <summary>Reads the checkers of a real server.</summary>
internal sealed class KeepalivedCheckers
{
    private const string DnsTypes = "A, NS, CNAME, SOA, MX, TXT or AAAA";

    private static readonly TimeSpan s_second = TimeSpan.FromSeconds(1);

    private readonly KeepalivedValues _values;

    private readonly KeepalivedTrackFiles _files;

    public KeepalivedCheckers(KeepalivedValues values, KeepalivedTrackFiles files)
    {
        _values = values;
        _files = files;
    }

    /// <summary>Whether a statement is a checker.</summary>
    public static bool IsChecker(string keyword) => keyword is "HTTP_GET" or "SSL_GET" || keyword.EndsWith("_CHECK", StringComparison.Ordinal);

    /// <summary>Reads a checker.</summary>
    /// <param name="statement">The checker.</param>
    /// <param name="real">What holds for its server.</param>
    /// <returns>The checker, of several hosts several; none where it has faults or there is nothing to check.</returns>
    public IReadOnlyList<KeepalivedChecker> Read(KeepalivedStatement statement, KeepalivedSettings real)
    {
        _values.TellRest(statement, 1);
        KeepalivedChecker? one = statement.Keyword switch
        {
            "TCP_CHECK" => Simple(statement, real, c => new LvsTcpCheck { Timeout = c }),
            "PING_CHECK" => Simple(statement, real, c => new LvsPingCheck { Timeout = c }),
            "HTTP_GET" or "SSL_GET" => new KeepalivedHttp(_values).Read(statement, real),
            "UDP_CHECK" => Udp(statement, real),
            "MISC_CHECK" => Misc(statement, real),
            "DNS_CHECK" => Dns(statement, real),
            "SMTP_CHECK" => null,
            "FILE_CHECK" => _files.Check(statement) is LvsFileCheck file ? new KeepalivedChecker(file, s_second, 0, s_second, TimeSpan.Zero, false) : null,
            "BFD_CHECK" => NotHonoured(statement),
            _ => Unknown(statement),
        };
        return statement.Keyword == "SMTP_CHECK" ? Smtp(statement, real) : one is null ? [] : [one];
    }

    private KeepalivedChecker? NotHonoured(KeepalivedStatement statement)
    {
        _values.NotHonoured(statement, "What a BFD session says is not asked: this checker counts as passed.");
        return null;
    }

    private KeepalivedChecker? Unknown(KeepalivedStatement statement)
    {
        _values.Unknown(statement, "real_server");
        return null;
    }

    private KeepalivedChecker Simple(KeepalivedStatement statement, KeepalivedSettings real, Func<TimeSpan, LvsHealthCheck> make)
    {
        KeepalivedConnection connection = ReadBlock(statement, real, _ => false);
        return connection.Finish(make(connection.Settings.ConnectTimeout), delay: s_second);
    }

    private KeepalivedConnection ReadBlock(
        KeepalivedStatement statement, KeepalivedSettings real, Func<KeepalivedStatement, bool> read, bool connects = true)
    {
        var connection = new KeepalivedConnection(real, _values, connects);
        foreach (KeepalivedStatement child in statement.Block ?? [])
        {
            if (!connection.Read(child) && !read(child))
            {
                _values.Unknown(child, statement.Keyword);
            }
        }

        return connection;
    }

    private KeepalivedChecker? Udp(KeepalivedStatement statement, KeepalivedSettings real)
    {
        string payload = string.Empty;
        string? reply = null;
        bool isRequired = false;
        int least = 0;
        int most = byte.MaxValue;
        KeepalivedConnection connection = ReadBlock(statement, real, child =>
        {
            switch (child.Keyword)
            {
                case "payload":
                    payload = Hex(child, takesAny: false) ?? string.Empty;
                    return true;
                case "require_reply":
                    isRequired = true;
                    reply = child.Words.Count > 1 ? Hex(child, takesAny: true) : null;
                    return true;
                case "min_reply_length":
                    least = _values.Number(child, 0, ushort.MaxValue) ?? least;
                    return true;
                case "max_reply_length":
                    most = _values.Number(child, 0, ushort.MaxValue) ?? most;
                    return true;
                default:
                    return false;
            }
        });
        if (least > most)
        {
            _values.Findings.Error(
                statement.Place, FormattableString.Invariant($"lengths from {least} to {most}"), "a min_reply_length that is at most max_reply_length", "No reply has such a length.");
            return null;
        }

        var check = new LvsUdpCheck { Payload = Convert.FromHexString(payload), RequiresReply = isRequired, Timeout = connection.Settings.ConnectTimeout };
        return connection.Finish(isRequired ? check with { Reply = reply, MinReplyLength = least, MaxReplyLength = most } : check, delay: s_second);
    }

    /// <summary>Bytes in hexadecimal digits, as pairs: a single digit before a blank is a byte of its own.</summary>
    private string? Hex(KeepalivedStatement statement, bool takesAny)
    {
        string expected = takesAny ? "bytes in hexadecimal digits, x for any digit" : "bytes in hexadecimal digits";
        string digits = string.Empty;
        foreach (KeepalivedWord word in statement.Words.Skip(1))
        {
            if (!word.Text.All(c => char.IsAsciiHexDigit(c) || c is ' ' or '\t' || (takesAny && c is ('x' or 'X'))))
            {
                _values.Findings.Error(word.Place, word.Text, expected, $"The value of {statement.Keyword} is no bytes.");
                return null;
            }

            foreach (string part in word.Text.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries))
            {
                digits += part.Length % 2 == 0 ? part : string.Concat(part.AsSpan(0, part.Length - 1), "0", part.AsSpan(part.Length - 1));
            }
        }

        if (digits.Length == 0)
        {
            _values.Findings.Error(statement.Place, statement.Keyword, expected, $"The directive {statement.Keyword} has no value.");
            return null;
        }

        return digits;
    }

    private KeepalivedChecker? Misc(KeepalivedStatement statement, KeepalivedSettings real)
    {
        IReadOnlyList<string>? command = null;
        int timeout = 0;
        bool isDynamic = false;
        bool isNamed = false;
        KeepalivedConnection connection = ReadBlock(
            statement,
            real,
            child =>
            {
                switch (child.Keyword)
                {
                    case "misc_path":
                        isNamed = true;
                        command = _values.Script(child);
                        return true;
                    case "misc_timeout":
                        timeout = _values.Number(child, 0, KeepalivedValues.LongestTime) ?? 0;
                        return true;
                    case "misc_dynamic":
                        isDynamic = true;
                        _values.Findings.Warning(
                            child.Place,
                            child.Keyword,
                            "a command that exits with no code of 128 and a signal's number",
                            "Exit codes 129 to 144, 152 to 155 and 157 to 159 are no weights but down, since the end of the command by a signal looks like them.");
                        return true;
                    case "user":
                        _values.NotHonoured(child, "The command runs as the user of the monitor, not as another one.");
                        return true;
                    default:
                        return false;
                }
            },
            connects: false);
        if (command is null)
        {
            if (!isNamed)
            {
                _values.Findings.Error(statement.Place, statement.Keyword, "misc_path in it", "There is no command to run.");
            }

            return null;
        }

        var check = new LvsCommandCheck
        {
            Executable = command[0],
            Arguments = [.. command.Skip(1)],
            IsDynamic = isDynamic,
            Timeout = timeout == 0 ? connection.Settings.DelayLoop : TimeSpan.FromSeconds(timeout),
        };
        return connection.Finish(check, retry: 0, delay: s_second);
    }

    private KeepalivedChecker Dns(KeepalivedStatement statement, KeepalivedSettings real)
    {
        var check = new LvsDnsCheck();
        KeepalivedConnection connection = ReadBlock(statement, real, child =>
        {
            switch (child.Keyword)
            {
                case "type":
                    check = check with { Type = _values.Word(child, DnsTypes) is string ? ReadType(child) : check.Type };
                    return true;
                case "name":
                    check = check with { Name = _values.Word(child, "a name") ?? check.Name };
                    return true;
                default:
                    return false;
            }
        });
        return connection.Finish(check with { Timeout = connection.Settings.ConnectTimeout }, retry: 3);
    }

    private LvsDnsType ReadType(KeepalivedStatement child)
    {
        string name = child.Words[1].Text;
        if (name is "A" or "NS" or "CNAME" or "SOA" or "MX" or "TXT" or "AAAA")
        {
            return Enum.Parse<LvsDnsType>(name, ignoreCase: true);
        }

        _values.Findings.Error(child.Words[1].Place, name, DnsTypes, "There is no such type of record here.");
        return LvsDnsType.Soa;
    }

    /// <summary>SMTP_CHECK, with a check for each host of the old form that has hosts in it.</summary>
    private List<KeepalivedChecker> Smtp(KeepalivedStatement statement, KeepalivedSettings real)
    {
        var check = new LvsMailCheck { MailProtocol = LvsMailProtocol.Smtp };
        List<KeepalivedStatement> hosts = [];
        KeepalivedConnection connection = ReadBlock(statement, real, child =>
        {
            switch (child.Keyword)
            {
                case "helo_name":
                    check = check with { LocalName = _values.Word(child, "a name") };
                    return true;
                case "host":
                    hosts.Add(child);
                    return true;
                default:
                    return false;
            }
        });
        bool hasOwn = connection.Address is not null || connection.Port is not null || hosts.Count == 0;
        List<KeepalivedChecker> checkers = hasOwn ? [connection.Finish(check with { Timeout = connection.Settings.ConnectTimeout }, delay: s_second)] : [];
        foreach (KeepalivedStatement host in hosts)
        {
            KeepalivedConnection own = ReadBlock(host, connection.Settings, _ => false);
            checkers.Add(own.Finish(check with { Timeout = own.Settings.ConnectTimeout }, delay: s_second));
        }

        return checkers;
    }
}
