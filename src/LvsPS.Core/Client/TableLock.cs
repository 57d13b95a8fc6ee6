namespace LvsPS;

/// <summary>
/// Keeps processes of LvsPS from changing one table at the same time: a locked file for each network namespace of each boot. The
/// kernel knows nothing of it, so other tools are not kept out.
/// </summary>
internal sealed class TableLock
{
    // EWOULDBLOCK of flock(2), which .NET takes for FileShare.None: somebody else holds the lock.
    private const int WouldBlock = 11;

    // flock(2) asks for no more than an open file: one that others may read they could also lock.
    private static readonly FileStreamOptions s_exclusive = new()
    {
        Mode = FileMode.OpenOrCreate,
        Access = FileAccess.ReadWrite,
        Share = FileShare.None,
        UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
    };

    private readonly string _path;
    private readonly TimeProvider _time;

    public TableLock(string key, string? folder = null, TimeProvider? time = null)
    {
        _path = Path.Combine(folder ?? StateFolder.OfBoot, $"{key}.lock");
        _time = time ?? TimeProvider.System;
    }

    /// <summary>Nothing is locked.</summary>
    public static IDisposable None { get; } = new Nothing();

    /// <summary>The key of the network namespace that the calling thread is in.</summary>
    /// <returns>The namespace's inode and the boot's id.</returns>
    public static string KeyOfThread()
    {
        // net:[4026531840]
        string link = new FileInfo("/proc/thread-self/ns/net").LinkTarget ?? "net:[0]";
        return $"{link.Trim("net:[]".ToCharArray())}-{File.ReadAllText("/proc/sys/kernel/random/boot_id").Trim()}";
    }

    /// <summary>Waits for the lock.</summary>
    /// <param name="wait">How long at most.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>The lock; disposing it lets it go.</returns>
    public IDisposable Take(TimeSpan wait, CancellationToken cancellation)
    {
        long started = _time.GetTimestamp();
        while (true)
        {
            cancellation.ThrowIfCancellationRequested();
            try
            {
                Directory.CreateDirectory(Path.GetDirectoryName(_path)!);
                return new FileStream(_path, s_exclusive);
            }
            catch (UnauthorizedAccessException e)
            {
                throw new LvsException(
                    LvsErrorId.PermissionDenied,
                    $"The lock {_path} cannot be taken: {e.Message}",
                    _path,
                    "Run as root, or name a folder that you may write in LVSPS_STATE_DIR.",
                    e);
            }
            catch (IOException e) when (e.HResult != WouldBlock)
            {
                throw new LvsException(
                    LvsErrorId.FileAccess,
                    $"The lock {_path} cannot be taken: {e.Message}",
                    _path,
                    "Name a folder that can be written in LVSPS_STATE_DIR.",
                    e);
            }
            catch (IOException e)
            {
                if (_time.GetElapsedTime(started) > wait)
                {
                    throw new LvsException(
                        LvsErrorId.TableLocked,
                        $"Another process has been changing the table for {wait.TotalSeconds:0.###} s ({_path}): {e.Message}",
                        _path,
                        "Wait until it has ended, and run the same again.",
                        e);
                }

                cancellation.WaitHandle.WaitOne(TimeSpan.FromMilliseconds(20));
            }
        }
    }

    private sealed class Nothing : IDisposable
    {
        public void Dispose()
        {
        }
    }
}
