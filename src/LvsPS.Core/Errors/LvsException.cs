namespace LvsPS;

/// <summary>Something that LvsPS was asked to do failed. Every failure has an id, the thing that it concerns, and what to do about it.</summary>
public class LvsException : Exception
{
    /// <summary>Describes a failure.</summary>
    /// <param name="errorId">One of <see cref="LvsErrorId"/>.</param>
    /// <param name="message">What failed, on what, and why.</param>
    /// <param name="target">The thing that it concerns.</param>
    /// <param name="remedy">What to do about it.</param>
    /// <param name="inner">What caused it.</param>
    public LvsException(string errorId, string message, object? target, string remedy, Exception? inner = null)
        : base(message, inner)
    {
        ErrorId = errorId;
        Target = target;
        Remedy = remedy;
    }

    /// <summary>One of <see cref="LvsErrorId"/>.</summary>
    public string ErrorId { get; }

    /// <summary>The thing that it concerns.</summary>
    public object? Target { get; }

    /// <summary>What to do about it.</summary>
    public string Remedy { get; }
}

/// <summary>Input that cannot be right, found before anything was sent.</summary>
public sealed class LvsInputException : LvsException
{
    /// <summary>Describes bad input.</summary>
    /// <param name="errorId">One of <see cref="LvsErrorId"/>.</param>
    /// <param name="message">What was given, and what is wrong with it.</param>
    /// <param name="target">What was given.</param>
    /// <param name="remedy">What to write instead.</param>
    public LvsInputException(string errorId, string message, object? target, string remedy)
        : base(errorId, message, target, remedy)
    {
    }
}

/// <summary>The kernel answered a request with an error.</summary>
public sealed class LvsKernelException : LvsException
{
    /// <summary>Describes a refusal.</summary>
    /// <param name="errorId">One of <see cref="LvsErrorId"/>.</param>
    /// <param name="message">What was asked, and what the kernel answered.</param>
    /// <param name="target">The thing that it concerns.</param>
    /// <param name="remedy">What to do about it.</param>
    /// <param name="errno">The kernel's error number.</param>
    public LvsKernelException(string errorId, string message, object? target, string remedy, int errno)
        : base(errorId, message, target, remedy) => Errno = errno;

    /// <summary>The kernel's error number.</summary>
    public int Errno { get; }
}
