namespace LvsPS.Build.Running;

/// <summary>Programs on the path.</summary>
internal static class Programs
{
    internal static bool Has(string name) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Any(folder => folder.Length > 0 && File.Exists(Path.Combine(folder, name)));
}
