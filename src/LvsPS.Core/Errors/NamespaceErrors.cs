namespace LvsPS;

/// <summary>What is said where a network namespace that was there when its session was opened cannot be entered.</summary>
internal static class NamespaceErrors
{
    /// <summary>It may not be entered.</summary>
    /// <param name="nameOrPath">Its name or path.</param>
    /// <param name="cause">What the kernel said.</param>
    /// <returns>PermissionDenied.</returns>
    public static LvsException Forbidden(string? nameOrPath, Exception cause) => new(
        LvsErrorId.PermissionDenied,
        $"The network namespace {nameOrPath} cannot be entered: permission denied.",
        nameOrPath,
        "Run as root: entering a namespace needs CAP_SYS_ADMIN.",
        cause);

    /// <summary>It is not there any more.</summary>
    /// <param name="nameOrPath">Its name or path.</param>
    /// <param name="cause">What the kernel said.</param>
    /// <param name="target">The thing that it concerns; null for the namespace itself.</param>
    /// <returns>NamespaceNotFound.</returns>
    public static LvsException Gone(string? nameOrPath, Exception cause, object? target = null) => new(
        LvsErrorId.NamespaceNotFound,
        $"The network namespace {nameOrPath} is not there any more.",
        target ?? nameOrPath,
        "'ip netns list' shows the names; open another session with New-LvsSession.",
        cause);
}
