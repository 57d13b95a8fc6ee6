using System.Net;
using Xunit;

namespace LvsPS.Core.Tests.Rules;

/// <summary>Shortcuts of the tests of rule texts.</summary>
internal static class Rule
{
    /// <summary>Reads lines with the names of <see cref="FakeNames"/>.</summary>
    public static LvsRuleDocument Read(params string[] lines) => RuleReader.ReadLines(lines, "rules", new FakeNames());

    /// <summary>The table of lines that are right.</summary>
    public static LvsTable Table(params string[] lines)
    {
        LvsRuleDocument document = Read(lines);
        Assert.Empty(document.Diagnostics.Select(d => d.ToString()));
        return document.Table;
    }

    /// <summary>The only service of lines that are right.</summary>
    public static LvsService Service(params string[] lines) => Assert.Single(Table(lines).Services);

    /// <summary>The only finding of lines that have one.</summary>
    public static LvsRuleDiagnostic Finding(params string[] lines)
    {
        LvsRuleDocument document = Read(lines);
        Assert.True(document.Diagnostics.Count == 1, string.Join('\n', document.Diagnostics));
        return document.Diagnostics[0];
    }

    /// <summary>Both dialects write what was read.</summary>
    public static void RoundTrips(string[] lines)
    {
        LvsTable table = Table(lines);
        Assert.Equal(lines, RuleWriter.WriteTable(table, LvsRuleDialect.Ipvsadm).Lines);
        Assert.Equal(lines, RuleWriter.WriteTable(table, LvsRuleDialect.Lossless).Lines);
    }

    /// <summary>A few names.</summary>
    internal sealed class FakeNames : INameResolver
    {
        public int Lookups { get; private set; }

        public IReadOnlyList<IPAddress> ResolveHost(string name)
        {
            Lookups++;
            return name switch
            {
                "web1.example" => [IPAddress.Parse("10.0.0.1")],
                "web6.example" => [IPAddress.Parse("2001:db8::1")],
                "localhost" => [IPAddress.Parse("::1"), IPAddress.Parse("127.0.0.1")],
                "many.example" => [IPAddress.Parse("10.0.0.1"), IPAddress.Parse("10.0.0.2")],
                _ => [],
            };
        }

        public int? ResolvePort(string name, LvsProtocol protocol) => (name, protocol) switch
        {
            ("http", LvsProtocol.Tcp) => 80,
            ("domain", _) => 53,
            _ => null,
        };
    }
}
