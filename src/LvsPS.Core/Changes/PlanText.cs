using System.Text;

namespace LvsPS;

/// <summary>A plan as people read it: a line for each change, with a sign before it, and what it comes to.</summary>
internal static class PlanText
{
    private const string Reset = "\u001b[0m";

    /// <summary>The lines of a plan.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="width">How many characters a line has at most.</param>
    /// <param name="isColoured">Whether for a terminal that shows colours.</param>
    /// <returns>The lines.</returns>
    public static IEnumerable<string> Lines(LvsPlan plan, int width, bool isColoured)
    {
        foreach (LvsChange change in plan.Changes)
        {
            (char sign, string colour) = change.Action switch
            {
                LvsAction.Add => ('+', "\u001b[32m"),
                LvsAction.Edit => ('~', "\u001b[33m"),
                _ => ('-', "\u001b[31m"),
            };
            foreach (string line in Wrapped($"  {sign} ", change.Description, width))
            {
                yield return isColoured ? $"{colour}{line}{Reset}" : line;
            }
        }

        if (!plan.IsEmpty)
        {
            yield return string.Empty;
        }

        yield return Summary(plan);
        foreach (string line in plan.Notes.SelectMany(n => Wrapped("Note: ", n, width)).Concat(plan.LeftAlone.SelectMany(l => Wrapped("Left alone: ", l, width))))
        {
            yield return line;
        }
    }

    /// <summary>What a plan comes to.</summary>
    /// <param name="plan">The plan.</param>
    /// <returns>A sentence.</returns>
    public static string Summary(LvsPlan plan)
    {
        ILookup<LvsAction, LvsChange> by = plan.Changes.ToLookup(c => c.Action);
        return plan.IsEmpty
            ? "No changes: all is as wanted."
            : FormattableString.Invariant(
                $"Plan: {by[LvsAction.Add].Count()} to add, {by[LvsAction.Edit].Count()} to change, {by[LvsAction.Remove].Count() + by[LvsAction.Clear].Count()} to remove.");
    }

    /// <summary>A text in lines, broken between words, the later ones indented like the first.</summary>
    private static IEnumerable<string> Wrapped(string start, string text, int width)
    {
        var line = new StringBuilder(start);
        bool isEmpty = true;
        foreach (string word in text.Split(' '))
        {
            if (!isEmpty && line.Length + 1 + word.Length > width)
            {
                yield return line.ToString();
                line.Clear().Append(' ', start.Length);
                isEmpty = true;
            }

            line.Append(isEmpty ? string.Empty : " ").Append(word);
            isEmpty = false;
        }

        yield return line.ToString();
    }
}
