using System.IO.Compression;
using LvsPS.Build.Packaging;
using LvsPS.Build.Running;

namespace LvsPS.Build.Tasks;

/// <summary>Packs the module folder: plain IL for every processor, and, where this machine can make it, one with native code for x64.</summary>
internal static class PackTask
{
    internal static async Task<int> RunAsync()
    {
        await BuildTask.RunAsync();
        if (NativeCode.Compiler is not null)
        {
            Pack(Repository.At("output/LvsPS"), "linux-x64");
        }

        // Laid out once more, elsewhere, by the same list.
        var plain = Repository.At("output/any/LvsPS");
        if (Directory.Exists(plain))
        {
            Directory.Delete(plain, recursive: true);
        }

        await new Command("dotnet", "msbuild", Repository.At("src/LvsPS"), "-t:StageModule", $"-p:ModuleFolder={plain}/{Repository.Version}/", "-v:q", "-nologo")
            .RequireAsync("Laying out the module");
        Pack(plain, "any");
        return 0;
    }

    private static void Pack(string folder, string suffix)
    {
        var archive = Repository.At($"output/LvsPS-{Repository.Version}-{suffix}.zip");
        File.Delete(archive);

        // Unpacked into a folder of PSModulePath, this is an installed module: LvsPS/VERSION/LvsPS.psd1.
        ZipFile.CreateFromDirectory(folder, archive, CompressionLevel.SmallestSize, includeBaseDirectory: true);
        Console.WriteLine($"Packed {archive}");
    }
}
