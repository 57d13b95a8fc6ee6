using LvsPS.Netlink.Transport;

namespace LvsPS;

/// <summary>Replaces files as a whole: a reader, and a power failure, finds the old content or the new.</summary>
internal static class AtomicFile
{
    /// <summary>
    /// Writes a file beside the old one, brings it to disk and renames it over the old one, whose mode and owner it takes. A link
    /// is followed to what it names. Where a rename is refused (a file that is a mount point of its own), the content is written
    /// in place, and stands beside it until that is done. A device or a pipe is written to.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="content">Its content.</param>
    /// <exception cref="LvsException">It cannot be written; the old file is as it was.</exception>
    public static void Write(string path, byte[] content)
    {
        try
        {
            if (FileOwner.IsSpecial(path))
            {
                // A rename would put a file in the place of /dev/null or /dev/stdout.
                using FileStream sink = new(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite, 0);
                sink.Write(content);
                return;
            }

            string target = TargetOf(path);
            if (Directory.Exists(target))
            {
                throw Failed(path, "it is a directory", null);
            }

            string folder = Path.GetDirectoryName(Path.GetFullPath(target))!;
            if (!Directory.Exists(folder))
            {
                throw Failed(path, $"there is no folder {folder}.", null);
            }

            string beside = Path.Combine(folder, $".{Path.GetFileName(target)}.{Guid.NewGuid():N}");
            try
            {
                if (WriteNew(beside, target, content))
                {
                    Replace(beside, target, content);
                }
                else
                {
                    // Whose file it is may only root give on: the file stays, and its content changes.
                    WriteInPlace(target, content);
                }

                _ = FileOwner.Flush(folder);
            }
            finally
            {
                File.Delete(beside);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Failed(path, e.Message, e);
        }
    }

    private static string TargetOf(string path) =>
        new FileInfo(path) is { LinkTarget: not null } link ? link.ResolveLinkTarget(returnFinalTarget: true)!.FullName : path;

    private static bool WriteNew(string path, string old, byte[] content)
    {
        // Rules name addresses of a network: a new file is for its owner and group.
        UnixFileMode mode = File.Exists(old)
            ? File.GetUnixFileMode(old)
            : UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead;
        using (FileStream stream = new(path, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, UnixCreateMode = mode }))
        {
            stream.Write(content);
            stream.Flush(flushToDisk: true);
        }

        if (!File.Exists(old))
        {
            return true;
        }

        bool keepsOwner = FileOwner.Copy(old, path) == Errno.None;
        File.SetUnixFileMode(path, mode);
        return keepsOwner;
    }

    private static void Replace(string beside, string target, byte[] content)
    {
        try
        {
            File.Move(beside, target, overwrite: true);
        }
        catch (IOException) when (File.Exists(target))
        {
            // EBUSY: the target is a mount point. The new content is on disk beside it, should this be cut short.
            WriteInPlace(target, content);
        }
    }

    private static void WriteInPlace(string target, byte[] content)
    {
        using FileStream stream = new(target, FileMode.Open, FileAccess.Write, FileShare.None);
        stream.Write(content);
        stream.SetLength(content.Length);
        stream.Flush(flushToDisk: true);
    }

    private static LvsException Failed(string path, string why, Exception? inner) => new(
        LvsErrorId.FileAccess, $"The file {path} cannot be written: {why}", path, "Give a file in a folder that you may write in.", inner);
}
