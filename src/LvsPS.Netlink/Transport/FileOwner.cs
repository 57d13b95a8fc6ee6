using System.Text;
using Tmds.Linux;

namespace LvsPS.Netlink.Transport;

/// <summary>The calls of the C library for files that .NET has not. They stand here since no other assembly speaks to the C library.</summary>
public static unsafe class FileOwner
{
    // S_IFMT, S_IFREG and S_IFDIR of inode(7), octal there.
    private const uint FormatMask = 0xF000;
    private const uint RegularFile = 0x8000;
    private const uint Folder = 0x4000;

    /// <summary>Whether a path leads to a device, a pipe or a socket: something that is there, no file and no folder (<c>stat(2)</c>).</summary>
    /// <param name="path">The path.</param>
    /// <returns>True where it does.</returns>
    public static bool IsSpecial(string path)
    {
        stat status;
        fixed (byte* name = Encoding.UTF8.GetBytes(path + '\0'))
        {
            return LibC.stat(name, &status) == 0 && ((uint)status.st_mode & FormatMask) is not (RegularFile or Folder);
        }
    }

    /// <summary>What a file is, by whatever path it is reached (<c>inode(7)</c>); paths of one network namespace have the same.</summary>
    /// <param name="path">The path.</param>
    /// <returns>Its device and inode; null where it is not there or may not be looked at.</returns>
    public static (ulong Device, ulong Inode)? Identity(string path)
    {
        stat status;
        fixed (byte* name = Encoding.UTF8.GetBytes(path + '\0'))
        {
            return LibC.stat(name, &status) == 0 ? ((ulong)status.st_dev, (ulong)status.st_ino) : null;
        }
    }

    /// <summary>Gives a file the owner and group of another (<c>chown(2)</c>).</summary>
    /// <param name="from">The file that has them.</param>
    /// <param name="to">The file that gets them.</param>
    /// <returns>0 or an errno.</returns>
    public static int Copy(string from, string to)
    {
        stat status;
        fixed (byte* source = Encoding.UTF8.GetBytes(from + '\0'))
        fixed (byte* target = Encoding.UTF8.GetBytes(to + '\0'))
        {
            return LibC.stat(source, &status) < 0 || LibC.chown(target, status.st_uid, status.st_gid) < 0 ? LibC.errno : Errno.None;
        }
    }

    /// <summary>Writes what was done in a folder to disk (<c>fsync(2)</c>), so that a rename outlives a power failure.</summary>
    /// <param name="folder">The folder.</param>
    /// <returns>0 or an errno.</returns>
    public static int Flush(string folder)
    {
        fixed (byte* path = Encoding.UTF8.GetBytes(folder + '\0'))
        {
            int descriptor = LibC.open(path, LibC.O_RDONLY | LibC.O_CLOEXEC, default);
            if (descriptor < 0)
            {
                return LibC.errno;
            }

            using var handle = new NetlinkSocketHandle(descriptor);
            return LibC.fsync(descriptor) < 0 ? LibC.errno : Errno.None;
        }
    }
}
