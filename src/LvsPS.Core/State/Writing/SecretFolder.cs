using System.Globalization;
using System.Net;
using System.Text;

namespace LvsPS;

/// <summary>Moves the passwords of a health document into files of a folder, which only their owner may read, and which the document then names.</summary>
internal sealed class SecretFolder(string folder)
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly Dictionary<(string, string, string), FileCredential> _moved = [];

    /// <summary>The files that were written.</summary>
    public IEnumerable<string> Files => _moved.Values.Select(c => c.PasswordFile);

    /// <summary>Moves all passwords of a document.</summary>
    /// <param name="document">The document.</param>
    /// <returns>The document, whose passwords are in files.</returns>
    /// <exception cref="LvsException">A file cannot be written (FileAccess).</exception>
    public LvsHealthDocument Move(LvsHealthDocument document) => document with
    {
        Mail = Move(document.Mail),
        Services = [.. document.Services.Select(s => s with { Mail = Move(s.Mail), Servers = [.. s.Servers.Select(server => server with { Check = Move(server.Check) })] })],
    };

    private LvsHealthMail? Move(LvsHealthMail? mail) => mail?.Credential is null ? mail : mail with { Credential = Move(mail.Credential) };

    private LvsHealthCheck Move(LvsHealthCheck check) => check switch
    {
        LvsHttpCheck { Credential: not null } http => http with { Credential = Move(http.Credential) },
        LvsExpectCheck { Credential: not null } talk => talk with { Credential = Move(talk.Credential) },
        LvsMailCheck { Credential: not null } mail => mail with { Credential = Move(mail.Credential) },
        LvsSqlCheck { Credential: not null } sql => sql with { Credential = Move(sql.Credential) },
        LvsLdapCheck { Credential: not null } ldap => ldap with { Credential = Move(ldap.Credential) },
        LvsCombinedCheck combined => new LvsCombinedCheck([.. combined.Checks.Select(Move)], combined.IsAll) { Timeout = combined.Timeout, Address = combined.Address, Port = combined.Port },
        _ => check,
    };

    private FileCredential Move(NetworkCredential credential)
    {
        if (credential is FileCredential known)
        {
            return known;
        }

        (string, string, string) key = (credential.UserName, credential.Password, credential.Domain);
        if (!_moved.TryGetValue(key, out FileCredential? moved))
        {
            string name = string.Concat(credential.UserName.Where(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_'));
            string path = PathFor(name.Length == 0 ? "password" : name, credential.Password);
            Write(path, credential.Password);
            _moved[key] = moved = new FileCredential(credential.UserName, credential.Password, credential.Domain, path);
        }

        return moved;
    }

    /// <summary>A name that is free, or has this very password: what another document names stays as it is.</summary>
    private string PathFor(string name, string password)
    {
        for (int number = 1; ; number++)
        {
            string path = Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"{name}-{number}.secret"));
            if (!Path.Exists(path) || IsKept(path, password))
            {
                return path;
            }
        }
    }

    private static bool IsKept(string path, string password)
    {
        try
        {
            return File.ReadAllText(path) == $"{password}\n";
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private void Write(string path, string password)
    {
        try
        {
            _ = Directory.CreateDirectory(folder);
            using var stream = new FileStream(path, new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, UnixCreateMode = OwnerOnly });
            File.SetUnixFileMode(stream.SafeFileHandle, OwnerOnly);
            stream.Write(Encoding.UTF8.GetBytes($"{password}\n"));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new LvsException(LvsErrorId.FileAccess, $"The password file {path} cannot be written: {e.Message}", path, "Give a folder that you may write into.", e);
        }
    }
}
