namespace LvsPS;

/// <summary>
/// Where an object was read, so that what is piped on goes back to its own director. It is no part of what the object is, and so
/// equals every other in comparisons of records.
/// </summary>
internal readonly struct ReadFrom : IEquatable<ReadFrom>
{
    public ReadFrom(LvsSession? session) => Session = session;

    /// <summary>The session; null for an object that was not read from one.</summary>
    public LvsSession? Session { get; }

    public bool Equals(ReadFrom other) => true;

    public override bool Equals(object? obj) => obj is ReadFrom;

    public override int GetHashCode() => 0;
}
