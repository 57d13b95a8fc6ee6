using LvsPS.Build.Running;
using Xunit;

namespace LvsPS.Build.Tests;

/// <summary>The list of what the module folder holds (src/build/Module.targets).</summary>
public sealed class ModuleListTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("lvsps-module-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task A_file_that_is_not_on_it_fails_the_build_by_name()
    {
        Assert.Equal(0, (await LayOutAsync()).ExitCode);
        Assert.True(File.Exists(Path.Combine(_folder.FullName, "LvsPS.psd1")));

        await File.WriteAllTextAsync(Path.Combine(_folder.FullName, "LvsPS.Netlink.dll"), "astray");
        var second = await LayOutAsync();
        Assert.NotEqual(0, second.ExitCode);
        Assert.Contains($"Stray files in the module folder: {_folder.FullName}/LvsPS.Netlink.dll", second.Text, StringComparison.Ordinal);
    }

    private Task<CommandResult> LayOutAsync() =>
        new Command("dotnet", "msbuild", Repository.At("src/LvsPS"), "-t:StageModule", $"-p:ModuleFolder={_folder.FullName}/", "-v:q", "-nologo").RunQuietlyAsync();
}
