using LvsPS.Module.Tests.Engine;
using Xunit;

namespace LvsPS.Module.Tests.Help;

/// <summary>What somebody gets who asks for help at the prompt.</summary>
public sealed class GetHelpTests : IClassFixture<EngineFixture>
{
    private readonly EngineFixture _engine;

    public GetHelpTests(EngineFixture engine) => _engine = engine;

    public static TheoryData<string> Names => PageTests.Names;

    public static TheoryData<string> Topics => [.. HelpTopic.All.Select(topic => topic.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Get_Help_gives_the_synopsis_of_a_cmdlet(string name) =>
        Assert.Equal(HelpPage.Of(name).Synopsis, _engine.Run($"(Get-Help {name}).Synopsis").Succeeded().Texts.Single().Trim());

    [Theory]
    [MemberData(nameof(Names))]
    public void A_question_mark_shows_what_a_cmdlet_does_and_how_it_is_written(string name)
    {
        var shown = _engine.Display($"{name} -?");
        Assert.Contains(HelpPage.Of(name).Synopsis, shown, StringComparison.Ordinal);
        Assert.Contains("SYNTAX", shown, StringComparison.Ordinal);
    }

    [Fact]
    public void Examples_are_shown_with_their_code_and_their_output()
    {
        var example = HelpPage.Of("New-LvsService").Examples[0];
        var shown = _engine.Display("Get-Help New-LvsService -Examples");
        Assert.Contains(example.Code, shown, StringComparison.Ordinal);
        Assert.Contains(example.Output.Split('\n')[^1], shown, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Topics))]
    public void Topics_are_found(string name) =>
        Assert.Contains(HelpTopic.Of(name).Short, _engine.Display($"Get-Help {name}"), StringComparison.Ordinal);
}
