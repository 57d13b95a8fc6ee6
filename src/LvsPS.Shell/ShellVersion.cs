using System.Management.Automation;
using System.Reflection;

namespace LvsPS.Shell;

/// <summary>What this shell and the engine inside it call themselves.</summary>
internal static class ShellVersion
{
    /// <summary>The version of LvsPS, whose only home is the module manifest; the build copies it into the assembly.</summary>
    internal static Version Product { get; } = typeof(ShellVersion).Assembly.GetName().Version is { } v ? new Version(v.Major, v.Minor, v.Build) : new Version(0, 0, 0);

    /// <summary>The version of the PowerShell engine, as <c>$PSVersionTable.PSVersion</c> has it.</summary>
    internal static string Engine { get; } =
        (typeof(PSObject).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown").Split(' ', '+')[0];

    internal static string Text => $"LvsPS.Shell {Product} (PowerShell engine {Engine})";
}
