using System.Reflection;

namespace LvsPS.Loading;

/// <summary>
/// Answers for the module's leaf assemblies, which the default load context does not find, since they lie in folders of
/// their own; everything else is left to others.
/// </summary>
internal static class DependencyLoading
{
    /// <summary>The leaf assemblies: those that LvsPS.Core refers to, each with the packages that it alone needs.</summary>
    private static readonly string[] s_leaves = ["LvsPS.Netlink", "LvsPS.Nftables", "LvsPS.Simulator", "LvsPS.Probes", "LvsPS.Yaml"];

    private static readonly Lazy<DependencyLoadContext> s_context = new(() =>
        new DependencyLoadContext(Path.Combine(Path.GetDirectoryName(typeof(DependencyLoading).Assembly.Location)!, "dependencies"), s_leaves));

    private static int s_installed;

    /// <summary>
    /// Installs the handler, once per process. It is never taken away: Remove-Module acts on one runspace, while other
    /// runspaces and jobs go on using the module and may only now load what they need.
    /// </summary>
    internal static void Install()
    {
        if (Interlocked.Exchange(ref s_installed, 1) == 0)
        {
            AppDomain.CurrentDomain.AssemblyResolve += OnResolve;
        }
    }

    private static Assembly? OnResolve(object? sender, ResolveEventArgs e)
    {
        var name = new AssemblyName(e.Name);
        return s_leaves.Contains(name.Name, StringComparer.Ordinal) ? s_context.Value.LoadFromAssemblyName(name) : null;
    }
}
