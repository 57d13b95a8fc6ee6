using System.Diagnostics;
using LvsPS.Module.Tests.Engine;
using Xunit;

namespace LvsPS.Module.Tests.Files;

/// <summary>Files that cannot be replaced by renaming, and owners that are kept: both need root, and a mount namespace of their own.</summary>
public sealed class MountedFileTests : EngineTest
{
    private readonly TemporaryFolder _folder = new();

    public MountedFileTests() => Given("New-LvsService -Tcp 10.0.0.1:80");

    [MountFact]
    public void A_file_that_is_a_mount_point_is_written_in_place()
    {
        string target = _folder.Write("table.rules", "old", "and longer than what comes after it, which must go");
        string source = _folder.Write("source", "old", "and longer than what comes after it, which must go");
        Command("mount", "--bind", source, target);
        try
        {
            Run($"Get-LvsService | Export-LvsTable {target}");
            Assert.Equal(["-A -t 10.0.0.1:80 -s wlc"], File.ReadAllLines(source));
        }
        finally
        {
            Command("umount", target);
        }

        Assert.Equal(2, Directory.GetFiles(_folder.Path).Length);
    }

    [MountFact]
    public void A_file_that_is_there_keeps_its_owner()
    {
        string target = _folder.Write("table.rules", "old");
        Command("chown", "12345:54321", target);
        Run($"Export-LvsTable {target}");
        Assert.Equal("12345:54321", Command("stat", "-c", "%u:%g", target));
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        _folder.Dispose();
    }

    private static string Command(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true })!;
        string output = process.StandardOutput.ReadToEnd().Trim();
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
        return output;
    }

    /// <summary>A test that runs where root may mount.</summary>
    private sealed class MountFactAttribute : FactAttribute
    {
        public MountFactAttribute()
        {
            if (!MayMount())
            {
                Skip = "It needs root with CAP_SYS_ADMIN, to mount one file over another.";
            }
        }

        private static bool MayMount()
        {
            // CapEff of this process; CAP_SYS_ADMIN is bit 21.
            string line = File.ReadLines("/proc/self/status").First(l => l.StartsWith("CapEff:", StringComparison.Ordinal));
            return (Convert.ToUInt64(line[7..].Trim(), 16) & (1UL << 21)) != 0;
        }
    }
}
