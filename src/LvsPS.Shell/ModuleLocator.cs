namespace LvsPS.Shell;

/// <summary>Finds the built module: where it was named, or in the output folder of the tree that this shell was built in, or beside the shell.</summary>
internal static class ModuleLocator
{
    /// <summary>The environment variable that names a module folder or manifest.</summary>
    internal const string Variable = "LVSPS_MODULE";

    /// <summary>Returns the manifest's path, or null where there is none.</summary>
    internal static string? Find(string? named)
    {
        named ??= Environment.GetEnvironmentVariable(Variable);
        if (!string.IsNullOrEmpty(named))
        {
            return Manifest(named) ?? throw new ShellUsageException($"There is no module at '{named}': neither a manifest (.psd1) nor a folder that holds LvsPS.psd1, as output/LvsPS/VERSION does.");
        }

        var version = ShellVersion.Product.ToString();
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var found = Manifest(Path.Combine(folder.FullName, "output", "LvsPS", version)) ?? Manifest(Path.Combine(folder.FullName, "LvsPS", version));
            if (found is not null)
            {
                return found;
            }
        }

        return null;
    }

    /// <summary>
    /// The folder to add to PSModulePath, so that Import-Module LvsPS works by name as it does for an installed module;
    /// null where the manifest is not laid out as NAME/VERSION/NAME.psd1.
    /// </summary>
    internal static string? ModulesFolder(string manifest)
    {
        var versionFolder = Directory.GetParent(manifest);
        var nameFolder = versionFolder?.Parent;
        return nameFolder?.Name == "LvsPS" ? nameFolder.Parent?.FullName : null;
    }

    private static string? Manifest(string path)
    {
        if (File.Exists(path))
        {
            return Path.GetFullPath(path);
        }

        var inside = Path.Combine(path, "LvsPS.psd1");
        return File.Exists(inside) ? Path.GetFullPath(inside) : null;
    }
}
