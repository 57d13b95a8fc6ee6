using System.Globalization;

namespace LvsPS;

/// <summary>The track_file blocks of keepalived.conf, and the checks that FILE_CHECK makes of them (keepalived: track_file.c, check_file.c).</summary>
internal sealed class KeepalivedTrackFiles
{
    private const int GreatestOfFile = 254;

    private readonly Dictionary<string, LvsFileCheck> _files = new(StringComparer.Ordinal);
    private readonly KeepalivedValues _values;

    public KeepalivedTrackFiles(KeepalivedValues values) => _values = values;

    /// <summary>Reads a track_file at the top.</summary>
    public void Add(KeepalivedStatement statement)
    {
        if (_values.Word(statement, "a name") is not string name)
        {
            return;
        }

        string? path = null;
        (int Factor, bool IsReversed) weight = (1, false);
        foreach (KeepalivedStatement child in statement.Block ?? [])
        {
            switch (child.Keyword)
            {
                case "file":
                    path = _values.Word(child, "a path") ?? path;
                    break;
                case "weight":
                    weight = Weight(child, GreatestOfFile, takesNo: false) ?? weight;
                    break;
                case "init_file":
                    TellInitial(child);
                    break;
                default:
                    _values.Unknown(child, statement.Keyword);
                    break;
            }
        }

        if (path is null)
        {
            _values.Findings.Error(statement.Place, name, "file PATH in it", $"The {statement.Keyword} names no file.");
        }
        else if (!_files.TryAdd(name, new LvsFileCheck { File = path, WeightFactor = weight.Factor, IsReversed = weight.IsReversed }))
        {
            _values.Findings.Error(statement.Words[1].Place, name, "another name", $"There is a {statement.Keyword} of this name already.");
        }
    }

    /// <summary>Reads a FILE_CHECK.</summary>
    /// <returns>The check; null where it has faults.</returns>
    public LvsFileCheck? Check(KeepalivedStatement statement)
    {
        LvsFileCheck? check = null;
        (int Factor, bool IsReversed)? weight = null;
        bool isNamed = false;
        foreach (KeepalivedStatement child in statement.Block ?? [])
        {
            switch (child.Keyword)
            {
                case "track_file":
                    isNamed = true;
                    if (_values.Word(child, "a name") is string name && !_files.TryGetValue(name, out check))
                    {
                        _values.Findings.Error(child.Words[1].Place, name, "the name of a track_file", "There is no such track_file.");
                    }

                    break;
                case "weight":
                    weight = Weight(child, int.MaxValue, takesNo: true) ?? weight;
                    break;
                default:
                    _values.Unknown(child, statement.Keyword);
                    break;
            }
        }

        if (!isNamed)
        {
            _values.Findings.Error(statement.Place, statement.Keyword, "track_file NAME in it", "There is no file to look at.");
        }

        return weight is (int factor, bool isReversed) ? check is null ? null : check with { WeightFactor = factor, IsReversed = isReversed } : check;
    }

    private (int Factor, bool IsReversed)? Weight(KeepalivedStatement statement, int greatest, bool takesNo)
    {
        string expected = string.Create(CultureInfo.InvariantCulture, $"a number from {-greatest} to {greatest}");
        if (statement.Words.Count < 2)
        {
            _values.Findings.Error(statement.Place, statement.Keyword, $"{statement.Keyword} with {expected}", $"The directive {statement.Keyword} has no value.");
            return null;
        }

        _values.TellRest(statement, 3);
        KeepalivedWord word = statement.Words[1];
        if (!int.TryParse(word.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int factor) || factor < -greatest || factor > greatest)
        {
            _values.Findings.Error(word.Place, word.Text, expected, $"The value of {statement.Keyword} is out of range or no number.");
            return null;
        }

        string order = statement.Words.Count > 2 ? statement.Words[2].Text : string.Empty;
        if (order is not ("" or "reverse") && !(takesNo && order == "noreverse"))
        {
            _values.Findings.Error(statement.Words[2].Place, order, takesNo ? "reverse or noreverse" : "reverse", $"The directive {statement.Keyword} has no such option.");
            return null;
        }

        return (factor, order == "reverse");
    }

    /// <summary>A file that is not there counts as 0, so that making one with 0 in it makes no difference.</summary>
    private void TellInitial(KeepalivedStatement statement)
    {
        if (statement.Words.Skip(1).Any(w => w.Text != "0"))
        {
            _values.NotHonoured(statement, "A monitor writes no tracked file: until somebody does, it counts as 0.");
        }
    }
}
