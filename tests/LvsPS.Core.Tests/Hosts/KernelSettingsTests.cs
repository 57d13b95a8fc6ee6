using LvsPS.Simulator;
using Xunit;

namespace LvsPS.Core.Tests.Hosts;

/// <summary>Settings of a kernel that does with what is written whatever a test wants.</summary>
public sealed class KernelSettingsTests
{
    private const int ReadOnlyFileSystem = 30;

    private readonly Dictionary<string, string> _values = new(StringComparer.Ordinal) { ["drop_entry"] = "0", ["est_cpulist"] = "0-3", ["sync_threshold"] = "3\t50", ["of_tomorrow"] = "x y" };

    [Fact]
    public void One_that_nobody_knows_is_shown_all_the_same_and_takes_any_value()
    {
        KernelSettings settings = Over((_, value) => value);
        LvsKernelSetting setting = settings.Read("of_tomorrow");
        Assert.Equal(("x y", null, null, null, null), (setting.Value, setting.Default, setting.Kind, setting.Range, setting.Description));
        Assert.Equal("anything", KernelSettings.Check("of_tomorrow", "anything"));
        Assert.Equal("anything", settings.Write("of_tomorrow", "anything").Value);
    }

    [Fact]
    public void A_pair_has_a_blank_between_its_numbers() => Assert.Equal("3 50", Over((_, value) => value).Read("sync_threshold").Value);

    [Theory]
    [InlineData("drop_entry", "2", "1")]
    [InlineData("drop_entry", "1", "2")]
    [InlineData("est_cpulist", "0,1", "0-1")]
    [InlineData("est_cpulist", "all", "0-3")]
    [InlineData("est_cpulist", "", "")]
    public void The_kernel_may_write_in_its_own_way_what_it_took(string name, string value, string then) =>
        Assert.Equal(then, Over((_, _) => then).Write(name, value).Value);

    [Theory]
    [InlineData("drop_entry", "3", "0")]
    [InlineData("est_cpulist", "7", "")]
    public void What_it_did_not_take_is_an_error(string name, string value, string then) =>
        Assert.Equal(LvsErrorId.KernelRejected, Assert.Throws<LvsException>(() => Over((_, _) => then).Write(name, value)).ErrorId);

    [Fact]
    public void A_value_that_the_kernel_refuses_is_an_error() => Fails(new IOException("Invalid argument", 22), LvsErrorId.KernelRejected);

    [Fact]
    public void A_read_only_proc_sys_is_told_apart_from_a_wrong_value() =>
        Assert.Contains("read-only", Fails(new IOException("Read-only file system", ReadOnlyFileSystem), LvsErrorId.PermissionDenied).Message, StringComparison.Ordinal);

    [Fact]
    public void Without_the_right_it_is_denied() => Fails(new UnauthorizedAccessException(), LvsErrorId.PermissionDenied);

    [Fact]
    public void Every_known_setting_has_a_range_that_holds_its_default_and_words()
    {
        Assert.All(KernelSettingInfo.Known, s => Assert.True(s.Default is null || KernelSettings.Check(s.Name, s.Default) == s.Default, s.Name));
        Assert.All(KernelSettingInfo.Known, s => Assert.EndsWith(".", s.Description, StringComparison.Ordinal));

        // One line of a table that is 100 wide.
        Assert.All(KernelSettingInfo.Known, s => Assert.True(s.Description.Length <= 57, s.Description));
        Assert.All(LvsScheduler.Known, s => Assert.True(s.Description.Length <= 62, s.Description));
        Assert.Equal(KernelSettingInfo.Known.Count, KernelSettingInfo.Known.Select(s => s.Name).Distinct().Count());
    }

    private static LvsException Fails(Exception failure, string id)
    {
        LvsException error = Assert.Throws<LvsException>(() => new KernelSettingsTests().Over((_, _) => throw failure).Write("drop_entry", "3"));
        Assert.Equal(id, error.ErrorId);
        Assert.Equal("drop_entry", error.Target);
        return error;
    }

    private KernelSettings Over(Func<string, string, string> write) =>
        new(new LvsSession(1, "test", LvsSessionKind.Simulated, null, SessionHost.OfSimulated(new SimulatedKernel()) with { Files = new Files(_values, write) }, _ => throw new NotSupportedException()));

    private sealed class Files(Dictionary<string, string> values, Func<string, string, string> write) : IKernelFiles
    {
        public Stream OpenNet(string name) => throw new FileNotFoundException(name);

        public IReadOnlyList<string> Settings() => [.. values.Keys];

        public string ReadSetting(string name) => values.TryGetValue(name, out string? value) ? value : throw new FileNotFoundException(name);

        public void WriteSetting(string name, string value) => values[name] = write(name, value);

        public string? ReadSysctl(string path) => null;

        public void WriteSysctl(string path, string value) => throw new FileNotFoundException(path);

        public IReadOnlyCollection<string>? Modules() => null;
    }
}
