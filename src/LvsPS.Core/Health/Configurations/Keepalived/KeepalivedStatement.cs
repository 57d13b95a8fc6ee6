namespace LvsPS;

/// <summary>A word of keepalived.conf.</summary>
/// <param name="Text">The word, without quotation marks.</param>
/// <param name="Place">Where it stands.</param>
internal readonly record struct KeepalivedWord(string Text, ConfigPlace Place);

/// <summary>A statement of keepalived.conf: a keyword, its words, and perhaps a block.</summary>
internal sealed class KeepalivedStatement
{
    public KeepalivedStatement(IReadOnlyList<KeepalivedWord> words, string raw)
    {
        Words = words;
        Raw = raw;
    }

    /// <summary>The keyword.</summary>
    public string Keyword => Words[0].Text;

    /// <summary>Where it stands.</summary>
    public ConfigPlace Place => Words[0].Place;

    /// <summary>All words, the keyword first.</summary>
    public IReadOnlyList<KeepalivedWord> Words { get; }

    /// <summary>The text of the statement as it is written.</summary>
    public string Raw { get; }

    /// <summary>What stands in its block; null where it has none.</summary>
    public List<KeepalivedStatement>? Block { get; set; }
}
