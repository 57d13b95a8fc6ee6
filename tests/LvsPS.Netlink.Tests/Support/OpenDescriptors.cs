namespace LvsPS.Netlink.Tests.Support;

/// <summary>What this process has open, as /proc/self/fd lists it.</summary>
internal static class OpenDescriptors
{
    /// <summary>Counts those of a kind, so that files of other tests do not count.</summary>
    /// <param name="kind">The start of the link, such as <c>socket:[</c> or <c>net:[</c>.</param>
    public static int Count(string kind)
    {
        int count = 0;
        foreach (FileInfo descriptor in new DirectoryInfo("/proc/self/fd").EnumerateFiles())
        {
            try
            {
                count += descriptor.LinkTarget?.StartsWith(kind, StringComparison.Ordinal) == true ? 1 : 0;
            }
            catch (IOException)
            {
                // Closed meanwhile, as the descriptor of this very enumeration is.
            }
        }

        return count;
    }
}
