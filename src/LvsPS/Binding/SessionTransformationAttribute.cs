using System.Collections;
using System.Globalization;
using System.Management.Automation;
using LvsPS.Commands;

namespace LvsPS.Binding;

/// <summary>
/// Takes a session's name or number for the session. What names none is handed on as such, so that the cmdlet reports it with its
/// own id.
/// </summary>
internal sealed class SessionTransformationAttribute : ArgumentTransformationAttribute
{
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData) =>
        (inputData is PSObject wrapped ? wrapped.BaseObject : inputData) switch
        {
            IEnumerable list and not string => list.Cast<object?>().Select(One).ToArray(),
            _ => One(inputData),
        };

    private static object? One(object? item)
    {
        object? value = item is PSObject wrapped ? wrapped.BaseObject : item;
        return value is string or int or long ? Find(Convert.ToString(value, CultureInfo.InvariantCulture)!) : item;
    }

    private static LvsSession Find(string text)
    {
        List<LvsSession> found = [.. SessionTable.All.Where(s => string.Equals(s.Name, text, StringComparison.OrdinalIgnoreCase))];
        if (found.Count == 0)
        {
            found = [.. SessionTable.All.Where(s => s.Id.ToString(CultureInfo.InvariantCulture) == text)];
        }

        return found.Count == 1 ? found[0] : LvsSession.Missing(text, new LvsException(
            LvsErrorId.SessionNotFound,
            found.Count == 0
                ? $"There is no session '{text}'."
                : $"There are {found.Count} sessions '{text}', with the numbers {string.Join(", ", found.Select(s => s.Id))}.",
            text,
            "Get-LvsSession lists them; give the name, the number or the session itself."));
    }
}
