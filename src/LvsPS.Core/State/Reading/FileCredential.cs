using System.Net;

namespace LvsPS;

/// <summary>Who a server is told that we are, with the file that the password was read from, so that it can be written without the password.</summary>
internal sealed class FileCredential(string user, string password, string? domain, string passwordFile) : NetworkCredential(user, password, domain)
{
    /// <summary>The file as the document names it.</summary>
    public string PasswordFile => passwordFile;
}

/// <summary>Reads files of secrets.</summary>
internal static class SecretFile
{
    private const int Longest = 4096;
    private const UnixFileMode Others =
        UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite;

    /// <summary>The first line of a file.</summary>
    /// <param name="path">The file.</param>
    /// <returns>The line, and whether others than the owner may read or write it.</returns>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static (string Secret, bool IsOpen) Read(string path)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        bool isOpen = (File.GetUnixFileMode(stream.SafeFileHandle) & Others) != 0;
        using var reader = new StreamReader(stream);
        char[] text = new char[Longest];
        int count = reader.ReadBlock(text);
        int end = text.AsSpan(0, count).IndexOfAny('\r', '\n');
        return (new string(text, 0, end < 0 ? count : end), isOpen);
    }
}
