using System.Management.Automation;
using System.Text.RegularExpressions;
using Xunit;

namespace LvsPS.Module.Tests.Help;

/// <summary>The pages of docs/en-US say of the cmdlets what is so.</summary>
public sealed class PageTests
{
    public static TheoryData<string> Names => [.. HelpPage.All.Select(page => page.Name)];

    [Fact]
    public void Every_cmdlet_has_a_page_and_every_page_a_cmdlet() =>
        Assert.Equal(ModuleCmdlets.All.Select(cmdlet => cmdlet.Name).Order(StringComparer.Ordinal), HelpPage.All.Select(page => page.Name));

    [Theory]
    [MemberData(nameof(Names))]
    public void A_page_has_all_its_parts(string name)
    {
        var page = HelpPage.Of(name);
        Assert.DoesNotContain("{{", page.Text, StringComparison.Ordinal);
        Assert.Matches(@"^[^\n]+\.$", page.Synopsis);
        Assert.NotEmpty(page.Description);
        Assert.NotEmpty(page.Notes);
        Assert.True(page.Examples.Count >= 2, $"{name} has fewer than two examples.");
        Assert.Equal(Enumerable.Range(1, page.Examples.Count).Select(i => $"Example {i}:"), page.Examples.Select(example => string.Join(' ', example.Title.Split(' ').Take(2))));
        Assert.Contains(page.Examples, example => example.Output.Length > 0);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_page_has_the_parameters_of_the_cmdlet(string name)
    {
        var cmdlet = ModuleCmdlets.Of(name);
        var page = HelpPage.Of(name);
        Assert.Equal(
            cmdlet.OwnParameters().Select(parameter => parameter.Name).Order(StringComparer.Ordinal),
            page.Parameters.Select(parameter => parameter.Name).Order(StringComparer.Ordinal));
        foreach (var described in page.Parameters)
        {
            var real = cmdlet.Parameters[described.Name];
            Assert.NotEmpty(described.Text);
            Assert.Equal(real.ParameterType.ToString(), described.Type);
            Assert.Equal(real.Aliases.Order(StringComparer.Ordinal), described.Aliases.Order(StringComparer.Ordinal));
            Assert.Equal(real.Attributes.OfType<SupportsWildcardsAttribute>().Any(), described.SupportsWildcards);
            Assert.Equal(SetsOf(real).Order(StringComparer.Ordinal), described.Sets.Order(StringComparer.Ordinal));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_page_has_a_line_for_each_parameter_set(string name)
    {
        var cmdlet = ModuleCmdlets.Of(name);
        var expected = cmdlet.ParameterSets.ToDictionary(set => set.Name, set => Words($"{name} {set}"));
        var page = HelpPage.Of(name).Syntax.ToDictionary(part => part.Set.Replace(" (Default)", "", StringComparison.Ordinal), part => Words(part.Line));
        Assert.Equal(expected.Keys.Order(StringComparer.Ordinal), page.Keys.Order(StringComparer.Ordinal));
        Assert.All(expected, set => Assert.Equal(set.Value, page[set.Key]));
        Assert.Equal(cmdlet.DefaultParameterSet, HelpPage.Of(name).Syntax.SingleOrDefault(part => part.Set.EndsWith(" (Default)", StringComparison.Ordinal)).Set?.Split(' ')[0]);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_page_has_the_types_that_the_cmdlet_gives(string name) =>
        Assert.Equal(ModuleCmdlets.Of(name).OutputType.Select(type => type.Name), HelpPage.Of(name).Outputs);

    [Theory]
    [MemberData(nameof(Names))]
    public void Links_lead_to_pages(string name)
    {
        var links = HelpPage.Of(name).Links;
        Assert.NotEmpty(links);
        Assert.All(links, link => Assert.True(link.Target == link.Text + ".md" && File.Exists(Path.Combine(HelpPage.Folder, link.Target)), link.Target));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_page_names_only_cmdlets_that_there_are(string name)
    {
        var named = Regex.Matches(HelpPage.Of(name).Text, @"\b[A-Z][a-zA-Z]+-Lvs[A-Za-z]+").Select(match => match.Value).Distinct();
        Assert.Empty(named.Except(HelpPage.All.Select(page => page.Name)));
    }

    private static IEnumerable<string> SetsOf(ParameterMetadata parameter) => parameter.ParameterSets.Select(set => string.Join(
        ' ',
        set.Key == ParameterAttribute.AllParameterSets ? "(All)" : set.Key,
        set.Value.Position == int.MinValue ? "Named" : set.Value.Position.ToString(System.Globalization.CultureInfo.InvariantCulture),
        Word(set.Value.IsMandatory),
        Word(set.Value.ValueFromPipeline),
        Word(set.Value.ValueFromPipelineByPropertyName)));

    private static string Word(bool value) => value ? "true" : "false";

    /// <summary>The words of a syntax line; the order of named parameters is nobody's promise.</summary>
    private static IEnumerable<string> Words(string line) => line.Split(' ', StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal);
}
