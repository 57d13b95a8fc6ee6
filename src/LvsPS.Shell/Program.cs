namespace LvsPS.Shell;

/// <summary>A PowerShell console for machines without <c>pwsh</c>: the real engine, with the module LvsPS loaded.</summary>
internal static class Program
{
    /// <summary>pwsh's exit code for a command line that it cannot make sense of (EX_USAGE of sysexits.h).</summary>
    internal const int UsageError = 64;

    private static int Main(string[] args)
    {
        ShellOptions options;
        try
        {
            options = ShellOptions.Parse(args);
        }
        catch (ShellUsageException e)
        {
            Console.Error.WriteLine(e.Message);
            return UsageError;
        }

        switch (options.Mode)
        {
            case ShellMode.Help:
                Console.Out.WriteLine(ShellOptions.Usage);
                return 0;
            case ShellMode.Version:
                Console.Out.WriteLine(ShellVersion.Text);
                return 0;
            default:
                // The engine would report each start and each import to its makers. Nobody has agreed to that here.
                Environment.SetEnvironmentVariable("POWERSHELL_TELEMETRY_OPTOUT", "1");
                using (var session = new ShellSession(options))
                {
                    return session.Run();
                }
        }
    }
}
