namespace LvsPS.Module.Tests.Help;

/// <summary>
/// An example of a page: code in a powershell fence, and what it prints in an output fence below it. One that needs pwsh's own
/// modules has "(needs pwsh)" in its heading, where its readers see it too.
/// </summary>
/// <param name="Page">The page.</param>
/// <param name="Title">Its heading.</param>
/// <param name="Code">The code; its statements are run one by one, as at a prompt.</param>
/// <param name="Output">What is printed; empty for nothing.</param>
/// <param name="Text">What the page says around it.</param>
public sealed record HelpExample(string Page, string Title, string Code, string Output, string Text)
{
    public bool NeedsPwsh => Title.EndsWith("(needs pwsh)", StringComparison.Ordinal);

    /// <summary>Shown as the test's name.</summary>
    /// <returns>Page and heading.</returns>
    public override string ToString() => $"{Page}, {Title}";

    internal static HelpExample Read(string page, string title, string body)
    {
        var fences = HelpPage.Fences(body).ToList();
        return new HelpExample(
            page,
            title,
            fences.Single(fence => fence.Kind == "powershell").Text,
            fences.SingleOrDefault(fence => fence.Kind == "output").Text ?? "",
            body[..body.IndexOf("```", StringComparison.Ordinal)].Trim());
    }
}
