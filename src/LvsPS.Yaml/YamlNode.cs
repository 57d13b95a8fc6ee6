namespace LvsPS.Yaml;

/// <summary>A value of a YAML document, with its place in the text.</summary>
public abstract class YamlNode
{
    private protected YamlNode(int line, int column) => (Line, Column) = (line, column);

    /// <summary>The line, from 1; 0 for one that was not read.</summary>
    public int Line { get; }

    /// <summary>The character in the line, from 1; 0 for one that was not read.</summary>
    public int Column { get; }

    /// <summary>How many values it is with all that is in it, those that aliases stand for counted each time.</summary>
    internal virtual int Size => 1;
}

/// <summary>A text, a number, or a word such as true.</summary>
public sealed class YamlScalar : YamlNode
{
    /// <summary>Makes one.</summary>
    /// <param name="text">The text, without quotes.</param>
    /// <param name="isPlain">Whether it has no quotes, so that it may be a number or a word of YAML.</param>
    /// <param name="line">The line.</param>
    /// <param name="column">The character in it.</param>
    public YamlScalar(string text, bool isPlain = false, int line = 0, int column = 0)
        : base(line, column) => (Text, IsPlain) = (text, isPlain);

    /// <summary>The text, without quotes.</summary>
    public string Text { get; }

    /// <summary>Whether it has no quotes, so that it may be a number or a word of YAML.</summary>
    public bool IsPlain { get; }
}

/// <summary>Values in a row.</summary>
public sealed class YamlSequence : YamlNode
{
    private readonly int _size;

    /// <summary>Makes one.</summary>
    /// <param name="items">The values.</param>
    /// <param name="line">The line.</param>
    /// <param name="column">The character in it.</param>
    public YamlSequence(IReadOnlyList<YamlNode> items, int line = 0, int column = 0)
        : base(line, column)
    {
        Items = items;
        _size = NodeSize.Of(items);
    }

    /// <summary>The values.</summary>
    public IReadOnlyList<YamlNode> Items { get; }

    /// <summary>Whether it is written on one line.</summary>
    public bool IsFlow { get; init; }

    /// <inheritdoc/>
    internal override int Size => _size;
}

/// <summary>Keys, each with a value.</summary>
public sealed class YamlMapping : YamlNode
{
    private readonly int _size;

    /// <summary>Makes one.</summary>
    /// <param name="pairs">The keys and values; no key twice.</param>
    /// <param name="line">The line.</param>
    /// <param name="column">The character in it.</param>
    public YamlMapping(IReadOnlyList<YamlPair> pairs, int line = 0, int column = 0)
        : base(line, column)
    {
        Pairs = pairs;
        _size = NodeSize.Of(pairs);
    }

    /// <summary>The keys and values, in their order; those that were merged in follow its own.</summary>
    public IReadOnlyList<YamlPair> Pairs { get; }

    /// <summary>Whether it is written on one line.</summary>
    public bool IsFlow { get; init; }

    /// <inheritdoc/>
    internal override int Size => _size;

    /// <summary>The value of a key.</summary>
    /// <param name="key">The key.</param>
    /// <returns>Key and value; null where it is not there.</returns>
    public YamlPair? Find(string key)
    {
        foreach (YamlPair pair in Pairs)
        {
            if (pair.Key.Text == key)
            {
                return pair;
            }
        }

        return null;
    }
}

/// <summary>A key and its value.</summary>
/// <param name="Key">The key.</param>
/// <param name="Value">The value.</param>
public readonly record struct YamlPair(YamlScalar Key, YamlNode Value)
{
    /// <summary>Remarks that are written above the key; null for none.</summary>
    public string? Comment { get; init; }
}

/// <summary>Counts values.</summary>
internal static class NodeSize
{
    public static int Of(IReadOnlyList<YamlNode> items)
    {
        long sum = 1;
        for (int i = 0; i < items.Count; i++)
        {
            sum += items[i].Size;
        }

        return (int)Math.Min(sum, int.MaxValue);
    }

    public static int Of(IReadOnlyList<YamlPair> pairs)
    {
        long sum = 1;
        for (int i = 0; i < pairs.Count; i++)
        {
            sum += 1 + (long)pairs[i].Value.Size;
        }

        return (int)Math.Min(sum, int.MaxValue);
    }
}
