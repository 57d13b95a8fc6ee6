namespace LvsPS.Shell;

/// <summary>The command line makes no sense; the message says how and is all that is printed.</summary>
internal sealed class ShellUsageException(string message) : Exception(message);
