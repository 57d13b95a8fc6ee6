using LvsPS.Build.Running;

namespace LvsPS.Build.Packaging;

/// <summary>
/// Adds native code to assemblies (ReadyToRun), so that they need not be compiled each time they are used. Only for x64, since
/// an image of another processor's does not load at all; and with the 10.0 compiler, since .NET 10 takes nothing from an older
/// one, while .NET 8 and 9 pass over the native code of a newer one and compile the rest as ever
/// (docs/decisions/0009-native-code.md).
/// </summary>
internal static class NativeCode
{
    private static readonly string s_framework = Path.GetDirectoryName(typeof(object).Assembly.Location)!;

    /// <summary>The compiler, where this machine has one.</summary>
    internal static string? Compiler => Repository.Metadata("Crossgen") is { } path && File.Exists(path) ? path : null;

    /// <summary>Compiles the assembly of <paramref name="source"/> to <paramref name="target"/>, which may be the same file and may be in use.</summary>
    internal static async Task CompileAsync(string compiler, string source, string target, params string[] references)
    {
        // A rename leaves processes that have mapped the old file with the old file.
        var unfinished = target + ".unfinished";
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        string[] referenceArguments = [.. references.Prepend(s_framework).SelectMany(folder => new[] { "-r", folder + "/" })];
        await new Command(compiler, [source, "-o", unfinished, .. referenceArguments, "--targetos", "linux", "--targetarch", "x64", "-O"])
            .RequireAsync($"Compiling {Path.GetFileName(source)} to native code");
        File.Move(unfinished, target, overwrite: true);
    }

    /// <summary>True when the assembly holds native code already: such an image names its processor, and plain IL names none.</summary>
    internal static bool IsIn(string assembly)
    {
        using var reader = new System.Reflection.PortableExecutable.PEReader(File.OpenRead(assembly));
        return reader.PEHeaders.CorHeader is { ManagedNativeHeaderDirectory.Size: > 0 };
    }
}
