namespace LvsPS.Nftables;

/// <summary>Why commands were not run.</summary>
public enum NftablesFailure
{
    /// <summary>There is no libnftables, or none that can be used.</summary>
    NoLibrary,

    /// <summary>The kernel has no netlink socket for packet filters.</summary>
    NoSocket,

    /// <summary>The caller may not.</summary>
    NotPermitted,

    /// <summary>The kernel cannot do it.</summary>
    NotSupported,

    /// <summary>What is named is not there, perhaps not any more.</summary>
    NotFound,

    /// <summary>Any other refusal.</summary>
    Refused,
}

/// <summary>Commands that were not run; of a transaction that fails nothing is done.</summary>
public sealed class NftablesException : Exception
{
    /// <summary>Describes a failure.</summary>
    /// <param name="failure">Its kind.</param>
    /// <param name="message">What libnftables says.</param>
    /// <param name="inner">What caused it.</param>
    public NftablesException(NftablesFailure failure, string message, Exception? inner = null)
        : base(message, inner) => Failure = failure;

    /// <summary>Its kind.</summary>
    public NftablesFailure Failure { get; }
}
