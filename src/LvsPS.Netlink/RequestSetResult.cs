namespace LvsPS.Netlink;

/// <summary>Why a set of requests ended.</summary>
public enum RequestSetEnd
{
    /// <summary>All were sent, and the kernel is through with them.</summary>
    Complete,

    /// <summary>It was cancelled; the rest was not sent.</summary>
    Cancelled,

    /// <summary>The set's deadline passed between two sends, or that of a send before its end was acknowledged.</summary>
    TimedOut,

    /// <summary>Answers were lost (ENOBUFS, or a datagram larger than the buffer): what was done can only be learned by reading.</summary>
    AnswersLost,

    /// <summary>The socket itself failed.</summary>
    TransportFailed,
}

/// <summary>What became of a set of requests.</summary>
/// <param name="End">Why it ended.</param>
/// <param name="Errnos">For each request its errno (0 where it was done), or <see cref="NotSent"/> or <see cref="Unknown"/>.</param>
/// <param name="TransportErrno">The errno of a failed socket.</param>
public sealed record RequestSetResult(RequestSetEnd End, IReadOnlyList<int> Errnos, int TransportErrno)
{
    /// <summary>The request was not sent.</summary>
    public const int NotSent = -1;

    /// <summary>The request was sent and its answer is not known.</summary>
    public const int Unknown = -2;

    /// <summary>Texts of extended acknowledgements by the request's index.</summary>
    public IReadOnlyDictionary<int, string> KernelMessages { get; init; } = new Dictionary<int, string>();
}
