namespace LvsPS.Build;

/// <summary>A step failed; the message is all that is printed, and the tool ends with exit code 1.</summary>
internal sealed class BuildException(string message) : Exception(message);
