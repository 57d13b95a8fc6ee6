using System.Globalization;

namespace LvsPS;

/// <summary>Who is told of what by mail: as the document of a monitor has it, which may be another one at any time. The mailer's loop alone uses it.</summary>
internal sealed class AlertReaders
{
    private readonly Func<LvsHealthDocument> _document;
    private LvsHealthDocument? _known;
    private Dictionary<LvsServiceId, LvsHealthService> _services = [];
    private HashSet<string> _named = [];

    /// <summary>Begins with no document.</summary>
    /// <param name="document">What is monitored now.</param>
    public AlertReaders(Func<LvsHealthDocument> document) => _document = document;

    /// <summary>What people are told apart by: who gets the mail, by which server, and how that is asked.</summary>
    /// <param name="mail">The people and the server.</param>
    /// <returns>The key.</returns>
    public static string KeyOf(LvsHealthMail mail) => string.Create(
        CultureInfo.InvariantCulture, $"{Text(mail)} {mail.From} {mail.RequiresTls} {mail.SkipCertificateCheck} {mail.Credential?.UserName} {mail.Credential?.Password}");

    /// <summary>The people and the server, for those who read of them.</summary>
    /// <param name="mail">The people and the server.</param>
    /// <returns>A few words.</returns>
    public static string Text(LvsHealthMail mail) =>
        string.Create(CultureInfo.InvariantCulture, $"mail to {string.Join(", ", mail.To)} by {mail.Server}:{mail.Port}");

    /// <summary>Looks whether there is another document.</summary>
    /// <returns>Whether there is.</returns>
    public bool Renew()
    {
        LvsHealthDocument document = _document();
        if (ReferenceEquals(document, _known))
        {
            return false;
        }

        _known = document;
        _services = document.Services.ToDictionary(s => s.Service.Service);
        _named = [.. document.Services.Select(s => s.Mail).Append(document.Mail).OfType<LvsHealthMail>().Select(KeyOf)];
        return true;
    }

    /// <summary>Whether the document names people at all.</summary>
    /// <param name="key">Their key, as <see cref="KeyOf"/> has it.</param>
    /// <returns>Whether it does.</returns>
    public bool AreNamed(string key) => _named.Contains(key);

    /// <summary>Who is told of a service.</summary>
    /// <param name="service">The service; null for the whole monitor.</param>
    /// <returns>The people and the server; null for nobody.</returns>
    public LvsHealthMail? MailOf(LvsServiceId? service) => Find(service)?.Mail ?? _known?.Mail;

    /// <summary>A service's name.</summary>
    /// <param name="service">The service; null for the whole monitor.</param>
    /// <returns>The name; null where it has none.</returns>
    public string? NameOf(LvsServiceId? service) => Find(service)?.Name;

    /// <summary>Whether the server of an event is still monitored.</summary>
    /// <param name="down">The event.</param>
    /// <returns>Whether it is.</returns>
    public bool IsMonitored(LvsHealthEvent down) => Find(down.Service) is LvsHealthService service && service.Servers.Any(s => s.RealServer.IsSameServer(down.Server!));

    private LvsHealthService? Find(LvsServiceId? service) => service is null ? null : _services.GetValueOrDefault(service);
}
