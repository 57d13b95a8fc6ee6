namespace LvsPS;

/// <summary>An answer by HTTP, as far as a check looks at it.</summary>
/// <param name="Code">The status code.</param>
/// <param name="Phrase">What the server calls it; perhaps nothing.</param>
/// <param name="Location">Where it redirects to; null for nowhere.</param>
/// <param name="Body">The body; null where the status code alone decides.</param>
internal sealed record HttpAnswer(int Code, string Phrase, string? Location, HttpBody? Body);
