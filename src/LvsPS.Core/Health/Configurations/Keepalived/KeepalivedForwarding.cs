namespace LvsPS;

/// <summary>How packets reach a server, as <c>lvs_method</c> says it.</summary>
/// <param name="Method">The way.</param>
/// <param name="Type">The encapsulation.</param>
/// <param name="Port">The port of a GUE tunnel.</param>
/// <param name="Checksum">The checksum of a tunnel.</param>
internal readonly record struct KeepalivedForwarding(LvsForwarding Method, LvsTunnelType Type, int Port, LvsTunnelChecksum Checksum)
{
    private const string Form = "NAT, DR or TUN [type ipip|gue port NUMBER|gre] [nocsum|csum|remcsum]";

    /// <summary>keepalived's own, where nothing is said.</summary>
    public static readonly KeepalivedForwarding Default = new(LvsForwarding.Masquerade, LvsTunnelType.Ipip, 0, LvsTunnelChecksum.None);

    /// <summary>Reads a directive.</summary>
    public static KeepalivedForwarding? Read(KeepalivedStatement statement, KeepalivedValues values)
    {
        if (statement.Words.Count < 2)
        {
            values.Findings.Error(statement.Place, statement.Keyword, Form, $"The directive {statement.Keyword} has no value.");
            return null;
        }

        KeepalivedForwarding? result = statement.Words[1].Text switch
        {
            "NAT" => Default,
            "DR" => Default with { Method = LvsForwarding.Gateway },
            "TUN" => Default with { Method = LvsForwarding.Tunnel },
            _ => null,
        };
        if (result is null)
        {
            values.Findings.Error(statement.Words[1].Place, statement.Words[1].Text, Form, "This is no way of forwarding.");
            return null;
        }

        return ReadTunnel(result.Value, statement, values) is KeepalivedForwarding tunnel && IsRight(tunnel, statement, values) ? tunnel : null;
    }

    /// <summary>A server's row of the table with these settings.</summary>
    public LvsRealServer Apply(LvsRealServer row) => row with { Forwarding = Method, TunnelType = Type, TunnelPort = Port, TunnelChecksum = Checksum };

    private static KeepalivedForwarding? ReadTunnel(KeepalivedForwarding result, KeepalivedStatement statement, KeepalivedValues values)
    {
        for (int i = 2; i < statement.Words.Count; i++)
        {
            KeepalivedWord word = statement.Words[i];
            KeepalivedWord? next = i + 1 < statement.Words.Count ? statement.Words[i + 1] : null;
            KeepalivedForwarding? read = (word.Text, next?.Text) switch
            {
                ("type", "ipip") => result with { Type = LvsTunnelType.Ipip },
                ("type", "gue") => result with { Type = LvsTunnelType.Gue },
                ("type", "gre") => result with { Type = LvsTunnelType.Gre },
                ("port", not null) => values.Port(next!.Value, 1, statement.Keyword) is int port ? result with { Port = port } : null,
                ("nocsum", _) => result with { Checksum = LvsTunnelChecksum.None },
                ("csum", _) => result with { Checksum = LvsTunnelChecksum.Checksum },
                ("remcsum", _) => result with { Checksum = LvsTunnelChecksum.RemoteChecksum },
                _ => null,
            };
            if (read is null)
            {
                if (word.Text != "port" || next is null)
                {
                    values.Findings.Error(word.Place, word.Text, Form, "This is no setting of a tunnel.");
                }

                return null;
            }

            result = read.Value;
            i += word.Text is "type" or "port" ? 1 : 0;
        }

        return result;
    }

    private static bool IsRight(KeepalivedForwarding tunnel, KeepalivedStatement statement, KeepalivedValues values)
    {
        string? fault = tunnel.Method != LvsForwarding.Tunnel && statement.Words.Count > 2 ? "Only a tunnel has settings."
            : (tunnel.Type == LvsTunnelType.Gue) != (tunnel.Port != 0) ? "A gue tunnel needs a port, and others have none."
            : tunnel.Type == LvsTunnelType.Ipip && tunnel.Checksum != LvsTunnelChecksum.None ? "An ipip tunnel has no checksum."
            : tunnel is { Type: LvsTunnelType.Gre, Checksum: LvsTunnelChecksum.RemoteChecksum } ? "A gre tunnel has no remote checksum."
            : null;
        if (fault is not null)
        {
            values.Findings.Error(statement.Words[Math.Min(2, statement.Words.Count - 1)].Place, statement.Raw, Form, fault);
        }

        return fault is null;
    }
}
