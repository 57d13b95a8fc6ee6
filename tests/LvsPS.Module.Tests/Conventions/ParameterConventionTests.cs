using System.Management.Automation;
using Xunit;

namespace LvsPS.Module.Tests.Conventions;

/// <summary>How parameters are named, and what they take from the pipeline.</summary>
public sealed class ParameterConventionTests
{
    private static readonly string[] s_identity = ["Service", "Address", "Port"];

    private static readonly Dictionary<string, string[]> s_otherIdentities = new(StringComparer.Ordinal)
    {
        ["LvsSession"] = ["Session"],
        ["LvsKernelSetting"] = ["Name", "InputObject"],
        ["LvsFwMark"] = ["Mark", "AddressFamily", "InputObject"],
        ["LvsVirtualAddress"] = ["InputObject", "Interface"],
        ["LvsSyncDaemon"] = ["Role", "InputObject"],

        // A director has one set of time-outs: what is piped is copied.
        ["LvsTimeout"] = ["InputObject"],
    };

    /// <summary>Names that mean the same idea everywhere, by words that somebody else might choose.</summary>
    private static readonly Dictionary<string, string> s_otherWords = new(StringComparer.OrdinalIgnoreCase)
    {
        ["File"] = "Path",
        ["FilePath"] = "Path",
        ["FileName"] = "Path",
        ["Director"] = "Session",
        ["Host"] = "Session",
        ["ComputerName"] = "Session",
        ["VirtualService"] = "Service",
        ["Identity"] = "Service",
        ["ServiceId"] = "Service",
        ["Server"] = "Address",
        ["IPAddress"] = "Address",
        ["RealServerAddress"] = "Address",
        ["Method"] = "Forwarding",
        ["Namespace"] = "NetworkNamespace",
        ["Netmask"] = "PersistenceNetmask",
    };

    public static TheoryData<string> Names => [.. ModuleCommands.All.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Path_goes_with_LiteralPath_and_its_usual_aliases(string name)
    {
        CmdletInfo cmdlet = ModuleCommands.All[name];
        if (cmdlet.Parameters.ContainsKey("Path") && !IsOfCheck(cmdlet))
        {
            ParameterMetadata literal = cmdlet.Parameters["LiteralPath"];
            Assert.Equal(["LP", "PSPath"], literal.Aliases.Order(StringComparer.Ordinal));
            Assert.Contains(literal.ParameterSets.Values, s => s.ValueFromPipelineByPropertyName);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void What_changes_or_removes_takes_from_the_pipeline_only_what_it_is_about(string name)
    {
        CmdletInfo cmdlet = ModuleCommands.All[name];
        if (cmdlet.Verb is "Set" or "Remove" or "Suspend" or "Resume" or "Stop" or "Reset")
        {
            string[] identity = s_otherIdentities.GetValueOrDefault(cmdlet.Noun, s_identity);
            Assert.All(ModuleCommands.Parameters(cmdlet).Where(ModuleCommands.TakesPipeline), p => Assert.Contains(p.Name, identity));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void What_makes_takes_its_values_from_the_pipeline_too(string name)
    {
        CmdletInfo cmdlet = ModuleCommands.All[name];
        if (cmdlet.Name is "New-LvsService" or "Add-LvsRealServer" or "Start-LvsSyncDaemon")
        {
            string[] never = ["Tcp", "Udp", "Sctp", "FwMark", "IPv6", "Session", "PassThru", "Persistent"];
            Assert.Equal(
                ModuleCommands.Parameters(cmdlet).Select(p => p.Name).Except(never).Order(StringComparer.Ordinal),
                ModuleCommands.Parameters(cmdlet).Where(ModuleCommands.TakesPipeline).Select(p => p.Name).Order(StringComparer.Ordinal));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Sessions_timeouts_and_switches_never_come_by_the_pipeline(string name)
    {
        CmdletInfo cmdlet = ModuleCommands.All[name];
        foreach (ParameterMetadata parameter in ModuleCommands.Parameters(cmdlet).Where(ModuleCommands.TakesPipeline))
        {
            Assert.True(parameter.Name != "Session" || cmdlet.Noun == "LvsSession", "Session");
            Assert.NotEqual("Timeout", parameter.Name);

            // OnePacket is a setting of a service, which a table that is copied must carry.
            Assert.True(parameter.ParameterType != typeof(SwitchParameter) || parameter.Name == "OnePacket", parameter.Name);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_same_idea_has_the_same_name(string name)
    {
        foreach (ParameterMetadata parameter in ModuleCommands.Parameters(ModuleCommands.All[name]))
        {
            string? usual = IsOfCheck(ModuleCommands.All[name]) ? null : s_otherWords.GetValueOrDefault(parameter.Name);
            Assert.True(usual is null, $"-{parameter.Name} is called -{usual} elsewhere.");
            Assert.True(char.IsAsciiLetterUpper(parameter.Name[0]) && parameter.Name.Length > 1, parameter.Name);
            Assert.All(parameter.Aliases, alias => Assert.True(alias.Length > 1, alias));
        }
    }

    [Fact]
    public void A_name_has_the_same_type_in_all_cmdlets_but_for_lists_and_filters()
    {
        // In Set-LvsTimeout a protocol's name is its time. A session's number is no finding's word, and neither a
        // daemon's role a host's nor a comparison's mode a real server's nor a connection's state a real server's.
        IEnumerable<string> different = ModuleCommands.All.Values.Where(c => c.Noun != "LvsTimeout" && !IsOfCheck(c))
            .SelectMany(ModuleCommands.Parameters)
            .GroupBy(p => p.Name, p => (p.ParameterType.GetElementType() ?? Nullable.GetUnderlyingType(p.ParameterType) ?? p.ParameterType).Name)
            .Where(g => g.Distinct().Count() > 1 && g.Key is not ("InputObject" or "Id" or "Role" or "Mode" or "State"))
            .Select(g => $"{g.Key}: {string.Join(", ", g.Distinct())}");
        Assert.Empty(different);
    }

    /// <summary>A check has the words of the protocols that it speaks: the path and the method of a request, and their names as switches.</summary>
    private static bool IsOfCheck(CmdletInfo cmdlet) => cmdlet.Name == "New-LvsHealthCheck";

    [Fact]
    public void An_alias_stands_for_one_parameter()
    {
        IEnumerable<string> ambiguous = ModuleCommands.All.Values
            .SelectMany(c => ModuleCommands.Parameters(c).SelectMany(p => p.Aliases.Select(a => (Alias: a, p.Name))))
            .GroupBy(a => a.Alias, a => a.Name)
            .Where(g => g.Distinct().Count() > 1)
            .Select(g => $"{g.Key}: {string.Join(", ", g.Distinct())}");
        Assert.Empty(ambiguous);
    }
}
