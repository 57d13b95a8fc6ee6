namespace LvsPS;

/// <summary>Tells by a file's content which language it is written in.</summary>
internal static class HealthFormatSniffer
{
    // A file says within its first lines what it is; one that does not in so many is none.
    private const int MostLines = 10_000;

    private static readonly HashSet<string> s_directord =
    [
        "checktimeout", "negotiatetimeout", "checkinterval", "checkcount", "failurecount", "quiescent", "cleanstop", "fallback", "fallback6",
        "fallbackcommand", "emailalert", "emailalertfreq", "emailalertstatus", "emailalertfrom", "smtp", "autoreload", "callback", "logfile", "execute",
        "fork", "supervised", "readdquiescent", "maintenancedir", "virtual", "virtual6",
    ];

    private static readonly HashSet<string> s_keepalived =
    [
        "global_defs", "virtual_server", "virtual_server_group", "vrrp_instance", "vrrp_script", "vrrp_sync_group", "include", "includer", "includea",
        "static_ipaddress", "static_routes", "static_rules", "track_file", "SSL", "bfd_instance", "net_namespace", "net_namespace_ipvs",
    ];

    /// <summary>Looks at lines until one of them decides.</summary>
    /// <param name="lines">The lines of a file.</param>
    /// <returns>The language; null where no line is of any.</returns>
    public static LvsHealthFormat? Of(IEnumerable<RuleLine> lines)
    {
        foreach (RuleLine line in lines.Take(MostLines))
        {
            string text = line.Text.Trim();
            if (line.Defect == RuleLineDefect.Binary)
            {
                return null;
            }

            if (text.Length == 0 || text[0] is '#')
            {
                continue;
            }

            if (Of(text) is LvsHealthFormat format)
            {
                return format;
            }
        }

        return null;
    }

    private static LvsHealthFormat? Of(string text)
    {
        int end = 0;
        while (end < text.Length && (char.IsAsciiLetterOrDigit(text[end]) || text[end] == '_'))
        {
            end++;
        }

        string word = text[..end];
        string rest = text[end..].TrimStart(' ', '\t');

        // Of the three only keepalived has comments that begin with !, parameters, conditions and sequences.
        return text[0] is '!' or '$' or '@' or '~' ? LvsHealthFormat.Keepalived
            : text is "---" or "{" || rest.StartsWith(':') || text.StartsWith("%YAML", StringComparison.Ordinal) || text.StartsWith("- ", StringComparison.Ordinal) ? LvsHealthFormat.Yaml
            : s_keepalived.Contains(word) && !rest.StartsWith('=') ? LvsHealthFormat.Keepalived
            : s_directord.Contains(word) && (rest.StartsWith('=') || text == "supervised") ? LvsHealthFormat.Directord
            : null;
    }
}
