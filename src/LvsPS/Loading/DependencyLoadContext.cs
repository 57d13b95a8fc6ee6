using System.Reflection;
using System.Runtime.Loader;

namespace LvsPS.Loading;

/// <summary>
/// The private home of the leaf assemblies and their packages, so that the versions we need and those of other modules in
/// the same process never meet.
/// </summary>
internal sealed class DependencyLoadContext : AssemblyLoadContext
{
    // In this order, so that what two leaves could offer comes from the first.
    private readonly AssemblyDependencyResolver[] _resolvers;

    internal DependencyLoadContext(string folder, IEnumerable<string> leaves)
        : base("LvsPS dependencies") =>
        _resolvers = [.. leaves.Select(leaf => new AssemblyDependencyResolver(Path.Combine(folder, leaf, leaf + ".dll")))];

    /// <inheritdoc/>
    protected override Assembly? Load(AssemblyName assemblyName)
    {
        // Null leaves the framework, and whatever else is not ours, to the default context.
        var path = _resolvers.Select(resolver => resolver.ResolveAssemblyToPath(assemblyName)).FirstOrDefault(found => found is not null);
        return path is null ? null : LoadFromAssemblyPath(path);
    }

    /// <inheritdoc/>
    protected override nint LoadUnmanagedDll(string unmanagedDllName)
    {
        var path = _resolvers.Select(resolver => resolver.ResolveUnmanagedDllToPath(unmanagedDllName)).FirstOrDefault(found => found is not null);
        return path is null ? 0 : LoadUnmanagedDllFromPath(path);
    }
}
