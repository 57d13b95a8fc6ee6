namespace LvsPS.Yaml;

/// <summary>Something that is wrong with a text as YAML.</summary>
/// <param name="Line">The line, from 1; 0 for the whole text.</param>
/// <param name="Column">The character in the line, from 1; 0 for the whole text.</param>
/// <param name="Message">What is wrong, as a sentence.</param>
/// <param name="Remedy">What to do about it, as a sentence.</param>
public sealed record YamlProblem(int Line, int Column, string Message, string Remedy);

/// <summary>What was read of a text.</summary>
/// <param name="Root">Its value; null where the text is empty, or no YAML.</param>
/// <param name="Problems">What is wrong with it.</param>
public sealed record YamlDocument(YamlNode? Root, IReadOnlyList<YamlProblem> Problems);
