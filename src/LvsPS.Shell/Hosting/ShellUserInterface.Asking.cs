using System.Collections.ObjectModel;
using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Security;

namespace LvsPS.Shell.Hosting;

/// <summary>Questions to the person at the terminal, asked as pwsh asks them.</summary>
internal sealed partial class ShellUserInterface
{
    /// <inheritdoc/>
    public override string ReadLine()
    {
        EnsureMayAsk();
        EraseProgress();
        return _input.ReadAnswer() ?? "";
    }

    /// <inheritdoc/>
    public override SecureString ReadLineAsSecureString()
    {
        EnsureMayAsk();
        EraseProgress();
        var secret = new SecureString();
        if (Console.IsInputRedirected)
        {
            foreach (var letter in _input.ReadAnswer() ?? "")
            {
                secret.AppendChar(letter);
            }

            return secret;
        }

        while (Console.ReadKey(intercept: true) is { Key: not ConsoleKey.Enter } key)
        {
            if (key.Key == ConsoleKey.Backspace && secret.Length > 0)
            {
                secret.RemoveAt(secret.Length - 1);
            }
            else if (!char.IsControl(key.KeyChar))
            {
                secret.AppendChar(key.KeyChar);
            }
        }

        WriteLine();
        return secret;
    }

    /// <inheritdoc/>
    public override Dictionary<string, PSObject> Prompt(string caption, string message, Collection<FieldDescription> descriptions)
    {
        EnsureMayAsk();
        WriteHeading(caption, message);
        var answers = new Dictionary<string, PSObject>();
        foreach (var field in descriptions)
        {
            answers[field.Name] = AskField(field);
        }

        return answers;
    }

    /// <inheritdoc/>
    public override int PromptForChoice(string caption, string message, Collection<ChoiceDescription> choices, int defaultChoice)
    {
        EnsureMayAsk();
        WriteHeading(caption, message);
        var labels = choices.Select(choice => new ChoiceLabel(choice.Label)).ToList();
        var menu = string.Join("  ", labels.Select(label => $"[{label.HotKey}] {label.Text}"));
        var help = defaultChoice >= 0 ? $"[?] Help (default is \"{labels[defaultChoice].HotKey}\"): " : "[?] Help: ";
        while (true)
        {
            Write($"{menu}  {help}");
            var answer = _input.ReadAnswer()?.Trim() ?? throw new HostException("Standard input ended before the question was answered.");
            if (answer.Length == 0 && defaultChoice >= 0)
            {
                return defaultChoice;
            }

            if (answer == "?")
            {
                for (var i = 0; i < choices.Count; i++)
                {
                    WriteLine($"{labels[i].HotKey} - {choices[i].HelpMessage}");
                }

                continue;
            }

            if (labels.FindIndex(label => label.Matches(answer)) is >= 0 and var index)
            {
                return index;
            }
        }
    }

    /// <inheritdoc/>
    public override PSCredential PromptForCredential(string caption, string message, string userName, string targetName) =>
        PromptForCredential(caption, message, userName, targetName, PSCredentialTypes.Default, PSCredentialUIOptions.Default);

    /// <inheritdoc/>
    public override PSCredential PromptForCredential(
        string caption, string message, string userName, string targetName, PSCredentialTypes allowedCredentialTypes, PSCredentialUIOptions options)
    {
        EnsureMayAsk();
        WriteHeading(caption, message);
        if (string.IsNullOrEmpty(userName))
        {
            Write("User: ");
            userName = ReadLine();
        }

        Write($"Password for user {userName}: ");
        return new PSCredential(userName, ReadLineAsSecureString());
    }

    private PSObject AskField(FieldDescription field)
    {
        var type = Type.GetType(field.ParameterAssemblyFullName) ?? typeof(string);
        if (type == typeof(SecureString))
        {
            Write($"{field.Name}: ");
            return PSObject.AsPSObject(ReadLineAsSecureString());
        }

        if (!type.IsArray)
        {
            Write($"{field.Name}: ");
            return PSObject.AsPSObject(LanguagePrimitives.ConvertTo(ReadLine(), type, CultureInfo.InvariantCulture));
        }

        // As pwsh asks for a list: item by item, until an empty line.
        var items = new List<string>();
        while (true)
        {
            Write($"{field.Name}[{items.Count}]: ");
            if (ReadLine() is not { Length: > 0 } item)
            {
                return PSObject.AsPSObject(LanguagePrimitives.ConvertTo(items.ToArray(), type, CultureInfo.InvariantCulture));
            }

            items.Add(item);
        }
    }

    private void WriteHeading(string caption, string message)
    {
        foreach (var text in new[] { caption, message })
        {
            if (!string.IsNullOrEmpty(text))
            {
                WriteLine(text);
            }
        }
    }

    private void EnsureMayAsk()
    {
        if (!_mayAsk)
        {
            throw new PSInvalidOperationException("LvsPS.Shell runs with -NonInteractive, so nothing can be asked.");
        }
    }
}
