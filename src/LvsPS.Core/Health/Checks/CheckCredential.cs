using System.Net;

namespace LvsPS;

/// <summary>A credential that can be compared, so that a check that is read anew is known to be the same. It shows nothing.</summary>
internal sealed class CheckCredential : IEquatable<CheckCredential>
{
    private CheckCredential(NetworkCredential value) => Value = value;

    /// <summary>The credential.</summary>
    public NetworkCredential Value { get; }

    /// <summary>Wraps a credential.</summary>
    /// <param name="value">The credential; null for none.</param>
    /// <returns>The wrapped one; null for none.</returns>
    public static CheckCredential? Of(NetworkCredential? value) => value is null ? null : new(value);

    /// <inheritdoc/>
    public bool Equals(CheckCredential? other) => other is not null
        && Value.UserName == other.Value.UserName && Value.Password == other.Value.Password && Value.Domain == other.Value.Domain;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as CheckCredential);

    /// <inheritdoc/>
    public override int GetHashCode() => Value.UserName.GetHashCode(StringComparison.Ordinal);
}
