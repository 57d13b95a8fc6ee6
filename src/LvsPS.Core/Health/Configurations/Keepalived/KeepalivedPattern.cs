namespace LvsPS;

/// <summary>The regular expression of a url, with all that is said about it.</summary>
internal sealed class KeepalivedPattern
{
    public KeepalivedPattern(ConfigPlace place) => Place = place;

    public ConfigPlace Place { get; set; }

    public string? Text { get; set; }

    public bool IsNot { get; set; }

    public string Options { get; set; } = string.Empty;

    /// <summary>Where in the body a match may begin at the earliest.</summary>
    public int Least { get; set; }

    /// <summary>Where in the body a match may begin at the latest.</summary>
    public int? Most { get; set; }

    /// <summary>A check that looks for it.</summary>
    public LvsHttpCheck Apply(LvsHttpCheck check, ConfigFindings findings)
    {
        if (Text is null)
        {
            if (IsNot || Options.Length > 0 || Least > 0 || Most is not null)
            {
                findings.Error(Place, "settings of a pattern", "regex \"PATTERN\" beside them", "There is no pattern.");
            }

            return check;
        }

        if (Most < Least)
        {
            findings.Error(Place, FormattableString.Invariant($"offsets from {Least} to {Most}"), "a regex_min_offset that is at most regex_max_offset", "No match begins there.");
            return check;
        }

        string pattern = ConfigChecks.Pattern(Text, Options);
        if (Least > 0 || Most is not null)
        {
            pattern = FormattableString.Invariant($@"\A[\s\S]{{{Least},{Most}}}?(?:{pattern})");
        }

        return IsNot ? check with { NotMatch = pattern } : check with { Match = pattern };
    }
}
