using System.Net.Mail;

namespace LvsPS;

/// <summary>What cannot be right in what a health document says of mail. Pure: no server is asked.</summary>
internal static class MailValidation
{
    /// <summary>Checks a document.</summary>
    /// <param name="document">The document.</param>
    /// <returns>All findings; those of mail that several services share, once.</returns>
    public static IEnumerable<LvsHealthFinding> Check(LvsHealthDocument document)
    {
        var told = new HashSet<string>();
        foreach ((LvsHealthService? service, LvsHealthMail mail) in Mails(document))
        {
            foreach ((string reason, string remedy) in Faults(mail))
            {
                if (told.Add(reason))
                {
                    yield return new LvsHealthFinding(LvsHealthSeverity.Error, nameof(LvsHealthService.Mail), new LvsInputException(
                        LvsErrorId.InvalidHealthDocument, $"Mail cannot be sent so: {reason}.", (object?)service ?? document, remedy))
                    { Service = service };
                }
            }
        }
    }

    private static IEnumerable<(LvsHealthService? Service, LvsHealthMail Mail)> Mails(LvsHealthDocument document)
    {
        if (document.Mail is LvsHealthMail common)
        {
            yield return (null, common);
        }

        foreach (LvsHealthService service in document.Services)
        {
            if (service.Mail is LvsHealthMail own)
            {
                yield return (service, own);
            }
        }
    }

    private static IEnumerable<(string Reason, string Remedy)> Faults(LvsHealthMail mail)
    {
        if (mail.To.Count == 0)
        {
            yield return ("it has no addresses", "Write one at least.");
        }

        foreach (string address in mail.To.Append(mail.From).OfType<string>().Where(a => !IsAddress(a)))
        {
            yield return ($"'{Shown(address)}' is no address", "Write an address such as admin@example.org, or a user of the mail server.");
        }

        if (mail.Server.Length == 0 || mail.Server.Any(c => c <= ' ' || char.IsControl(c)))
        {
            yield return ($"'{Shown(mail.Server)}' is no mail server", "Write its name or its address.");
        }

        if (mail.Port is < 1 or > ushort.MaxValue)
        {
            yield return ($"{mail.Port} is no port", "Write a port from 1 to 65535.");
        }

        if (mail.RepeatInterval <= TimeSpan.Zero)
        {
            yield return ("the repeat interval leaves no time", "Write one above 0, or none.");
        }
        else if (mail.RepeatInterval > LvsHealthService.LongestTime)
        {
            yield return (
                $"the repeat interval of {LvsHealthFinding.Seconds(mail.RepeatInterval.Value)} is above {LvsHealthService.LongestTime.TotalDays} days",
                "Write a shorter one, or none.");
        }
    }

    /// <summary>A user of the mail server has no domain.</summary>
    private static bool IsAddress(string address) => !address.Any(char.IsControl)
        && (MailAddress.TryCreate(address, out _) || (address.Length > 0 && address.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_' or '+')));

    private static string Shown(string text) => string.Concat(text.Select(c => char.IsControl(c) ? '.' : c));
}
