using System.Net;
using Xunit;

namespace LvsPS.Core.Tests.Health;

/// <summary>A monitor's file is changed while it runs.</summary>
public sealed class FileWatchTests : IDisposable
{
    private readonly string _path = Path.Combine(Directory.CreateTempSubdirectory("lvsps-").FullName, "ldirectord.cf");

    [Fact]
    public async Task A_changed_file_is_taken_over_and_servers_keep_their_state()
    {
        await using Watched watched = await StartAsync("autoreload=yes", "1:80 masq 3", "2:80 masq 3");
        DateTimeOffset since = watched.Watch.Monitor.GetStatus()[0].Since;
        Write("autoreload=yes", "1:80 masq 7");
        await watched.LookAsync(times: 3);
        Assert.Equal(["Replaced monitor"], watched.Watch.Told(LvsHealthEventKind.Replaced, LvsHealthEventKind.Rejected));
        LvsHealthStatus status = Assert.Single(watched.Watch.Monitor.GetStatus());
        Assert.Equal((since, 7), (status.Since, watched.Watch.Monitor.Document.Services[0].Servers[0].RealServer.Weight));
    }

    [Fact]
    public async Task A_broken_file_is_told_once_and_the_old_one_goes_on()
    {
        await using Watched watched = await StartAsync("autoreload=yes", "1:80 masq 3");
        LvsHealthDocument before = watched.Watch.Monitor.Document;
        Write("autoreload=yes\nfrobnicate=1", "1:80 masq 7");
        await watched.LookAsync(times: 5);
        Assert.Same(before, watched.Watch.Monitor.Document);
        LvsHealthEvent told = Assert.Single(watched.Watch.Events, e => e.Kind == LvsHealthEventKind.Rejected);
        Assert.Contains($"{_path}:2:1: ", told.Reason, StringComparison.Ordinal);
        Write("autoreload=yes", "1:80 masq 9");
        await watched.LookAsync(times: 3);
        Assert.Equal(9, watched.Watch.Monitor.Document.Services[0].Servers[0].RealServer.Weight);
    }

    [Fact]
    public async Task A_name_that_resolves_no_more_is_told_and_the_servers_that_it_named_stay()
    {
        var names = new Names();
        Write("autoreload=yes", "1:80 masq 3");
        File.AppendAllText(_path, "    real=web1.example:80 masq 3\n");
        await using Watched watched = await StartAsync(d => d, names);
        string? table = watched.Watch.Table();
        names.IsGone = true;
        File.AppendAllText(_path, "    real=127.0.0.2:80 masq 3\n");
        await watched.LookAsync(times: 4);
        LvsHealthEvent told = Assert.Single(watched.Watch.Events, e => e.Kind == LvsHealthEventKind.Rejected);
        Assert.Contains("web1.example", told.Reason, StringComparison.Ordinal);
        Assert.Equal(2, watched.Watch.Monitor.GetStatus().Count);
        await watched.Watch.PassAsync(30);
        Assert.Equal(table, watched.Watch.Table());
        names.IsGone = false;
        File.AppendAllText(_path, "\n");
        await watched.LookAsync(times: 4);
        Assert.Equal(3, watched.Watch.Monitor.GetStatus().Count);
    }

    [Fact]
    public async Task A_file_that_is_gone_is_told_once_and_may_come_back()
    {
        await using Watched watched = await StartAsync("autoreload=yes", "1:80 masq 3");
        File.Delete(_path);
        await watched.LookAsync(times: 4);
        Assert.Contains("no file", Assert.Single(watched.Watch.Events, e => e.Kind == LvsHealthEventKind.Rejected).Reason, StringComparison.Ordinal);
        Write("autoreload=yes", "1:80 masq 9");
        await watched.LookAsync(times: 3);
        Assert.Single(watched.Watch.Told(LvsHealthEventKind.Replaced));
    }

    [Fact]
    public async Task Where_nothing_is_to_be_reloaded_a_change_is_told_and_the_action_run()
    {
        string made = $"{_path}.made";
        await using Watched watched = await StartAsync($"callback=\"/usr/bin/touch {made}\"", "1:80 masq 3");
        Write("autoreload=yes", "1:80 masq 7");
        await watched.LookAsync(times: 4);
        Assert.Contains("not taken over", Assert.Single(watched.Watch.Events, e => e.Kind == LvsHealthEventKind.Rejected).Reason, StringComparison.Ordinal);
        Assert.True(SpinWait.SpinUntil(() => File.Exists(made), TimeSpan.FromSeconds(20)));
    }

    [Fact]
    public async Task What_is_not_of_the_file_stays()
    {
        await using Watched watched = await StartAsync("logfile=\"/tmp/a.log\"", "1:80 masq 3", d => d with { LogPath = "/tmp/b.log", AutoReload = true });
        Write("logfile=\"/tmp/c.log\"", "1:80 masq 7");
        await watched.LookAsync(times: 3);
        Assert.Equal(("/tmp/b.log", true), (watched.Watch.Monitor.Document.LogPath, watched.Watch.Monitor.Document.AutoReload));
    }

    [Fact]
    public async Task It_looks_by_the_clock()
    {
        await using Watched watched = await StartAsync("autoreload=yes", "1:80 masq 3");
        watched.Files.Start();
        Write("autoreload=yes", "1:80 masq 7");
        Assert.True(SpinWait.SpinUntil(
            () =>
            {
                watched.Watch.Time.Advance(TimeSpan.FromSeconds(1));
                return watched.Watch.Told(LvsHealthEventKind.Replaced).Any();
            },
            TimeSpan.FromSeconds(20)));
    }

    public void Dispose() => Directory.Delete(Path.GetDirectoryName(_path)!, recursive: true);

    private void Write(string globals, params string[] servers) =>
        File.WriteAllText(_path, $"{globals}\nvirtual=192.0.2.1:80\n{string.Concat(servers.Select(s => $"    real=127.0.0.{s}\n"))}    checktype=on\n");

    private Task<Watched> StartAsync(string globals, params string[] servers)
    {
        Write(globals, servers);
        return StartAsync(d => d);
    }

    private Task<Watched> StartAsync(string globals, string server, Func<LvsHealthDocument, LvsHealthDocument> complete)
    {
        Write(globals, server);
        return StartAsync(complete);
    }

    private async Task<Watched> StartAsync(Func<LvsHealthDocument, LvsHealthDocument> complete, INameResolver? names = null)
    {
        var file = new HealthConfigurationFile(_path, names);
        var watch = new Watch();
        LvsHealthConfiguration read = file.Read();
        Assert.False(read.HasErrors, HealthConfigurationFile.Faults(read));
        await watch.StartAsync(complete(read.Document));
        return new Watched(watch, new HealthFileWatch(file, watch.Monitor, complete, _ => { }, watch.Time));
    }

    /// <summary>Knows names until it is gone.</summary>
    private sealed class Names : INameResolver
    {
        public bool IsGone { get; set; }

        public IReadOnlyList<IPAddress> ResolveHost(string name) => IsGone ? [] : [IPAddress.Parse("127.0.0.9")];

        public int? ResolvePort(string name, LvsProtocol protocol) => null;
    }

    private sealed record Watched(Watch Watch, HealthFileWatch Files) : IAsyncDisposable
    {
        public async Task LookAsync(int times)
        {
            for (int i = 0; i < times; i++)
            {
                Files.Look();
                await Watch.SettleAsync();
            }
        }

        public async ValueTask DisposeAsync()
        {
            await Files.DisposeAsync();
            await Watch.DisposeAsync();
        }
    }
}
