namespace LvsPS.Shell;

/// <summary>What the command line asks for.</summary>
internal enum ShellMode
{
    /// <summary>A prompt, or the statements piped to standard input.</summary>
    Prompt,

    /// <summary>One text of commands.</summary>
    Command,

    /// <summary>A script file with arguments.</summary>
    File,

    /// <summary>The usage text.</summary>
    Help,

    /// <summary>The version line.</summary>
    Version,
}
