using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;
using LvsPS.Yaml;

namespace LvsPS;

/// <summary>Values in a row.</summary>
/// <param name="item">What each of them is; asked for when it is needed, since it may have such lists itself.</param>
/// <param name="least">How many there must be.</param>
/// <param name="isFlow">Whether they are written on one line.</param>
internal sealed class ListShape<T>(Func<Shape<T>> item, int least = 0, bool isFlow = false) : Shape<IReadOnlyList<T>>
{
    /// <inheritdoc/>
    public override bool TryRead(YamlNode node, ReadingContext context, [MaybeNullWhen(false)] out IReadOnlyList<T> value)
    {
        value = null;
        if (node is not YamlSequence sequence)
        {
            context.Error(node, $"Here stands {(node is YamlMapping ? "a mapping" : "a single value")}, and not a list.", "Write a list: each item on a line of its own after '- ', or [a, b].");
            return false;
        }

        if (sequence.Items.Count < least)
        {
            context.Error(node, "The list is empty.", "Write one item at least.");
            return false;
        }

        bool isGood = true;
        Shape<T> shape = item();
        var items = new List<T>(sequence.Items.Count);
        for (int i = 0; i < sequence.Items.Count; i++)
        {
            context.Enter(i);
            if (shape.TryRead(sequence.Items[i], context, out T? read))
            {
                items.Add(read);
            }
            else
            {
                isGood = false;
            }

            context.Leave();
        }

        // With what could be read it is gone on all the same, to find everything.
        value = items;
        return isGood || items.Count > 0;
    }

    /// <inheritdoc/>
    public override YamlNode Write(IReadOnlyList<T> value) => new YamlSequence([.. value.Select(item().Write)]) { IsFlow = isFlow };

    /// <inheritdoc/>
    public override JsonObject Schema(SchemaDefinitions definitions)
    {
        var schema = new JsonObject { ["type"] = "array", ["items"] = item().Schema(definitions) };
        if (least > 0)
        {
            schema["minItems"] = least;
        }

        return schema;
    }
}
