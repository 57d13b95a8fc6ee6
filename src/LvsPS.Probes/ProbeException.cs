namespace LvsPS.Probes;

/// <summary>The server was asked and cannot serve; the message says in a few words what was seen.</summary>
public sealed class ProbeException : Exception
{
    /// <summary>Describes what was seen.</summary>
    /// <param name="message">A few words, without secrets.</param>
    /// <param name="innerException">What was thrown by the package; null for nothing.</param>
    public ProbeException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
