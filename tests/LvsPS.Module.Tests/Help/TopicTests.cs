using System.Management.Automation;
using System.Reflection;
using System.Text.RegularExpressions;
using LvsPS.Module.Tests.Engine;
using Xunit;

namespace LvsPS.Module.Tests.Help;

/// <summary>The topics say what is so, in lines that a terminal shows whole.</summary>
public sealed partial class TopicTests
{
    public static TheoryData<string> Topics => GetHelpTests.Topics;

    [Theory]
    [MemberData(nameof(Topics))]
    public void A_topic_begins_with_its_name_and_is_not_wide(string name)
    {
        var topic = HelpTopic.Of(name);
        Assert.Equal([name], topic.Under("TOPIC"));
        Assert.Single(topic.Under("SHORT DESCRIPTION"));
        Assert.DoesNotContain(topic.Lines, line => line.Length > 92);
    }

    [Theory]
    [MemberData(nameof(Topics))]
    public void What_a_topic_refers_to_is_there(string name)
    {
        var known = HelpPage.All.Select(page => page.Name).Concat(HelpTopic.All.Select(topic => topic.Name)).ToList();
        Assert.All(HelpTopic.Of(name).Under("SEE ALSO"), other => Assert.True(known.Contains(other) || !other.Contains("Lvs", StringComparison.Ordinal), other));
        var named = HelpTopic.Of(name).Lines.SelectMany(line => CmdletName().Matches(line)).Select(match => match.Value).Distinct();
        Assert.Empty(named.Except(known));
    }

    [Fact]
    public void Every_command_and_option_of_ipvsadm_has_an_example_for_its_users()
    {
        var words = HelpTopic.Of("about_LvsForIpvsadmUsers").Lines
            .Where(line => IpvsadmLine().IsMatch(line))
            .SelectMany(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .ToHashSet(StringComparer.Ordinal);
        var missing = Options().Where(option => !words.Contains("--" + option.Name)
            && !words.Any(word => Letters().IsMatch(word) && word.Contains(option.Letter)));
        Assert.Empty(missing.Select(option => option.Name));
    }

    [Fact]
    public void Every_error_stands_in_about_LvsErrors_with_its_category_and_with_what_to_do()
    {
        var topic = HelpTopic.Of("about_LvsErrors");
        var entries = topic.Lines.Select((line, i) => (Match: Entry().Match(line), Index: i)).Where(entry => entry.Match.Success).ToList();
        Assert.Equal(
            Categories().Select(error => $"{error.Key} ({error.Value})" + (EndsPipeline(error.Key) ? ", ends the pipeline" : "")).Order(StringComparer.Ordinal),
            entries.Select(entry => entry.Match.Value.Trim()).Order(StringComparer.Ordinal));
        Assert.All(entries, entry => Assert.True(
            topic.Lines.Skip(entry.Index + 1).TakeWhile(line => line.StartsWith("        ", StringComparison.Ordinal)).Count() >= 2,
            $"{entry.Match.Value} has no meaning or no remedy."));
    }

    [Fact]
    public void Every_error_id_has_a_category() => Assert.Equal(
        Core().GetType("LvsPS.LvsErrorId")!.GetFields().Select(field => (string)field.GetValue(null)!).Order(StringComparer.Ordinal),
        Categories().Keys.Order(StringComparer.Ordinal));

    [GeneratedRegex("""^ {4}[A-Z][A-Za-z]+ \([A-Za-z]+\)(, ends the pipeline)?$""")]
    private static partial Regex Entry();

    [GeneratedRegex("^ {4}(ipvsadm|echo|watch) |^ {8}-")]
    private static partial Regex IpvsadmLine();

    [GeneratedRegex("^-[A-Za-z0-9]+$")]
    private static partial Regex Letters();

    [GeneratedRegex(@"\b[A-Z][a-z]+[A-Za-z]*-Lvs[A-Za-z]+")]
    private static partial Regex CmdletName();

    private static Assembly Core() => Loaded("LvsPS.Core");

    /// <summary>What ipvsadm knows of the words that a rule can have; the letter is NUL where there is none.</summary>
    private static List<(string Name, char Letter)> Options()
    {
        var type = Core().GetType("LvsPS.RuleOption")!;
        var all = (System.Collections.IEnumerable)type.GetProperty("All")!.GetValue(null)!;
        return [.. all.Cast<object>()
            .Select(option => ((string)type.GetProperty("Long")!.GetValue(option)!, (char)type.GetProperty("Short")!.GetValue(option)!))
            .Where(option => option.Item1 is not ("service" or "forwarding"))];
    }

    private static Dictionary<string, ErrorCategory> Categories() =>
        (Dictionary<string, ErrorCategory>)Records().GetField("s_categories", BindingFlags.NonPublic | BindingFlags.Static)!.GetValue(null)!;

    private static bool EndsPipeline(string id) =>
        ((HashSet<string>)Records().GetField("s_terminating", BindingFlags.NonPublic | BindingFlags.Static)!.GetValue(null)!).Contains(id);

    private static Type Records() => Loaded("LvsPS").GetType("LvsPS.Errors.ErrorRecords")!;

    private static Assembly Loaded(string name)
    {
        using var engine = EngineFixture.WithoutSession();
        return AppDomain.CurrentDomain.GetAssemblies().Single(assembly => assembly.GetName().Name == name);
    }
}
