namespace LvsPS;

/// <summary>A text that outlives the process, replaced as a whole.</summary>
internal interface IStateFile
{
    /// <summary>Where it is kept, for messages.</summary>
    string Path { get; }

    /// <summary>Reads it.</summary>
    /// <returns>The text; null where there is none.</returns>
    string? Read();

    /// <summary>Replaces it.</summary>
    /// <param name="text">The text; null removes it.</param>
    void Write(string? text);
}
