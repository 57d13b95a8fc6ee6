using System.Net;
using Xunit;

namespace LvsPS.Core.Tests.Health.Configurations;

/// <summary>Shortcuts of the tests of configurations.</summary>
internal static class Config
{
    /// <summary>Reads ldirectord.cf with the names of <see cref="FakeNames"/>.</summary>
    public static LvsHealthConfiguration Directord(params string[] lines) => HealthConfigurationReader.ReadDirectordLines(lines, "ld.cf", new FakeNames());

    /// <summary>Reads keepalived.conf.</summary>
    public static LvsHealthConfiguration Keepalived(params string[] lines) => HealthConfigurationReader.ReadKeepalivedLines(lines, "/etc/ka.conf");

    /// <summary>The only service of a configuration without errors.</summary>
    public static LvsHealthService Service(LvsHealthConfiguration configuration)
    {
        NoErrors(configuration);
        return Assert.Single(configuration.Document.Services);
    }

    /// <summary>A virtual at port 80 with one server and these directives.</summary>
    public static LvsHealthService Virtual(params string[] directives) => Service(Directord(VirtualLines(directives)));

    /// <summary>The lines of a virtual at port 80 with one server and these directives, the first of which stand in line 3 and below.</summary>
    public static string[] VirtualLines(params string[] directives) =>
        ["virtual=192.0.2.10:80", "    real=10.0.0.1:80 masq", .. directives.Select(d => "    " + d)];

    /// <summary>A virtual server with one real server, which has these lines in it.</summary>
    public static LvsHealthService Real(params string[] lines) => Service(Keepalived(RealLines(lines)));

    /// <summary>The lines of a virtual server with one real server, whose own stand in line 5 and below.</summary>
    public static string[] RealLines(params string[] lines) =>
        ["virtual_server 192.0.2.10 80 {", "  protocol TCP", "  delay_loop 10", "  real_server 10.0.0.1 80 {", .. lines.Select(l => "    " + l), "  }", "}"];

    /// <summary>A virtual server with one real server, and these lines.</summary>
    public static LvsHealthService Server(params string[] lines) => Service(Keepalived(ServerLines(lines)));

    /// <summary>The lines of a virtual server, whose own stand in line 2 and below.</summary>
    public static string[] ServerLines(params string[] lines) =>
        ["virtual_server 192.0.2.10 80 {", .. lines.Select(l => "  " + l), "  protocol TCP", "  real_server 10.0.0.1 80 {", "    TCP_CHECK {", "    }", "  }", "}"];

    /// <summary>The check of the only server.</summary>
    public static T Check<T>(LvsHealthService service)
        where T : LvsHealthCheck => Assert.IsType<T>(Assert.Single(service.Servers).Check);

    /// <summary>The only finding.</summary>
    public static LvsHealthDiagnostic Finding(LvsHealthConfiguration configuration)
    {
        Assert.True(configuration.Diagnostics.Count == 1, Told(configuration));
        return configuration.Diagnostics[0];
    }

    /// <summary>Nothing is an error.</summary>
    public static void NoErrors(LvsHealthConfiguration configuration) => Assert.False(configuration.HasErrors, Told(configuration));

    /// <summary>All findings.</summary>
    public static string Told(LvsHealthConfiguration configuration) => $"{configuration.Diagnostics.Count}:\n" + string.Join('\n', configuration.Diagnostics);

    /// <summary>A few names.</summary>
    internal sealed class FakeNames : INameResolver
    {
        public IReadOnlyList<IPAddress> ResolveHost(string name) => name switch
        {
            "www.example" => [IPAddress.Parse("192.0.2.10"), IPAddress.Parse("2001:db8::10")],
            "web1.example" => [IPAddress.Parse("10.0.0.1")],
            "web9.example" => [IPAddress.Parse("10.0.0.9")],
            "six.example" => [IPAddress.Parse("2001:db8::6")],
            _ => [],
        };

        public int? ResolvePort(string name, LvsProtocol protocol) => (name, protocol) switch
        {
            ("http", LvsProtocol.Tcp) => 80,
            ("domain", _) => 53,
            ("http-alt", LvsProtocol.Tcp) => 8080,
            _ => null,
        };
    }
}
