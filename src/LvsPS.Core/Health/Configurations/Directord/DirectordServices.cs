namespace LvsPS;

/// <summary>The services that ldirectord negotiates, and their ports (<c>ld_port_to_service</c>, <c>ld_service_to_port</c>).</summary>
internal static class DirectordServices
{
    private static readonly (string Name, int? Port)[] s_services =
    [
        ("dns", 53), ("ftp", 21), ("http", 80), ("https", 443), ("http_proxy", 3128), ("imap", 143), ("imaps", 993), ("ldap", 389), ("ldaps", 636),
        ("mysql", 3306), ("nntp", 119), ("none", null), ("oracle", 1521), ("pgsql", 5432), ("pop", 110), ("pops", 995), ("radius", 1812),
        ("simpletcp", null), ("sip", 5060), ("smtp", 25), ("submission", 587),
    ];

    /// <summary>The names.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. s_services.Select(s => s.Name)];

    /// <summary>The service of a port; <c>none</c>, which is always up, where it has none.</summary>
    public static string Of(int port) => Array.Find(s_services, s => s.Port == port).Name ?? "none";

    /// <summary>The port of a service.</summary>
    public static int? PortOf(string service) => Array.Find(s_services, s => s.Name == service).Port;
}
