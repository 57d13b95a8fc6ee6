using System.Text.RegularExpressions;
using System.Xml.Linq;
using LvsPS.Module.Tests.Engine;
using Xunit;

namespace LvsPS.Module.Tests.Help;

/// <summary>module/en-US, which is what Get-Help reads, is what PlatyPS makes of docs/en-US: run `./build.ps1 Docs` where it is not.</summary>
public sealed class MamlTests
{
    private static readonly XNamespace s_command = "http://schemas.microsoft.com/maml/dev/command/2004/10";
    private static readonly XNamespace s_maml = "http://schemas.microsoft.com/maml/2004/10";
    private static readonly XElement s_help = XElement.Load(Path.Combine(BuiltModule.Root, "module", "en-US", "LvsPS.dll-Help.xml"));

    public static TheoryData<string> Names => PageTests.Names;

    [Fact]
    public void It_has_the_pages_and_nothing_else() => Assert.Equal(
        HelpPage.All.Select(page => page.Name),
        s_help.Elements(s_command + "command").Select(command => command.Element(s_command + "details")!.Element(s_command + "name")!.Value).Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Names))]
    public void Texts_are_those_of_the_page(string name)
    {
        var page = HelpPage.Of(name);
        var command = CommandOf(name);
        Assert.Equal(page.Synopsis, command.Element(s_command + "details")!.Element(s_maml + "description")!.Value.Trim());
        Same(page.Description, command.Element(s_maml + "description")!);
        Same(page.Notes, command.Element(s_maml + "alertSet")!);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Parameters_are_those_of_the_page(string name)
    {
        var page = HelpPage.Of(name);
        var parameters = (CommandOf(name).Element(s_command + "parameters")?.Elements(s_command + "parameter") ?? [])
            .ToDictionary(parameter => parameter.Element(s_maml + "name")!.Value, parameter => parameter);
        Assert.Equal(page.Parameters.Select(parameter => parameter.Name).Order(StringComparer.Ordinal), parameters.Keys.Order(StringComparer.Ordinal));
        Assert.All(page.Parameters, parameter => Same(parameter.Text, parameters[parameter.Name].Element(s_maml + "description")!));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Examples_are_those_of_the_page(string name)
    {
        var page = HelpPage.Of(name);
        var examples = CommandOf(name).Element(s_command + "examples")!.Elements(s_command + "example").ToList();
        Assert.Equal(page.Examples.Select(example => example.Title), examples.Select(example => example.Element(s_maml + "title")!.Value.Trim('-', ' ')));
        Assert.All(page.Examples.Zip(examples), pair => Same(
            $"{pair.First.Text}```powershell{pair.First.Code}```" + (pair.First.Output.Length > 0 ? $"```output{pair.First.Output}```" : ""),
            pair.Second.Element(s_maml + "introduction")!));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Links_are_those_of_the_page(string name) => Assert.Equal(
        HelpPage.Of(name).Links.Select(link => link.Text),
        CommandOf(name).Descendants(s_maml + "linkText").Select(link => link.Value));

    [Fact]
    public void No_text_has_the_signs_of_a_link() =>
        Assert.All(s_help.Descendants(s_maml + "para"), text => Assert.DoesNotContain("](", text.Value, StringComparison.Ordinal));

    private static XElement CommandOf(string name) => s_help.Elements(s_command + "command")
        .Single(command => command.Element(s_command + "details")!.Element(s_command + "name")!.Value == name);

    /// <summary>Paragraphs of the page are elements of the file, with a control character for an empty line; the words are the same.</summary>
    private static void Same(string page, XElement made) => Assert.Equal(Squeezed(page), Squeezed(made.Value));

    private static string Squeezed(string text) => Regex.Replace(text, @"[\s\u0080]+", "");
}
