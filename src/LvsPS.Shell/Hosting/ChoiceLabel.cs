namespace LvsPS.Shell.Hosting;

/// <summary>A choice's label, whose hot key is the letter after an ampersand: "Yes to &amp;All" is A.</summary>
internal sealed class ChoiceLabel
{
    internal ChoiceLabel(string label)
    {
        var mark = label.IndexOf('&', StringComparison.Ordinal);
        Text = mark >= 0 ? label.Remove(mark, 1) : label;
        HotKey = (mark >= 0 && mark < Text.Length ? Text[mark] : Text.FirstOrDefault('?')).ToString().ToUpperInvariant();
    }

    internal string Text { get; }

    internal string HotKey { get; }

    internal bool Matches(string answer) =>
        string.Equals(answer, HotKey, StringComparison.OrdinalIgnoreCase) || string.Equals(answer, Text, StringComparison.OrdinalIgnoreCase);
}
