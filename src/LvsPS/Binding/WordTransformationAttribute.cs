using System.Collections;
using System.Management.Automation;

namespace LvsPS.Binding;

/// <summary>
/// What the parameters share that take words of a list, also words of other tools for the same. A bare number is refused: PowerShell
/// would take it for the value with that number, which nobody who writes one has in mind.
/// </summary>
internal abstract class WordTransformationAttribute : ArgumentTransformationAttribute
{
    public sealed override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData) =>
        (inputData is PSObject wrapped ? wrapped.BaseObject : inputData) switch
        {
            IEnumerable list and not string => list.Cast<object?>().Select(One).ToArray(),
            _ => One(inputData),
        };

    /// <summary>The value of a word, or null.</summary>
    protected abstract object? Find(string word);

    /// <summary>What is wrong, and which words there are.</summary>
    protected abstract string Message(string word);

    /// <summary>A value from another process is a number whose text is the word, and so is asked for its text.</summary>
    private object? One(object? item) =>
        (item is PSObject wrapped ? wrapped.BaseObject : item) is null ? null
        : item!.ToString() is not string word || string.IsNullOrWhiteSpace(word) ? null
        : Find(word.Trim()) ?? throw new ArgumentTransformationMetadataException(Message(word));
}
