using System.Management.Automation;
using LvsPS.Binding;

namespace LvsPS.Commands;

/// <content>The mail about servers that went down or came up. What is not named is as the document has it.</content>
public sealed partial class StartLvsHealthMonitorCommand
{
    /// <summary>To whom mail is sent, in place of those whom the document names.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string[]? MailTo { get; set; }

    /// <summary>From whom mail is.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? MailFrom { get; set; }

    /// <summary>The mail server.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? MailServer { get; set; }

    /// <summary>The mail server's port.</summary>
    [Parameter]
    [ValidateRange(1, ushort.MaxValue)]
    [ArgumentCompleter(typeof(NothingCompleter))]
    public int? MailPort { get; set; }

    /// <summary>Who the mail server is told that we are.</summary>
    [Parameter]
    [Credential]
    [ArgumentCompleter(typeof(NothingCompleter))]
    public PSCredential? MailCredential { get; set; }

    /// <summary>The connection to the mail server must be encrypted.</summary>
    [Parameter]
    public SwitchParameter MailRequireTls { get; set; }

    /// <summary>Any certificate of the mail server will do.</summary>
    [Parameter]
    public SwitchParameter MailSkipCertificateCheck { get; set; }

    /// <summary>After how long mail about a server that is still down is repeated.</summary>
    [Parameter]
    [DurationTransformation]
    [ArgumentCompleter(typeof(NothingCompleter))]
    public TimeSpan? MailRepeatInterval { get; set; }

    private bool NamesMail => MailFrom is not null || MailServer is not null || MailPort is not null || MailCredential is not null
        || MailRequireTls || MailSkipCertificateCheck || MailRepeatInterval is not null;

    /// <summary>A document with the mail that is wanted.</summary>
    private LvsHealthDocument Mailed(LvsHealthDocument document)
    {
        LvsHealthMail? named = MailTo is null ? document.Mail : (document.Mail ?? new LvsHealthMail { To = MailTo }) with { To = MailTo };
        return document with { Mail = Mailed(named) };
    }

    /// <summary>The mail of a document or a service; those whom -MailTo names get it in place of others.</summary>
    private LvsHealthMail? Mailed(LvsHealthMail? mail) => mail is null ? null : mail with
    {
        To = MailTo ?? mail.To,
        From = MailFrom ?? mail.From,
        Server = MailServer ?? mail.Server,
        Port = MailPort ?? mail.Port,
        Credential = MailCredential?.GetNetworkCredential() ?? mail.Credential,
        RequiresTls = MailRequireTls || mail.RequiresTls,
        SkipCertificateCheck = MailSkipCertificateCheck || mail.SkipCertificateCheck,
        RepeatInterval = MailRepeatInterval ?? mail.RepeatInterval,
    };

    /// <summary>Tells what is wrong with the mail that the parameters make.</summary>
    /// <returns>Whether nothing is.</returns>
    private bool CheckMail(LvsHealthDocument document)
    {
        if (NamesMail && document.Mail is null && document.Services.All(s => s.Mail is null))
        {
            throw new LvsInputException(
                LvsErrorId.InvalidHealthDocument, "There is nobody whom mail is to be sent to. Nothing was started.", document, "Write -MailTo and addresses.");
        }

        List<LvsHealthFinding> errors = NamesMail || MailTo is not null ? [.. MailValidation.Check(document)] : [];
        errors.ForEach(f => Fail(f.Error));
        return errors.Count == 0;
    }
}
