using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace LvsPS.Yaml;

/// <summary>
/// Makes values of a parser's events: by one pass, without the library's object model. Aliases become the very value of their anchor,
/// and what they would be written out is counted, so that no short text stands for an endless one.
/// </summary>
internal sealed class NodeBuilder(IParser parser)
{
    private const string Merge = "<<";

    private readonly List<YamlProblem> _problems = [];
    private readonly Dictionary<string, YamlNode> _anchors = [];
    private int _nodes;
    private long _aliased;
    private bool _isEnded;

    /// <summary>What was found wrong.</summary>
    public IReadOnlyList<YamlProblem> Problems => _problems;

    /// <summary>Whether no more problems are told.</summary>
    private bool IsFull => _problems.Count >= YamlLimits.Problems;

    /// <summary>Builds the value of the only document.</summary>
    /// <returns>The value; null for an empty text, or where it cannot be gone on with.</returns>
    public YamlNode? Build()
    {
        YamlNode? root = null;
        bool isThere = false;
        while (!_isEnded && parser.MoveNext())
        {
            switch (parser.Current)
            {
                case DocumentStart when isThere:
                    Problem(parser.Current.Start, "A second document begins here, and there must be one only.", "Write each document into a file of its own.");
                    return null;
                case DocumentStart:
                    isThere = true;
                    break;
                case StreamStart or StreamEnd or DocumentEnd:
                    break;
                default:
                    root = Node(0);
                    break;
            }
        }

        return _isEnded ? null : root;
    }

    private YamlNode? Node(int depth)
    {
        ParsingEvent current = parser.Current!;
        if (current is AnchorAlias alias)
        {
            return Aliased(alias);
        }

        if (++_nodes > YamlLimits.Nodes)
        {
            return End(current.Start, FormattableString.Invariant($"The document has more than {YamlLimits.Nodes} values."), "Make several documents of it.");
        }

        if (depth > YamlLimits.Depth)
        {
            return End(current.Start, FormattableString.Invariant($"Values lie in one another more than {YamlLimits.Depth} deep."), "Write a document that is less deep.");
        }

        YamlNode? node = current switch
        {
            Scalar scalar => Of(scalar),
            SequenceStart sequence => Of(sequence, depth),
            MappingStart mapping => Of(mapping, depth),
            _ => throw new InvalidOperationException($"A {current.GetType().Name} begins no value."),
        };
        if (node is not null && current is NodeEvent { Anchor.IsEmpty: false } named)
        {
            _anchors[named.Anchor.Value] = node;
        }

        return node;
    }

    private YamlNode? Aliased(AnchorAlias alias)
    {
        if (!_anchors.TryGetValue(alias.Value.Value, out YamlNode? node))
        {
            Problem(alias.Start, $"No value before has the anchor &{alias.Value.Value}.", "Write the anchor at the value that is meant, above this line and not around it.");
            return new YamlScalar(string.Empty, isPlain: true, (int)alias.Start.Line, (int)alias.Start.Column);
        }

        _aliased += node.Size;
        return _aliased <= YamlLimits.Aliased ? node : End(
            alias.Start,
            FormattableString.Invariant($"The aliases up to *{alias.Value.Value} stand for more than {YamlLimits.Aliased} values."),
            "Write fewer aliases of values that have aliases in them.");
    }

    private YamlScalar Of(Scalar scalar)
    {
        bool isString = CheckTag(scalar) == "tag:yaml.org,2002:str";
        if (scalar.Value.AsSpan().IndexOfAnyInRange('\uD800', '\uDFFF') >= 0 && HasHalfCharacter(scalar.Value))
        {
            Problem(
                scalar.Start,
                "Half of a character stands here, a surrogate without its other half, which no text has.",
                "Write the whole character.");
        }

        return new YamlScalar(scalar.Value, scalar.Style == ScalarStyle.Plain && !isString, (int)scalar.Start.Line, (int)scalar.Start.Column);
    }

    private YamlSequence? Of(SequenceStart start, int depth)
    {
        _ = CheckTag(start);
        var items = new List<YamlNode>();
        while (parser.MoveNext() && parser.Current is not SequenceEnd)
        {
            if (Node(depth + 1) is not YamlNode item)
            {
                return null;
            }

            items.Add(item);
        }

        return new YamlSequence(items, (int)start.Start.Line, (int)start.Start.Column) { IsFlow = start.Style == SequenceStyle.Flow };
    }

    private YamlMapping? Of(MappingStart start, int depth)
    {
        _ = CheckTag(start);
        var pairs = new PairList(this);
        while (parser.MoveNext() && parser.Current is not MappingEnd)
        {
            Mark place = parser.Current!.Start;
            YamlNode? key = Node(depth + 1);
            if (key is null || !parser.MoveNext() || Node(depth + 1) is not YamlNode value)
            {
                return null;
            }

            if (key is YamlScalar name)
            {
                pairs.Add(name, value);
            }
            else
            {
                Problem(place, "A key is a word, and not a list or a mapping.", "Write a word; put text that begins with [ or { in quotes.");
            }
        }

        return new YamlMapping(pairs.Finish(), (int)start.Start.Line, (int)start.Start.Column) { IsFlow = start.Style == MappingStyle.Flow };
    }

    private string? CheckTag(NodeEvent node)
    {
        if (node.Tag.IsEmpty || node.Tag.IsNonSpecific)
        {
            return node.Tag.IsEmpty ? null : "tag:yaml.org,2002:str";
        }

        string tag = node.Tag.Value;
        if (tag is not ("tag:yaml.org,2002:str" or "tag:yaml.org,2002:map" or "tag:yaml.org,2002:seq"))
        {
            Problem(node.Start, $"The tag {tag} means nothing here.", "Leave the tag out.");
        }

        return tag;
    }

    private static bool HasHalfCharacter(string text)
    {
        for (int i = 0; i < text.Length; i++)
        {
            if (char.IsSurrogate(text[i]) && (i + 1 == text.Length || !char.IsSurrogatePair(text[i], text[i + 1])))
            {
                return true;
            }

            i += char.IsHighSurrogate(text[i]) ? 1 : 0;
        }

        return false;
    }

    private void Problem(Mark place, string message, string remedy) => Problem((int)place.Line, (int)place.Column, message, remedy);

    private void Problem(int line, int column, string message, string remedy)
    {
        if (!IsFull)
        {
            _problems.Add(new YamlProblem(line, column, message, remedy));
        }
    }

    private YamlNode? End(Mark place, string message, string remedy)
    {
        Problem(place, message, remedy);
        _isEnded = true;
        return null;
    }

    /// <summary>The pairs of a mapping: each key once, and what is merged in behind its own.</summary>
    private struct PairList(NodeBuilder builder)
    {
        // Most mappings have few keys, which are compared one by one.
        private const int Few = 12;

        private readonly List<YamlPair> _pairs = [];
        private List<YamlNode>? _merged;
        private HashSet<string>? _known;

        public void Add(YamlScalar key, YamlNode value)
        {
            if (key is { IsPlain: true, Text: Merge })
            {
                (_merged ??= []).Add(value);
                if (_merged.Count > 1)
                {
                    builder.Problem(key.Line, key.Column, "The key << stands there twice.", "Write one, with a list of what is merged: <<: [*a, *b].");
                }

                return;
            }

            if (IsKnown(key.Text))
            {
                if (builder.IsFull)
                {
                    return;
                }

                string text = key.Text;
                YamlScalar first = _pairs.First(p => p.Key.Text == text).Key;
                builder.Problem(
                    key.Line, key.Column, FormattableString.Invariant($"The key '{key.Text}' stands there twice, first in line {first.Line}."), "Write it once.");
                return;
            }

            _pairs.Add(new YamlPair(key, value));
            _ = _known?.Add(key.Text);
        }

        public List<YamlPair> Finish()
        {
            foreach (YamlNode merged in _merged ?? [])
            {
                foreach (YamlNode one in merged is YamlSequence list ? list.Items : [merged])
                {
                    if (one is not YamlMapping mapping)
                    {
                        builder.Problem(one.Line, one.Column, "Only a mapping, or a list of them, can be merged in by <<.", "Write an alias of a mapping: <<: *name.");
                        continue;
                    }

                    // The first one that has a key wins, as YAML's merge key type has it.
                    foreach (YamlPair pair in mapping.Pairs)
                    {
                        if (!IsKnown(pair.Key.Text))
                        {
                            _pairs.Add(pair);
                            _ = _known?.Add(pair.Key.Text);
                        }
                    }
                }
            }

            return _pairs;
        }

        private bool IsKnown(string key)
        {
            if (_known is not null)
            {
                return _known.Contains(key);
            }

            foreach (YamlPair pair in _pairs)
            {
                if (pair.Key.Text == key)
                {
                    return true;
                }
            }

            if (_pairs.Count > Few)
            {
                _known = [.. _pairs.Select(p => p.Key.Text)];
            }

            return false;
        }
    }
}
