namespace LvsPS;

/// <summary>A plan as people read it: a line for each change, with a sign before it, and what it comes to.</summary>
internal static class PlanText
{
    private const string Reset = "\u001b[0m";

    /// <summary>The lines of a plan.</summary>
    /// <param name="steps">What each change does, as a sign's word and a sentence.</param>
    /// <param name="notes">What no plan can take back, and what is felt meanwhile.</param>
    /// <param name="leftAlone">What is left as it is, since somebody has it in hand.</param>
    /// <param name="width">How many characters a line has at most.</param>
    /// <param name="isColoured">Whether for a terminal that shows colours.</param>
    /// <returns>The lines.</returns>
    public static IEnumerable<string> Lines(
        IReadOnlyList<(LvsAction Action, string Description)> steps, IEnumerable<string> notes, IEnumerable<string> leftAlone, int width, bool isColoured)
    {
        foreach ((LvsAction action, string description) in steps)
        {
            (char sign, string colour) = action switch
            {
                LvsAction.Add => ('+', "\u001b[32m"),
                LvsAction.Edit => ('~', "\u001b[33m"),
                _ => ('-', "\u001b[31m"),
            };
            foreach (string line in Wrapped($"  {sign} ", description, width))
            {
                yield return isColoured ? $"{colour}{line}{Reset}" : line;
            }
        }

        if (steps.Count > 0)
        {
            yield return string.Empty;
        }

        yield return Summary([.. steps.Select(s => s.Action)]);
        foreach (string line in notes.SelectMany(n => Wrapped("Note: ", n, width)).Concat(leftAlone.SelectMany(l => Wrapped("Left alone: ", l, width))))
        {
            yield return line;
        }
    }

    /// <summary>What a plan comes to.</summary>
    /// <param name="actions">What its changes do.</param>
    /// <returns>A sentence.</returns>
    public static string Summary(IReadOnlyCollection<LvsAction> actions)
    {
        ILookup<LvsAction, LvsAction> by = actions.ToLookup(a => a);
        return actions.Count == 0
            ? "No changes: all is as wanted."
            : FormattableString.Invariant(
                $"Plan: {by[LvsAction.Add].Count()} to add, {by[LvsAction.Edit].Count()} to change, {by[LvsAction.Remove].Count() + by[LvsAction.Clear].Count()} to remove.");
    }

    /// <summary>A text in lines, broken between words, the later ones indented like the first.</summary>
    private static IEnumerable<string> Wrapped(string start, string text, int width) =>
        LvsText.Lines(text, width - start.Length).Select((line, i) => (i == 0 ? start : new string(' ', start.Length)) + line);
}
