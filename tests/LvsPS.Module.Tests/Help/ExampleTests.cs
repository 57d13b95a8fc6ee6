using Xunit;

namespace LvsPS.Module.Tests.Help;

/// <summary>Every example of every page runs, and prints what the page says.</summary>
public sealed class ExampleTests
{
    public static TheoryData<string, string> InTheEngine => Titles(needsPwsh: false);

    public static TheoryData<string, string> InPwsh => Titles(needsPwsh: true);

    [Theory]
    [MemberData(nameof(InTheEngine))]
    public void It_prints_what_the_page_says(string page, string example)
    {
        var found = Of(page, example);
        Assert.Equal(found.Output, ExampleRunner.Run(found));
    }

    [PwshTheory]
    [MemberData(nameof(InPwsh))]
    public void It_prints_in_pwsh_what_the_page_says(string page, string example)
    {
        var found = Of(page, example);
        Assert.Equal(found.Output, ExampleRunner.RunInPwsh(found));
    }

    private static HelpExample Of(string page, string title) => HelpPage.Of(page).Examples.Single(example => example.Title == title);

    private static TheoryData<string, string> Titles(bool needsPwsh)
    {
        var titles = new TheoryData<string, string>();
        foreach (var example in HelpPage.All.SelectMany(page => page.Examples).Where(example => example.NeedsPwsh == needsPwsh))
        {
            titles.Add(example.Page, example.Title);
        }

        return titles;
    }
}
