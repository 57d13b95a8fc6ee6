using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace LvsPS.Yaml;

/// <summary>Writes values as YAML that every reader of YAML reads alike: what could be a number or a word, and is text, has quotes.</summary>
public static class YamlWriter
{
    /// <summary>Writes a document.</summary>
    /// <param name="root">Its value.</param>
    /// <param name="writer">Where it is written.</param>
    /// <param name="comment">Remarks above it, a line each; null for none.</param>
    public static void Write(YamlNode root, TextWriter writer, string? comment = null)
    {
        foreach (string line in comment?.Split('\n') ?? [])
        {
            writer.Write(line.Length == 0 ? "#\n" : $"# {line}\n");
        }

        writer.NewLine = "\n";
        var emitter = new Emitter(writer, new EmitterSettings(bestIndent: 2, bestWidth: int.MaxValue, isCanonical: false, maxSimpleKeyLength: 1024, newLine: "\n"));
        emitter.Emit(new StreamStart());
        emitter.Emit(new DocumentStart(null, null, isImplicit: true));
        Emit(emitter, root);
        emitter.Emit(new DocumentEnd(isImplicit: true));
        emitter.Emit(new StreamEnd());
    }

    private static void Emit(Emitter emitter, YamlNode node)
    {
        switch (node)
        {
            case YamlScalar scalar:
                Emit(emitter, scalar);
                break;
            case YamlSequence sequence:
                bool isFlow = sequence.IsFlow || sequence.Items.Count == 0;
                emitter.Emit(new SequenceStart(AnchorName.Empty, TagName.Empty, isImplicit: true, isFlow ? SequenceStyle.Flow : SequenceStyle.Block));
                foreach (YamlNode item in sequence.Items)
                {
                    Emit(emitter, item);
                }

                emitter.Emit(new SequenceEnd());
                break;
            case YamlMapping mapping:
                emitter.Emit(new MappingStart(
                    AnchorName.Empty, TagName.Empty, isImplicit: true, mapping.IsFlow || mapping.Pairs.Count == 0 ? MappingStyle.Flow : MappingStyle.Block));
                foreach (YamlPair pair in mapping.Pairs)
                {
                    if (pair.Comment is string comment)
                    {
                        emitter.Emit(new Comment(comment, isInline: false));
                    }

                    Emit(emitter, pair.Key);
                    Emit(emitter, pair.Value);
                }

                emitter.Emit(new MappingEnd());
                break;
        }
    }

    private static void Emit(Emitter emitter, YamlScalar scalar)
    {
        // What has line ends or signs beyond ASCII is written with escapes, which no editor and no transport changes.
        bool isSimple = scalar.Text.All(c => c is >= ' ' and <= '~');
        ScalarStyle style = scalar.IsPlain ? ScalarStyle.Plain
            : !isSimple || YamlWords.IsSpecial(scalar.Text) ? ScalarStyle.DoubleQuoted
            : ScalarStyle.Any;
        emitter.Emit(new Scalar(AnchorName.Empty, TagName.Empty, scalar.Text, style, isPlainImplicit: true, isQuotedImplicit: true));
    }
}
